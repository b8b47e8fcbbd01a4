"""What is written in a report, with the judgement of each goal: compared, packed and frozen alike."""

import io
from datetime import date
from zipfile import ZipFile

import pytest

from rapporter import definisjoner, frysing
from rapporter.domain import Maal
from rapporter.maalblokker import uvurderte
from rapporter.pakke import lag_pakke
from rapporter.sammenligning import Kapitteltekst, sammenlign_tekster
from rapporter.skrevet import skrevne_tekster
from tests.nettverk.factories import ProsjektFactory, ResultatmaalFactory

from .factories import KapittelFactory, RapportFactory, grunnlag

MAAL = (Maal("maal-1", "1", "Flere vedtak."), Maal("maal-3a", "3 a", "Aktørene kjenner hverandres roller"))
VURDERT = "vurdering-maal-3a"


def sluttrapport(**tekster):
    return grunnlag(
        type=definisjoner.type_("sluttrapport"),
        maal=MAAL,
        tekster={noekkel.replace("_", "-"): tekst for noekkel, tekst in tekster.items()},
    )


def test_a_judgement_stands_in_words_under_the_goals_heading_after_its_prose():
    skrevet = skrevne_tekster(sluttrapport(maal_3a="De møttes.", vurdering_maal_3a="delvis"))
    assert skrevet[VURDERT] == Kapitteltekst(
        "Måloppnåelse for resultatmål 3 a: Aktørene kjenner hverandres roller", "Delvis nådd"
    )
    noekler = list(skrevet)
    assert noekler[noekler.index("maal-3a") + 1] == VURDERT
    assert "vurdering-maal-1" not in skrevet


def test_what_is_no_judgement_and_goals_that_are_gone_are_not_told_of():
    skrevet = skrevne_tekster(sluttrapport(vurdering_maal_1="kanskje", vurdering_maal_9="naadd"))
    assert not [noekkel for noekkel in skrevet if noekkel.startswith("vurdering")]


def test_a_type_without_the_goals_has_no_judgements():
    g = grunnlag(type=definisjoner.type_("aarsnotat"), maal=MAAL, tekster={VURDERT: "naadd"})
    assert VURDERT not in skrevne_tekster(g)


def test_a_judgement_that_was_changed_is_a_difference():
    foer, naa = (skrevne_tekster(sluttrapport(vurdering_maal_3a=ett)) for ett in ("delvis", "naadd"))
    (ett,) = sammenlign_tekster(foer, naa)
    assert ett.overskrift.startswith("Måloppnåelse for resultatmål 3 a")
    assert (ett.tatt_ut, ett.lagt_til) == (2, 1)


def test_the_goals_nobody_has_judged_are_counted_where_the_report_tells_of_them_all():
    g = sluttrapport(vurdering_maal_3a="kan-ikke-vurderes")
    assert [maal.nummer for maal in uvurderte(g)] == ["1"]
    assert uvurderte(grunnlag(maal=MAAL)) == ()


@pytest.mark.django_db
def test_judgements_are_frozen_and_packed(embete, prosjektleder):
    prosjekt = ProsjektFactory(embete=embete)
    ResultatmaalFactory(prosjekt=prosjekt, nummer="3 a", tekst="Aktørene kjenner hverandres roller.")
    rapport = RapportFactory(prosjekt=prosjekt, type="sluttrapport", tertial=0, aar=2016)
    KapittelFactory(rapport=rapport, noekkel=VURDERT, tekst="naadd")
    with ZipFile(io.BytesIO(lag_pakke(rapport))) as utkast:
        tekst = utkast.read(f"tekst/01-{VURDERT}.md").decode()
    assert tekst == "# Måloppnåelse for resultatmål 3 a: Aktørene kjenner hverandres roller\n\nNådd\n"
    bilde = frysing.oeyeblikk(rapport)
    utskrift = frysing.trykk(rapport, bilde, date(2016, 2, 2))
    utgave = frysing.frys(by=prosjektleder, rapport=rapport, bilde=bilde, utskrift=utskrift)
    assert utgave.tekster[VURDERT]["tekst"] == "Nådd"
    rapport.kapitler.update(tekst="delvis")
    with ZipFile(io.BytesIO(lag_pakke(utgave))) as frosset:
        assert frosset.read(f"tekst/01-{VURDERT}.md").decode() == tekst
