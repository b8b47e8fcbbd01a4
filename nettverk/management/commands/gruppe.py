"""``manage.py gruppe``: who sat in a group on a date, and how many heads that was. The same functions as the page."""

import json as json_
from datetime import date

from django.core.management.base import CommandError

from bosetting.felles.dag import i_dag
from bosetting.felles.kommando import Kommando
from nettverk.gruppetabell import periode
from nettverk.medlemsliste import GruppePaa, alle_grupper_paa
from nettverk.models import Gruppe, Medlemskap


class Command(Kommando):
    help = "Skriver medlemmene av en gruppe slik den var en dato, med antall personer, organisasjoner og kommuner."

    def add_arguments(self, parser):
        parser.add_argument("navn", help="gruppens navn")
        parser.add_argument("--per", help="per dato, åååå-mm-dd; i dag når den ikke er gitt")
        parser.add_argument(
            "--prosjekt", help="prosjektets navn, når flere prosjekter har en gruppe som heter det"
        )
        parser.add_argument(
            "--navn", action="store_true", dest="navngi", help="ta med navn, e-post og telefon"
        )
        parser.add_argument("--json", action="store_true", help="skriv JSON (null betyr ukjent)")

    def handle(self, *, navn, per, prosjekt, navngi: bool, json: bool, **options):
        dag = _dato(per)
        stand = _stand(navn, prosjekt, dag)
        if json:
            koding = getattr(self.stdout, "encoding", None) or "utf-8"
            verdier = _som_json(stand, dag, navngi)
            self.stdout.write(json_.dumps(verdier, ensure_ascii=koding.lower() != "utf-8", indent=2))
            return
        self.stdout.write(f"{stand.gruppe.navn}, {stand.gruppe.prosjekt.navn}, per {dag:%d.%m.%Y}")
        self.stdout.write(stand.telling.utfyllende)
        for sete in stand.medlemmer:
            navnedel = f"{sete.navn}, " if navngi and sete.navn else ""
            self.stdout.write(
                f"  {navnedel}{sete.funksjon}, {sete.organisasjon.navn} "
                f"({sete.get_rolle_display()}, {periode(sete)})"
            )


def _dato(tekst: str | date | None) -> date:
    if tekst is None:
        return i_dag()
    if isinstance(tekst, date):
        return tekst
    try:
        return date.fromisoformat(tekst)
    except ValueError:
        raise CommandError(f"«{tekst}» er ikke en dato. Skriv åååå-mm-dd.") from None


def _stand(navn: str, prosjekt: str | None, dag: date) -> GruppePaa:
    grupper = Gruppe.objects.filter(navn__iexact=navn)
    if prosjekt:
        grupper = grupper.filter(prosjekt__navn__iexact=prosjekt)
    funnet = alle_grupper_paa(grupper.order_by("prosjekt", "pk"), dag)
    if not funnet:
        raise CommandError(f"Fant ingen gruppe som heter «{navn}».")
    if len(funnet) > 1:
        prosjekter = ", ".join(f"«{stand.gruppe.prosjekt.navn}»" for stand in funnet)
        raise CommandError(
            f"Flere prosjekter har en gruppe som heter «{navn}». Velg med --prosjekt: {prosjekter}."
        )
    return funnet[0]


def _som_json(stand: GruppePaa, dag: date, navngi: bool) -> dict:
    return {
        "gruppe": stand.gruppe.navn,
        "slag": stand.gruppe.slag,
        "prosjekt": stand.gruppe.prosjekt.navn,
        "per": dag.isoformat(),
        "personer": stand.telling.personer,
        "organisasjoner": stand.telling.organisasjoner,
        "kommuner": stand.telling.kommuner,
        "medlemmer": [_plass(sete, navngi) for sete in stand.medlemmer],
    }


def _plass(sete: Medlemskap, navngi: bool) -> dict:
    """Return one seat. People have a number that tells them apart, and are named only when that is asked for."""
    verdier = {
        "funksjon": sete.funksjon,
        "organisasjon": sete.organisasjon.navn,
        "avdeling": sete.avdeling.navn if sete.avdeling else None,
        "paa_vegne_av": sete.paa_vegne_av.navn if sete.paa_vegne_av else None,
        "rolle": sete.rolle,
        "andel": sete.andel,
        "fra": sete.fra.isoformat(),
        "til": sete.til.isoformat() if sete.til else None,
        "person": sete.person_id,
    }
    if navngi:
        person = sete.person
        verdier |= {
            felt: (getattr(person, felt) or None) if person else None for felt in ("navn", "epost", "telefon")
        }
    return verdier
