"""What did not go by e-mail, for the systemansvarlig."""

import pytest
from django.core import mail
from django.urls import reverse

from bosetting.felles.dag import naa
from tests.varsler.factories import VarselFactory

pytestmark = pytest.mark.django_db

SIDE = reverse("varsler:epost-index")


@pytest.fixture
def oppgitt(kontaktperson):
    return VarselFactory(
        bruker=kontaktperson,
        epost=True,
        epost_forsoek=3,
        epost_forsoek_at=naa(),
        epost_feil="550 no such user",
    )


def test_it_says_to_whom_and_why_but_not_what_about(som, systemansvarlig, oppgitt, kontaktperson):
    tekst = som(systemansvarlig).get(SIDE).content.decode()
    assert kontaktperson.email in tekst
    assert "550 no such user" in tekst
    assert oppgitt.tittel not in tekst
    assert oppgitt.tekst not in tekst


def test_it_is_sent_anew(som, systemansvarlig, oppgitt, kontaktperson):
    svar = som(systemansvarlig).post(reverse("varsler:epost-retry"), follow=True)
    assert "1 e-post sendes på nytt." in svar.content.decode()
    assert kontaktperson.email in mail.outbox[0].to[0]
    assert "All e-post er sendt" in svar.content.decode()


def test_with_nothing_to_send_it_says_so(som, systemansvarlig):
    svar = som(systemansvarlig).post(reverse("varsler:epost-retry"), follow=True)
    assert "Det er ingen e-post å sende på nytt." in svar.content.decode()


def test_the_way_there_is_shown_to_those_who_may(som, systemansvarlig, kontaktperson):
    for person, synlig in ((systemansvarlig, True), (kontaktperson, False)):
        assert (SIDE in som(person).get(reverse("varsler:varsel-index")).content.decode()) == synlig
