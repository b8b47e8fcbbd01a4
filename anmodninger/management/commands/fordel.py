"""``manage.py fordel``: propose the split of a county's figure, for scripts. The page's functions; saves nothing."""

import json

from django.core.management.base import CommandError

from anmodninger import noekler
from anmodninger.fordeling import Deltaker, Forslag, Umulig, fordel
from anmodninger.models import Fordeling
from anmodninger.vekter import bland
from bosetting.felles.dag import i_dag
from bosetting.felles.kommando import Kommando
from bosetting.felles.tall import HOEYESTE_ANTALL
from bosetting.kommuner.models import Fylke, Kommune


def lest_tall(navn: str, tekst, *, fra: int = 0, til: int = HOEYESTE_ANTALL) -> int:
    """Return the whole number. CommandError when it is none, or out of range."""
    try:
        tall = int(tekst)
    except ValueError:
        raise CommandError(f"--{navn} må være et helt tall, ikke «{tekst}».") from None
    if not fra <= tall <= til:
        raise CommandError(f"--{navn} må være mellom {fra} og {til}, ikke {tall}.")
    return tall


def lest_noekler(ord: list) -> dict[str, int]:
    """Return code → weight of words such as ``folketall`` and ``folketall=60``. CommandError for unknown keys."""
    kjente = {noekkel.kode for noekkel in noekler.alle()}
    vekter: dict[str, int] = {}
    for ett in (ett for gruppe in ord for ett in ([gruppe] if isinstance(gruppe, str) else gruppe)):
        kode, _skille, vekt = ett.partition("=")
        if kode not in kjente:
            raise CommandError(f"Nøkkelen «{kode}» finnes ikke. Velg blant: {', '.join(sorted(kjente))}.")
        if kode in vekter:
            raise CommandError(f"Nøkkelen «{kode}» er oppgitt to ganger.")
        vekter[kode] = lest_tall("noekkel " + kode, vekt or 1, fra=1, til=1000)
    return vekter


class Command(Kommando):
    help = "Foreslår hvordan et fylkestall fordeles på kommunene. Lagrer ingenting."

    def add_arguments(self, parser):
        parser.add_argument("--aar", help="bosettingsår")
        parser.add_argument("--fylke", help="fylkesnummer med to siffer; uten dette hele landet")
        parser.add_argument("--totalt", help="fylkestallet")
        parser.add_argument("--em", help="herav enslige mindreårige; uten dette fordeles de ikke")
        parser.add_argument(
            "--noekkel",
            action="append",
            nargs="+",
            metavar="NØKKEL[=VEKT]",
            help="fordelingsnøkkel (folketall når ingen er oppgitt), eller flere med vekt: folketall=60 bosatt=40",
        )
        parser.add_argument("--minst", default=0, help="minst per kommune")
        parser.add_argument("--avrund", default=1, help="rund av til 1 eller 5")
        parser.add_argument("--json", action="store_true", help="skriv JSON")

    def handle(self, *, aar, fylke, totalt, em, noekkel, minst, avrund, json: bool, **options):
        for navn, verdi in (("aar", aar), ("totalt", totalt)):
            if verdi is None:
                raise CommandError(f"Oppgi --{navn}.")
        aar = lest_tall("aar", aar, fra=2000, til=2100)
        totalt, minst = lest_tall("totalt", totalt), lest_tall("minst", minst)
        em = None if em is None else lest_tall("em", em)
        avrund = lest_tall("avrund", avrund)
        if avrund not in dict(Fordeling.AVRUNDINGER):
            raise CommandError(f"--avrund må være 1 eller 5, ikke {avrund}.")
        vekter = lest_noekler(noekkel or ["folketall"])
        kommuner = Kommune.objects.i_aar(aar).order_by("nr", "pk")
        if fylke:
            if not Fylke.objects.filter(nr=fylke).exists():
                raise CommandError(f"Fylke «{fylke}» finnes ikke i registeret.")
            kommuner = kommuner.filter(fylke__nr=fylke)
        if not kommuner:
            raise CommandError(f"Det er ingen kommuner å fordele på i {aar}.")
        valgte = noekler.hent(vekter, kommuner, aar, i_dag())
        try:
            vekt = bland([ett.noekkeltall for ett in valgte], [kommune.pk for kommune in kommuner])
            forslag = fordel(
                totalt,
                em,
                [Deltaker(kommune.pk, kommune.nr, vekt[kommune.pk]) for kommune in kommuner],
                minst=minst,
                avrunding=avrund,
            )
        except Umulig as umulig:
            raise CommandError("\n".join(str(grunn) for _felt, grunn in umulig.grunner)) from None
        svar = som_json(aar, fylke, list(kommuner), valgte, forslag)
        self.stdout.write(self.tekst_json(svar) if json else tabell(svar, list(kommuner)))

    def tekst_json(self, svar: dict) -> str:
        """Return the JSON: with æ, ø, å as they are where the receiver reads UTF-8, else escaped."""
        koding = getattr(self.stdout, "encoding", None) or "utf-8"
        return json.dumps(svar, ensure_ascii=koding.lower() != "utf-8", indent=2)


def som_json(aar: int, fylke, kommuner: list[Kommune], valgte, forslag: Forslag) -> dict:
    """Return a proposal in the shape that scripts read; ``rader`` are those that got one, by kommune number."""
    nr = {kommune.pk: kommune.nr for kommune in kommuner}
    rader = [
        {"kommune_nr": kommune.nr, "totalt": andel.totalt, "em": andel.em}
        for kommune in kommuner
        for andel in [forslag.andeler[kommune.pk]]
        if andel.totalt is not None
    ]
    em = [rad["em"] for rad in rader if rad["em"] is not None]
    return {
        "aar": aar,
        "fylke": fylke,
        "noekler": [
            {"noekkel": ett.noekkel.kode, "vekt": ett.vekt, "grunnlag": ett.grunnlag.forklaring}
            for ett in valgte
        ],
        "minst": forslag.minst,
        "rader": rader,
        "sum": {"totalt": sum(rad["totalt"] for rad in rader), "em": sum(em) if em else None},
        "rester": [
            {"kommune_nr": nr[rest.id], "gruppe": rest.gruppe, "antall": rest.antall}
            for rest in forslag.rester
        ],
        "uten_grunnlag": [nr[pk] for pk in forslag.uten_grunnlag],
    }


def tabell(svar: dict, kommuner: list[Kommune]) -> str:
    """Return the same as a table to read."""
    navn = {kommune.nr: str(kommune) for kommune in kommuner}

    def vis(verdi):
        return "–" if verdi is None else str(verdi)

    def linje(tekst, tall):
        return f"{tekst:30}{vis(tall['totalt']):>9}{vis(tall['em']):>9}"

    linjer = [f"Forslag til fordeling for {svar['aar']}"]
    linjer += [f"Nøkkel: {ett['grunnlag']} (vekt {ett['vekt']})" for ett in svar["noekler"]]
    linjer += [f"{'':30}{'totalt':>9}{'EM':>9}"]
    linjer += [linje(navn[rad["kommune_nr"]], rad) for rad in svar["rader"]]
    linjer.append(linje("Sum", svar["sum"]))
    for rest in svar["rester"]:
        gruppe = "totalen" if rest["gruppe"] == "totalt" else "EM"
        linjer.append(
            f"Avrundingen gikk ikke opp: {rest['antall']} av {gruppe} er lagt til {navn[rest['kommune_nr']]}."
        )
    if svar["uten_grunnlag"]:
        uten = ", ".join(navn[nr] for nr in svar["uten_grunnlag"])
        linjer.append(f"Uten forslag, fordi nøkkelen ikke har tall: {uten}.")
    return "\n".join(linjer)
