"""``manage.py kilder``: the rows behind a figure, for scripts. The same functions as the page."""

from dataclasses import replace

from django.core.management.base import CommandError

from bosetting.felles.kommando import Kommando
from bosetting.kommuner.models import Kommune
from vedtak.kildeliste import Kildeliste, kildeliste
from vedtak.kilder import TALL
from vedtak.kommandovalg import kommuneutvalg, krev_aar, krev_fylke, lest_dato, som_tekst
from vedtak.queries import Statusliste, statusliste
from vedtak.strukturliste import strukturliste


def _dato(dato) -> str | None:
    return dato.isoformat() if dato else None


def som_json(liste: Kildeliste, kommune: str | None, fylke: str | None, struktur) -> dict:
    """Return a Kildeliste in the shape that scripts read. ``sum`` is null when a part of it is unknown."""
    gruppe = liste.gruppe
    return {
        "aar": liste.aar,
        "tall": liste.tall,
        "per": liste.per.isoformat(),
        "kjent": _dato(liste.kjent),
        "kommune": kommune,
        "fylke": fylke,
        "struktur": _dato(struktur),
        "sum": liste.sum.verdi,
        "sum_kjent": liste.sum.kjent,
        "ukjente": liste.sum.ukjente,
        "rader": [
            {
                "slag": rad.slag.value,
                "id": rad.rad,
                "kommune_nr": rad.kommune.nr,
                "navn": rad.kommune.navn,
                "hva": rad.tittel,
                "dato": _dato(rad.dato),
                "mottatt": _dato(rad.kjent_fra),
                "runde": rad.runde,
                "saksnummer": rad.saksnummer,
                "kilde": rad.kilde,
                "registrert_av": rad.registrert_av,
                "registrert": rad.registrert.isoformat() if rad.registrert else None,
                "rettegrunn": rad.rettegrunn,
                "tall": rad.tall[gruppe],
                "bidrag": rad.bidrag[gruppe],
            }
            for rad in liste.egne
        ],
    }


class Command(Kommando):
    help = "Skriver radene bak et tall, med hva hver av dem bidrar med. Summen av bidragene er tallet."

    def add_arguments(self, parser):
        parser.add_argument("--aar", type=int, required=True, help="bosettingsår")
        parser.add_argument("--tall", required=True, help="tallet: " + ", ".join(TALL))
        parser.add_argument("--per", required=True, help="per dato, åååå-mm-dd")
        parser.add_argument("--kjent", help="slik vi visste det denne dagen, åååå-mm-dd")
        parser.add_argument("--kommune", help="kommunenummer med fire siffer")
        parser.add_argument("--fylke", help="fylkesnummer med to siffer")
        parser.add_argument("--struktur", help="kommuner slik de er denne datoen, åååå-mm-dd")
        parser.add_argument("--json", action="store_true", help="skriv JSON (null betyr ukjent)")

    def handle(self, *, aar, tall, per, kjent, kommune, fylke, struktur, json: bool, **options):
        per, kjent, struktur = lest_dato(per), lest_dato(kjent), lest_dato(struktur)
        if tall not in TALL:
            raise CommandError(f"«{tall}» er ikke et tall her. Velg ett av {', '.join(TALL)}.")
        if struktur is None:
            utvalg = statusliste(kommuneutvalg(aar, fylke, kommune), aar, per, kjent)
        else:
            utvalg = i_struktur(aar, per, kjent, struktur, fylke, kommune)
        liste = kildeliste(utvalg, tall)
        verdier = som_json(liste, kommune, fylke, struktur)
        self.stdout.write(som_tekst(verdier, self.stdout) if json else self.tabell(liste))

    @staticmethod
    def tabell(liste: Kildeliste) -> str:
        def vis(verdi):
            return "–" if verdi is None else str(verdi)

        linjer = [f"{liste.navn}, bosettingsår {liste.aar} per {liste.per:%d.%m.%Y}"]
        for rad in liste.egne:
            dato = f"{rad.kjent_fra:%d.%m.%Y}" if rad.kjent_fra else ""
            linjer.append(
                f"{str(rad.kommune):30}{rad.tittel:58}{dato:12}{rad.saksnummer:20}{vis(rad.bidrag[liste.gruppe]):>8}"
            )
        linjer.append(f"{'Sum':120}{vis(liste.sum.verdi):>8}")
        if liste.sum.ukjente:
            linjer.append(f"Kjent del {liste.sum.kjent}; ukjent for {liste.sum.ukjente} av kommunene")
        return "\n".join(linjer)


def i_struktur(aar, per, kjent, struktur, fylke, kommune) -> Statusliste:
    """Return the status of the parts of the lines chosen, in the structure of a date."""
    krev_aar(aar)
    krev_fylke(fylke)
    liste = strukturliste(statusliste(Kommune.objects.all(), aar, per, kjent), struktur, fylke=fylke or "")
    if not kommune:
        return liste.liste
    rad = next((rad for rad in liste.rader if rad.kommune.nr == kommune), None)
    if rad is None:
        raise CommandError(f"Kommune «{kommune}» finnes ikke {struktur:%d.%m.%Y} blant dem som er valgt.")
    return replace(liste.liste, rader=rad.deler)
