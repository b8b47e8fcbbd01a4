"""``manage.py endringer``: what changed between two dates, for scripts. The same functions as the page."""

from django.core.management.base import CommandError

from bosetting.felles.kommando import Kommando
from vedtak import domain
from vedtak.endringer import FELT
from vedtak.endringsliste import endringsliste
from vedtak.kommandovalg import grupper, kommuneutvalg, lest_dato, som_tekst


def _virkninger(virkning) -> dict:
    """Return the effect per field and group; null where the difference is unknown."""
    return {felt: {gruppe: virkning(felt, gruppe).verdi for gruppe in domain.GRUPPER} for felt in FELT}


def _deler(virkning) -> dict:
    """Return the effect on the known parts and on the number of unknown ones: these always add up."""
    return {
        felt: {
            gruppe: {"kjent": virkning(felt, gruppe).kjent, "ukjente": virkning(felt, gruppe).ukjente}
            for gruppe in domain.GRUPPER
        }
        for felt in FELT
    }


def _summer(summer) -> dict:
    return {
        felt: {gruppe: getattr(summer[gruppe], felt).verdi for gruppe in domain.GRUPPER}
        for felt in (*FELT, "ubesvart")
    } | {"netto": {gruppe: summer[gruppe].netto for gruppe in domain.GRUPPER}}


def _dato(dato) -> str | None:
    return dato.isoformat() if dato else None


def som_json(liste) -> dict:
    """Return an Endringsliste in the shape that scripts read."""
    return {
        "aar": liste.aar,
        "fra": liste.fra.isoformat(),
        "til": liste.til.isoformat(),
        "endringer": [
            {
                "kommune_nr": linje.kommune.nr,
                "navn": linje.kommune.navn,
                "slag": linje.endring.slag.value,
                "id": linje.endring.rad.id,
                "kjent": linje.endring.kjent.isoformat(),
                "gammel": grupper(linje.endring.gammel),
                "ny": grupper(linje.endring.ny),
                "svar": {
                    "fra": linje.endring.foer.svar["totalt"].value,
                    "til": linje.endring.etter.svar["totalt"].value,
                },
                "vedtaksdato": _dato(linje.vedtaksdato),
                "mottatt": linje.mottatt.isoformat(),
                "registrert": linje.registrert.isoformat(),
                "registrert_av": linje.registrert_av,
                "saksnummer": linje.saksnummer,
                "kilde": linje.kilde,
                "etterregistrert": linje.endring.etterregistrert,
                "grunn": linje.grunn,
                "virkning": _virkninger(linje.endring.virkning),
                "virkning_deler": _deler(linje.endring.virkning),
            }
            for linje in liste.linjer
        ],
        "sum_fra": _summer(liste.sum_fra),
        "sum_til": _summer(liste.sum_til),
        "virkning": _virkninger(liste.virkning),
        "virkning_deler": _deler(liste.virkning),
    }


class Command(Kommando):
    help = "Skriver hva som er endret for et bosettingsår fra en dato til en annen, og virkningen på summene."

    def add_arguments(self, parser):
        parser.add_argument("--aar", type=int, required=True, help="bosettingsår")
        parser.add_argument("--fra", required=True, help="endringer etter denne dagen, åååå-mm-dd")
        parser.add_argument("--til", required=True, help="til og med denne dagen, åååå-mm-dd")
        parser.add_argument("--fylke", help="fylkesnummer med to siffer")
        parser.add_argument("--kommune", help="kommunenummer med fire siffer")
        parser.add_argument("--json", action="store_true", help="skriv JSON (null betyr ukjent)")

    def handle(self, *, aar, fra, til, fylke, kommune, json: bool, **options):
        fra, til = lest_dato(fra), lest_dato(til)
        if fra > til:
            raise CommandError(f"Fra-datoen {fra:%d.%m.%Y} er etter til-datoen {til:%d.%m.%Y}.")
        liste = endringsliste(kommuneutvalg(aar, fylke, kommune), aar, fra, til)
        self.stdout.write(som_tekst(som_json(liste), self.stdout) if json else self.tabell(liste))

    @staticmethod
    def tabell(liste) -> str:
        def vis(verdi, mal="{}"):
            return "–" if verdi is None else mal.format(verdi)

        linjer = [
            f"Bosettingsår {liste.aar}, fra {liste.fra:%d.%m.%Y} til {liste.til:%d.%m.%Y}",
            f"{'kjent':12}{'':30}{'hva':34}{'før':>7}{'etter':>7}  virkning på vedtatt",
        ]
        for linje in liste.linjer:
            ett = linje.endring
            foer, etter = grupper(ett.gammel)["totalt"], grupper(ett.ny)["totalt"]
            merke = "  etterregistrert" if ett.etterregistrert else ""
            linjer.append(
                f"{ett.kjent:%d.%m.%Y}  {str(linje.kommune):30}{linje.slagnavn:34}{vis(foer):>7}{vis(etter):>7}"
                f"  {vis(ett.virkning('vedtatt', 'totalt').verdi, '{:+d}')}{merke}"
            )
        for felt in FELT:
            fra, til = (getattr(summer["totalt"], felt).verdi for summer in (liste.sum_fra, liste.sum_til))
            virkning = vis(liste.virkning(felt, "totalt").verdi, "{:+d}")
            linjer.append(f"Sum {felt} {vis(fra)} → {vis(til)} ({virkning})")
        return "\n".join(linjer)
