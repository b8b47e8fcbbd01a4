"""``manage.py status`` on random histories, against the second reading of the rules in fasit.py."""

import json
import random
from collections import defaultdict
from datetime import date, timedelta
from io import StringIO
from itertools import combinations
from uuid import UUID

import pytest
from django.core.management import call_command

from anmodninger.actions import registrer_sendt_runde
from anmodninger.frister import Frister
from anmodninger.models import Anmodning, Fristutsettelse
from anmodninger.utsettelser import innvilg
from bosetting.felles.hinder import Hinder
from bosetting.kommuner.models import Kommune
from tests.brukere.factories import BrukerFactory
from tests.kommuner.factories import KommuneFactory
from tests.vedtak import fasit
from tests.vedtak.historier import fasitsummer, sum_av_virkninger
from vedtak import domain
from vedtak.actions import Svarinnhold, registrer_svar, rett_svar
from vedtak.bekreftelser import Valgt, bekreft, send_tilbake, ventende
from vedtak.endringer import endringer
from vedtak.models import Bekreftelse, Vedtak
from vedtak.queries import anmodningsrader, statusliste, svarrader
from vedtak.svarregler import Vilkaarsvalg

pytestmark = pytest.mark.django_db

DAG0 = date(2015, 8, 20)
I_DAG = DAG0 + timedelta(days=200)
TYPER = ["vedtak"] * 6 + ["utsatt", "foreloepig", "vurderes", "trukket"]


def status(per, kjent=None, aar=2016):
    ut = StringIO()
    valg = [f"--kjent={kjent}"] if kjent else []
    call_command("status", "--json", f"--aar={aar}", f"--per={per}", *valg, stdout=ut)
    return json.loads(ut.getvalue())


class Historie:
    """One random course of rounds, answers, corrections, additions and withdrawals, entered in any order of time."""

    def __init__(self, froe, embete, by, kommuner):
        self.lodd = random.Random(froe)
        self.embete, self.by, self.kommuner = embete, by, kommuner
        self.kontakter = [BrukerFactory(tilgang={"rolle": "kontaktperson", "kommune": k}) for k in kommuner]

    def dag(self, fra=0):
        return DAG0 + timedelta(days=self.lodd.randint(fra, 60))

    def tall(self):
        totalt = self.lodd.choice([0, 5, 10, 15, 20])
        return totalt, self.lodd.choice([None, 0, min(5, totalt), totalt])

    def noekkel(self):
        return UUID(int=self.lodd.getrandbits(128))

    def runde(self):
        sendt = self.dag()
        utvalg = self.lodd.sample(self.kommuner, self.lodd.randint(1, len(self.kommuner)))
        linjer = [(kommune, *self.tall(), "") for kommune in utvalg]
        egen = self.lodd.random() < 0.7
        frist = (
            sendt + timedelta(days=self.lodd.randint(0, 40)) if egen and self.lodd.random() < 0.8 else None
        )
        registrer_sendt_runde(
            by=None, embete=self.embete if egen else None, aar=2016, sendt_dato=sendt, svarfrist=frist,
            avsender="Fylkesmannen" if egen else "IMDi", linjer=linjer,
        )  # fmt: skip

    def utsettelse(self):
        anmodninger = list(Anmodning.objects.order_by("pk"))
        if anmodninger:
            innvilg(
                by=self.by, anmodning=self.lodd.choice(anmodninger), frister=Frister(self.dag(10) + timedelta(days=60)),
                begrunnelse="Saken er utsatt.", innvilget_av="Fylkesmannen", innvilget_dato=self.dag(), dag=I_DAG,
                noekkel=self.noekkel(),
            )  # fmt: skip

    def innhold(self):
        type_ = self.lodd.choice(TYPER)
        totalt, em = self.tall() if type_ in ("vedtak", "foreloepig") else (None, None)
        mottatt = self.dag()
        vedtaksdato = mottatt - timedelta(days=self.lodd.randint(0, 20)) if self.lodd.random() < 0.6 else None
        vilkaar = (Vilkaarsvalg("em_vurderes"),) if totalt is not None and self.lodd.random() < 0.3 else ()
        ny_dato = None if type_ in ("vedtak", "trukket") else I_DAG
        slag = "tillegg" if type_ == "vedtak" and self.lodd.random() < 0.3 else "hoved"
        return Svarinnhold(
            mottatt=mottatt, type=type_, slag=slag, totalt=totalt, em=em, vedtaksdato=vedtaksdato,
            ny_dato=ny_dato, vilkaar=vilkaar,
        )  # fmt: skip

    def svar(self):
        by = self.lodd.choice([self.by, *self.kontakter])
        felles = {"by": by, "innhold": self.innhold(), "dag": I_DAG, "noekkel": self.noekkel()}
        urettede = list(
            Vedtak.objects.filter(rettet_av=None).order_by("pk")
            if by == self.by
            else Vedtak.objects.filter(rettet_av=None, kommune__in=by.omfang.kommune_ids).order_by("pk")
        )
        if urettede and self.lodd.random() < 0.35:
            rett_svar(vedtak=self.lodd.choice(urettede), grunn="Feil lest.", **felles)
        else:
            egne = [k for k in self.kommuner if by == self.by or k.pk in by.omfang.kommune_ids]
            registrer_svar(kommune=self.lodd.choice(egne), aar=2016, **felles)

    def dom(self):
        venter = list(ventende(self.by.omfang).prefetch_related("bekreftelser"))
        if not venter:
            return
        rad = self.lodd.choice(venter)
        dommer = list(rad.bekreftelser.all())
        valgt = Valgt(rad.pk, dommer[-1].pk if dommer else 0)
        if self.lodd.random() < 0.3:
            send_tilbake(
                by=self.by, valgt=valgt, kommentar="Se på det.", dag=self.dag(), noekkel=self.noekkel()
            )
        else:
            bekreft(by=self.by, valgte=[valgt], dato=self.dag(), dag=I_DAG, noekkel=self.noekkel())

    def skriv(self, antall):
        for _ in range(antall):
            try:
                self.lodd.choices([self.runde, self.svar, self.utsettelse, self.dom], [2, 6, 4, 7])[0]()
            except Hinder:
                continue  # what may not be registered is not part of the history


def ventet(kommuner, per, kjent):
    """Return rows and sums of ``kommuner`` from the stored rows, by the second reading of the rules."""
    runder, svar = defaultdict(list), defaultdict(list)
    for rad in Anmodning.objects.filter(runde__aar=2016).select_related("runde"):
        runder[rad.kommune_id].append(
            (rad.runde.embete_id is not None, rad.runde.sendt_dato, rad.pk, rad.totalt, rad.em)
        )
    for ett in Vedtak.objects.filter(aar=2016).prefetch_related("vilkaar", "bekreftelser"):
        felt = ("id", "type", "slag", "totalt", "em", "vedtaksdato", "mottatt", "fra_kommunen")
        svar[ett.kommune_id].append(
            {navn: getattr(ett, navn) for navn in felt}
            | {"retter": ett.retter_id, "vilkaar": {v.type for v in ett.vilkaar.all()}}
            | {"dommer": [(b.utfall, b.dato) for b in ett.bekreftelser.all()]}
        )
    par = [fasit.rad(runder[k.pk], svar[k.pk], per, kjent) for k in kommuner]
    return {k.nr: rad for k, (rad, _) in zip(kommuner, par, strict=True)}, fasit.sum_av([p for _, p in par])


def ventede_frister(kommuner, rader, per, kjent):
    """Return (deadline, days over it) by number, from the stored rows, by the second reading of the rules."""
    grense = per if kjent is None else min(per, kjent)
    runder, svarfrister, utsatt = defaultdict(list), {}, defaultdict(list)
    for rad in Anmodning.objects.filter(runde__aar=2016).select_related("runde"):
        svarfrister[rad.pk] = rad.runde.svarfrist
        runder[rad.kommune_id].append((rad.runde.embete_id is not None, rad.runde.sendt_dato, rad.pk))
    for rad in Fristutsettelse.objects.select_related("anmodning"):
        utsatt[rad.anmodning.kommune_id].append(
            (rad.innvilget_dato, rad.pk, rad.anmodning_id, rad.ny_svarfrist)
        )
    ut = {}
    for k in kommuner:
        dato = fasit.frist(runder[k.pk], svarfrister, utsatt[k.pk], grense)
        ut[k.nr] = dato, fasit.dager_over(dato, rader[k.nr]["svar"]["totalt"], per)
    return ut


@pytest.mark.parametrize("froe", [*range(6), 213, 282])
def test_any_history_gives_the_figures_that_the_rules_say(froe, embete, saksbehandler):
    kommuner = [KommuneFactory(nr=f"010{nr}") for nr in range(1, 5)]
    Historie(froe, embete, saksbehandler, kommuner).skriv(70)
    assert Vedtak.objects.exists()
    assert Fristutsettelse.objects.exists()
    assert Bekreftelse.objects.exists()
    dager = [DAG0 + timedelta(days=nr) for nr in (-1, 10, 25, 40, 60)]
    for per in dager:
        for kjent in (None, *dager[1:4]):
            rader, summer = ventet(kommuner, per, kjent)
            svar = status(per, kjent)
            for rad in svar["rader"]:
                assert {navn: rad[navn] for navn in rader[rad["kommune_nr"]]} == rader[rad["kommune_nr"]]
            assert svar["ubekreftede"] == sum(rad["ubekreftet"] for rad in rader.values())
            assert svar["sum"] == summer
            frister = ventede_frister(kommuner, rader, per, kjent)
            liste = statusliste(Kommune.objects.all(), 2016, per, kjent)
            assert {
                rad.kommune.nr: (rad.status.frist, rad.status.dager_over) for rad in liste.rader
            } == frister


def _lest(kommuner):
    """Return what is stored as (requests, answers), and the ids of the municipalities."""
    under = Kommune.objects.values("pk")
    verdier = anmodningsrader(2016, under), svarrader(2016, under)
    return verdier, [kommune.pk for kommune in kommuner]


@pytest.mark.parametrize("froe", range(3))
def test_every_pair_of_days_gives_the_figures_of_the_second_reading(froe, embete, saksbehandler):
    kommuner = [KommuneFactory(nr=f"010{nr}") for nr in range(1, 5)]
    Historie(froe, embete, saksbehandler, kommuner).skriv(60)
    verdier, ider = _lest(kommuner)
    dager = [DAG0 + timedelta(days=nr) for nr in range(-21, 62, 3)]
    for per in dager:
        for kjent in (None, *dager):
            summer = domain.summer(domain.status(ider, *verdier, per, kjent))
            fasiten = fasitsummer(ider, *verdier, per, kjent)
            for felt in ("anmodet", "vedtatt", "udekket", "ubesvart"):
                assert {gruppe: getattr(ett, felt).verdi for gruppe, ett in summer.items()} == fasiten[felt]
            assert {gruppe: ett.netto for gruppe, ett in summer.items()} == fasiten["netto"]


@pytest.mark.parametrize("froe", range(3))
def test_the_changes_between_any_two_days_are_the_difference_of_the_second_reading(
    froe, embete, saksbehandler
):
    kommuner = [KommuneFactory(nr=f"010{nr}") for nr in range(1, 5)]
    Historie(froe, embete, saksbehandler, kommuner).skriv(60)
    verdier, ider = _lest(kommuner)
    dager = [DAG0 + timedelta(days=nr) for nr in range(-21, 62, 6)]
    for fra, til in combinations(dager, 2):
        virkning = sum_av_virkninger(endringer(ider, *verdier, fra, til))
        foer, etter = (fasitsummer(ider, *verdier, dag, dag) for dag in (fra, til))
        for felt, grupper in virkning.items():
            # Totals are always known; of groups, what is known of both days is told.
            assert grupper["totalt"].verdi == etter[felt]["totalt"] - foer[felt]["totalt"]
            for gruppe, ett in grupper.items():
                if None not in (foer[felt][gruppe], etter[felt][gruppe]):
                    assert (ett.kjent, ett.ukjente) == (etter[felt][gruppe] - foer[felt][gruppe], 0)
