"""Append-only tables: refused by the database itself, whatever way the write comes."""

from datetime import date

import pytest
from django.core.management.color import no_style
from django.db import IntegrityError, connection, transaction

from anmodninger.models import Anmodning, Anmodningsrunde, Brev, Brevfil, Fristutsettelse
from bosetting.brukere.models import Hendelse
from bosetting.felles import vern
from bosetting.felles.dag import naa
from bosetting.personvern.models import Kjoering
from nettverk.models import Referat, Utbetaling
from rapporter.models import (
    Behandling,
    Funnvurdering,
    Kapittelversjon,
    Publisering,
    Setningsoverstyring,
    Utgave,
)
from vedtak.models import (
    Bekreftelse,
    Bosatt,
    Dokument,
    Endringsoenske,
    Endringsoenskesvar,
    ImdiTall,
    Planforankring,
    Purreforsoek,
    Purremottaker,
    Purring,
    Vedtak,
    Vilkaar,
    Vilkaarsoppfoelging,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def vedtak(halden):
    return Vedtak.objects.create(
        kommune=halden, aar=2016, totalt=10, mottatt=date(2016, 1, 15), registrert_at=naa()
    )


def test_what_has_been_sent_submitted_or_logged_is_append_only():
    assert set(vern.vernede_modeller()) == {
        Anmodningsrunde,
        Anmodning,
        Fristutsettelse,
        Brev,
        Brevfil,
        Purring,
        Purremottaker,
        Purreforsoek,
        Vedtak,
        Vilkaar,
        Vilkaarsoppfoelging,
        ImdiTall,
        Bosatt,
        Bekreftelse,
        Endringsoenske,
        Endringsoenskesvar,
        Dokument,
        Planforankring,
        Referat,
        Utbetaling,
        Kjoering,
        Kapittelversjon,
        Setningsoverstyring,
        Funnvurdering,
        Utgave,
        Behandling,
        Publisering,
        Hendelse,
    }


def test_every_append_only_table_has_its_triggers():
    with connection.cursor() as peker:
        if connection.vendor == "postgresql":
            peker.execute(
                "SELECT c.relname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid WHERE t.tgname LIKE 'vern%' "
                "GROUP BY c.relname HAVING count(*) = 2"
            )
            vernet = {rad[0] for rad in peker.fetchall()}
        else:
            peker.execute(
                "SELECT tbl_name FROM sqlite_master WHERE type = 'trigger' GROUP BY tbl_name HAVING count(*) = 2"
            )
            vernet = {rad[0] for rad in peker.fetchall()}
    assert vernet == {modell._meta.db_table for modell in vern.vernede_modeller()}


@pytest.mark.parametrize(
    "skriv",
    [
        lambda rad: Vedtak.objects.filter(pk=rad.pk).update(totalt=99),
        lambda rad: Vedtak.objects.filter(pk=rad.pk).delete(),
        lambda rad: rad.save(),
        lambda rad: rad.delete(),
        lambda rad: connection.cursor().execute("UPDATE vedtak_vedtak SET totalt = 99"),
        lambda rad: connection.cursor().execute("DELETE FROM vedtak_vedtak"),
    ],
    ids=["update", "queryset-delete", "save", "delete", "raw-update", "raw-delete"],
)
def test_a_registered_answer_cannot_be_changed_or_removed(vedtak, skriv):
    with pytest.raises(IntegrityError, match="kan ikke endres eller slettes"), transaction.atomic():
        skriv(vedtak)
    assert Vedtak.objects.get().totalt == 10


def test_no_table_of_answers_can_be_emptied(vedtak):
    """``manage.py flush``: DELETE on SQLite, TRUNCATE on PostgreSQL."""
    toem = connection.ops.sql_flush(no_style(), ["vedtak_vilkaar", "vedtak_vedtak"], allow_cascade=True)
    connection.check_constraints()  # PostgreSQL empties no table that still has checks to do
    with pytest.raises(IntegrityError, match="kan ikke endres eller slettes"):
        connection.ops.execute_sql_flush(toem)
    assert Vedtak.objects.get() == vedtak
