"""``manage.py status``: the status of a settlement year, for scripts. The same functions as the page."""

from bosetting.felles.kommando import Kommando
from bosetting.kommuner.models import Kommune
from vedtak import domain
from vedtak.kommandovalg import grupper, krev_aar, krev_fylke, lest_dato, som_tekst
from vedtak.queries import Statusliste, Statusrad, statusliste
from vedtak.strukturliste import Strukturliste, Strukturrad, strukturliste


def radverdier(rad: Statusrad | Strukturrad) -> dict:
    """Return one municipality, or one line of a structure, as scripts read it."""
    return {
        "kommune_nr": rad.kommune.nr,
        "navn": rad.kommune.navn,
        "anmodet": grupper(rad.status.anmodet),
        "vedtatt": grupper(rad.status.vedtatt),
        "svar": {gruppe: str(rad.status.svar[gruppe]) for gruppe in domain.GRUPPER},
        "ubekreftet": rad.status.ubekreftet,
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
        "ubekreftede": liste.ubekreftede,
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
        krev_aar(aar)
        krev_fylke(fylke)
        kommuner = Kommune.objects.all()
        if fylke and struktur is None:
            kommuner = kommuner.filter(fylke__nr=fylke)
        liste = statusliste(kommuner, aar, per, kjent)
        if struktur is not None:
            i_struktur = strukturliste(liste, struktur, fylke=fylke or "")
            verdier, tekst = struktur_som_json(i_struktur), self.strukturtabell(i_struktur)
        else:
            verdier, tekst = som_json(liste), self.tabell(liste, liste.rader)
        self.stdout.write(som_tekst(verdier, self.stdout) if json else tekst)

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
