"""Writes to the wheel and its template: once each, nobody's work lost, everything traced."""

from datetime import date
from uuid import uuid4

import pytest

from anmodninger import aarshjul, aarshjulmal, aarshjulsteg
from anmodninger.aarshjul import STANDARDSTEG, Malsteg
from anmodninger.models import Aarshjulmalsteg, Aarshjulsteg
from bosetting.brukere.models import Hendelse
from bosetting.felles.hinder import Hinder
from tests.anmodninger.factories import RundeFactory
from tests.anmodninger.stegfactory import StegFactory

EGNE = [Malsteg("Tell opp", "Embetet", 0, 4, 0, 4), Malsteg("Spør", "IMDi", -1, 9, -1, 10)]
FELT = {
    "tittel": "Møt Moss", "ansvarlig": "Embetet", "fra": date(2016, 2, 1), "til": date(2016, 2, 5),
    "status": "planlagt", "ferdig_dato": None, "runde": None, "lenke": "", "merknad": "",
}  # fmt: skip


def test_a_year_starts_with_the_steps_of_the_template_once(saksbehandler, embete):
    nye = aarshjulsteg.start(by=saksbehandler, embete=embete, aar=2017)
    assert [steg.tittel for steg in nye] == [steg.tittel for steg in STANDARDSTEG]
    assert (nye[1].fra, nye[1].til) == (date(2016, 3, 1), date(2016, 5, 31))
    assert aarshjulsteg.start(by=saksbehandler, embete=embete, aar=2017) == []
    assert Aarshjulsteg.objects.count() == len(STANDARDSTEG) == Hendelse.objects.count()


def test_starting_again_brings_what_is_new_in_the_template_and_leaves_the_rest_alone(
    saksbehandler, embete, dag
):
    foerst = aarshjulsteg.start(by=saksbehandler, embete=embete, aar=2017)[0]
    aarshjulsteg.sett_status(by=saksbehandler, steg=foerst, status="ferdig", dag=dag, versjon=1)
    nytt = Malsteg("Evaluer", "Embetet", 1, 1, 1, 2)
    aarshjulmal.lagre(
        by=saksbehandler, embete=embete, steg=[*STANDARDSTEG, nytt], merke=aarshjulmal.hent(embete).merke
    )
    assert [steg.tittel for steg in aarshjulsteg.start(by=saksbehandler, embete=embete, aar=2017)] == [
        "Evaluer"
    ]
    foerst.refresh_from_db()
    assert foerst.status == "ferdig"


def test_two_embeter_start_the_same_year_each(saksbehandler, embete, naboembete):
    aarshjulsteg.start(by=saksbehandler, embete=embete, aar=2017)
    assert len(aarshjulsteg.start(by=None, embete=naboembete, aar=2017)) == len(STANDARDSTEG)


def test_a_year_that_is_none_is_refused(saksbehandler, embete):
    with pytest.raises(Hinder, match="2000 og 2100"):
        aarshjulsteg.start(by=saksbehandler, embete=embete, aar=20017)
    assert not Aarshjulsteg.objects.exists()


def test_a_step_added_twice_with_the_same_key_is_one(saksbehandler, embete, dag):
    noekkel = uuid4()
    to = [
        aarshjulsteg.opprett(
            by=saksbehandler, embete=embete, aar=2016, felt=FELT, dag=dag, noekkel=noekkel
        ).pk
        for _gang in range(2)
    ]
    assert to[0] == to[1]
    assert Hendelse.objects.filter(handling="opprettet steg i årshjulet").count() == 1


def test_a_change_leaves_before_and_after(saksbehandler, embete, dag):
    steg = StegFactory(embete=embete)
    runde = RundeFactory(embete=embete)
    aarshjulsteg.endre(
        by=saksbehandler,
        steg=steg,
        felt={"status": "ferdig", "ferdig_dato": date(2015, 8, 20), "runde": runde},
        dag=dag,
        versjon=1,
    )
    spor = Hendelse.objects.get()
    assert spor.bruker == saksbehandler
    assert {felt: (foer, etter) for felt, foer, etter in spor.endringer if felt != "endret_at"} == {
        "endret_av": (None, saksbehandler.pk),
        "ferdig_dato": (None, "2015-08-20"),
        "runde": (None, runde.pk),
        "status": ("planlagt", "ferdig"),
        "versjon": (1, 2),
    }


def test_a_change_to_what_is_stored_already_leaves_no_trace(saksbehandler, embete, dag):
    steg = StegFactory(embete=embete)
    aarshjulsteg.endre(by=saksbehandler, steg=steg, felt={"tittel": steg.tittel}, dag=dag, versjon=99)
    steg.refresh_from_db()
    assert (steg.versjon, Hendelse.objects.count()) == (1, 0)


def test_who_comes_second_with_an_old_page_changes_nothing(saksbehandler, prosjektleder, embete, dag):
    steg = StegFactory(embete=embete)
    aarshjulsteg.endre(by=saksbehandler, steg=steg, felt={"ansvarlig": "IMDi"}, dag=dag, versjon=1)
    with pytest.raises(aarshjulsteg.Samtidig, match="Siri Saksbehandler") as hinder:
        aarshjulsteg.endre(by=prosjektleder, steg=steg, felt={"ansvarlig": "KS"}, dag=dag, versjon=1)
    assert hinder.value.rad.ansvarlig == "IMDi"
    with pytest.raises(aarshjulsteg.Samtidig):
        aarshjulsteg.sett_status(by=prosjektleder, steg=steg, status="ferdig", dag=dag, versjon=1)
    steg.refresh_from_db()
    assert (steg.ansvarlig, steg.status) == ("IMDi", "planlagt")


def test_done_with_one_click_is_done_today_and_opening_again_forgets_the_date(saksbehandler, embete, dag):
    steg = StegFactory(embete=embete)
    steg = aarshjulsteg.sett_status(by=saksbehandler, steg=steg, status="ferdig", dag=dag, versjon=1)
    assert steg.ferdig_dato == dag
    # The same click once more: nothing happens, whatever version the page had.
    assert aarshjulsteg.sett_status(by=saksbehandler, steg=steg, status="ferdig", dag=dag, versjon=1) == steg
    steg = aarshjulsteg.sett_status(by=saksbehandler, steg=steg, status="paagaar", dag=dag, versjon=2)
    assert steg.ferdig_dato is None
    with pytest.raises(Hinder, match="Velg en av statusene"):
        aarshjulsteg.sett_status(by=saksbehandler, steg=steg, status="borte", dag=dag, versjon=3)


def test_a_step_leads_only_to_a_round_of_its_own_embete_and_year(saksbehandler, embete, naboembete, dag):
    steg = StegFactory(embete=embete)
    for runde in (RundeFactory(embete=naboembete), RundeFactory(embete=embete, aar=2015)):
        with pytest.raises(Hinder, match="Velg en runde"):
            aarshjulsteg.endre(by=saksbehandler, steg=steg, felt={"runde": runde}, dag=dag, versjon=1)


def test_an_embete_without_a_template_has_the_standard_one_until_it_saves_its_own(saksbehandler, embete):
    mal = aarshjulmal.hent(embete)
    assert (mal.steg, mal.egen) == (STANDARDSTEG, False)
    ny = aarshjulmal.lagre(by=saksbehandler, embete=embete, steg=EGNE, merke=mal.merke)
    assert ([steg.tittel for steg in ny.steg], ny.egen) == (["Spør", "Tell opp"], True)
    assert aarshjulmal.hent(embete) == ny
    tilbake = aarshjulmal.lagre(by=saksbehandler, embete=embete, steg=[], merke=ny.merke)
    assert (tilbake.steg, tilbake.egen) == (STANDARDSTEG, False)
    assert Hendelse.objects.filter(objekttype="embete", handling=aarshjulmal.HANDLING).count() == 2


def test_saving_the_template_unchanged_makes_no_rows(saksbehandler, embete):
    mal = aarshjulmal.hent(embete)
    aarshjulmal.lagre(by=saksbehandler, embete=embete, steg=mal.steg, merke=mal.merke)
    assert not Aarshjulmalsteg.objects.exists()
    assert not Hendelse.objects.exists()


def test_who_comes_second_with_an_old_template_changes_nothing(saksbehandler, prosjektleder, embete):
    gammelt = aarshjulmal.hent(embete).merke
    aarshjulmal.lagre(by=saksbehandler, embete=embete, steg=EGNE, merke=gammelt)
    with pytest.raises(aarshjulmal.Samtidig, match="Siri Saksbehandler") as hinder:
        aarshjulmal.lagre(by=prosjektleder, embete=embete, steg=EGNE[:1], merke=gammelt)
    assert len(hinder.value.mal.steg) == 2
    assert Aarshjulmalsteg.objects.count() == 2
    # What she wrote is what is stored: then there is nothing to save, and nothing to complain about.
    aarshjulmal.lagre(by=prosjektleder, embete=embete, steg=EGNE, merke=gammelt)


def test_the_template_does_not_reach_into_a_year_already_started(saksbehandler, embete):
    aarshjulsteg.start(by=saksbehandler, embete=embete, aar=2016)
    aarshjulmal.lagre(by=saksbehandler, embete=embete, steg=EGNE, merke=aarshjul.merke(STANDARDSTEG))
    assert Aarshjulsteg.objects.filter(aar=2016).count() == len(STANDARDSTEG)
