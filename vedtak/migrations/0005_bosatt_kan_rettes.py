"""A count of settled persons may be corrected by a row of the same date.

By itself, because making the index locks the table: a few thousand rows, and nobody but an import writes them.
"""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("vedtak", "0004_kommunens_side")]

    operations = [
        migrations.RemoveConstraint(model_name="bosatt", name="bosatt_en_per_dato"),
        migrations.AddConstraint(
            model_name="bosatt",
            constraint=models.UniqueConstraint(
                condition=models.Q(("retter", None)),
                fields=("aar", "kommune", "per_dato"),
                name="bosatt_en_per_dato",
            ),
        ),
    ]
