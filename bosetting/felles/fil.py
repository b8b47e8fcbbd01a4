"""Files that people point to on the command line."""


def hvorfor_ikke_lest(feil: OSError) -> str:
    """Return in bokmål why a file cannot be read, as the end of a sentence about it."""
    match feil:
        case FileNotFoundError() | NotADirectoryError():
            return "den finnes ikke"
        case IsADirectoryError():
            return "det er en mappe"
        case PermissionError():
            return "du har ikke lov til å lese den"
        case _:
            return f"systemet svarte «{feil.strerror}»"


def hvorfor_ikke_skrevet(feil: OSError) -> str:
    """Return in bokmål why a file cannot be written, as the end of a sentence about it."""
    match feil:
        case FileNotFoundError() | NotADirectoryError():
            return "mappen finnes ikke"
        case IsADirectoryError():
            return "det er en mappe, ikke en fil"
        case PermissionError():
            return "du har ikke lov til å skrive der"
        case _:
            return f"systemet svarte «{feil.strerror}»"
