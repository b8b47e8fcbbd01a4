"""The municipality's own page: drafts, documents, confirmation, follow-up, settled with corrections, own plans."""

import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('kommuner', '0001_grunnlag'),
        ('vedtak', '0003_purring_kan_stanses'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Bekreftelse',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('noekkel', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='nøkkel')),
                ('utfall', models.CharField(choices=[('bekreftet', 'bekreftet'), ('sendt_tilbake', 'sendt tilbake')], max_length=13, verbose_name='utfall')),
                ('dato', models.DateField(verbose_name='dato')),
                ('kommentar', models.TextField(blank=True, max_length=1000, verbose_name='kommentar til kommunen')),
                ('registrert_at', models.DateTimeField(verbose_name='registrert')),
            ],
            options={
                'verbose_name': 'bekreftelse',
                'verbose_name_plural': 'bekreftelser',
                'ordering': ['vedtak', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Dokument',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('noekkel', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='nøkkel')),
                ('navn', models.CharField(max_length=200, verbose_name='filnavn')),
                ('type', models.CharField(max_length=100, verbose_name='filtype')),
                ('stoerrelse', models.PositiveIntegerField(verbose_name='størrelse i byte')),
                ('sha256', models.CharField(max_length=64, verbose_name='SHA-256')),
                ('skanner', models.CharField(blank=True, max_length=60, verbose_name='virusskanner')),
                ('skjemanoekkel', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='skjemaets nøkkel')),
                ('aar', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='bosettingsår')),
                ('slag', models.CharField(choices=[('sak', 'saksdokument'), ('plan', 'plan'), ('annet', 'annet')], default='sak', max_length=8, verbose_name='slag dokument')),
                ('beskrivelse', models.CharField(blank=True, max_length=200, verbose_name='beskrivelse')),
                ('lastet_opp_at', models.DateTimeField(verbose_name='lastet opp')),
            ],
            options={
                'verbose_name': 'dokument',
                'verbose_name_plural': 'dokumenter',
                'ordering': ['-lastet_opp_at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='Endringsoenske',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('noekkel', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='nøkkel')),
                ('aar', models.PositiveSmallIntegerField(verbose_name='bosettingsår')),
                ('dato', models.DateField(verbose_name='dato')),
                ('tekst', models.TextField(max_length=2000, verbose_name='hva skal endres')),
                ('sendt_at', models.DateTimeField(verbose_name='sendt')),
            ],
            options={
                'verbose_name': 'ønske om endring',
                'verbose_name_plural': 'ønsker om endring',
                'ordering': ['-dato', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='Endringsoenskesvar',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('noekkel', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='nøkkel')),
                ('utfall', models.CharField(choices=[('utfoert', 'utført'), ('avslaatt', 'ikke utført')], max_length=8, verbose_name='utfall')),
                ('dato', models.DateField(verbose_name='dato')),
                ('tekst', models.TextField(blank=True, max_length=1000, verbose_name='svar til kommunen')),
                ('registrert_at', models.DateTimeField(verbose_name='registrert')),
            ],
            options={
                'verbose_name': 'svar på ønske om endring',
                'verbose_name_plural': 'svar på ønsker om endring',
                'ordering': ['oenske'],
            },
        ),
        migrations.CreateModel(
            name='Kladdfil',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('noekkel', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='nøkkel')),
                ('navn', models.CharField(max_length=200, verbose_name='filnavn')),
                ('type', models.CharField(max_length=100, verbose_name='filtype')),
                ('stoerrelse', models.PositiveIntegerField(verbose_name='størrelse i byte')),
                ('sha256', models.CharField(max_length=64, verbose_name='SHA-256')),
                ('skanner', models.CharField(blank=True, max_length=60, verbose_name='virusskanner')),
                ('lastet_opp_at', models.DateTimeField(verbose_name='lastet opp')),
            ],
            options={
                'verbose_name': 'fil i svarkladd',
                'verbose_name_plural': 'filer i svarkladder',
                'ordering': ['kladd', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Planforankring',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('noekkel', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='nøkkel')),
                ('plan', models.CharField(choices=[('samfunnsdel', 'kommuneplanens samfunnsdel'), ('arealdel', 'kommuneplanens arealdel'), ('oekonomi', 'økonomiplan og budsjett'), ('bolig', 'boligplan')], max_length=12, verbose_name='plan')),
                ('status', models.CharField(choices=[('ikke_omtalt', 'ikke omtalt'), ('under_arbeid', 'under arbeid'), ('omtalt', 'omtalt'), ('forankret', 'forankret i vedtatt plan')], max_length=12, verbose_name='status')),
                ('dato', models.DateField(verbose_name='dato')),
                ('kilde', models.CharField(max_length=200, verbose_name='kilde')),
                ('merknad', models.CharField(blank=True, max_length=300, verbose_name='merknad')),
                ('registrert_at', models.DateTimeField(verbose_name='registrert')),
            ],
            options={
                'verbose_name': 'planforankring',
                'verbose_name_plural': 'planforankringer',
                'ordering': ['kommune', 'plan', 'dato', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Svarkladd',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('noekkel', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='nøkkel')),
                ('aar', models.PositiveSmallIntegerField(verbose_name='bosettingsår')),
                ('data', models.JSONField(default=dict, verbose_name='innhold')),
                ('trinn', models.CharField(blank=True, max_length=20, verbose_name='trinn')),
                ('versjon', models.PositiveIntegerField(default=1, verbose_name='versjon')),
                ('opprettet_at', models.DateTimeField(verbose_name='påbegynt')),
                ('endret_at', models.DateTimeField(verbose_name='sist endret')),
            ],
            options={
                'verbose_name': 'svarkladd',
                'verbose_name_plural': 'svarkladder',
                'ordering': ['kommune', '-aar', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Vilkaarsoppfoelging',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('noekkel', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='nøkkel')),
                ('dato', models.DateField(verbose_name='dato')),
                ('utfall', models.CharField(choices=[('gjelder', 'vilkåret gjelder fortsatt'), ('avklart', 'vilkåret er avklart')], max_length=8, verbose_name='utfall')),
                ('notat', models.CharField(max_length=500, verbose_name='hva som ble avklart')),
                ('ny_dato', models.DateField(blank=True, null=True, verbose_name='følges opp igjen')),
                ('registrert_at', models.DateTimeField(verbose_name='registrert')),
            ],
            options={
                'verbose_name': 'oppfølging av vilkår',
                'verbose_name_plural': 'oppfølginger av vilkår',
                'ordering': ['vilkaar', 'dato', 'pk'],
            },
        ),
        migrations.AlterModelOptions(
            name='bosatt',
            options={'ordering': ['aar', 'kommune', 'per_dato', 'pk'], 'verbose_name': 'bosatt', 'verbose_name_plural': 'bosatte'},
        ),
        migrations.RemoveConstraint(
            model_name='bosatt',
            name='bosatt_rimelig',
        ),
        migrations.AddField(
            model_name='bosatt',
            name='mottatt',
            field=models.DateField(blank=True, null=True, verbose_name='mottatt'),
        ),
        migrations.AddField(
            model_name='bosatt',
            name='noekkel',
            field=models.UUIDField(blank=True, editable=False, null=True, unique=True, verbose_name='nøkkel'),
        ),
        migrations.AddField(
            model_name='bosatt',
            name='registrert_at',
            field=models.DateTimeField(blank=True, null=True, verbose_name='registrert'),
        ),
        migrations.AddField(
            model_name='bosatt',
            name='registrert_av',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='registrert av'),
        ),
        migrations.AddField(
            model_name='bosatt',
            name='rettegrunn',
            field=models.CharField(blank=True, db_default='', max_length=300, verbose_name='hvorfor det rettes'),
        ),
        migrations.AddField(
            model_name='bosatt',
            name='retter',
            field=models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='rettet_av', to='vedtak.bosatt', verbose_name='retter'),
        ),
        migrations.AddField(
            model_name='vedtak',
            name='fra_kommunen',
            field=models.BooleanField(db_default=False, default=False, verbose_name='meldt inn av kommunen'),
        ),
        migrations.AlterField(
            model_name='bosatt',
            name='antall',
            field=models.PositiveIntegerField(blank=True, null=True, verbose_name='bosatt'),
        ),
        migrations.AddConstraint(
            model_name='bosatt',
            constraint=models.CheckConstraint(condition=models.Q(('antall__lte', 100000), ('antall', None), _connector='OR'), name='bosatt_rimelig', violation_error_message='Antallet må være mellom 0 og 100 000.'),
        ),
        migrations.AddConstraint(
            model_name='bosatt',
            constraint=models.CheckConstraint(condition=models.Q(('antall__isnull', False), ('retter__isnull', False), _connector='OR'), name='bosatt_har_antall', violation_error_message='Oppgi hvor mange som er bosatt.'),
        ),
        migrations.AddConstraint(
            model_name='bosatt',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('rettegrunn', ''), ('retter', None)), models.Q(('retter__isnull', False), models.Q(('rettegrunn', ''), _negated=True)), _connector='OR'), name='bosatt_rettelse_har_grunn', violation_error_message='En rettelse må ha en begrunnelse.'),
        ),
        migrations.AddField(
            model_name='bekreftelse',
            name='registrert_av',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='registrert av'),
        ),
        migrations.AddField(
            model_name='bekreftelse',
            name='vedtak',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='bekreftelser', to='vedtak.vedtak', verbose_name='vedtak'),
        ),
        migrations.AddField(
            model_name='dokument',
            name='erstatter',
            field=models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='erstattet_av', to='vedtak.dokument', verbose_name='erstatter'),
        ),
        migrations.AddField(
            model_name='dokument',
            name='kommune',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='dokumenter', to='kommuner.kommune', verbose_name='kommune'),
        ),
        migrations.AddField(
            model_name='dokument',
            name='lastet_opp_av',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='lastet opp av'),
        ),
        migrations.AddField(
            model_name='dokument',
            name='vedtak',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='dokumenter', to='vedtak.vedtak', verbose_name='vedtak'),
        ),
        migrations.AddField(
            model_name='endringsoenske',
            name='kommune',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='endringsoensker', to='kommuner.kommune', verbose_name='kommune'),
        ),
        migrations.AddField(
            model_name='endringsoenske',
            name='sendt_av',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='sendt av'),
        ),
        migrations.AddField(
            model_name='endringsoenske',
            name='vedtak',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='endringsoensker', to='vedtak.vedtak', verbose_name='vedtak'),
        ),
        migrations.AddField(
            model_name='endringsoenskesvar',
            name='oenske',
            field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='svar', to='vedtak.endringsoenske', verbose_name='ønske om endring'),
        ),
        migrations.AddField(
            model_name='endringsoenskesvar',
            name='registrert_av',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='registrert av'),
        ),
        migrations.AddField(
            model_name='kladdfil',
            name='lastet_opp_av',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='lastet opp av'),
        ),
        migrations.AddField(
            model_name='planforankring',
            name='kommune',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='planforankringer', to='kommuner.kommune', verbose_name='kommune'),
        ),
        migrations.AddField(
            model_name='planforankring',
            name='registrert_av',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='registrert av'),
        ),
        migrations.AddField(
            model_name='svarkladd',
            name='endret_av',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='endret av'),
        ),
        migrations.AddField(
            model_name='svarkladd',
            name='kommune',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='svarkladder', to='kommuner.kommune', verbose_name='kommune'),
        ),
        migrations.AddField(
            model_name='svarkladd',
            name='opprettet_av',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='påbegynt av'),
        ),
        migrations.AddField(
            model_name='svarkladd',
            name='retter',
            field=models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='kladd', to='vedtak.vedtak', verbose_name='retter'),
        ),
        migrations.AddField(
            model_name='kladdfil',
            name='kladd',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='filer', to='vedtak.svarkladd', verbose_name='svarkladd'),
        ),
        migrations.AddField(
            model_name='vilkaarsoppfoelging',
            name='registrert_av',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='registrert av'),
        ),
        migrations.AddField(
            model_name='vilkaarsoppfoelging',
            name='vilkaar',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='oppfoelginger', to='vedtak.vilkaar', verbose_name='vilkår'),
        ),
        migrations.AddConstraint(
            model_name='bekreftelse',
            constraint=models.UniqueConstraint(condition=models.Q(('utfall', 'bekreftet')), fields=('vedtak',), name='bekreftelse_en_gang'),
        ),
        migrations.AddConstraint(
            model_name='bekreftelse',
            constraint=models.CheckConstraint(condition=models.Q(('utfall', 'bekreftet'), models.Q(('kommentar', ''), _negated=True), _connector='OR'), name='bekreftelse_tilbake_har_kommentar', violation_error_message='Skriv hva kommunen skal se på.'),
        ),
        migrations.AddConstraint(
            model_name='dokument',
            constraint=models.CheckConstraint(condition=models.Q(('vedtak', None), ('aar__isnull', False), _connector='OR'), name='dokument_til_svar_har_aar', violation_error_message='Et dokument til et svar gjelder svarets bosettingsår.'),
        ),
        migrations.AddConstraint(
            model_name='endringsoenskesvar',
            constraint=models.CheckConstraint(condition=models.Q(('utfall', 'utfoert'), models.Q(('tekst', ''), _negated=True), _connector='OR'), name='endringsoenskesvar_avslag_har_tekst', violation_error_message='Skriv hvorfor endringen ikke gjøres.'),
        ),
        migrations.AddConstraint(
            model_name='svarkladd',
            constraint=models.UniqueConstraint(condition=models.Q(('retter', None)), fields=('kommune', 'aar'), name='svarkladd_en_per_aar'),
        ),
        migrations.AddConstraint(
            model_name='vilkaarsoppfoelging',
            constraint=models.CheckConstraint(condition=models.Q(('ny_dato', None), ('utfall', 'gjelder'), _connector='OR'), name='vilkaarsoppfoelging_ny_dato', violation_error_message='Et vilkår som er avklart, følges ikke opp igjen.'),
        ),
    ]
