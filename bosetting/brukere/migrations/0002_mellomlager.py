"""The table of the shared cache: rate limits must be counted once for all workers."""

from django.core.management import call_command
from django.db import migrations


def lag_tabell(apps, schema_editor):
    call_command("createcachetable", database=schema_editor.connection.alias, verbosity=0)


class Migration(migrations.Migration):
    dependencies = [("brukere", "0001_grunnlag")]

    # Reversing leaves the table: it holds nothing but counters that expire.
    operations = [migrations.RunPython(lag_tabell, migrations.RunPython.noop)]
