"""Series, their meetings, points on agendas and papers for tests: the prosjektgruppe meets the first Tuesday.

As in ``moetefactories``, but with a place, points that are told apart, and papers that can be fetched.
"""

from datetime import UTC, date, datetime

import factory

from bosetting.felles import lager
from tests.nettverk import moetefactories

ENDRET = datetime(2016, 1, 4, 9, tzinfo=UTC)


class MoeteserieFactory(moetefactories.MoeteserieFactory):
    regel = "FREQ=MONTHLY;INTERVAL=1;BYDAY=1TU"
    til = date(2016, 7, 1)
    sted = "Moss"


class SeriemoeteFactory(moetefactories.MoeteFactory):
    tittel = factory.Sequence(lambda n: f"Møte {n}")
    sted = "Moss"
    endret_at = ENDRET


class AgendasakFactory(moetefactories.SakFactory):
    moete = factory.SubFactory(SeriemoeteFactory)
    tittel = factory.Sequence(lambda n: f"Sak om {n}")


class SakspapirFactory(moetefactories.SakspapirFactory):
    class Params:
        innhold = b"papir"

    moete = factory.SubFactory(SeriemoeteFactory)
    navn = "innkalling.pdf"
    noekkel = factory.LazyAttribute(lambda fil: lager.lagre(fil.innhold))
    stoerrelse = factory.LazyAttribute(lambda fil: len(fil.innhold))
    sha256 = factory.LazyAttribute(lambda fil: lager.sha256(fil.innhold))
    lastet_opp_at = ENDRET
