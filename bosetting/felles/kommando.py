"""What every command of ours does when the database is not as it should be: a sentence instead of a traceback."""

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, OperationalError, ProgrammingError, connection
from django.db.migrations.executor import MigrationExecutor

_IKKE_KLAR = "Databasen er ikke klar. Kjør «manage.py migrate» først."


def mangler_migrering() -> bool:
    """Return True when the database answers, and has migrations to run."""
    try:
        leder = MigrationExecutor(connection)
        return bool(leder.migration_plan(leder.loader.graph.leaf_nodes()))
    except DatabaseError:
        return False


def krev_migrert() -> None:
    """Raise CommandError when migrations are waiting: for commands that would go on in spite of it."""
    if mangler_migrering():
        raise CommandError(_IKKE_KLAR)


class Kommando(BaseCommand):
    """A command whose writes are one ``atomic``."""

    def execute(self, *args, **options):
        try:
            return super().execute(*args, **options)
        except (OperationalError, ProgrammingError) as feil:
            if mangler_migrering():
                raise CommandError(_IKKE_KLAR) from feil
            if isinstance(feil, ProgrammingError):
                raise
            raise CommandError(
                f"Databasen svarer ikke, og ingenting er lagret: {str(feil).strip()}."
            ) from feil
