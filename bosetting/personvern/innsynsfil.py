"""Everything about one person as a file she can take with her: a workbook to read, or JSON for another system.

The workbook is in words, as the page. JSON has the values as they are stored: codes, ISO days, true and false.
"""

import json
from datetime import date

from django.core.serializers.json import DjangoJSONEncoder
from django.http import HttpResponse
from django.utils.translation import gettext as _

from bosetting.felles.norsk import dato
from bosetting.felles.regneark import Ark, som_svar

from .innsynsblad import avsnitt, handlingsrader, omtalerader
from .innsynsord import tekst
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
                    tabell.navn: [
                        {verdi.feltnavn: verdi.raa for verdi in rad.felt} for rad in tabell.oppfoeringer
                    ]
                    for tabell in ett.tabeller
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
        json.dumps(innhold, ensure_ascii=False, indent=2, cls=DjangoJSONEncoder),
        content_type="application/json; charset=utf-8",
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
            [ett.slag.tittel, tabell.navn, nr, verdi.navn, verdi.ord]
            for ett in alle
            for tabell in ett.tabeller
            for nr, rad in enumerate(tabell.oppfoeringer, 1)
            for verdi in rad.leses
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
        _("Gjort"),
        [],
        [_("Hva"), _("Rolle"), _("Tidspunkt")],
        [[hva, rolle, tekst(naar)] for hva, _pk, rolle, naar in handlingsrader(hvem)],
    )
    nevnt = Ark(
        _("Nevnt i tekst"),
        [],
        [_("Hva"), _("Felt"), _("Utdrag")],
        [[hva, felt, utdrag] for hva, _pk, felt, utdrag in omtalerader(hvem)],
    )
    return som_svar(opplysninger, "xlsx", "innsyn", hvorfor, gjort, nevnt)
