"""The block of municipalities over the years: what each was asked for and decided, year by year."""

from django.utils.translation import gettext as _

from bosetting.felles.dokument.blokker import Blokk, Kolonne, Setning, Tabell
from bosetting.felles.norsk import langdato, tall

from .domain import Aarslinje, Kommunelinje, Rapportgrunnlag


def kommunene_aar(g: Rapportgrunnlag) -> list[Blokk]:
    """The annex: a row for each municipality of any of the years, in the order of the latest. Sums are the years'."""
    if not g.aarslinjer:
        return [Setning(_("Det er ikke registrert noen anmodninger for årene rapporten gjelder."))]
    per_aar = [{linje.nr: linje for linje in aar.linjer} for aar in g.aarslinjer]
    # In the order of the last year, as in the other annex; those that were gone by then follow.
    navn = {linje.nr: linje.navn for aar in reversed(g.aarslinjer) for linje in aar.linjer}
    return [
        Setning(
            _("Tabellen viser hva hver kommune er anmodet om og har vedtatt for hvert år rapporten gjelder.")
        ),
        Tabell(
            tittel=_("Anmodet og vedtatt per kommune og bosettingsår, slik det var kjent %(dato)s")
            % {"dato": langdato(g.skjaeringsdato)},
            kolonner=(
                Kolonne(_("Kommune")),
                *(
                    Kolonne(kolonne, "tall", str(aar.aar))
                    for aar in g.aarslinjer
                    for kolonne in (_("Anmodet"), _("Vedtatt"))
                ),
            ),
            rader=tuple(
                (navn[nr], *(celle for linjer in per_aar for celle in _celler(linjer.get(nr)))) for nr in navn
            ),
            sumrad=(_("Sum"), *(celle for aar in g.aarslinjer for celle in _sum(aar))),
            fotnote=_("– betyr at kommunen ikke er anmodet eller ikke har fattet vedtak for året."),
            kilde=_("registrerte anmodninger og vedtak, slik de var kjent %(dato)s")
            % {"dato": langdato(g.skjaeringsdato)},
            noekkel="kommunene-aar",
        ),
    ]


def _celler(linje: Kommunelinje | None) -> tuple[str | None, str | None]:
    if linje is None:
        return None, None
    anmodet, vedtatt = linje.status.anmodet, linje.status.vedtatt
    return (
        None if anmodet is None or anmodet.totalt is None else tall(anmodet.totalt),
        None if vedtatt is None or vedtatt.totalt is None else tall(vedtatt.totalt),
    )


def _sum(aar: Aarslinje) -> tuple[str | None, str | None]:
    s = aar.summer["totalt"]
    return tuple(None if delsum.verdi is None else tall(delsum.verdi) for delsum in (s.anmodet, s.vedtatt))
