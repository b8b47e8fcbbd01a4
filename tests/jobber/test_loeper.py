"""Running a job: parts, their failures, cancelling, stopping, and who it belongs to."""

from datetime import timedelta

import pytest

from bosetting.brukere.models import Hendelse
from bosetting.felles.dag import naa
from bosetting.felles.hinder import Hinder
from bosetting.felles.melding import melding
from bosetting.jobber import actions, loeper, register
from bosetting.jobber.models import Jobb
from tests.jobber.proevearbeid import gjoer, spor

pytestmark = pytest.mark.django_db


def test_a_job_does_every_part_once_in_order_and_is_done(start):
    jobb = start(deler=3)

    assert spor(jobb) == ["0", "1", "2"]
    assert (jobb.tilstand, jobb.ferdige, jobb.antall) == (Jobb.FERDIG, 3, 3)
    assert jobb.bestilt_at <= jobb.startet_at <= jobb.avsluttet_at


def test_a_job_without_parts_is_done(start):
    jobb = start(deler=0)

    assert (jobb.tilstand, jobb.ferdige, jobb.antall) == (Jobb.FERDIG, 0, 0)


def test_a_part_that_fails_is_named_with_its_cause_and_the_others_are_done(start, typen, caplog):
    def gjoer_bortsett_fra(jobb, enhet):
        if enhet == "a":
            raise Hinder([(None, melding("%(navn)s har ingen kontaktperson.", navn="Halden"))])
        if enhet == "b":
            raise ZeroDivisionError("hemmelig")

    typen(
        enheter=lambda jobb: ["a", "b", "c"],
        gjoer=gjoer_bortsett_fra,
        ferdig=lambda jobb: pytest.fail("ikke alt lyktes"),
        enhetsnavn=lambda jobb, enhet: f"Kommune {enhet}",
    )

    jobb = start(slag="annen")

    assert (jobb.tilstand, jobb.ferdige, jobb.antall) == (Jobb.FEILET, 1, 3)
    assert [(feil.navn, feil.aarsak) for feil in jobb.feil.all()] == [
        ("Kommune a", "Halden har ingen kontaktperson."),
        ("Kommune b", f"En uventet feil. Driften finner den i loggen som jobb {jobb.pk}."),
    ]
    assert "hemmelig" in caplog.text
    assert "Hinder" not in caplog.text


def test_a_part_whose_row_is_gone_is_named_by_its_key(start, typen, caplog):
    def borte(jobb, enhet):
        raise Jobb.DoesNotExist

    typen(gjoer=borte, enhetsnavn=borte)

    jobb = start(slag="annen")

    assert jobb.tilstand == Jobb.FEILET
    assert [feil.navn for feil in jobb.feil.all()] == ["a", "b"]
    assert "fant ikke navnet" in caplog.text


def test_a_part_that_fails_undoes_what_it_had_written(start, typen):
    def skriv_og_feil(jobb, enhet):
        gjoer(jobb, enhet)
        raise Hinder([(None, "Nei.")])

    typen(gjoer=skriv_og_feil)

    assert spor(start(slag="annen")) == []


def test_what_commits_for_itself_keeps_what_it_wrote_before_it_failed(start, typen):
    def skriv_og_feil(jobb, enhet):
        gjoer(jobb, enhet)
        raise Hinder([(None, "Serveren svarte ikke.")])

    typen(gjoer=skriv_og_feil, atomisk=False)

    jobb = start(slag="annen")

    assert spor(jobb) == ["a", "b"]
    assert (jobb.tilstand, jobb.ferdige, jobb.feil.count()) == (Jobb.FEILET, 0, 2)


def test_going_on_tries_what_remains_and_forgets_the_old_causes(start, typen, saksbehandler):
    virker = []

    def gjoer_naar_det_virker(jobb, enhet):
        if enhet == "b" and not virker:
            raise Hinder([(None, "Ikke ennå.")])
        gjoer(jobb, enhet)

    typen(enheter=lambda jobb: [nr for nr in "abc" if nr not in spor(jobb)], gjoer=gjoer_naar_det_virker)
    jobb = start(slag="annen")
    assert (jobb.ferdige, jobb.feil.get().navn) == (2, "b")

    virker.append(True)
    jobb = actions.fortsett(by=saksbehandler, jobb=jobb)

    assert spor(jobb) == ["a", "c", "b"]
    assert (jobb.tilstand, jobb.ferdige, jobb.antall) == (Jobb.FERDIG, 3, 3)
    assert not jobb.feil.exists()
    assert Hendelse.objects.get(handling="fortsatte arbeid").bruker == saksbehandler


def test_the_end_is_one_with_being_done(start, typen, caplog):
    def ferdig(jobb):
        gjoer(jobb, "slutt")
        raise OSError("disken er full")

    typen(gjoer=gjoer, ferdig=ferdig)

    jobb = start(slag="annen")

    assert spor(jobb) == ["a", "b"]
    assert (jobb.tilstand, jobb.ferdige) == (Jobb.FEILET, 2)
    assert jobb.melding == f"En uventet feil. Driften finner den i loggen som jobb {jobb.pk}."
    assert "disken er full" in caplog.text


def test_parts_that_cannot_be_counted_are_told_of(start, typen):
    def enheter(jobb):
        raise Hinder([(None, "Runden finnes ikke lenger.")])

    typen(enheter=enheter, gjoer=gjoer)

    jobb = start(slag="annen")

    assert (jobb.tilstand, jobb.melding, jobb.antall) == (Jobb.FEILET, "Runden finnes ikke lenger.", None)


def test_work_this_version_does_not_know_ends_with_a_sentence(start, koe, monkeypatch):
    jobb = start()
    monkeypatch.setattr(register, "_jobbtyper", {})

    loeper.kjoer(jobb.pk)

    jobb.refresh_from_db()
    assert jobb.tilstand == Jobb.FEILET
    assert "kjenner ikke dette arbeidet" in jobb.melding


def test_cancelling_stops_between_two_parts(start, typen, saksbehandler):
    def gjoer_og_avbryt(jobb, enhet):
        gjoer(jobb, enhet)
        actions.avbryt(by=saksbehandler, jobb=jobb)

    typen(gjoer=gjoer_og_avbryt)

    jobb = start(slag="annen")

    assert spor(jobb) == ["a"]
    assert (jobb.tilstand, jobb.ferdige, jobb.antall) == (Jobb.AVBRUTT, 1, 2)


def test_a_worker_asked_to_stop_gives_the_job_back_between_two_parts(start, typen, koe):
    def gjoer_og_stopp(jobb, enhet):
        gjoer(jobb, enhet)
        loeper.stopp.bedt = True

    typen(gjoer=gjoer_og_stopp)
    jobb = start(slag="annen")

    assert loeper.kjoer(jobb.pk) is True

    jobb.refresh_from_db()
    assert (jobb.tilstand, jobb.ferdige, jobb.stanset) == (Jobb.VENTER, 1, 0)


def test_a_worker_told_to_go_at_once_undoes_its_part_and_leaves_the_job_waiting(start, typen, koe):
    def gjoer_og_gaa(jobb, enhet):
        gjoer(jobb, enhet)
        raise SystemExit(1)

    typen(gjoer=gjoer_og_gaa)
    jobb = start(slag="annen")

    with pytest.raises(SystemExit):
        loeper.kjoer(jobb.pk)

    jobb.refresh_from_db()
    assert (jobb.tilstand, spor(jobb)) == (Jobb.VENTER, [])


@pytest.mark.parametrize("atomisk", [True, False])
def test_a_worker_that_wakes_after_another_took_over_does_no_more(start, typen, koe, caplog, atomisk):
    """Its part is undone where the database can, and it counts nothing and starts nothing."""

    def sov_for_lenge(jobb, enhet):
        gjoer(jobb, enhet)
        Jobb.objects.filter(pk=jobb.pk).update(omgang=jobb.omgang + 1, hjerteslag_at=naa())

    typen(gjoer=sov_for_lenge, atomisk=atomisk)
    jobb = start(slag="annen")

    assert loeper.kjoer(jobb.pk) is False

    jobb.refresh_from_db()
    assert "overtatt" in caplog.text
    assert (jobb.tilstand, jobb.ferdige, jobb.feil.count()) == (Jobb.KJOERER, 0, 0)
    assert len(spor(jobb)) == (0 if atomisk else 1)


def test_a_job_that_is_taken_done_or_cancelled_is_left_alone(start, koe):
    jobb = start()
    for tilstand in (Jobb.KJOERER, Jobb.FERDIG, Jobb.FEILET, Jobb.AVBRUTT):
        Jobb.objects.filter(pk=jobb.pk).update(tilstand=tilstand, hjerteslag_at=naa() - timedelta(days=1))
        assert loeper.kjoer(jobb.pk) is False
        jobb.refresh_from_db()
        assert (jobb.tilstand, jobb.omgang) == (tilstand, 0)
