"""An answer that comes before the mail goes stops it, and the log can say so. Changes only the list of choices."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("vedtak", "0002_anmodningsloepet")]

    operations = [
        migrations.AlterField(
            model_name="purreforsoek",
            name="utfall",
            field=models.CharField(
                choices=[
                    ("begynt", "begynt"),
                    ("sendt", "sendt"),
                    ("feilet", "feilet"),
                    ("stanset", "stanset"),
                ],
                max_length=8,
                verbose_name="utfall",
            ),
        ),
    ]
