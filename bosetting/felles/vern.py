"""Append-only tables: the database itself refuses UPDATE and DELETE (and TRUNCATE), on SQLite and PostgreSQL alike.

A model says so with ``Meta`` untouched and a class attribute ``bare_tilfoeye = True``. The triggers are made in
``post_migrate`` because SQLite drops them whenever a table is altered. They are held by tests/felles/test_vern.py.
"""

from django.apps import apps
from django.db import connections

MELDING = "Raden kan ikke endres eller slettes"

_PG_FUNKSJON = f"""
CREATE OR REPLACE FUNCTION vern_bare_tilfoeye() RETURNS trigger AS $$
BEGIN
  RAISE EXCEPTION '{MELDING} (%)', TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation';
END;
$$ LANGUAGE plpgsql
"""

# Emptying a table fires no trigger of its rows, and is what ``manage.py flush`` does on PostgreSQL.
_PG_TRIGGERE = (("vern", "UPDATE OR DELETE", "ROW"), ("vern_toemming", "TRUNCATE", "STATEMENT"))


def vernede_modeller():
    """Return the models whose rows are only ever added, in app order."""
    return [modell for modell in apps.get_models() if getattr(modell, "bare_tilfoeye", False)]


def sett_opp(using="default"):
    """Create the guarding triggers of every append-only table that exists. Safe to run again."""
    forbindelse = connections[using]
    with forbindelse.cursor() as peker:
        tabeller = set(forbindelse.introspection.table_names(peker))
        if forbindelse.vendor == "postgresql":
            peker.execute(_PG_FUNKSJON, None)
        for modell in vernede_modeller():
            tabell = modell._meta.db_table
            if tabell not in tabeller:
                continue
            if forbindelse.vendor == "postgresql":
                for navn, hendelse, hver in _PG_TRIGGERE:
                    peker.execute(f'DROP TRIGGER IF EXISTS {navn} ON "{tabell}"', None)
                    peker.execute(
                        f'CREATE TRIGGER {navn} BEFORE {hendelse} ON "{tabell}" '
                        f"FOR EACH {hver} EXECUTE FUNCTION vern_bare_tilfoeye()",
                        None,
                    )
            else:
                for hendelse in ("UPDATE", "DELETE"):
                    peker.execute(
                        f'CREATE TRIGGER IF NOT EXISTS "vern_{tabell}_{hendelse.lower()}" BEFORE {hendelse} '
                        f"ON \"{tabell}\" BEGIN SELECT RAISE(ABORT, '{MELDING} ({tabell})'); END",
                        None,
                    )


def ta_ned(using="default"):
    """Drop the triggers. Only the test suite's own emptying of tables may ask for this."""
    forbindelse = connections[using]
    with forbindelse.cursor() as peker:
        tabeller = set(forbindelse.introspection.table_names(peker))
        for modell in vernede_modeller():
            tabell = modell._meta.db_table
            if tabell not in tabeller:
                continue
            if forbindelse.vendor == "postgresql":
                for navn, _hendelse, _hver in _PG_TRIGGERE:
                    peker.execute(f'DROP TRIGGER IF EXISTS {navn} ON "{tabell}"', None)
            else:
                for hendelse in ("update", "delete"):
                    peker.execute(f'DROP TRIGGER IF EXISTS "vern_{tabell}_{hendelse}"', None)


def etter_migrering(sender, using, **kwargs):
    """Run by ``post_migrate``, once per app; the last run sees every table."""
    sett_opp(using)
