"""``manage.py purr``: send the reminders that are due, or with --dry-run say who would get what. As the page does."""

from datetime import date

from django.core.management.base import CommandError

from bosetting.felles.dag import i_dag
from bosetting.felles.kommando import Kommando
from bosetting.felles.norsk import antall, dato
from vedtak.kommandovalg import lest_dato
from vedtak.purregrunnlag import oversikt, plan_for
from vedtak.purretekst import trinnavn
from vedtak.purreutsending import purr, sendte_runder


class Command(Kommando):
    help = (
        "Sender purringene som forfaller, i rundene der purreplanen er slått på. E-posten går i bakgrunnen. "
        "Kjøres den på nytt, sendes ingenting to ganger."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "--dry-run",
            action="store_true",
            help="vis hvem som får hva og hvem som ikke kan nås; send ingenting",
        )
        parser.add_argument("--dag", help="dagen det gjelder, åååå-mm-dd; uten den gjelder det i dag")

    def handle(self, *, dry_run, dag, **options):
        naa = i_dag()
        dag = lest_dato(dag) or naa
        if not 1900 <= dag.year <= 2200:
            raise CommandError(f"{dag.isoformat()} er ikke en dag det kan purres.")
        if dry_run:
            self.vis(dag)
            return
        if dag > naa:
            raise CommandError(
                "Purringer kan ikke sendes for en dag som ikke er kommet. Bruk --dry-run for å se dem."
            )
        utsendinger = purr(dag)
        for utsending in utsendinger:
            if utsending.jobb is not None:
                kommuner = antall(len(utsending.purringer), "kommune", "kommuner")
                self.stdout.write(f"{utsending.jobb.tittel}, til {kommuner}. E-posten sendes i bakgrunnen.")
            self.unaadde(self.stderr, utsending.runde, utsending.unaadde)
        if not any(utsending.jobb for utsending in utsendinger):
            self.stdout.write(f"Ingen purringer å sende {dato(dag)}.")

    def vis(self, dag: date) -> None:
        runder = list(sendte_runder(dag))
        if not runder:
            self.stdout.write(f"Det er ingen runder å purre i {dato(dag)}.")
        for runde in runder:
            navn = f"Anmodning for {runde.aar} ({runde.embete.omraade}), sendt {dato(runde.sendt_dato)}"
            if runde.svarfrist is None:
                self.stdout.write(f"{navn}: runden har ingen svarfrist, så det er ingen dag å purre fra.")
                continue
            plan = plan_for(runde)
            er_paa = plan.aktiv_fra is not None and plan.aktiv_fra <= dag
            alt = oversikt(runde, dag, plan=plan, av_seg_selv=er_paa)
            self.stdout.write(
                f"{navn}: {len(alt.skal)} får purring, "
                f"{len(alt.unaadde)} kan ikke nås, {len(alt.ikke)} purres ikke."
            )
            if not er_paa:
                self.stdout.write("  Purreplanen er av denne dagen, så ingenting sendes av seg selv.")
            for linje in alt.skal:
                adresser = ", ".join(person.epost for person in linje.mottakere)
                trinn = trinnavn(linje.vurdering.virkedager)
                self.stdout.write(f"  {linje.kommune}: «{linje.tekst.emne}» ({trinn}) til {adresser}")
            self.unaadde(self.stdout, runde, alt.unaadde)
            for linje in alt.ikke:
                self.stdout.write(f"  {linje.kommune}: purres ikke. {linje.grunn}")

    def unaadde(self, ut, runde, linjer) -> None:
        for linje in linjer:
            ut.write(f"  {linje.kommune}: kan ikke nås ({runde.aar}). {linje.unaadd}")
