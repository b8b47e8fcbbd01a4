"""Letters are written when a round is sent, their files in the background, and neither changes afterwards."""

import hashlib
from datetime import date
from unittest.mock import patch

import pytest
from django.db import DatabaseError, transaction

from anmodninger import actions, brev, brevarbeid, brevfiler, brevgrunnlag, brevutsending
from anmodninger.models import Anmodningsrunde, Brev, Brevfil, Brevmal, Rundeutkast
from bosetting.brukere.models import EmbeteNavn, Hendelse
from bosetting.felles.dokument.typst import som_pdf
from bosetting.felles.hinder import Hinder
from bosetting.jobber.actions import fortsett
from bosetting.jobber.models import Jobb

from .factories import BrevFactory, RundeFactory, UtkastFactory, mange

DUMMY = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}


@pytest.fixture
def utkast(embete, halden, moss) -> Rundeutkast:
    return UtkastFactory(
        embete=embete,
        linjer=[(halden, 60, 5), (moss, 80, None)],
        fylkestall_totalt=140,
        nasjonalt_totalt=18_000,
    )


@pytest.fixture
def runde(utkast, saksbehandler, dag) -> Anmodningsrunde:
    """A sent round whose letters have their files (the tests' backend works at once)."""
    return actions.send_runde(by=saksbehandler, utkast=utkast, dag=dag)


def lagre(by, embete, tekst="Til {{ kommune }}", overskrift="Anmodning", versjon=0):
    return brevutsending.lagre_mal(by=by, embete=embete, overskrift=overskrift, tekst=tekst, versjon=versjon)


def test_a_round_that_is_sent_writes_a_letter_to_each_municipality(runde, halden):
    til_halden, til_moss = brevgrunnlag.brev_i(runde)
    assert (til_halden.mottaker, til_moss.mottaker) == ("Halden kommune", "Moss kommune")
    assert til_halden.dato == runde.sendt_dato
    assert (til_halden.avsender, til_halden.avsender_tittel) == ("Fylkesmannen i Østfold", "fylkesmann")
    assert til_halden.overskrift == "Anmodning om bosetting av flyktninger i 2016"
    assert "Halden kommune anmodes om å bosette 60 flyktninger i 2016, hvorav 5 enslige" in til_halden.tekst
    assert "Det er ikke fastsatt hvor mange" in til_moss.tekst
    assert "{{" not in til_halden.tekst + til_moss.tekst


def test_the_name_and_title_are_those_of_the_day_of_the_letter(embete, halden, saksbehandler, dag):
    EmbeteNavn.objects.filter(embete=embete).update(til=date(2016, 3, 8))
    EmbeteNavn.objects.create(
        embete=embete, navn="Statsforvalteren i Østfold", tittel="statsforvalter", fra=date(2016, 3, 8)
    )
    for sendt, navn in ((date(2016, 3, 7), "Fylkesmannen"), (dag, "Statsforvalteren")):
        utkast = UtkastFactory(embete=embete, linjer=[(halden, 60, 5)])
        runde = actions.send_runde(by=saksbehandler, utkast=utkast, dag=dag, sendt_dato=sendt)
        assert brevgrunnlag.brev_i(runde).get().avsender == f"{navn} i Østfold"


def test_the_files_are_the_letters_with_their_fingerprint_and_version(runde):
    job = Jobb.objects.get(slag="brev")
    assert (job.tilstand, job.ferdige, job.antall) == (Jobb.FERDIG, 2, 2)
    assert job.retur == f"/anmodninger/runder/{runde.pk}/brev/"
    for rad in brevgrunnlag.brev_i(runde):
        assert hashlib.sha256(bytes(rad.fil.innhold)).hexdigest() == rad.fil.sha256
        assert bytes(rad.fil.innhold) == som_pdf(brevgrunnlag.som_dokument(rad))
        assert rad.fil.typst.startswith("0.")


def test_a_letter_stays_as_it_was_sent_when_template_and_names_change(runde, embete, saksbehandler, halden):
    foer = [(rad.tekst, bytes(rad.fil.innhold)) for rad in brevgrunnlag.brev_i(runde)]
    lagre(saksbehandler, embete)
    EmbeteNavn.objects.filter(embete=embete).update(navn="Noe annet")
    halden.navn = "Nye Halden"
    halden.save()

    etter = [(rad.tekst, bytes(rad.fil.innhold)) for rad in brevgrunnlag.brev_i(runde)]
    assert etter == foer
    rad = brevgrunnlag.brev_i(runde).first()
    assert som_pdf(brevgrunnlag.som_dokument(rad)) == foer[0][1]
    assert brevfiler.lagret_pdf(rad) == foer[0][1]


def test_the_database_guards_letters_and_files(runde):
    for rader in (Brev.objects.all(), Brevfil.objects.all()):
        with pytest.raises(DatabaseError), transaction.atomic():
            rader.update(**{"tekst": "x"} if rader.model is Brev else {"sha256": "x"})
        with pytest.raises(DatabaseError), transaction.atomic():
            rader.delete()


def test_a_round_registered_afterwards_and_one_of_sums_only_have_no_letters(
    embete, halden, saksbehandler, dag
):
    actions.registrer_sendt_runde(
        by=saksbehandler,
        embete=embete,
        aar=2016,
        sendt_dato=date(2015, 8, 20),
        avsender="IMDi",
        linjer=[(halden, 5, 1, "")],
    )
    tom = UtkastFactory(embete=embete, fylkestall_totalt=100)
    actions.send_runde(by=saksbehandler, utkast=tom, dag=dag)
    assert not Brev.objects.exists()
    assert not Jobb.objects.exists()


def test_what_stops_the_letters_stops_the_round_and_leaves_no_trace(utkast, embete, saksbehandler, dag):
    lagre(saksbehandler, embete, "Herav {{ em }}")
    with pytest.raises(Hinder, match="ikke er kjent for Moss"):
        actions.send_runde(by=saksbehandler, utkast=utkast, dag=dag)
    assert brevutsending.sendegrunner(utkast, dag)[0][1].startswith("Brevmalen bruker {{ em }}")
    EmbeteNavn.objects.all().update(til=date(2000, 1, 1))
    with pytest.raises(Hinder, match="mangler avsender"):
        actions.send_runde(by=saksbehandler, utkast=utkast, dag=dag)
    assert Rundeutkast.objects.exists()
    assert not Anmodningsrunde.objects.exists()
    assert not Jobb.objects.exists()


def test_sending_twice_makes_one_set_of_letters(utkast, runde, saksbehandler, dag):
    assert actions.send_runde(by=saksbehandler, utkast=utkast, dag=dag) == runde
    assert (Brev.objects.count(), Brevfil.objects.count(), Jobb.objects.count()) == (2, 2, 1)
    assert brevutsending.bestill_filer(by=saksbehandler, runde=runde) == brevutsending.jobb_for(runde)
    assert Jobb.objects.count() == 1


def test_a_letter_that_fails_is_told_and_the_rest_are_made_then_and_it_later(utkast, saksbehandler, dag):
    ekte = som_pdf

    def feiler_for_halden(dokument):
        if "Halden" in dokument.tittel:
            raise RuntimeError("typst")
        return ekte(dokument)

    with patch.object(brevutsending, "som_pdf", feiler_for_halden):
        runde = actions.send_runde(by=saksbehandler, utkast=utkast, dag=dag)
    jobb = brevutsending.jobb_for(runde)
    assert jobb.tilstand == Jobb.FEILET
    assert list(brevutsending.uten_fil(runde.pk)) == [brevgrunnlag.brev_i(runde).first().pk]
    assert brevarbeid.mottaker(jobb, brevarbeid.gjenstaar(jobb)[0]) == "Halden kommune"

    assert fortsett(by=saksbehandler, jobb=jobb).tilstand == Jobb.FERDIG
    assert Brevfil.objects.count() == 2


def test_making_a_file_again_changes_nothing(runde):
    rad = brevgrunnlag.brev_i(runde).first()
    with patch.object(brevutsending, "som_pdf") as aldri:
        assert brevutsending.lag_fil(rad.pk) == rad.fil
    aldri.assert_not_called()


def test_a_letter_can_be_read_while_its_file_waits(utkast, saksbehandler, dag, settings):
    settings.TASKS = DUMMY
    runde = actions.send_runde(by=saksbehandler, utkast=utkast, dag=dag)
    rad = brevgrunnlag.brev_i(runde).first()
    assert not Brevfil.objects.exists()
    pdf = brevfiler.lagret_pdf(rad)
    assert bytes(brevutsending.lag_fil(rad.pk).innhold) == pdf


@pytest.mark.parametrize("antall", [3, 60])
def test_writing_the_letters_costs_the_same_at_every_size(
    embete, saksbehandler, antall, settings, django_assert_max_num_queries
):
    settings.TASKS = DUMMY
    runde = RundeFactory(embete=embete, linjer=[(kommune, 5, 1) for kommune in mange(embete, antall)])
    with django_assert_max_num_queries(18):
        brevutsending.lag_brev(by=saksbehandler, runde=runde)
    assert Brev.objects.count() == antall


class TestForrige:
    """What a municipality was asked for before."""

    def forrige(self, runde, kommune):
        (sak,) = brevgrunnlag.rundesaker(runde, runde.anmodninger.filter(kommune=kommune))
        return sak.forrige

    def test_the_round_before_in_the_same_year_comes_first_then_the_year_before(self, embete, halden, moss):
        RundeFactory(
            embete=embete, aar=2015, sendt_dato=date(2014, 9, 1), linjer=[(halden, 10, 0), (moss, 20, 0)]
        )
        RundeFactory(embete=embete, aar=2016, sendt_dato=date(2015, 8, 20), linjer=[(halden, 30, 0)])
        runde = RundeFactory(
            embete=embete, aar=2016, sendt_dato=date(2015, 11, 17), linjer=[(halden, 40, 0), (moss, 50, 0)]
        )
        RundeFactory(embete=embete, aar=2016, sendt_dato=date(2016, 1, 1), linjer=[(halden, 60, 0)])
        assert self.forrige(runde, halden) == brev.Forrige(2016, date(2015, 8, 20), 30)
        assert self.forrige(runde, moss) == brev.Forrige(2015, date(2014, 9, 1), 20)

    def test_a_national_round_counts_for_the_year_before_where_there_is_no_other(self, embete, halden, moss):
        RundeFactory(
            embete=None,
            aar=2015,
            sendt_dato=date(2014, 12, 31),
            linjer=[(halden, 11, None), (moss, 12, None)],
        )
        RundeFactory(embete=embete, aar=2015, sendt_dato=date(2014, 9, 1), linjer=[(moss, 20, 0)])
        RundeFactory(embete=None, aar=2016, sendt_dato=date(2015, 1, 1), linjer=[(halden, 13, None)])
        runde = RundeFactory(
            embete=embete, aar=2016, sendt_dato=date(2015, 11, 17), linjer=[(halden, 40, 0), (moss, 50, 0)]
        )
        assert self.forrige(runde, halden).totalt == 11
        assert self.forrige(runde, moss).totalt == 20

    def test_of_two_rounds_on_one_day_the_first_is_before_the_second(self, embete, halden):
        foerste, andre = (
            RundeFactory(embete=embete, sendt_dato=date(2015, 8, 20), linjer=[(halden, tall, 0)])
            for tall in (1, 2)
        )
        assert self.forrige(foerste, halden) is None
        assert self.forrige(andre, halden).totalt == 1


class TestMal:
    """The template: saved, locked, and put back."""

    def test_saving_leaves_a_trace_and_the_same_again_none(self, embete, saksbehandler):
        rad = lagre(saksbehandler, embete, "Til {{ kommune }}\r\n")
        assert (rad.tekst, rad.versjon, rad.endret_av) == ("Til {{ kommune }}\n", 1, saksbehandler)
        assert brevgrunnlag.mal_for(embete.pk) == brev.Mal("Anmodning", "Til {{ kommune }}\n")
        assert lagre(saksbehandler, embete, versjon=1).versjon == 1
        assert [spor.handling for spor in Hendelse.objects.all()] == ["lagret brevmal"]

    def test_of_two_writers_the_second_is_told_and_nothing_is_lost(
        self, embete, saksbehandler, prosjektleder
    ):
        foerste = lagre(saksbehandler, embete)
        with pytest.raises(brevutsending.MalSamtidig) as hinder:
            lagre(prosjektleder, embete, "Min tekst", versjon=0)
        assert hinder.value.rad == foerste
        assert Brevmal.objects.get().tekst == "Til {{ kommune }}\n"

    def test_the_programs_own_words_are_no_row(self, embete, saksbehandler):
        lagre(saksbehandler, embete)
        standard = brev.STANDARDMAL
        assert lagre(saksbehandler, embete, standard.tekst, standard.overskrift, versjon=1) is None
        assert not Brevmal.objects.exists()
        assert brevgrunnlag.mal_for(embete.pk) == standard
        assert Hendelse.objects.first().handling == "tok tilbake standardmalen for brev"
        assert lagre(saksbehandler, embete, standard.tekst, standard.overskrift) is None
        with pytest.raises(brevutsending.MalSamtidig) as hinder:
            lagre(saksbehandler, embete, versjon=1)
        assert hinder.value.rad is None

    def test_what_cannot_be_a_letter_is_not_saved(self, embete, saksbehandler):
        with pytest.raises(Hinder) as hinder:
            lagre(saksbehandler, embete, "{{ hva }}\n" + ">" * 30 + " dypt", overskrift="")
        assert [felt for felt, _grunn in hinder.value.grunner] == ["overskrift", "tekst", "tekst"]
        assert not Brevmal.objects.exists()

    def test_each_embete_has_its_own(self, embete, naboembete, saksbehandler):
        lagre(saksbehandler, embete)
        assert brevgrunnlag.mal_for(naboembete.pk) == brev.STANDARDMAL


def test_two_workers_at_once_make_one_file(runde):
    """The other worker's row is there when ours is to be written: theirs stands."""
    rad = brevgrunnlag.brev_i(runde).first()
    with patch.object(brevutsending.Brevfil.objects, "filter") as finner_ingen:
        finner_ingen.return_value.first.return_value = None
        assert brevutsending.lag_fil(rad.pk).pk == rad.fil.pk
    assert Brevfil.objects.filter(brev=rad).count() == 1


def test_a_damaged_file_is_not_handed_out(runde):
    rad = brevgrunnlag.brev_i(runde).first()
    with pytest.raises(brevfiler.Fildefekt, match="Halden kommune"):
        brevfiler._sjekket(Brevfil(innhold=b"noe annet", sha256=rad.fil.sha256), rad.mottaker)


def test_a_request_has_one_letter(runde, halden):
    with pytest.raises(DatabaseError), transaction.atomic():
        BrevFactory(anmodning=runde.anmodninger.get(kommune=halden))
