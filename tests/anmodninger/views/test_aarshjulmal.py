"""The template of the wheel, row by row, without script."""

import pytest
from django.urls import reverse

from anmodninger import aarshjulmal
from anmodninger.aarshjul import STANDARDSTEG, Malsteg
from anmodninger.models import Aarshjulmalsteg

pytestmark = pytest.mark.django_db


@pytest.fixture
def mal(embete):
    return reverse("anmodninger:aarshjulmal-edit", args=[embete.pk])


def skjema(*rader, merke, opprinnelig=0):
    data = {"merke": merke, "steg-TOTAL_FORMS": len(rader), "steg-INITIAL_FORMS": opprinnelig}
    for nr, rad in enumerate(rader):
        felt = dict(zip(("tittel", "ansvarlig", "fra", "til", "DELETE"), rad, strict=False))
        data |= {f"steg-{nr}-{navn}": verdi for navn, verdi in felt.items()}
    return data


def titler(embete):
    return [steg.tittel for steg in aarshjulmal.hent(embete).steg]


def test_the_page_opens_with_the_standard_steps_and_says_that_they_are(som, saksbehandler, mal):
    side = som(saksbehandler).get(mal).content.decode()
    assert "Dette er standardmalen" in side
    assert all(f'value="{steg.tittel}"' in side for steg in STANDARDSTEG)
    assert '<option value="-1/3" selected>mars året før</option>' in side


def test_rows_are_added_changed_and_deleted_and_stand_in_the_order_of_their_dates(
    som, saksbehandler, embete, mal
):
    klient = som(saksbehandler)
    svar = klient.post(
        mal,
        skjema(
            ("Rapporter", "KS", "0/2", "0/2"),
            ("Send", "IMDi", "-1/3", "-1/5"),
            ("Bort", "IMDi", "-1/3", "-1/5", "on"),
            ("", "", "", ""),
            merke=aarshjulmal.hent(embete).merke,
        ),
    )
    assert svar.status_code == 302
    assert aarshjulmal.hent(embete).steg == (
        Malsteg("Send", "IMDi", -1, 3, -1, 5),
        Malsteg("Rapporter", "KS", 0, 2, 0, 2),
    )
    assert "Embetet har sin egen mal" in klient.get(mal).content.decode()


def test_deleting_all_rows_brings_the_standard_steps_back(som, saksbehandler, embete, mal):
    klient = som(saksbehandler)
    rad = ("Send", "IMDi", "-1/3", "-1/5")
    klient.post(mal, skjema(rad, merke=aarshjulmal.hent(embete).merke))
    assert titler(embete) == ["Send"]
    klient.post(mal, skjema((*rad, "on"), merke=aarshjulmal.hent(embete).merke, opprinnelig=1))
    assert titler(embete) == [steg.tittel for steg in STANDARDSTEG]
    assert not Aarshjulmalsteg.objects.exists()


def test_faults_are_told_at_their_row_and_nothing_is_saved(som, saksbehandler, embete, mal):
    klient, merke = som(saksbehandler), aarshjulmal.hent(embete).merke
    rett = ("Send", "IMDi", "-1/3", "-1/5")
    for gal, feltet in (
        (("", "IMDi", "-1/3", "-1/5"), "tittel"),
        (("Rapporter", "KS", "0/2", "-1/2"), "til"),
        (("Rapporter", "KS", "9/9", "0/2"), "fra"),
        (("Rapporter", "KS", "0/2", ""), "til"),
    ):
        svar = klient.post(mal, skjema(rett, gal, merke=merke))
        assert svar.status_code == 422, gal
        assert [list(form.errors) for form in svar.context["skjema"].forms] == [[], [feltet]], gal
    begge = klient.post(
        mal, skjema(("", "IMDi", "-1/3", "-1/5"), ("Rapporter", "KS", "0/2", "-1/2"), merke=merke)
    )
    assert [list(form.errors) for form in begge.context["skjema"].forms] == [["tittel"], ["til"]]
    assert not Aarshjulmalsteg.objects.exists()


def test_too_many_rows_are_refused(som, saksbehandler, embete, mal):
    rader = [(f"Steg {n}", "", "0/1", "0/1") for n in range(61)]
    svar = som(saksbehandler).post(mal, skjema(*rader, merke=aarshjulmal.hent(embete).merke))
    assert svar.status_code == 422
    assert not Aarshjulmalsteg.objects.exists()


def test_who_comes_second_sees_what_is_stored_and_may_replace_it_knowingly(
    som, saksbehandler, prosjektleder, embete, mal
):
    gammelt = aarshjulmal.hent(embete).merke
    som(saksbehandler).post(mal, skjema(("Send", "IMDi", "-1/3", "-1/5"), merke=gammelt))
    klient = som(prosjektleder)
    svar = klient.post(mal, skjema(("Tell", "KS", "-1/3", "-1/5"), merke=gammelt))
    side = svar.content.decode()
    assert svar.status_code == 422
    assert "Siri Saksbehandler har lagret malen" in side
    assert "Slik er malen lagret nå" in side
    assert "<li>Send (IMDi)</li>" in side
    assert 'value="Tell"' in side
    assert titler(embete) == ["Send"]
    klient.post(mal, skjema(("Tell", "KS", "-1/3", "-1/5"), merke=svar.context["merke"]))
    assert titler(embete) == ["Tell"]
