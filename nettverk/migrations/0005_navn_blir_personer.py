"""Names of members become persons, the text of organisers becomes organisations, and visits are the embete's to see.

Reversible: the text fields are still there, and going back leaves them as they were.
"""

import re

from django.db import migrations


def flytt(apps, schema_editor):
    Medlemskap = apps.get_model("nettverk", "Medlemskap")
    Person = apps.get_model("nettverk", "Person")
    for sete in Medlemskap.objects.exclude(navn="").select_related("gruppe__prosjekt").order_by("pk"):
        embete, navn = sete.gruppe.prosjekt.embete_id, " ".join(sete.navn.split())
        person = Person.objects.filter(
            embete=embete, navn__iexact=navn, organisasjon=sete.organisasjon_id
        ).first() or Person.objects.create(
            embete_id=embete, navn=navn, organisasjon_id=sete.organisasjon_id, tittel=sete.funksjon
        )
        Medlemskap.objects.filter(pk=sete.pk).update(person=person)
    Aktivitet = apps.get_model("nettverk", "Aktivitet")
    Organisasjon = apps.get_model("nettverk", "Organisasjon")
    for aktivitet in Aktivitet.objects.exclude(arrangoerer="").select_related("prosjekt").order_by("pk"):
        for navn in re.split(r"[;,]| og ", aktivitet.arrangoerer):
            if navn := " ".join(navn.split())[:120]:
                embete = aktivitet.prosjekt.embete_id
                finnes = Organisasjon.objects.filter(embete=embete, navn__iexact=navn).first()
                aktivitet.organisasjoner.add(
                    finnes or Organisasjon.objects.create(embete_id=embete, navn=navn)
                )
    Aktivitet.objects.filter(slag="besoek").update(innsyn="embetet")


class Migration(migrations.Migration):

    dependencies = [("nettverk", "0004_nettverket")]

    operations = [migrations.RunPython(flytt, migrations.RunPython.noop)]
