"""Two at once on letters, on a database that lets them: one template stands, a letter has one file."""

import pytest

from anmodninger import brevgrunnlag, brevutsending
from anmodninger.models import Brevfil, Brevmal
from tests.anmodninger.factories import BrevFactory, RundeFactory
from tests.samtidig import samtidig

pytestmark = pytest.mark.usefixtures("paa_postgresql")


def test_of_two_first_templates_one_stands_and_the_other_writer_is_told(saksbehandler, prosjektleder, embete):
    svar = samtidig(
        *(
            lambda by=by: brevutsending.lagre_mal(
                by=by, embete=embete, overskrift="Anmodning", tekst=f"Hilsen {by.navn}", versjon=0
            )
            for by in (saksbehandler, prosjektleder)
        )
    )
    assert [type(ett) for ett in svar].count(brevutsending.MalSamtidig) == 1
    (feil,) = [ett for ett in svar if isinstance(ett, brevutsending.MalSamtidig)]
    assert feil.rad == Brevmal.objects.get()


def test_two_workers_on_one_letter_make_one_file(embete, halden):
    runde = RundeFactory(embete=embete, linjer=[(halden, 60, 5)])
    rad = BrevFactory(anmodning=runde.anmodninger.get())
    svar = samtidig(*[lambda: brevutsending.lag_fil(rad.pk).pk] * 4)
    assert set(svar) == {Brevfil.objects.get().pk}
    assert list(brevgrunnlag.brev_i(runde).filter(fil=None)) == []
