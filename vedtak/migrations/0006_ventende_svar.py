"""What waits to be confirmed is counted on every page of the embete, and is a few rows among many.

By itself, because making the index locks the table: some thousand rows.
"""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("vedtak", "0005_bosatt_kan_rettes")]

    operations = [
        migrations.AddIndex(
            model_name="vedtak",
            index=models.Index(
                condition=models.Q(("fra_kommunen", True)), fields=["kommune"], name="vedtak_fra_kommunen"
            ),
        ),
    ]
