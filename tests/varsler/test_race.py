"""Many at once, on a database that lets them: each is told once, and each mail goes once."""

from datetime import timedelta

import pytest
from django.core import mail
from django.db import transaction

from bosetting.felles.dag import naa
from bosetting.varsler import sending
from bosetting.varsler.actions import varsle
from bosetting.varsler.models import Varsel
from tests.samtidig import samtidig
from tests.varsler.factories import VarselFactory

pytestmark = pytest.mark.usefixtures("paa_postgresql")


def test_the_same_happening_told_by_many_is_one_notice_and_one_mail(kontaktperson, nabokontaktperson):
    @transaction.atomic
    def fortell():
        return len(
            varsle(
                til=[kontaktperson, nabokontaktperson],
                slag="proeve",
                tittel="Prøve",
                tekst="Noe.",
                noekkel="en",
            )
        )

    svar = samtidig(fortell)
    assert all(isinstance(antall, int) for antall in svar), svar
    assert Varsel.objects.count() == 2
    assert len(mail.outbox) == 2


def test_many_workers_with_the_same_notices_send_each_once(kontaktperson):
    ider = [VarselFactory(bruker=kontaktperson, epost=True).pk for _ in range(5)]
    samtidig(lambda: (sending.send_varsler.call(ider), sending.send_forfalte(naa() + timedelta(minutes=1))))
    assert len(mail.outbox) == 5
    assert set(Varsel.objects.values_list("epost_forsoek", flat=True)) == {1}
