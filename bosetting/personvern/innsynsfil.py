"""Everything about one person as a file she can take with her: a workbook, or JSON for another system."""

import json
from datetime import date

from django.http import HttpResponse
from django.utils.translation import gettext as _

from bosetting.felles.norsk import dato
from bosetting.felles.regneark import Ark, som_svar

from .innsynsblad import avsnitt, handlingsrader, omtalerader
from .registrert import Registrert

FORMATER = ("xlsx", "json")


def svar(hvem: Registrert, format: str, dag: date) -> HttpResponse:
    """Return the download. The name of the file names nobody: it lies in somebody's folder of downloads."""
    return _xlsx(hvem, dag) if format == "xlsx" else _json(hvem, dag)


def _json(hvem: Registrert, dag: date) -> HttpResponse:
    innhold = {
        "laget": dag.isoformat(),
        "opplysninger": [
            {
                "slag": ett.slag.tittel,
                "hva": ett.slag.hva,
                "hvorfor": ett.slag.hvorfor,
                "rettslig_grunnlag": ett.slag.grunnlag,
                "hvor_lenge": ett.slag.lagring,
                "rader": {
                    tabell.navn: [dict(rad.felt) for rad in tabell.oppfoeringer] for tabell in ett.tabeller
                },
            }
            for ett in avsnitt(hvem)
        ],
        "gjort": [
            dict(zip(("hva", "nummer", "rolle", "tidspunkt"), rad, strict=True))
            for rad in handlingsrader(hvem)
        ],
        "nevnt": [
            dict(zip(("hva", "nummer", "felt", "utdrag"), rad, strict=True)) for rad in omtalerader(hvem)
        ],
    }
    ut = HttpResponse(
        json.dumps(innhold, ensure_ascii=False, indent=2), content_type="application/json; charset=utf-8"
    )
    ut["Content-Disposition"] = 'attachment; filename="innsyn.json"'
    ut["X-Content-Type-Options"] = "nosniff"
    return ut


def _xlsx(hvem: Registrert, dag: date) -> HttpResponse:
    alle = avsnitt(hvem)
    opplysninger = Ark(
        _("Opplysninger"),
        [_("Alt som er lagret om personen"), _("Laget %(dag)s") % {"dag": dato(dag)}],
        [_("Slag"), _("Hva"), _("Nummer"), _("Felt"), _("Verdi")],
        [
            [ett.slag.tittel, tabell.navn, rad.pk, felt, verdi]
            for ett in alle
            for tabell in ett.tabeller
            for rad in tabell.oppfoeringer
            for felt, verdi in rad.felt
        ],
    )
    hvorfor = Ark(
        _("Hvorfor"),
        [],
        [_("Slag"), _("Hva"), _("Hvorfor"), _("Rettslig grunnlag"), _("Hvor lenge")],
        [
            [slag.tittel, slag.hva, slag.hvorfor, slag.grunnlag, slag.lagring]
            for slag in (ett.slag for ett in alle)
        ],
    )
    gjort = Ark(
        _("Gjort"), [], [_("Hva"), _("Nummer"), _("Rolle"), _("Tidspunkt")], list(handlingsrader(hvem))
    )
    nevnt = Ark(
        _("Nevnt i tekst"), [], [_("Hva"), _("Nummer"), _("Felt"), _("Utdrag")], list(omtalerader(hvem))
    )
    return som_svar(opplysninger, "xlsx", "innsyn", hvorfor, gjort, nevnt)
