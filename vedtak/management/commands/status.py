"""``manage.py status``: the status of a settlement year, for scripts. The same functions as the page."""

import json
from datetime import date

from django.core.management.base import CommandError

from bosetting.felles.kommando import Kommando
from bosetting.kommuner.models import Fylke, Kommune
from vedtak import domain
from vedtak.queries import Statusliste, Statusrad, statusliste
from vedtak.strukturliste import Strukturliste, Strukturrad, strukturliste


def lest_dato(tekst: str | date | None) -> date | None:
    """Return the date; code that calls the command may give one. CommandError when it is none."""
    if tekst is None or isinstance(tekst, date):
        return tekst
    try:
        return date.fromisoformat(tekst)
    except ValueError:
        raise CommandError(f"«{tekst}» er ikke en dato. Skriv åååå-mm-dd.") from None


def grupper(tall: domain.Tall | None) -> dict:
    """Return the three groups as JSON values; null for unknown."""
    return {gruppe: tall.gruppe(gruppe) if tall else None for gruppe in domain.GRUPPER}


def radverdier(rad: Statusrad | Strukturrad) -> dict:
    """Return one municipality, or one line of a structure, as scripts read it."""
    return {
        "kommune_nr": rad.kommune.nr,
        "navn": rad.kommune.navn,
        "anmodet": grupper(rad.status.anmodet),
        "vedtatt": grupper(rad.status.vedtatt),
        "svar": {gruppe: str(rad.status.svar[gruppe]) for gruppe in domain.GRUPPER},
    }


def _etter_nr(rader):
    return sorted(rader, key=lambda rad: rad.kommune.nr)


def som_json(liste: Statusliste) -> dict:
    """Return a Statusliste in the shape that scripts read."""
    return {
        "aar": liste.aar,
        "per": liste.per.isoformat(),
        "kjent": liste.kjent.isoformat() if liste.kjent else None,
        "rader": [radverdier(rad) for rad in _etter_nr(liste.rader)],
        "sum": {
            "anmodet": {gruppe: liste.summer[gruppe].anmodet.verdi for gruppe in domain.GRUPPER},
            "vedtatt": {gruppe: liste.summer[gruppe].vedtatt.verdi for gruppe in domain.GRUPPER},
            "netto": {gruppe: liste.summer[gruppe].netto for gruppe in domain.GRUPPER},
            "udekket": {gruppe: liste.summer[gruppe].udekket.verdi for gruppe in domain.GRUPPER},
            "ubesvart": {gruppe: liste.summer[gruppe].ubesvart.verdi for gruppe in domain.GRUPPER},
        },
    }


def struktur_som_json(liste: Strukturliste) -> dict:
    """Return the same shape in a structure: each row says which, its parts, and whether it can be compared."""
    dag = liste.dag.isoformat()
    rader = [
        radverdier(rad)
        | {
            "struktur": dag,
            "deler": [radverdier(del_) for del_ in _etter_nr(rad.deler)],
            "sammenlignbar": rad.sammenlignbar,
            "merknad": rad.merknad,
        }
        for rad in _etter_nr(liste.rader)
    ]
    return som_json(liste.liste) | {"struktur": dag, "rader": rader}


class Command(Kommando):
    help = "Skriver status for et bosettingsår per en dato, eventuelt slik den var kjent en annen dato."

    def add_arguments(self, parser):
        parser.add_argument("--aar", type=int, required=True, help="bosettingsår")
        parser.add_argument("--per", required=True, help="per dato, åååå-mm-dd")
        parser.add_argument("--kjent", help="slik vi visste det denne dagen, åååå-mm-dd")
        parser.add_argument("--fylke", help="fylkesnummer med to siffer")
        parser.add_argument("--struktur", help="summer kommunene slik de er denne datoen, åååå-mm-dd")
        parser.add_argument("--json", action="store_true", help="skriv JSON (null betyr ukjent)")

    def handle(self, *, aar, per, kjent, fylke, struktur, json: bool, **options):
        per, kjent, struktur = lest_dato(per), lest_dato(kjent), lest_dato(struktur)
        if not 1900 <= aar <= 2100:
            raise CommandError(f"Bosettingsåret {aar} må være mellom 1900 og 2100.")
        if fylke and not Fylke.objects.filter(nr=fylke).exists():
            raise CommandError(f"Fylke «{fylke}» finnes ikke i registeret.")
        kommuner = Kommune.objects.all()
        if fylke and struktur is None:
            kommuner = kommuner.filter(fylke__nr=fylke)
        liste = statusliste(kommuner, aar, per, kjent)
        if struktur is not None:
            i_struktur = strukturliste(liste, struktur, fylke=fylke or "")
            self.stdout.write(
                self.tekst_json(struktur_som_json(i_struktur)) if json else self.strukturtabell(i_struktur)
            )
        else:
            self.stdout.write(self.tekst_json(som_json(liste)) if json else self.tabell(liste, liste.rader))

    def tekst_json(self, verdier: dict) -> str:
        """Return the JSON: with æ, ø, å as they are where the receiver reads UTF-8, else escaped."""
        koding = getattr(self.stdout, "encoding", None) or "utf-8"
        return json.dumps(verdier, ensure_ascii=koding.lower() != "utf-8", indent=2)

    def strukturtabell(self, liste: Strukturliste) -> str:
        linjer = [f"Kommuner slik de er {liste.dag:%d.%m.%Y}", self.tabell(liste.liste, liste.rader)]
        linjer += [f"{rad.kommune}: {rad.merknad}" for rad in liste.rader if rad.merknad]
        return "\n".join(linjer)

    @staticmethod
    def tabell(liste: Statusliste, rader) -> str:
        def vis(verdi):
            return "–" if verdi is None else str(verdi)

        linjer = [
            f"Bosettingsår {liste.aar} per {liste.per:%d.%m.%Y}",
            f"{'':30}{'anmodet':>9}{'vedtatt':>9}  svar",
        ]
        for rad in rader:
            anmodet, vedtatt = grupper(rad.status.anmodet), grupper(rad.status.vedtatt)
            linjer.append(
                f"{str(rad.kommune):30}{vis(anmodet['totalt']):>9}{vis(vedtatt['totalt']):>9}"
                f"  {rad.status.svar['totalt']}"
            )
        total = liste.summer["totalt"]
        linjer.append(f"{'Sum':30}{vis(total.anmodet.verdi):>9}{vis(total.vedtatt.verdi):>9}")
        linjer.append(
            f"Netto {vis(total.netto)}, udekket {vis(total.udekket.verdi)}, "
            f"av dette ubesvart {vis(total.ubesvart.verdi)}"
        )
        return "\n".join(linjer)
