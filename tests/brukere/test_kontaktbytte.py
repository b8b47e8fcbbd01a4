"""A contact person leaves: on a date, or to another; the end can be moved while it has not come."""

from datetime import date

import pytest

from bosetting.brukere import kontaktbytte
from bosetting.brukere.models import Bruker, Hendelse, Tilgang
from bosetting.felles.hinder import Hinder

pytestmark = pytest.mark.django_db
APRIL = date(2016, 4, 1)


def rad(bruker):
    return bruker.tilganger.get()


def handlinger():
    return list(Hendelse.objects.order_by("pk").values_list("handling", flat=True))


def paa(bruker, dag):
    return Bruker.objects.get(pk=bruker.pk).omfang_paa(dag).kommune_ids


@pytest.mark.parametrize("til", [date(2016, 3, 9), APRIL])
def test_access_ends_on_the_date_and_not_before(saksbehandler, kontaktperson, halden, dag, til):
    kontaktbytte.sett_slutt(by=saksbehandler, tilganger=[rad(kontaktperson)], til=til, dag=dag)
    assert paa(kontaktperson, date(2016, 3, 8)) == (halden.pk,)
    assert paa(kontaktperson, til) == ()
    assert handlinger() == ["avsluttet tilgang"]


def test_access_does_not_end_in_the_past(saksbehandler, kontaktperson, dag):
    with pytest.raises(Hinder, match="Velg i dag eller en senere dag"):
        kontaktbytte.sett_slutt(
            by=saksbehandler, tilganger=[rad(kontaktperson)], til=date(2016, 3, 8), dag=dag
        )


def test_an_end_to_come_is_moved_and_taken_away(saksbehandler, kontaktperson, dag):
    for til in (APRIL, date(2016, 5, 1), date(2016, 5, 1), None):
        kontaktbytte.sett_slutt(by=saksbehandler, tilganger=[rad(kontaktperson)], til=til, dag=dag)
        assert rad(kontaktperson).til == til
    assert handlinger() == ["avsluttet tilgang", "forlenget tilgang", "forlenget tilgang"]


def test_what_is_over_stays_over(saksbehandler, kontaktperson, dag):
    Tilgang.objects.filter(bruker=kontaktperson).update(til=dag)
    with pytest.raises(Hinder, match=r"alt avsluttet 09\.03\.2016"):
        kontaktbytte.sett_slutt(by=saksbehandler, tilganger=[rad(kontaktperson)], til=None, dag=dag)


def test_two_accesses_of_one_person_do_not_come_to_overlap(saksbehandler, kontaktperson, halden, dag):
    foerste = rad(kontaktperson)
    Tilgang.objects.filter(pk=foerste.pk).update(til=APRIL)
    Tilgang.objects.create(bruker=kontaktperson, rolle="kontaktperson", kommune=halden, fra=APRIL)
    with pytest.raises(Hinder, match="ny tilgang etter denne"):
        kontaktbytte.sett_slutt(by=saksbehandler, tilganger=[foerste], til=None, dag=dag)


@pytest.mark.parametrize("fra", [date(2016, 3, 9), APRIL])
def test_one_takes_over_the_day_the_other_leaves(
    saksbehandler, kontaktperson, nabokontaktperson, halden, moss, dag, fra
):
    kontaktbytte.overlat(
        by=saksbehandler, tilganger=[rad(kontaktperson)], til=nabokontaktperson, fra=fra, dag=dag
    )
    assert paa(kontaktperson, date(2016, 3, 8)) == (halden.pk,)
    assert (paa(kontaktperson, fra), paa(nabokontaktperson, fra)) == ((), (halden.pk, moss.pk))
    assert halden.pk not in paa(nabokontaktperson, date(2016, 3, 8))
    assert handlinger() == ["avsluttet tilgang", "ga tilgang"]


def test_a_successor_who_represents_it_already_keeps_what_she_has(
    saksbehandler, kontaktperson, nabokontaktperson, halden, dag
):
    Tilgang.objects.create(
        bruker=nabokontaktperson, rolle="kontaktperson", kommune=halden, fra=date(2015, 1, 1)
    )
    kontaktbytte.overlat(
        by=saksbehandler, tilganger=[rad(kontaktperson)], til=nabokontaktperson, fra=dag, dag=dag
    )
    assert nabokontaktperson.tilganger.filter(kommune=halden).count() == 1


@pytest.mark.parametrize(
    ("endret", "grunn"),
    [
        ({"fra": date(2016, 3, 8)}, "Velg i dag eller en senere dag"),
        ({"tilganger": []}, "Velg minst én kommune"),
        ({"til": "seg selv"}, "Velg en annen enn den som slutter"),
    ],
)
def test_a_handover_that_cannot_be_changes_nothing(
    saksbehandler, kontaktperson, nabokontaktperson, dag, endret, grunn
):
    felt = {"tilganger": [rad(kontaktperson)], "til": nabokontaktperson, "fra": dag} | endret
    if felt["til"] == "seg selv":
        felt["til"] = kontaktperson
    with pytest.raises(Hinder, match=grunn):
        kontaktbytte.overlat(by=saksbehandler, dag=dag, **felt)
    assert not Hendelse.objects.exists()
    assert rad(kontaktperson).til is None
