"""Many at one draft, on a database that lets them: one row is sent, one of two savers is told, nobody loses a word."""

from datetime import date

import pytest

from bosetting.varsler.models import Varsel
from tests.brukere.factories import BrukerFactory
from tests.samtidig import samtidig
from tests.vedtak.factories import AnmodningFactory
from vedtak import kladder
from vedtak.kommunehistorikk import aarshistorikk
from vedtak.models import Svarkladd, Vedtak

DAG = date(2016, 3, 9)
pytestmark = pytest.mark.usefixtures("paa_postgresql")


@pytest.fixture
def ny(kontaktperson, halden):
    AnmodningFactory(kommune=halden)
    return lambda: kladder.ny(by=kontaktperson, kommune=halden, aar=2016, retter=None, dag=DAG)


def lagre(by, kladd, versjon, **skrevet):
    return kladder.lagre(by=by, kladd=kladd, trinn="svar", skrevet=skrevet, neste="svar", versjon=versjon)


def test_many_submits_of_one_draft_are_one_answer_and_one_receipt(ny, kontaktperson):
    kladd = lagre(kontaktperson, ny(), 0, type="vedtak", totalt="25", em="5")
    sett = kladder.kjennetegn(aarshistorikk(kladd.kommune_id, 2016, DAG))

    svar = samtidig(
        lambda: kladder.send_inn(by=kontaktperson, kladd=kladd, versjon=kladd.versjon, sett=sett, dag=DAG)
    )

    assert set(svar) == {Vedtak.objects.get()}
    assert not Svarkladd.objects.exists()
    assert Varsel.objects.filter(slag="kvittering").count() == 1


def test_of_many_who_save_one_step_at_once_one_gets_through_and_the_others_are_told(ny, kontaktperson):
    kladd = lagre(kontaktperson, ny(), 0, type="vedtak", totalt="25")
    folk = iter([BrukerFactory() for _ in range(8)])
    tall = iter(range(100, 108))

    svar = samtidig(lambda: lagre(next(folk), kladd, kladd.versjon, totalt=str(next(tall))))

    tapere = [ett for ett in svar if isinstance(ett, kladder.Samtidig)]
    [vinner] = [ett for ett in svar if isinstance(ett, Svarkladd)]
    assert len(tapere) == 7
    assert {taper.lagring.navn for taper in tapere} == {vinner.endret_av.navn}
    assert kladder.felt(Svarkladd.objects.get()) == kladder.felt(vinner)


def test_many_who_begin_at_once_share_one_draft(ny, kontaktperson):
    svar = samtidig(lambda: lagre(kontaktperson, ny(), 0, type="nei"))
    assert {kladd.pk for kladd in svar} == {Svarkladd.objects.get().pk}


def test_one_who_sends_while_another_saves_or_deletes_leaves_no_half(ny, kontaktperson):
    kladd = lagre(kontaktperson, ny(), 0, type="vedtak", totalt="25", em="5")
    sett = kladder.kjennetegn(aarshistorikk(kladd.kommune_id, 2016, DAG))
    hva = iter(["send", "slett"] * 4)

    def gjoer():
        if next(hva) == "slett":
            return kladder.slett(by=kontaktperson, kladd=kladd)
        return kladder.send_inn(by=kontaktperson, kladd=kladd, versjon=kladd.versjon, sett=sett, dag=DAG)

    svar = samtidig(gjoer)

    assert not Svarkladd.objects.exists()
    sendte = {ett for ett in svar if isinstance(ett, Vedtak)}
    assert sendte == set(Vedtak.objects.all())
    assert len(sendte) == Varsel.objects.filter(slag="kvittering").count() <= 1
