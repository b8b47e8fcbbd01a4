"""``manage.py purr``: what it says, what it sends, and that it may be run again."""

from datetime import date
from io import StringIO

import pytest
from django.core import mail
from django.core.management import CommandError, call_command

from tests.anmodninger.factories import RundeFactory
from tests.vedtak.factories import VedtakFactory
from tests.vedtak.purrefactories import lag_plan
from vedtak.models import Purring

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def dag(settings):
    settings.DEMO_DAG = "2016-01-04"


@pytest.fixture
def runde(embete, halden, moss, kontaktperson):
    runde = RundeFactory(embete=embete, svarfrist=date(2015, 12, 31), linjer=[(halden, 30, 5), (moss, 40, 0)])
    lag_plan(runde, aktiv_fra=date(2015, 12, 1))
    return runde


def purr(*args) -> tuple[str, str]:
    ut, feil = StringIO(), StringIO()
    call_command("purr", *args, stdout=ut, stderr=feil)
    return ut.getvalue(), feil.getvalue()


def test_a_dry_run_tells_who_would_get_what_and_who_cannot_be_reached_and_sends_nothing(runde, kontaktperson):
    ut, _feil = purr("--dry-run")
    assert "1 får purring, 1 kan ikke nås, 0 purres ikke." in ut
    assert (
        f"0101 Halden: «Purring: svar om bosetting i 2016» (1 virkedag etter fristen) til {kontaktperson.email}"
        in ut
    )
    assert "0104 Moss: kan ikke nås (2016). Ingen aktiv kontaktperson." in ut
    assert "Purreplanen er av" not in ut
    assert mail.outbox == []
    assert not Purring.objects.exists()


def test_a_dry_run_of_another_day_tells_of_that_day(runde, moss):
    VedtakFactory(kommune=moss)
    ut, _feil = purr("--dry-run", "--dag", "2015-12-16")
    assert "(10 virkedager før fristen)" in ut
    assert "0104 Moss: purres ikke. Har svart." in ut


def test_it_sends_what_is_due_names_the_unreachable_and_may_be_run_again(runde):
    ut, feil = purr()
    assert "Purring for 2016: 1 e-post, til én kommune" in ut
    assert "0104 Moss: kan ikke nås" in feil
    ut, feil = purr()
    assert "Ingen purringer å sende 04.01.2016." in ut
    assert "0104 Moss: kan ikke nås" in feil
    assert len(mail.outbox) == 1


def test_without_a_round_to_remind_of_it_says_so(embete, halden):
    RundeFactory(embete=embete, aar=2015, linjer=[(halden, 30, 5)])
    assert purr("--dry-run")[0] == "Det er ingen runder å purre i 04.01.2016.\n"


def test_a_round_without_a_deadline_is_named_and_each_round_has_its_embete(runde, naboembete, bergen):
    RundeFactory(embete=naboembete, sendt_dato=date(2015, 11, 17), svarfrist=None, linjer=[(bergen, 30, 5)])
    ut, _feil = purr("--dry-run")
    assert f"Anmodning for 2016 ({runde.embete.omraade}), sendt " in ut
    assert (
        f"Anmodning for 2016 ({naboembete.omraade}), sendt 17.11.2015: runden har ingen svarfrist, så det er ingen dag "
        "å purre fra." in ut
    )


def test_a_plan_that_is_off_sends_nothing(embete, halden, kontaktperson):
    lag_plan(RundeFactory(embete=embete, svarfrist=date(2015, 12, 31), linjer=[(halden, 30, 5)]))
    assert "Ingen purringer å sende" in purr()[0]
    ut, _feil = purr("--dry-run")
    assert "Purreplanen er av denne dagen, så ingenting sendes av seg selv." in ut
    assert "0101 Halden: «Purring: svar om bosetting i 2016»" in ut
    assert mail.outbox == []


@pytest.mark.parametrize("naar", ["i morgen", "2016-02-30", "2016-01-05", "0001-01-01"])
def test_a_day_that_cannot_be_used_is_an_error_and_sends_nothing(runde, naar):
    with pytest.raises(CommandError):
        purr("--dag", naar)
    assert mail.outbox == []
