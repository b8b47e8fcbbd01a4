"""Number control of a text or a file: the form, and what was found. Nothing is stored."""

from dataclasses import dataclass

from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from bosetting.brukere.access import requires
from bosetting.brukere.domain import Rett
from bosetting.felles.filskjema import svarstatus
from bosetting.felles.hinder import oversatt
from rapporter.tallkontroll.funn import NAVN, Funn
from rapporter.tallkontroll.innlesing import Innhold
from rapporter.tallkontroll.kontroll import kontroller_ark, kontroller_tekst
from rapporter.tallkontroll.skjema import TallkontrollForm

# A longer text is shown only round what was found.
VISTE_LINJER, RUNDT = 2000, 3
VISTE_FUNN = 200
VISTE_HENVISNINGER = 12


@dataclass(frozen=True)
class Funnlinje:
    """A finding as the page shows it: in the reader's language, with the addresses of its lines."""

    funn: Funn
    del_nr: int

    @property
    def anker(self) -> str:
        return f"linje-{self.del_nr}-{self.funn.linje}"

    @property
    def regnet_av(self) -> list[tuple[int, str]]:
        """The other lines it was reckoned from, the first of them."""
        andre = [nr for nr in self.funn.linjer if nr != self.funn.linje]
        return [(nr, f"linje-{self.del_nr}-{nr}") for nr in andre[:VISTE_HENVISNINGER]]

    @property
    def flere_linjer(self) -> int:
        return max(0, len(self.funn.linjer) - 1 - VISTE_HENVISNINGER)

    @property
    def forklaring(self) -> str:
        return oversatt(self.funn.forklaring)

    @property
    def skal_vaere(self) -> str:
        return oversatt(self.funn.skal_vaere)


@dataclass(frozen=True)
class Tekstlinje:
    """A line of what was sent in; ``hopp`` when lines before it are left out."""

    nr: int
    tekst: str
    anker: str
    merket: bool
    hopp: bool


@dataclass(frozen=True)
class Del:
    """A text, or one sheet of a workbook: its lines, those with a finding marked."""

    navn: str
    linjer: list[Tekstlinje]


@requires(Rett.SE_RAPPORTER)
@require_http_methods(["GET", "HEAD", "POST"])
def show(request):
    form = TallkontrollForm(*((request.POST, request.FILES) if request.method == "POST" else ()))
    kontekst = {"form": form}
    if request.method == "POST" and form.is_valid():
        kontekst |= resultat(form.innhold) | {"navn": form.navn}
    return render(
        request, "rapporter/tallkontroll/show.html", kontekst, status=svarstatus(form) if form.errors else 200
    )


def resultat(innhold: Innhold) -> dict:
    """Return what the page shows of a content: its findings by kind, and its lines."""
    if innhold.ark:
        kilder = [
            (
                ark.navn,
                [(nr, " · ".join(filter(None, celler))) for nr, celler in ark.rader],
                kontroller_ark(ark.navn, ark.rader),
            )
            for ark in innhold.ark
        ]
    else:
        kilder = [("", list(enumerate(innhold.tekst.split("\n"), start=1)), kontroller_tekst(innhold.tekst))]
    funnlinjer, deler = [], []
    for nr, (navn, linjer, funnene) in enumerate(kilder, start=1):
        funnlinjer += [Funnlinje(ett, nr) for ett in funnene]
        deler.append(
            Del(
                navn,
                tekstlinjer(
                    linjer,
                    {linje for ett in funnene for linje in ett.linjer},
                    {ett.linje for ett in funnene},
                    nr,
                ),
            )
        )
    viste = funnlinjer[:VISTE_FUNN]
    grupper = [
        (oversatt(navn), [ett for ett in viste if ett.funn.slag == slag]) for slag, navn in NAVN.items()
    ]
    return {
        "kontrollert": True,
        "antall": len(funnlinjer),
        "flere": len(funnlinjer) - len(viste),
        "grupper": [(navn, ett) for navn, ett in grupper if ett],
        "deler": deler,
    }


def tekstlinjer(
    linjer: list[tuple[int, str]], brukte: set[int], merkede: set[int], del_nr: int
) -> list[Tekstlinje]:
    """Return the lines that are not blank; of a long text only those near one that a finding was reckoned from."""
    alle = [(nr, tekst) for nr, tekst in linjer if tekst.strip()]
    if len(alle) > VISTE_LINJER:
        naer = {
            annen
            for plass, (nr, _tekst) in enumerate(alle)
            if nr in brukte
            for annen in range(plass - RUNDT, plass + RUNDT + 1)
        }
        alle = [ett for plass, ett in enumerate(alle) if plass in naer][:VISTE_LINJER]
        kuttet = True
    else:
        kuttet = False
    ut, forrige = [], 0
    for nr, tekst in alle:
        hopp = kuttet and nr > forrige + 1
        ut.append(Tekstlinje(nr, tekst[:2000], f"linje-{del_nr}-{nr}", nr in merkede, hopp))
        forrige = nr
    return ut
