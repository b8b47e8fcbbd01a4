"""Why something may not happen: reasons that a domain function found and an action raises."""


class Hinder(Exception):
    """One or more reasons in bokmål, each with the field it belongs to (None: the whole form)."""

    def __init__(self, grunner: list[tuple[str | None, str]]):
        super().__init__("; ".join(grunn for _, grunn in grunner))
        self.grunner = grunner

    def paa(self, form) -> None:
        """Put each reason next to its field in ``form``; reasons for fields the form lacks go on top."""
        for felt, grunn in self.grunner:
            form.add_error(felt if felt in form.fields else None, grunn)
