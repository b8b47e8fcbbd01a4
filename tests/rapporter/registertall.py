"""What the records say of a report, asked of the pages' own queries and not of ``rapporter``: the PDF's oracle."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from anmodninger.models import Anmodningsrunde
from bosetting.kommuner.models import Kommune
from nettverk.medlemsliste import grupper_paa
from nettverk.models import Moete
from nettverk.queries import aktiviteter_i
from rapporter.tallregister import gruppenoekkel
from vedtak.bosattliste import bosattliste
from vedtak.domain import AAPNE_SVAR, GRUPPER, Svar
from vedtak.queries import statusliste


def prosent(del_, hele):
    """Return the part in per cent, rounded half up, another way than the program does."""
    return None if del_ is None or not hele else int(Fraction(100 * del_, hele) + Fraction(1, 2))


@dataclass
class Register:
    """The embete's records as known on ``dag``, for the period ``[fra, til)`` and the settlement year ``aar``."""

    prosjekt: object
    aar: int
    dag: date
    fra: date
    til: date

    def __post_init__(self):
        self.kommuner = Kommune.objects.filter(fylke__embeter=self.prosjekt.embete)
        self.liste = self.status(self.aar)
        self.anmodede = [rad for rad in self.liste.rader if rad.status.anmodet is not None]
        self.grupper = list(grupper_paa(self.prosjekt, self.dag))
        self.aktiviteter = aktiviteter_i(self.prosjekt, self.fra, date.max)
        self.runder = list(
            Anmodningsrunde.objects.filter(
                embete=self.prosjekt.embete, aar=self.aar, sendt_dato__lte=self.dag
            ).order_by("sendt_dato", "pk")
        )

    def status(self, aar, per=None):
        return statusliste(self.kommuner, aar, per or self.dag, self.dag)

    def bosatte(self, aar):
        return bosattliste(self.kommuner, aar, self.dag, self.dag)

    @property
    def gjennomfoerte(self):
        return [
            rad
            for rad in self.aktiviteter
            if rad.fra_dato < self.til
            and rad.status == "gjennomfoert"
            and (rad.til_dato or rad.fra_dato) <= self.dag
        ]

    @property
    def senere(self):
        """What comes after the period, and what of the period is left at the cut-off."""
        return [
            rad
            for rad in self.aktiviteter
            if rad.status != "avlyst"
            and (rad.fra_dato >= self.til or (rad.til_dato or rad.fra_dato) > self.dag)
        ]

    def svar(self, gruppe) -> Counter:
        return Counter(rad.status.svar[gruppe] for rad in self.liste.rader)

    def tall(self) -> dict[str, int | None]:
        """Return every figure by the name the report gives it."""
        return (
            self._summer()
            | self._kommuner()
            | self._aarene()
            | self._per_kommune()
            | self._grupper()
            | self._annet()
        )

    def _summer(self):
        ut = {}
        for gruppe in GRUPPER:
            s = self.liste.summer[gruppe]
            for felt in ("anmodet", "vedtatt", "udekket", "ubesvart"):
                ut[f"{felt}.{gruppe}"] = getattr(s, felt).verdi
            ut[f"netto.{gruppe}"] = s.netto
            ut[f"oppfyllelse.{gruppe}"] = prosent(s.vedtatt.verdi, s.anmodet.verdi)
        bosatt = self.bosatte(self.aar).summer
        return ut | {
            "bosatt.totalt": bosatt.bosatt.verdi,
            "ubrukte.totalt": bosatt.ubrukte.verdi,
            "bosatt.prosent": prosent(bosatt.bosatt.verdi, bosatt.vedtatt.verdi),
        }

    def _kommuner(self):
        med_vedtak = sum(rad.status.vedtatt is not None for rad in self.anmodede)
        ut = {
            "kommuner.alle": len(self.liste.rader),
            "kommuner.anmodet": len(self.anmodede),
            "kommuner.vedtak": med_vedtak,
            "kommuner.uten-vedtak": len(self.anmodede) - med_vedtak,
            "kommuner.ubekreftet": self.liste.ubekreftede,
        }
        for gruppe in GRUPPER:
            svar = self.svar(gruppe)
            ut[f"kommuner.bedt.{gruppe}"] = svar.total() - svar[Svar.IKKE_ANMODET]
            ut[f"kommuner.fullt.{gruppe}"] = svar[Svar.FULLT] + svar[Svar.MER]
            ut[f"kommuner.aapne.{gruppe}"] = sum(svar[ett] for ett in AAPNE_SVAR)
        vilkaar = Counter(slag for rad in self.anmodede for slag in rad.status.vilkaar)
        return ut | {f"kommuner.vilkaar.{slag.replace('_', '-')}": n for slag, n in vilkaar.items()}

    def _aarene(self):
        ut = {}
        for aar in (self.aar - 2, self.aar - 1):
            s = self.status(aar).summer["totalt"]
            ut |= {
                f"{felt}.totalt.{aar}": getattr(s, felt).verdi for felt in ("anmodet", "vedtatt", "udekket")
            }
        return ut

    def _per_kommune(self):
        ut = {}
        bosatt = {rad.kommune.nr: rad.oppfyllelse.bosatt for rad in self.bosatte(self.aar).rader}
        for rad in self.anmodede:
            nr, status = rad.kommune.nr, rad.status
            for nr_i, gruppe in enumerate(GRUPPER):
                ut[f"anmodet.{gruppe}.{nr}"] = status.anmodet.alle[nr_i]
                ut[f"vedtatt.{gruppe}.{nr}"] = status.vedtatt.alle[nr_i] if status.vedtatt else None
            ut[f"udekket.totalt.{nr}"] = status.gap("totalt")
            ut[f"bosatt.totalt.{nr}"] = bosatt[nr]
        return ut

    def _grupper(self):
        slutt = min(self.til, self.dag + timedelta(days=1))
        holdt = Moete.objects.filter(
            prosjekt=self.prosjekt, status="avholdt", dato__gte=self.fra, dato__lt=slutt
        )
        ut = {"moeter.avholdt": holdt.count()}
        for paa in self.grupper:
            navn = f"gruppe.{gruppenoekkel(paa.gruppe.navn)}"
            ut[f"{navn}.personer"] = paa.telling.personer
            ut[f"{navn}.organisasjoner"] = paa.telling.organisasjoner
            ut[f"{navn}.moeter"] = holdt.filter(gruppe=paa.gruppe).count()
        return ut

    def _annet(self):
        """The country's need, the round before (which here is known as a county figure only), and the activities."""
        nasjonal = next(runde for runde in reversed(self.runder) if runde.nasjonalt_totalt is not None)
        deltakere = [rad.deltakere for rad in self.gjennomfoerte if rad.deltakere is not None]
        return {
            "landet.totalt": nasjonal.nasjonalt_totalt,
            "landet.em": nasjonal.nasjonalt_em,
            "forrige-runde.totalt": self.runder[-2].fylkestall_totalt,
            "aktiviteter.gjennomfoert": len(self.gjennomfoerte),
            "aktiviteter.framover": len(self.senere),
            "aktiviteter.deltakere": sum(deltakere) if deltakere else None,
        }
