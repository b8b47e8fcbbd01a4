"""Notices to people."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Varsel',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slag', models.CharField(max_length=30, verbose_name='slag')),
                ('tittel', models.CharField(max_length=200, verbose_name='tittel')),
                ('tekst', models.TextField(verbose_name='tekst')),
                ('url_sti', models.CharField(blank=True, max_length=300, verbose_name='side')),
                ('noekkel', models.CharField(max_length=100, verbose_name='nøkkel')),
                ('opprettet_at', models.DateTimeField(verbose_name='opprettet')),
                ('lest_at', models.DateTimeField(blank=True, null=True, verbose_name='lest')),
                ('epost', models.BooleanField(default=True, verbose_name='sendes på e-post')),
                ('epost_sendt_at', models.DateTimeField(blank=True, null=True, verbose_name='e-post sendt')),
                ('epost_forsoek', models.PositiveSmallIntegerField(default=0, verbose_name='forsøk på å sende e-post')),
                ('epost_feil', models.CharField(blank=True, max_length=300, verbose_name='feil fra e-postserveren')),
                ('bruker', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='varsler', to=settings.AUTH_USER_MODEL, verbose_name='bruker')),
            ],
            options={
                'verbose_name': 'varsel',
                'verbose_name_plural': 'varsler',
                'ordering': ['-opprettet_at', '-pk'],
                'indexes': [models.Index(condition=models.Q(('lest_at', None)), fields=['bruker'], name='varsel_ulest'), models.Index(condition=models.Q(('epost', True), ('epost_sendt_at', None)), fields=['opprettet_at'], name='varsel_usendt')],
                'constraints': [models.UniqueConstraint(fields=('bruker', 'noekkel'), name='varsel_en_gang')],
            },
        ),
    ]
