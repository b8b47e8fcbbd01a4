"""The project catalogue as a `Dokument`: what municipalities did with state money in a year. Facts in, blocks out."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from bosetting.felles import norsk
from bosetting.felles.dokument.blokker import (
    Blokk,
    Dokument,
    Kolonne,
    Node,
    Noekkeltall,
    Overskrift,
    Prosa,
    Setning,
    Tabell,
    Tall,
    Varsel,
)

from .tilskuddsregler import Beloepssum, summer


@dataclass(frozen=True)
class Katalogprosjekt:
    """One project as the catalogue shows it. ``kontakt`` is a function and an organisation, never a name."""

    tittel: str
    kommuner: tuple[str, ...]
    ordning: str | None
    status: str
    tildelt: int | None
    utbetalt: int | None
    formaal: str = ""
    resultat: str = ""
    kontakt: str = ""

    @property
    def hvem(self) -> str:
        return norsk.opplisting(self.kommuner)


@dataclass(frozen=True)
class Kataloggrunnlag:
    """The facts of a catalogue; projects come in the order of their municipalities."""

    embete: str
    omraade: str
    aar: int
    dag: date
    prosjekter: tuple[Katalogprosjekt, ...]


def bygg(g: Kataloggrunnlag) -> Dokument:
    """Return the catalogue: sums by municipality and by scheme, and then every project."""
    blokker: list[Blokk] = [Overskrift(1, _("Prosjektene samlet"), noekkel="samlet")]
    blokker += _samlet(g) if g.prosjekter else [Varsel(_tom(g.aar), "merknad")]
    for hvem, prosjekter in _grupper((ett.hvem, ett) for ett in g.prosjekter):
        blokker.append(Overskrift(1, hvem))
        blokker += _ogsaa(hvem, g.prosjekter)
        for prosjekt in prosjekter:
            blokker += _prosjekt(prosjekt)
    return Dokument(
        tittel=_("Prosjektkatalog %(aar)s") % {"aar": g.aar},
        undertittel=_("Kommunale prosjekter med statlige tilskudd i %(omraade)s") % {"omraade": g.omraade},
        forfatter=g.embete,
        dato=g.dag,
        datoetikett=_("Slik det står per"),
        detaljer=((_("År"), str(g.aar)), (_("Prosjekter"), norsk.tall(len(g.prosjekter)))),
        emneord=(_("prosjektkatalog"), _("bosetting av flyktninger"), g.omraade),
        blokker=tuple(blokker),
    )


def filnavn(g: Kataloggrunnlag) -> str:
    """Return «prosjektkatalog-2015-oestfold.pdf»."""
    return f"prosjektkatalog-{g.aar}-{norsk.kortnavn(g.omraade)}.pdf"


def _tom(aar: int) -> str:
    return _("Ingen prosjekter er lagt i katalogen for %(aar)s.") % {"aar": aar}


def _grupper(par: Iterable[tuple[str, Katalogprosjekt]]) -> list[tuple[str, list[Katalogprosjekt]]]:
    """Return the projects by heading, in the order the headings first come."""
    grupper: dict[str, list[Katalogprosjekt]] = {}
    for overskrift, prosjekt in par:
        grupper.setdefault(overskrift, []).append(prosjekt)
    return list(grupper.items())


def _samlet(g: Kataloggrunnlag) -> list[Blokk]:
    tildelt, utbetalt = _summer(g.prosjekter)
    kommuner = {navn for prosjekt in g.prosjekter for navn in prosjekt.kommuner}
    ordninger = _grupper((ett.ordning or _("Uten ordning"), ett) for ett in g.prosjekter)
    return [
        Noekkeltall(
            (
                Tall(_("Prosjekter"), norsk.tall(len(g.prosjekter))),
                Tall(_("Kommuner"), norsk.tall(len(kommuner))),
                Tall(_("Tildelt"), norsk.tall(tildelt.verdi), _("kroner"), _mangler(tildelt)),
                Tall(_("Utbetalt"), norsk.tall(utbetalt.verdi), _("kroner"), _mangler(utbetalt)),
            )
        ),
        _sumtabell(_("Etter kommune"), _("Kommune"), _grupper((ett.hvem, ett) for ett in g.prosjekter), g),
        _sumtabell(_("Etter tilskuddsordning"), _("Ordning"), ordninger, g),
    ]


def _summer(prosjekter) -> tuple[Beloepssum, Beloepssum]:
    return summer(ett.tildelt for ett in prosjekter), summer(ett.utbetalt for ett in prosjekter)


def _mangler(sum_: Beloepssum) -> str:
    """Return the words for amounts that are unknown; empty when all are known."""
    if not sum_.ukjente:
        return ""
    tekst = ngettext("ukjent for %(n)s prosjekt", "ukjent for %(n)s prosjekter", sum_.ukjente)
    return tekst % {"n": norsk.tall(sum_.ukjente)}


def _sumtabell(tittel: str, overskrift: str, grupper, g: Kataloggrunnlag) -> Tabell:
    def rad(tekst, prosjekter):
        tildelt, utbetalt = _summer(prosjekter)
        return (
            tekst,
            norsk.tall(len(prosjekter)),
            norsk.tall(tildelt.verdi),
            norsk.tall(utbetalt.verdi),
        )

    ukjente = any(sum_.ukjente for sum_ in _summer(g.prosjekter))
    return Tabell(
        tittel,
        (
            Kolonne(overskrift, bredde=0.4),
            Kolonne(_("Prosjekter"), "tall"),
            Kolonne(_("Tildelt, kroner"), "tall"),
            Kolonne(_("Utbetalt, kroner"), "tall"),
        ),
        tuple(rad(tekst, prosjekter) for tekst, prosjekter in grupper),
        sumrad=rad(_("Sum"), g.prosjekter),
        fotnote=_("Summene er av de beløpene som er kjent.") if ukjente else "",
        kilde=g.embete,
    )


def _ogsaa(hvem: str, alle: Iterable[Katalogprosjekt]) -> list[Blokk]:
    """Point from a municipality's chapter to those it has together with others."""
    felles = [f"«{ett.tittel}»" for ett in alle if len(ett.kommuner) > 1 and hvem in ett.kommuner]
    titler = norsk.opplisting(felles)
    return [Setning(_("Har også %(titler)s sammen med andre.") % {"titler": titler})] if felles else []


def _prosjekt(ett: Katalogprosjekt) -> list[Blokk]:
    fakta = [
        (_("Ordning"), ett.ordning or _("ikke oppgitt")),
        (_("Status"), ett.status),
        (_("Tildelt"), _kroner(ett.tildelt)),
        (_("Utbetalt"), _kroner(ett.utbetalt)),
    ]
    if ett.kontakt:
        fakta.append((_("Kontakt"), ett.kontakt))
    ut: list[Blokk] = [Overskrift(2, ett.tittel, nummerert=False), _faktalinje(fakta)]
    if ett.formaal.strip():
        ut += [Overskrift(3, _("Formål"), nummerert=False), _prosa(ett.formaal)]
    if ett.resultat.strip():
        ut += [Overskrift(3, _("Resultat"), nummerert=False), _prosa(ett.resultat)]
    return ut


def _kroner(verdi: int | None) -> str:
    return _("ukjent") if verdi is None else _("%(kroner)s kroner") % {"kroner": norsk.tall(verdi)}


def _faktalinje(fakta: list[tuple[str, str]]) -> Prosa:
    punkter = tuple(
        Node(
            "punkt",
            (
                Node(
                    "avsnitt",
                    (Node("sterk", (Node("tekst", tekst=f"{navn}:"),)), Node("tekst", tekst=f" {verdi}")),
                ),
            ),
        )
        for navn, verdi in fakta
    )
    return Prosa((Node("punktliste", punkter),))


def _prosa(tekst: str) -> Prosa:
    """Return plain text as paragraphs. Text is text, never markup."""
    return Prosa(tuple(map(_avsnitt, re.split(r"\n\s*\n", tekst.strip()))))


def _avsnitt(tekst: str) -> Node:
    barn: list[Node] = []
    for linje in tekst.splitlines():
        if barn:
            barn.append(Node("linjeskift"))
        barn.append(Node("tekst", tekst=linje))
    return Node("avsnitt", tuple(barn))
