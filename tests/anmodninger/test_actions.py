"""Drafts are made, changed and sent; everything leaves a trace or nothing happens."""

from datetime import date

import pytest

from anmodninger import actions, queries
from anmodninger.models import Anmodning, Anmodningsrunde
from bosetting.brukere.models import Hendelse
from bosetting.felles.hinder import Hinder
from tests.anmodninger.factories import RundeFactory

pytestmark = pytest.mark.django_db


def test_a_round_already_sent_is_registered_with_its_figures_and_a_trace(embete, halden, moss, saksbehandler):
    runde = actions.registrer_sendt_runde(
        by=saksbehandler,
        embete=embete,
        aar=2016,
        sendt_dato=date(2015, 8, 20),
        avsender="IMDi og KS",
        linjer=[(halden, 60, 5, "KS"), (moss, 80, None, "IMDi")],
        fylkestall_totalt=537,
        fylkestall_em=39,
    )

    assert list(runde.anmodninger.order_by("kommune__nr").values_list("totalt", "em", "kilde")) == [
        (60, 5, "KS"),
        (80, None, "IMDi"),
    ]
    hendelse = Hendelse.objects.get()
    assert hendelse.bruker == saksbehandler
    assert hendelse.etter["linjer"] == [["0101", 60, 5], ["0104", 80, None]]


def test_a_round_with_a_wrong_line_is_not_registered_at_all(embete, halden, moss):
    with pytest.raises(Hinder) as hinder:
        actions.registrer_sendt_runde(
            by=None,
            embete=embete,
            aar=2016,
            sendt_dato=date(2015, 8, 20),
            avsender="IMDi",
            linjer=[(halden, 60, 5, ""), (moss, 10, 11, "")],
        )

    assert [felt for felt, _ in hinder.value.grunner] == [f"em-{moss.pk}"]
    assert not Anmodningsrunde.objects.exists()
    assert not Anmodning.objects.exists()
    assert not Hendelse.objects.exists()


def test_the_first_round_of_a_year_is_the_embetes_a_national_or_one_that_names_the_municipality(
    embete, naboembete, halden, moss, bergen
):
    RundeFactory(embete=naboembete, sendt_dato=date(2015, 5, 1), linjer=[(bergen, 100)])
    assert queries.foerste_sendt(halden, 2016) is None

    RundeFactory(embete=embete, sendt_dato=date(2015, 11, 17), linjer=[(moss, 80)])
    assert queries.foerste_sendt(halden, 2016) == date(2015, 11, 17)

    RundeFactory(embete=None, sendt_dato=date(2015, 8, 20))
    assert queries.foerste_sendt(halden, 2016) == date(2015, 8, 20)

    RundeFactory(embete=naboembete, sendt_dato=date(2015, 6, 1), linjer=[(halden, 1)])
    assert queries.foerste_sendt(halden, 2016) == date(2015, 6, 1)
    assert queries.foerste_sendt(halden, 2017) is None
