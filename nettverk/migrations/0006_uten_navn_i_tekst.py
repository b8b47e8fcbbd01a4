"""Names stand in one place, the person, so that what is known of somebody can be shown and taken away.

Old code reads the two columns; it must be stopped before this runs (docs/drift.md). The role of a
seat gets room for one more word. Reversible, without the texts.
"""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [("nettverk", "0005_navn_blir_personer")]

    operations = [
        migrations.AlterField(
            model_name='medlemskap',
            name='rolle',
            field=models.CharField(choices=[('leder', 'leder'), ('medlem', 'medlem'), ('vara', 'vara'), ('observatoer', 'observatør'), ('sekretaer', 'sekretær'), ('kontaktperson', 'kontaktperson')], default='medlem', max_length=14, verbose_name='rolle i gruppen'),
        ),
        migrations.RemoveField(model_name="aktivitet", name="arrangoerer"),
        migrations.RemoveField(model_name="medlemskap", name="navn"),
    ]
