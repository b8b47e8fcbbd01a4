"""``manage.py demodata``: the Østfold demo on an empty database, from rapporter/demodata/ (a source on every row)."""

from datetime import date
from uuid import uuid4

from django.core.management.base import CommandError
from django.db import transaction

from anmodninger import aarshjulsteg
from anmodninger.actions import registrer_sendt_runde
from anmodninger.models import Aarshjulsteg, Anmodningsrunde
from bosetting.brukere.actions import importer_kommuner
from bosetting.brukere.demo import DEMOBRUKERE
from bosetting.brukere.models import Bruker, Embete, EmbeteNavn, Tilgang
from bosetting.felles.arbeidsbok import les_tekst
from bosetting.felles.dag import naa
from bosetting.felles.kommando import Kommando
from bosetting.kommuner.models import Fylke, Kommune
from nettverk.models import Aktivitet, Prosjekt
from rapporter import demonettverk
from rapporter.demofiler import DATA, dato, rader, tall
from rapporter.models import Kapittel, Kapittelversjon, Rapport
from vedtak import imdi
from vedtak.dialoger import Kontakt, registrer_kontakt
from vedtak.imdi_import import importer_imdi
from vedtak.models import Vedtak


class Command(Kommando):
    help = "Legger inn demodataene for Østfold 2014–2016 i en tom database."

    @transaction.atomic
    def handle(self, **options):
        if Embete.objects.exists() or Kommune.objects.exists() or Bruker.objects.exists():
            raise CommandError("Databasen er ikke tom. Demodataene legges bare inn i en tom database.")
        importer_kommuner(
            by=None,
            kommuner=DATA / "kommuner.csv",
            endringer=DATA / "kommune_endringer.csv",
            folketall=DATA / "folketall.csv",
        )
        embete = self.embetet()
        self.brukere(embete)
        kommuner = {kommune.nr: kommune for kommune in Kommune.objects.all()}
        self.runder(embete, kommuner)
        self.vedtak(kommuner)
        importer_imdi(
            by=None,
            innlest=imdi.les(les_tekst((DATA / "imdi.csv").read_text(encoding="utf-8")), date.today()),
            filnavn="demodata/imdi.csv",
        )
        self.dialog(embete, kommuner)
        self.aarshjul(embete)
        prosjekt = demonettverk.legg_inn(embete, kommuner)
        self.rapporter(prosjekt)
        self.stdout.write(
            f"Demodata lagt inn: {len(kommuner)} kommuner, {Anmodningsrunde.objects.count()} runder, "
            f"{Vedtak.objects.count()} svar, {Aktivitet.objects.count()} aktiviteter, "
            f"{Rapport.objects.count()} rapporter."
        )

    @staticmethod
    def embetet() -> Embete:
        embete = Embete.objects.create(omraade="Østfold")
        embete.fylker.set(Fylke.objects.filter(nr__in=["01", "30", "31"]))
        navn = [
            ("Fylkesmannen i Østfold", "fylkesmann", date(1919, 1, 1), date(2019, 1, 1)),
            ("Fylkesmannen i Oslo og Viken", "fylkesmann", date(2019, 1, 1), date(2021, 1, 1)),
            ("Statsforvalteren i Oslo og Viken", "statsforvalter", date(2021, 1, 1), date(2024, 1, 1)),
            (
                "Statsforvalteren i Østfold, Buskerud, Oslo og Akershus",
                "statsforvalter",
                date(2024, 1, 1),
                None,
            ),
        ]
        for ett, tittel, fra, til in navn:
            EmbeteNavn.objects.create(embete=embete, navn=ett, tittel=tittel, fra=fra, til=til)
        return embete

    @staticmethod
    def brukere(embete: Embete) -> None:
        for demo in DEMOBRUKERE:
            bruker = Bruker.objects.create_user(demo.epost, demo.passord, navn=demo.navn)
            felles = {"bruker": bruker, "rolle": demo.rolle, "fra": date(2015, 2, 1)}
            if demo.kommuner:
                for kommune in Kommune.objects.filter(nr__in=demo.kommuner):
                    Tilgang.objects.create(kommune=kommune, **felles)
            else:
                Tilgang.objects.create(embete=None if demo.rolle == "systemansvarlig" else embete, **felles)

    @staticmethod
    def runder(embete: Embete, kommuner: dict[str, Kommune]) -> None:
        linjer: dict[str, list] = {}
        for rad in rader("anmodninger.csv"):
            linje = (kommuner[rad["kommune_nr"]], int(rad["totalt"]), tall(rad["em"]), rad["kilde"])
            linjer.setdefault(rad["runde"], []).append(linje)
        sendte: dict[str, Anmodningsrunde] = {}
        for rad in rader("runder.csv"):
            sendte[rad["runde"]] = registrer_sendt_runde(
                by=None,
                embete=embete,
                aar=int(rad["aar"]),
                sendt_dato=dato(rad["sendt_dato"]),
                svarfrist=dato(rad["svarfrist"]),
                avsender=rad["avsender"],
                nasjonalt_totalt=tall(rad["nasjonalt_totalt"]),
                nasjonalt_em=tall(rad["nasjonalt_em"]),
                fylkestall_totalt=tall(rad["fylkestall_totalt"]),
                fylkestall_em=tall(rad["fylkestall_em"]),
                erstatter=sendte.get(rad["erstatter"]),
                kilde=rad["kilde"],
                merknad=rad["merknad"],
                linjer=linjer.get(rad["runde"], []),
            )

    @staticmethod
    def vedtak(kommuner: dict[str, Kommune]) -> None:
        Vedtak.objects.bulk_create(
            Vedtak(
                kommune=kommuner[rad["kommune_nr"]],
                aar=int(rad["aar"]),
                type=rad["type"],
                totalt=tall(rad["totalt"]),
                em=tall(rad["em"]),
                mottatt=dato(rad["mottatt"]),
                kilde=rad["kilde"],
                merknad=rad["merknad"],
                registrert_at=naa(),
            )
            for rad in rader("vedtak.csv")
        )

    @staticmethod
    def dialog(embete: Embete, kommuner: dict[str, Kommune]) -> None:
        for rad in rader("dialoger.csv"):
            registrer_kontakt(
                by=None,
                embete=embete,
                kontakt=Kontakt(
                    kommune=kommuner[rad["kommune_nr"]],
                    form=rad["form"],
                    dato=dato(rad["dato"]),
                    emne=rad["emne"],
                    deltakere=rad["deltakere"],
                    notat=rad["notat"],
                ),
                dag=date.today(),
                noekkel=uuid4(),
                kilde=rad["kilde"],
            )

    @staticmethod
    def aarshjul(embete: Embete) -> None:
        """The wheel of 2016 from the standard template, with what the sources tell of each step."""
        sendt = {rad["runde"]: dato(rad["sendt_dato"]) for rad in rader("runder.csv")}
        aarshjulsteg.start(by=None, embete=embete, aar=2016)
        for rad in rader("aarshjul.csv"):
            runder = Anmodningsrunde.objects.filter(embete=embete, aar=rad["aar"])
            felt = {
                "tittel": rad["tittel"],
                "ansvarlig": rad["ansvarlig"],
                "fra": dato(rad["fra"]),
                "til": dato(rad["til"]),
                "status": rad["status"],
                "ferdig_dato": dato(rad["ferdig_dato"]),
                "runde": runder.get(sendt_dato=sendt[rad["runde"]]) if rad["runde"] else None,
                "merknad": f"{rad['merknad']} Kilde: {rad['kilde']}.".strip(),
            }
            felles = {"by": None, "felt": felt, "dag": date.today()}
            steg = Aarshjulsteg.objects.filter(embete=embete, aar=rad["aar"], tittel=rad["tittel"]).first()
            if steg:
                aarshjulsteg.endre(steg=steg, versjon=steg.versjon, **felles)
            else:
                aarshjulsteg.opprett(embete=embete, aar=int(rad["aar"]), noekkel=uuid4(), **felles)

    @staticmethod
    def rapporter(prosjekt: Prosjekt) -> None:
        """The report on the third tertial of 2015, the note on that year, and the final report of the project."""
        hele = Rapport.HELE
        for type_, aar, tertial, bosettingsaar, dag, mappe in (
            ("tertialrapport", 2015, 3, 2016, date(2016, 2, 2), DATA / "kapitler"),
            ("aarsnotat", 2015, hele, 2015, date(2015, 12, 31), DATA / "kapitler" / "aarsnotat"),
            ("sluttrapport", 2016, hele, 2016, date(2016, 12, 31), DATA / "kapitler" / "sluttrapport"),
        ):
            rapport = Rapport.objects.create(
                prosjekt=prosjekt,
                type=type_,
                aar=aar,
                tertial=tertial,
                bosettingsaar=bosettingsaar,
                skjaeringsdato=dag,
                opprettet_av=Bruker.objects.get(email="prosjektleder@demo.example"),
                opprettet_at=naa(),
            )
            for fil in sorted(mappe.glob("*.md")):
                kapittel = Kapittel.objects.create(
                    rapport=rapport,
                    noekkel=fil.stem,
                    tekst=fil.read_text(encoding="utf-8").strip(),
                    endret_av=rapport.opprettet_av,
                    endret_at=naa(),
                )
                Kapittelversjon.objects.create(
                    kapittel=kapittel,
                    nummer=1,
                    slag=Kapittelversjon.LAGRET,
                    tekst=kapittel.tekst,
                    skrevet_av=kapittel.endret_av,
                    skrevet_at=kapittel.endret_at,
                )
