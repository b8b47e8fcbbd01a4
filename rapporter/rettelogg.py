"""What has changed in the records since an edition was frozen: figure by figure, old and new.

The edition itself never changes. Beside its figures stand those of the same cut-off date as they are known today:
decisions that were corrected, that became known later, or that were entered afterwards.
"""

from copy import copy
from dataclasses import dataclass, replace
from datetime import date
from urllib.parse import parse_qsl, urlencode, urlsplit

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from bosetting.felles.norsk import dato
from bosetting.felles.regneark import Ark

from .models import Rapport, Utgave
from .queries import grunnlag
from .sammenligning import Talldifferanse, figurer_fra_json, sammenlign_tall
from .tallregister import Figur, figurer


@dataclass(frozen=True)
class Rettelogg:
    """The figures of an edition that are others today, in the report's order, out of ``sammenlignet`` in all."""

    skjaeringsdato: date
    kjent: date
    sammenlignet: int
    rader: tuple[Talldifferanse, ...]


def som_frosset(utgave: Utgave) -> Rapport:
    """Return the report (loaded with its embete) with the cut-off and settlement year that the edition has."""
    rapport = copy(utgave.rapport)
    if satt := utgave.definisjon.get("skjaeringsdato"):
        rapport.skjaeringsdato = date.fromisoformat(satt)
    rapport.bosettingsaar = utgave.definisjon.get("bosettingsaar", rapport.bosettingsaar)
    return rapport


def rettelogg(utgave: Utgave, dag: date) -> Rettelogg:
    """Return how the edition's figures differ from those of its cut-off date as known on ``dag``.

    As many queries as the facts of a report. The words are bokmål whoever asks, as in the edition.
    """
    rapport = som_frosset(utgave)
    foer = figurer_fra_json(utgave.tall)
    with translation.override(settings.LANGUAGE_CODE):
        naa = {navn: _som_kjent_naa(figur) for navn, figur in figurer(grunnlag(rapport, kjent=dag)).items()}
    rader = sammenlign_tall(foer, naa)
    return Rettelogg(rapport.skjaeringsdato, dag, len(foer.keys() | naa.keys()), rader)


def _som_kjent_naa(figur: Figur) -> Figur:
    """Return the figure with the address of its rows as they are known now: one clock less."""
    sti = urlsplit(figur.kilde)
    valg = [(navn, verdi) for navn, verdi in parse_qsl(sti.query) if navn != "kjent"]
    return replace(figur, kilde=sti._replace(query=urlencode(valg)).geturl())


def som_ark(utgave: Utgave, logg: Rettelogg) -> Ark:
    """Return the log as a sheet: empty cells are unknown or missing figures."""
    forklaring = _("Rettelogg for %(utgave)s: tall per %(skjaering)s, slik de er kjent %(kjent)s") % {
        "utgave": utgave.adresse, "skjaering": dato(logg.skjaeringsdato), "kjent": dato(logg.kjent),
    }  # fmt: skip
    return Ark(
        navn=_("Rettelogg"),
        forklaring=[forklaring, _("Tom celle betyr at tallet er ukjent eller ikke finnes, aldri null.")],
        overskrifter=[_("Navn"), _("Tall"), _("Enhet"), _("I rapporten"), _("Nå"), _("Endring")],
        rader=[
            [
                rad.navn,
                rad.tekst,
                rad.enhet,
                rad.foer.verdi if rad.foer else None,
                rad.naa.verdi if rad.naa else None,
                rad.endring,
            ]
            for rad in logg.rader
        ],
    )
