"""A project has one report of each type and period, where it had one per tertial; a report may be on a whole period.

No row can be in the way: every report that stands is a tertial report, and of those there is one per tertial already.
The program before this cannot make a second one either: it looks before it writes.
"""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [("rapporter", "0002_rapportene")]

    operations = [
        migrations.RemoveConstraint(
            model_name='rapport',
            name='rapport_en_per_tertial',
        ),
        migrations.RemoveConstraint(
            model_name='rapport',
            name='rapport_tertial_1_til_3',
        ),
        migrations.AlterField(
            model_name='rapport',
            name='tertial',
            field=models.PositiveSmallIntegerField(choices=[(0, 'hele perioden'), (1, '1. tertial'), (2, '2. tertial'), (3, '3. tertial')], verbose_name='tertial'),
        ),
        migrations.AddConstraint(
            model_name='rapport',
            constraint=models.UniqueConstraint(fields=('prosjekt', 'type', 'aar', 'tertial'), name='rapport_en_per_type_og_periode', violation_error_message='Prosjektet har allerede en slik rapport for perioden.'),
        ),
        migrations.AddConstraint(
            model_name='rapport',
            constraint=models.CheckConstraint(condition=models.Q(('tertial__in', [0, 1, 2, 3])), name='rapport_tertial_0_til_3'),
        ),
    ]
