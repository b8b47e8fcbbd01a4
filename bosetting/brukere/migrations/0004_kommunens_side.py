"""Invitations, and the phone number of a person."""

import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('brukere', '0003_anmodningsloepet'),
        ('kommuner', '0001_grunnlag'),
    ]

    operations = [
        migrations.AddField(
            model_name='bruker',
            name='telefon',
            field=models.CharField(blank=True, db_default='', max_length=30, verbose_name='telefon'),
        ),
        migrations.CreateModel(
            name='Invitasjon',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('noekkel', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='nøkkel')),
                ('email', models.EmailField(max_length=254, verbose_name='e-postadresse')),
                ('navn', models.CharField(max_length=120, verbose_name='navn')),
                ('til', models.DateField(blank=True, null=True, verbose_name='tilgangen slutter (ikke med)')),
                ('fingeravtrykk', models.CharField(max_length=64, unique=True, verbose_name='fingeravtrykk')),
                ('opprettet_at', models.DateTimeField(verbose_name='opprettet')),
                ('sendt_at', models.DateTimeField(blank=True, null=True, verbose_name='sist sendt')),
                ('utloeper_at', models.DateTimeField(verbose_name='utløper')),
                ('godtatt_at', models.DateTimeField(blank=True, null=True, verbose_name='godtatt')),
                ('tilbakekalt_at', models.DateTimeField(blank=True, null=True, verbose_name='tilbakekalt')),
                ('bruker', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='invitasjoner', to=settings.AUTH_USER_MODEL, verbose_name='godtatt av')),
                ('embete', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='invitasjoner', to='brukere.embete', verbose_name='embete')),
                ('kommuner', models.ManyToManyField(related_name='invitasjoner', to='kommuner.kommune', verbose_name='kommuner')),
                ('opprettet_av', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='invitert av')),
                ('overtar_for', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='overtar for')),
                ('tilbakekalt_av', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='tilbakekalt av')),
            ],
            options={
                'verbose_name': 'invitasjon',
                'verbose_name_plural': 'invitasjoner',
                'ordering': ['-opprettet_at', '-pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('godtatt_at', None), ('tilbakekalt_at', None), _connector='OR'), name='invitasjon_godtatt_eller_tilbakekalt', violation_error_message='En invitasjon som er tilbakekalt, kan ikke godtas.'), models.CheckConstraint(condition=models.Q(('godtatt_at', None), ('bruker__isnull', False), _connector='OR'), name='invitasjon_godtatt_av_noen', violation_error_message='En invitasjon godtas av en bruker.')],
            },
        ),
    ]
