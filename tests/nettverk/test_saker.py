"""Writes of agendas and papers: proposed, answered, moved, uploaded and taken away."""

import uuid
from datetime import date

import pytest

from bosetting.brukere.models import Hendelse
from bosetting.felles import lager
from bosetting.felles.hinder import Hinder
from bosetting.varsler.models import Varsel
from nettverk import saker, sakspapirer
from nettverk.models import Sak, Sakspapir
from nettverk.moeteliste import saksliste
from nettverk.skriving import Samtidig
from tests.nettverk.factories import ProsjektFactory
from tests.nettverk.seriefactories import AgendasakFactory, SakspapirFactory, SeriemoeteFactory
from tests.samtidig import samtidig
from tests.vedtak.dokumentfactories import opplastet

pytestmark = pytest.mark.django_db
DAG = date(2016, 3, 9)


@pytest.fixture
def moete(embete):
    return SeriemoeteFactory(prosjekt=ProsjektFactory(embete=embete), innsyn="kommunene")


def felt(**endret):
    return {"tittel": "Boliger", "tekst": "", "minutter": 20} | endret


@pytest.fixture
def forslag(moete, halden, kontaktperson, prosjektleder):
    return saker.foreslaa_sak(
        by=kontaktperson, moete=moete, kommune=halden, felt=felt(), dag=DAG, noekkel=uuid.uuid4()
    )


def svar(by, sak, status, tekst="", versjon=None):
    return saker.svar_paa_forslag(
        by=by, sak=sak, status=status, svar=tekst, versjon=sak.versjon if versjon is None else versjon
    )


def rekkefoelge(moete):
    return list(moete.saker.filter(status="satt_opp").order_by("nummer").values_list("nummer", "tittel"))


def test_points_are_numbered_as_they_come_and_made_once(moete, prosjektleder):
    noekkel = uuid.uuid4()
    for nr, tittel in enumerate("AAB"):
        noekkel = uuid.uuid4() if nr == 2 else noekkel
        saker.opprett_sak(by=prosjektleder, moete=moete, felt=felt(tittel=tittel), noekkel=noekkel)
    assert rekkefoelge(moete) == [(1, "A"), (2, "B")]


def test_a_proposal_is_told_to_those_who_lead_and_stands_outside_the_agenda(
    forslag, moete, prosjektleder, saksbehandler
):
    assert (forslag.nummer, forslag.status, rekkefoelge(moete)) == (0, "foreslaatt", [])
    varsel = Varsel.objects.get()
    assert (varsel.bruker, varsel.tittel) == (prosjektleder, f"Halden foreslår en sak til {moete.tittel}")
    assert varsel.url_sti == moete.get_absolute_url()


@pytest.mark.parametrize("felt_", [{"status": "avlyst"}, {"status": "avholdt"}, {"dato": date(2016, 3, 8)}])
def test_nothing_is_proposed_for_a_meeting_that_is_over(moete, halden, kontaktperson, felt_):
    for navn, verdi in felt_.items():
        setattr(moete, navn, verdi)
    moete.save()
    with pytest.raises(Hinder):
        saker.foreslaa_sak(
            by=kontaktperson, moete=moete, kommune=halden, felt=felt(), dag=DAG, noekkel=uuid.uuid4()
        )
    assert not Sak.objects.exists()


def test_a_proposal_is_put_on_last_and_who_proposed_it_is_told(forslag, moete, prosjektleder, kontaktperson):
    saker.opprett_sak(by=prosjektleder, moete=moete, felt=felt(tittel="Status"), noekkel=uuid.uuid4())
    svar(prosjektleder, forslag, "satt_opp", "Gjerne.")
    svar(prosjektleder, forslag, "satt_opp", "Gjerne.")  # a double click
    assert rekkefoelge(moete) == [(1, "Status"), (2, "Boliger")]
    varsel = Varsel.objects.get(bruker=kontaktperson)
    assert (varsel.tittel, varsel.tekst) == (
        "Saken «Boliger» er satt opp",
        f"{moete.tittel} 5. april 2016. Gjerne.",
    )


def test_a_proposal_is_left_off_with_a_reason(forslag, prosjektleder, kontaktperson):
    with pytest.raises(Hinder, match="Skriv hvorfor"):
        svar(prosjektleder, forslag, "avvist")
    svar(prosjektleder, forslag, "avvist", "Tas i mai.")
    assert Varsel.objects.get(bruker=kontaktperson).tittel == "Saken «Boliger» er ikke satt opp"
    with pytest.raises(Samtidig):
        svar(prosjektleder, forslag, "satt_opp", versjon=1)


def test_a_point_taken_off_leaves_no_hole_and_one_with_minutes_stays(moete, prosjektleder):
    a, b, c = (AgendasakFactory(moete=moete, nummer=nr, tittel=tittel) for nr, tittel in enumerate("ABC", 1))
    svar(prosjektleder, a, "avvist")
    assert rekkefoelge(moete) == [(1, "B"), (2, "C")]
    svar(prosjektleder, Sak.objects.get(pk=a.pk), "satt_opp")
    assert rekkefoelge(moete) == [(1, "B"), (2, "C"), (3, "A")]
    Sak.objects.filter(pk=b.pk).update(beslutning="Vedtatt.")
    with pytest.raises(Hinder, match="står i referatet"):
        svar(prosjektleder, b, "avvist")


def test_who_proposed_a_point_changes_it_until_it_is_answered(forslag, kontaktperson, prosjektleder):
    valg = {"by": kontaktperson, "sak": forslag, "dag": DAG, "leder": False}
    saker.endre_sak(felt=felt(tittel="Flere boliger"), versjon=1, **valg)
    with pytest.raises(Samtidig):
        saker.endre_sak(felt=felt(tittel="Ingen boliger"), versjon=1, **valg)
    with pytest.raises(Hinder, match="Møtet har vært"):
        saker.endre_sak(felt=felt(), versjon=2, **valg | {"dag": date(2016, 4, 6)})
    svar(prosjektleder, Sak.objects.get(), "satt_opp")
    with pytest.raises(Hinder, match="Forslaget er besvart"):
        saker.endre_sak(felt=felt(tittel="Ingen boliger"), versjon=3, **valg)
    saker.endre_sak(
        felt=felt(tittel="Leide boliger"), versjon=3, **valg | {"leder": True, "by": prosjektleder}
    )
    assert Sak.objects.get().tittel == "Leide boliger"


def test_a_point_changes_places_with_its_neighbour_once(moete, prosjektleder):
    a, _b, c = (AgendasakFactory(moete=moete, nummer=nr, tittel=tittel) for nr, tittel in enumerate("ABC", 1))
    for _gang in range(2):
        saker.flytt_sak(by=prosjektleder, sak=c, fra_nummer=3, opp=True)
    assert rekkefoelge(moete) == [(1, "A"), (2, "C"), (3, "B")]
    saker.flytt_sak(by=prosjektleder, sak=a, fra_nummer=1, opp=True)
    saker.flytt_sak(by=prosjektleder, sak=a, fra_nummer=1, opp=False)
    assert rekkefoelge(moete) == [(1, "C"), (2, "A"), (3, "B")]
    assert Hendelse.objects.filter(handling="flyttet sak").count() == 2


def test_a_proposal_has_no_place_to_move_from(forslag, prosjektleder):
    assert saker.flytt_sak(by=prosjektleder, sak=forslag, fra_nummer=0, opp=True).nummer == 0


def test_points_put_on_at_once_get_a_number_each(paa_postgresql, moete, prosjektleder):
    samtidig(
        lambda: saker.opprett_sak(by=prosjektleder, moete=moete, felt=felt(), noekkel=uuid.uuid4()), antall=5
    )
    assert [nummer for nummer, _tittel in rekkefoelge(moete)] == [1, 2, 3, 4, 5]


# ---------------------------------------------------------------- who sees what


def test_a_proposal_is_seen_by_its_municipality_and_those_who_lead(
    forslag, moete, prosjektleder, saksbehandler, leser, kontaktperson, nabokontaktperson
):
    SakspapirFactory(moete=moete, sak=forslag)

    def ser(bruker):
        liste = saksliste(bruker, moete, leder=bruker == prosjektleder, dag=DAG)
        return [(rad.sak, rad.kan_endre, len(rad.papirer)) for rad in liste.foreslaatte]

    assert ser(prosjektleder) == ser(kontaktperson) == [(forslag, True, 1)]
    assert ser(saksbehandler) == ser(leser) == ser(nabokontaktperson) == []
    for bruker in (saksbehandler, leser, nabokontaktperson):
        assert not Sakspapir.objects.for_bruker(bruker).exists()


def test_papers_of_the_steering_group_are_seen_by_its_members_and_those_who_lead(
    embete, prosjektleder, saksbehandler, leser, kontaktperson
):
    moete = SeriemoeteFactory(prosjekt__embete=embete, innsyn="medlemmer")
    papir = SakspapirFactory(moete=moete)
    sak = AgendasakFactory(moete=moete)
    for bruker, ser in [
        (prosjektleder, True),
        (saksbehandler, False),
        (leser, False),
        (kontaktperson, False),
    ]:
        assert Sakspapir.objects.for_bruker(bruker).filter(pk=papir.pk).exists() == ser
        assert Sak.objects.for_bruker(bruker).filter(pk=sak.pk).exists() == ser


# ---------------------------------------------------------------- papers


def test_a_paper_is_stored_once_and_taken_away(moete, prosjektleder):
    sak, noekkel = AgendasakFactory(moete=moete), uuid.uuid4()
    for _gang in range(2):
        papir = sakspapirer.legg_ved(
            by=prosjektleder, moete=moete, sak=sak, opplastet=opplastet(), noekkel=noekkel
        )
    assert Sakspapir.objects.get() == papir
    assert lager.les(papir.noekkel, papir.sha256)
    for _gang in range(2):
        sakspapirer.fjern(by=prosjektleder, papir=papir)
    assert not Sakspapir.objects.for_bruker(prosjektleder).exists()
    assert [rad.handling for rad in Hendelse.objects.order_by("pk")] == [
        "la ved sakspapir",
        "fjernet sakspapir",
    ]


def test_a_used_form_does_not_swallow_another_file(moete, prosjektleder):
    valg = {"by": prosjektleder, "moete": moete, "sak": None, "noekkel": uuid.uuid4()}
    sakspapirer.legg_ved(opplastet=opplastet(), **valg)
    with pytest.raises(Hinder, match="alt brukt til et annet sakspapir"):
        sakspapirer.legg_ved(opplastet=opplastet("Noe annet"), **valg)


def test_a_meeting_takes_so_many_papers_and_no_more(moete, prosjektleder, monkeypatch):
    monkeypatch.setattr(sakspapirer, "MAKS_PAPIRER", 1)
    SakspapirFactory(moete=moete)
    with pytest.raises(Hinder, match="alt 1 sakspapirer"):
        sakspapirer.legg_ved(
            by=prosjektleder, moete=moete, sak=None, opplastet=opplastet(), noekkel=uuid.uuid4()
        )


def test_papers_are_left_when_the_store_is_tidied(moete, settings, tmp_path):
    import os
    from datetime import timedelta

    from bosetting.felles.dag import naa
    from vedtak.dokumenter import rydd_lager

    settings.DOKUMENTMAPPE = tmp_path
    papir = SakspapirFactory(moete=moete)
    lager.lagre(b"uten rad")
    da = (naa() - timedelta(days=2)).timestamp()
    for sti in tmp_path.rglob("*"):
        os.utime(sti, (da, da))
    assert rydd_lager(DAG) == 1
    assert lager.les(papir.noekkel, papir.sha256) == b"papir"


def test_the_agenda_of_a_cancelled_meeting_stands_as_it_was(moete, forslag, prosjektleder):
    punkt = saker.opprett_sak(by=prosjektleder, moete=moete, felt=felt(), noekkel=uuid.uuid4())
    papir = sakspapirer.legg_ved(
        by=prosjektleder, moete=moete, sak=None, opplastet=opplastet(), noekkel=uuid.uuid4()
    )
    moete.status = "avlyst"
    moete.save()
    nytt = {"felt": felt(tittel="Ny"), "noekkel": uuid.uuid4()}
    for skriv in (
        lambda: saker.opprett_sak(by=prosjektleder, moete=moete, **nytt),
        lambda: saker.endre_sak(
            by=prosjektleder, sak=punkt, felt=felt(tittel="Ny"), dag=DAG, versjon=punkt.versjon, leder=True
        ),
        lambda: saker.flytt_sak(by=prosjektleder, sak=punkt, fra_nummer=1, opp=True),
        lambda: svar(prosjektleder, forslag, "satt_opp"),
        lambda: sakspapirer.legg_ved(
            by=prosjektleder, moete=moete, sak=None, opplastet=opplastet(), noekkel=uuid.uuid4()
        ),
    ):
        with pytest.raises(Hinder, match="Møtet er avlyst"):
            skriv()
    assert rekkefoelge(moete) == [(1, "Boliger")]
    # Who proposed is answered all the same, and what should not lie there is taken away.
    assert svar(prosjektleder, forslag, "avvist", "Møtet er avlyst.").status == "avvist"
    assert sakspapirer.fjern(by=prosjektleder, papir=papir).fjernet_at
