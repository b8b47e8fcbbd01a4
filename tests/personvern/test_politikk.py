"""The written policy against the models: everything has a place, and what has none is told by name."""

from copy import deepcopy
from dataclasses import replace

import pytest
from django.core.management import call_command
from django.core.management.base import SystemCheckError
from django.db import models
from django.test.utils import isolate_apps

from bosetting.brukere.models import Bruker
from bosetting.personvern import kontroll
from bosetting.personvern.politikk import FIL, les, politikk


@pytest.fixture
def regler():
    """A copy of the policy that a test may spoil."""
    return deepcopy(politikk())


def test_every_field_of_every_table_has_a_place():
    assert kontroll.mangler(politikk()) == [], "Gi feltene en plass i bosetting/personvern/politikk.toml"


def test_the_policy_names_only_what_there_is():
    assert kontroll.feil(politikk()) == []


@isolate_apps("bosetting.brukere")
def test_a_new_personal_field_without_a_place_is_found():
    class Ny(models.Model):  # noqa: DJ008 - no row of it is ever shown
        navn = models.CharField(max_length=10)
        epost = models.EmailField()
        vedlegg = models.FileField()
        data = models.JSONField()
        bruker = models.ForeignKey(Bruker, models.CASCADE)
        slag = models.CharField(max_length=1, choices=[("a", "A")])
        antall = models.IntegerField()

        class Meta:
            app_label = "brukere"

    assert kontroll.felt_uten_plass(Ny, []) == ["bruker", "data", "epost", "navn", "vedlegg"]
    assert kontroll.felt_uten_plass(Ny, ["navn", "data"]) == ["bruker", "epost", "vedlegg"]


@isolate_apps("bosetting.brukere")
def test_where_each_row_is_somebody_every_new_field_is_about_her():
    class Deltaker(models.Model):  # noqa: DJ008 - no row of it is ever shown
        navn = models.CharField(max_length=10)
        foedt = models.DateField()
        kjoenn = models.CharField(max_length=1, choices=[("k", "K")])
        trenger_tolk = models.BooleanField()

        class Meta:
            app_label = "brukere"

    assert kontroll.felt_uten_plass(Deltaker, ["navn"], er_noen=True) == ["foedt", "kjoenn", "trenger_tolk"]


def test_a_field_of_a_person_that_is_no_text_has_a_place_too(regler):
    person = regler.modeller["nettverk.Person"]
    regler.modeller["nettverk.Person"] = replace(person, staar=("embete", "organisasjon"))
    assert kontroll.mangler(regler) == ["nettverk.Person.anonymisert_at"]


def test_manage_py_check_fails_on_a_field_without_a_place(regler, monkeypatch):
    regler.modeller["nettverk.Person"].felt.pop("telefon")
    monkeypatch.setattr(kontroll, "politikk", lambda: regler)
    with pytest.raises(SystemCheckError, match=r"nettverk\.Person\.telefon har ingen plass"):
        call_command("check", tags=["personvern"])


def test_a_model_that_is_left_out_is_found_field_by_field(regler):
    del regler.modeller["nettverk.Paamelding"]
    assert kontroll.mangler(regler) == [
        f"nettverk.Paamelding.{felt}" for felt in ("arbeidssted", "epost", "navn", "person")
    ]


@pytest.mark.parametrize(
    ("endring", "grunn"),
    [
        ({"fri": ("navn",)}, "navn har flere plasser"),
        ({"fritekst": ("finnesikke",)}, "finnesikke finnes ikke"),
        ({"embete": ("embete__finnesikke",)}, "embete__finnesikke finnes ikke"),
        ({"felt": {"navn": "brenn"}}, "navn: ukjent måte «brenn»"),
        ({"koder": ("finnesikke",)}, "finnesikke finnes ikke"),
        ({"vis": {"organisasjon": ["organisasjon__finnesikke"]}}, "organisasjon__finnesikke finnes ikke"),
        ({"slag": "annet"}, "slaget «annet» finnes ikke"),
        ({"slag": "fritekst"}, "en frist krever et slag med innstilling"),
    ],
)
def test_what_cannot_be_is_told(regler, endring, grunn):
    regler.modeller["nettverk.Person"] = replace(regler.modeller["nettverk.Person"], **endring)
    assert f"nettverk.Person: {grunn}" in kontroll.feil(regler)


def test_what_cannot_be_changed_cannot_be_promised_away(regler):
    regler.modeller["vedtak.Purremottaker"].felt["navn"] = "navn"
    assert any("radene kan ikke endres" in grunn for grunn in kontroll.feil(regler))


def test_a_kind_with_a_time_names_a_setting_that_exists(regler):
    regler.slag["konto"] = replace(regler.slag["konto"], innstilling="FINNES_IKKE")
    assert kontroll.feil(regler) == ["slag.konto: innstillingen FINNES_IKKE finnes ikke"]


def test_a_key_that_means_nothing_is_refused():
    tekst = FIL.read_text(encoding="utf-8")
    with pytest.raises(TypeError, match="tullball"):
        les(tekst.replace('[modell."nettverk.Person"]', '[modell."nettverk.Person"]\ntullball = 1'))
