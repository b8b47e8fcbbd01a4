"""Many at once in the dialogue log, on a database that lets them: one key makes one row, one change wins."""

from dataclasses import replace
from datetime import date
from itertools import count
from uuid import uuid4

import pytest

from bosetting.brukere.models import Hendelse
from tests.samtidig import samtidig
from tests.vedtak.factories import DialogFactory
from vedtak import dialoger
from vedtak.models import Dialog

DAG = date(2016, 3, 9)
pytestmark = pytest.mark.usefixtures("paa_postgresql")


def test_one_key_makes_one_row_and_one_trace(embete, halden, saksbehandler):
    noekkel = uuid4()
    kontakt = dialoger.Kontakt(kommune=halden, form="telefon", dato=DAG, emne="Boliger")
    svar = samtidig(
        lambda: dialoger.registrer_kontakt(
            by=saksbehandler, embete=embete, kontakt=kontakt, dag=DAG, noekkel=noekkel
        )
    )
    assert set(svar) == {Dialog.objects.get()}
    assert Hendelse.objects.count() == 1


def test_one_of_many_changes_wins_and_the_others_are_told(embete, halden, saksbehandler):
    dialog = DialogFactory(embete=embete, kommune=halden)
    felt = {navn: getattr(dialog, navn) for navn in dialoger.Kontakt.__dataclass_fields__}
    nummer = count(1)
    svar = samtidig(
        lambda: dialoger.endre_kontakt(
            by=saksbehandler,
            dialog=dialog,
            kontakt=replace(dialoger.Kontakt(**felt), emne=f"Emne {next(nummer)}"),
            versjon=1,
            dag=DAG,
        )
    )
    assert sum(isinstance(ett, Dialog) for ett in svar) == 1
    assert sum(isinstance(ett, dialoger.Samtidig) for ett in svar) == 7
    dialog.refresh_from_db()
    assert dialog.versjon == 2
    assert Hendelse.objects.count() == 1


def test_a_follow_up_is_done_by_one(embete, halden, saksbehandler):
    dialog = DialogFactory(embete=embete, kommune=halden)
    nummer = count(1)
    svar = samtidig(
        lambda: dialoger.foelg_opp(
            by=saksbehandler,
            dialog=dialog,
            oppfulgt_dato=DAG,
            merknad=f"Gjort {next(nummer)}",
            versjon=1,
            dag=DAG,
        )
    )
    assert sum(isinstance(ett, Dialog) for ett in svar) == 1
    assert Hendelse.objects.count() == 1
