"""Several who save one chapter at the same moment: one gets it, the others are told, and no text goes away."""

import pytest

from bosetting.felles.hinder import Hinder
from rapporter.models import Kapittel, Kapittelversjon
from rapporter.skriving import lagre_kapittel
from tests.nettverk.factories import ProsjektFactory
from tests.rapporter.factories import KapittelFactory, RapportFactory
from tests.samtidig import samtidig

pytestmark = pytest.mark.usefixtures("paa_postgresql")


@pytest.mark.parametrize("versjon", [0, 1])
def test_one_of_many_gets_the_chapter(embete, prosjektleder, versjon):
    rapport = RapportFactory(prosjekt=ProsjektFactory(embete=embete))
    if versjon:
        KapittelFactory(rapport=rapport, tekst="Slik det var", endret_av=prosjektleder)

    def skriv(nr):
        return lambda: lagre_kapittel(
            by=prosjektleder, rapport=rapport, noekkel="innledning", tekst=f"Tekst {nr}", versjon=versjon
        )

    utfall = samtidig(*(skriv(nr) for nr in range(6)))
    (vinner,) = [ett for ett in utfall if not isinstance(ett, Hinder)]
    assert Kapittel.objects.get().tekst == vinner.tekst
    beholdt = list(Kapittelversjon.objects.order_by("nummer").values_list("tekst", flat=True))
    assert beholdt == [*(["Slik det var"] if versjon else []), vinner.tekst]
