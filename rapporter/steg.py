"""Which steps a report may take from where it is. Plain values."""

from datetime import date

from bosetting.felles.melding import melding as _

UTKAST, TIL_GODKJENNING, GODKJENT, SENDT = "utkast", "til_godkjenning", "godkjent", "sendt"
SEND, RETUR, GODKJENN, MERK_SENDT, GJENAAPNE = (
    "til_godkjenning", "retur", "godkjent", "sendt", "gjenaapnet",
)  # fmt: skip

# Each step: where it starts, and where it leads.
VEIER: dict[str, tuple[tuple[str, ...], str]] = {
    SEND: ((UTKAST,), TIL_GODKJENNING),
    RETUR: ((TIL_GODKJENNING,), UTKAST),
    GODKJENN: ((TIL_GODKJENNING,), GODKJENT),
    MERK_SENDT: ((GODKJENT,), SENDT),
    GJENAAPNE: ((GODKJENT, SENDT), UTKAST),
}

_NAA = {
    UTKAST: _("Rapporten er et utkast. Den må sendes til godkjenning først."),
    TIL_GODKJENNING: _("Rapporten ligger til godkjenning."),
    GODKJENT: _("Rapporten er alt godkjent."),
    SENDT: _("Rapporten er alt sendt."),
}
_ALT_UTKAST = _("Rapporten er alt et utkast som kan endres.")
_IKKE_GODKJENT = _("Rapporten er ikke godkjent ennå.")


def mulige(status: str) -> tuple[str, ...]:
    """Return the steps that may be taken from ``status``."""
    return tuple(steg for steg, (fra, _til) in VEIER.items() if status in fra)


def hvorfor_ikke(steg: str, status: str) -> str | None:
    """Return why the step cannot be taken from ``status``; None when it can."""
    if status in VEIER[steg][0]:
        return None
    if status == UTKAST:
        return _ALT_UTKAST if steg in (RETUR, GJENAAPNE) else _NAA[UTKAST]
    return _IKKE_GODKJENT if status == TIL_GODKJENNING and steg in (MERK_SENDT, GJENAAPNE) else _NAA[status]


def hvorfor_ikke_sendt(dato: date, *, dag: date, skjaeringsdato: date) -> list[tuple[str | None, str]]:
    """Return (field, reason) when the report cannot have been sent on ``dato``."""
    if dato > dag:
        return [("dato", _("Datoen kan ikke være i framtiden."))]
    if dato < skjaeringsdato:
        verdi = f"{skjaeringsdato:%d.%m.%Y}"
        return [("dato", _("Rapporten kan ikke være sendt før skjæringsdatoen %(dato)s.", dato=verdi))]
    return []
