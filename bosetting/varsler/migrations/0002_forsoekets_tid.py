"""When a notice was last tried by e-mail, so that two workers do not try it at once."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('varsler', '0001_grunnlag'),
    ]

    operations = [
        migrations.AddField(
            model_name='varsel',
            name='epost_forsoek_at',
            field=models.DateTimeField(blank=True, null=True, verbose_name='siste forsøk'),
        ),
    ]
