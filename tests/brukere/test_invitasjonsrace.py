"""Two at once with invitations, on a database that lets them: one account, one access, one invitation."""

from datetime import date
from uuid import uuid4

import pytest

from bosetting.brukere import invitasjoner
from bosetting.brukere.invitasjoner import HarKonto, Ugyldig
from bosetting.brukere.models import Bruker, Invitasjon, Tilgang
from bosetting.felles.hinder import Hinder
from tests.brukere.factories import InvitasjonFactory
from tests.samtidig import samtidig

DAG = date(2016, 3, 9)
pytestmark = pytest.mark.usefixtures("paa_postgresql")


def utfall(*arbeid):
    """Return what came of each at the same moment: None, or the refusal."""
    svar = samtidig(*arbeid, ventet=(Hinder, Ugyldig, HarKonto))
    return [ett if isinstance(ett, Exception) else None for ett in svar]


def godta(hemmelighet):
    return lambda: invitasjoner.godta_med_ny_konto(
        hemmelighet=hemmelighet, navn="Nina", telefon="", passord="grevling-under-bru-1814", dag=DAG
    )


def test_an_invitation_accepted_by_many_at_once_makes_one_account(embete, halden):
    InvitasjonFactory(embete=embete, kommuner=[halden], hemmelighet="lenke", email="nina@example.test")
    svar = utfall(*[godta("lenke")] * 8)
    assert svar.count(None) == 1
    assert {type(feil) for feil in svar if feil} == {Ugyldig}
    assert Bruker.objects.filter(email="nina@example.test").count() == 1
    assert Tilgang.objects.filter(rolle="kontaktperson", kommune=halden).count() == 1


def test_two_invitations_to_one_new_person_make_one_account(embete, halden, moss):
    for lenke, kommune in (("a", halden), ("b", moss)):
        InvitasjonFactory(embete=embete, kommuner=[kommune], hemmelighet=lenke, email="nina@example.test")
    svar = utfall(godta("a"), godta("b"))
    assert svar.count(None) == 1
    assert {type(feil) for feil in svar if feil} == {HarKonto}
    assert Invitasjon.objects.aapne().count() == 1
    nina = Bruker.objects.get(email="nina@example.test")
    for lenke in ("a", "b"):
        if invitasjoner.finn(lenke).godtatt_at is None:
            invitasjoner.godta(by=nina, hemmelighet=lenke, dag=DAG)
    assert Bruker.objects.get(pk=nina.pk).omfang_paa(DAG).kommune_ids == (halden.pk, moss.pk)


def test_what_is_revoked_while_it_is_accepted_is_one_or_the_other(embete, halden, saksbehandler):
    rad = InvitasjonFactory(embete=embete, kommuner=[halden], hemmelighet="lenke", email="nina@example.test")
    svar = utfall(godta("lenke"), lambda: invitasjoner.tilbakekall(by=saksbehandler, invitasjon=rad))
    assert svar.count(None) == 1
    rad.refresh_from_db()
    assert (rad.godtatt_at is None) != (rad.tilbakekalt_at is None)
    assert Bruker.objects.filter(email="nina@example.test").exists() == (rad.godtatt_at is not None)


def test_two_who_invite_the_same_person_make_one_invitation(saksbehandler, prosjektleder, halden):
    def inviter(by):
        return lambda: invitasjoner.inviter(
            by=by, noekkel=uuid4(), navn="Nina", email="nina@example.test", kommuner=[halden], til=None,
            overtar_for=None, dag=DAG,
        )  # fmt: skip

    svar = utfall(inviter(saksbehandler), inviter(prosjektleder))
    assert svar.count(None) == 1
    assert "har alt en åpen invitasjon" in "".join(map(str, filter(None, svar)))
    assert Invitasjon.objects.count() == 1


def test_two_who_take_over_for_the_same_person_end_her_access_once(embete, halden, kontaktperson):
    for lenke in ("a", "b"):
        InvitasjonFactory(
            embete=embete, kommuner=[halden], hemmelighet=lenke, overtar_for=kontaktperson,
            email=f"{lenke}@example.test",
        )  # fmt: skip
    svar = utfall(godta("a"), godta("b"))
    assert svar == [None, None]
    assert Tilgang.objects.get(bruker=kontaktperson).til == DAG
