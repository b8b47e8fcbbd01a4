"""Minutes as a ``Dokument``, from the data that was frozen when they were approved. Pure: no database, no clock."""

from datetime import date

from django.utils.translation import gettext as _

from bosetting.felles.dokument.blokker import Blokk, Dokument, Kolonne, Overskrift, Setning, Tabell
from bosetting.felles.dokument.markdown import les_markdown
from bosetting.felles.norsk import HARDT_MELLOMROM, langdato, stor


def bygg(innhold: dict) -> Dokument:
    """Return the minutes. ``innhold`` is what ``referater.innhold`` made."""
    dag = date.fromisoformat(innhold["dato"])
    nummer = _("Referat %(nummer)s") % {"nummer": innhold["nummer"]}
    return Dokument(
        tittel=_("Referat fra %(moete)s") % {"moete": innhold["tittel"]},
        undertittel=_undertittel(innhold),
        forfatter=innhold["embete"],
        dato=date.fromisoformat(innhold["godkjent"]),
        datoetikett=_("Godkjent"),
        detaljer=_detaljer(innhold, dag),
        topptekst=f"{innhold['tittel']} – {langdato(dag)}",
        bunntekst=f"{innhold['embete']} – {nummer}",
        emneord=(_("referat"), innhold["gruppe"] or innhold["prosjekt"]),
        tittelside=False,
        innholdsfortegnelse=False,
        blokker=tuple(_blokker(innhold)),
    )


def _undertittel(innhold: dict) -> str:
    # A meeting is often called the same as its group, and need not be told twice.
    gruppe = innhold["gruppe"]
    return gruppe if gruppe and gruppe not in innhold["tittel"] else innhold["prosjekt"]


def _blokker(innhold: dict) -> list[Blokk]:
    ut: list[Blokk] = []
    if innhold["rettelse"]:
        felt = {"nummer": innhold["nummer"], "hva": innhold["rettelse"]}
        ut.append(Setning(_("Referat %(nummer)s retter det forrige: %(hva)s") % felt))
    ut += _oppmoete(innhold["oppmoete"], innhold.get("uten_oppmoete", 0))
    if innhold["fra_foer"]:
        ut.append(Overskrift(1, _("Fra tidligere møter"), nummerert=False))
        ut.append(
            Tabell(
                tittel=_("Oppfølging fra tidligere møter"),
                kolonner=(
                    Kolonne(_("Hva som skulle gjøres")), Kolonne(_("Ansvarlig")), Kolonne(_("Avtalt")),
                    Kolonne(_("Tilstand")),
                ),
                rader=tuple(
                    (rad["tekst"], rad["ansvarlig"] or None, rad["avtalt"], rad["stand"]) for rad in innhold["fra_foer"]
                ),
            )
        )  # fmt: skip
    for sak in innhold["saker"]:
        tittel = f"{_('Sak')}{HARDT_MELLOMROM}{sak['nummer']} {sak['tittel']}"
        ut.append(Overskrift(1, tittel, nummerert=False))
        if sak["referat"]:
            ut.append(les_markdown(sak["referat"], 1))
        if sak["beslutning"]:
            ut += [Overskrift(2, _("Beslutning"), nummerert=False), les_markdown(sak["beslutning"], 2)]
        if sak["punkter"]:
            ut.append(_punkter(_("Oppfølging av sak %(nummer)s") % {"nummer": sak["nummer"]}, sak["punkter"]))
        if not (sak["referat"] or sak["beslutning"] or sak["punkter"]):
            ut.append(Setning(_("Ikke omtalt i referatet.")))
    if innhold["punkter"]:
        ut.append(Overskrift(1, _("Oppfølging"), nummerert=False))
        ut.append(_punkter(_("Oppfølging etter møtet"), innhold["punkter"]))
    return ut


def _detaljer(innhold: dict, dag: date) -> tuple[tuple[str, str], ...]:
    felt = {"dato": langdato(dag), "fra": innhold["fra_tid"], "til": innhold["til_tid"]}
    ut = [(_("Møtet"), _("%(dato)s kl. %(fra)s–%(til)s") % felt)]
    if innhold["sted"]:
        ut.append((_("Sted"), innhold["sted"]))
    return (*ut, (_("Referat"), _("nummer %(nummer)s") % {"nummer": innhold["nummer"]}))


def _oppmoete(rader: list[dict], uten: int) -> list[Blokk]:
    if not rader:
        return []
    moett = sum(rad["moett"] for rad in rader)
    organisasjoner = len({rad["organisasjon"] for rad in rader if rad["moett"]})
    felt = {"moett": moett, "innkalte": len(rader) + uten, "organisasjoner": organisasjoner}
    setning = _("%(moett)s av %(innkalte)s innkalte møtte, fra %(organisasjoner)s organisasjoner.")
    if organisasjoner == 1:
        setning = _("%(moett)s av %(innkalte)s innkalte møtte, fra én organisasjon.")
    setning %= felt
    if uten:
        setning += " " + _("Oppmøtet er ikke ført for %(n)s.") % {"n": uten}
    return [
        Overskrift(1, _("Oppmøte"), nummerert=False),
        Setning(setning),
        Tabell(
            tittel=_("Hvem som møtte"),
            kolonner=(Kolonne(_("Funksjon")), Kolonne(_("Organisasjon")), Kolonne(_("Oppmøte"))),
            rader=tuple(
                (stor(rad["funksjon"]) or None, rad["organisasjon"], rad["oppmoete"]) for rad in rader
            ),
        ),
    ]


def _punkter(tittel: str, punkter: list[dict]) -> Tabell:
    return Tabell(
        tittel=tittel,
        kolonner=(Kolonne(_("Hva som skal gjøres")), Kolonne(_("Ansvarlig")), Kolonne(_("Frist"))),
        rader=tuple((rad["tekst"], rad["ansvarlig"] or None, rad["frist"] or None) for rad in punkter),
    )
