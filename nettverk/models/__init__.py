"""The network around the decisions: projects, groups, meetings, activities, grants, barriers, evaluation."""

from .aktiviteter import Aktivitet, Deltakertall, Paamelding, Paameldingsside
from .barrierer import Barriere, Barriereslag, Barrieretiltak, Virkemiddel
from .evaluering import Evalueringsspoersmaal, Sitat, Tilbakemelding
from .grupper import Avdeling, Gruppe, Gruppekalender, Medlemskap, Organisasjon, Person
from .moeter import Innkalling, Moete, Moetebrev, Moeteserie, Oppfoelgingspunkt, Referat
from .prosjekt import Budsjettlinje, Fase, Prosjekt, Regnskapspost, Resultatmaal, Strategi, Suksesskriterium
from .saker import Sak, Sakspapir
from .tilskudd import Kommuneprosjekt, Oppfoelgingsbesoek, Tilskuddsordning, Utbetaling

__all__ = [
    "Aktivitet",
    "Avdeling",
    "Barriere",
    "Barriereslag",
    "Barrieretiltak",
    "Budsjettlinje",
    "Deltakertall",
    "Evalueringsspoersmaal",
    "Fase",
    "Gruppe",
    "Gruppekalender",
    "Innkalling",
    "Kommuneprosjekt",
    "Medlemskap",
    "Moete",
    "Moetebrev",
    "Moeteserie",
    "Oppfoelgingsbesoek",
    "Oppfoelgingspunkt",
    "Organisasjon",
    "Paamelding",
    "Paameldingsside",
    "Person",
    "Prosjekt",
    "Referat",
    "Regnskapspost",
    "Resultatmaal",
    "Sak",
    "Sakspapir",
    "Sitat",
    "Strategi",
    "Suksesskriterium",
    "Tilbakemelding",
    "Tilskuddsordning",
    "Utbetaling",
    "Virkemiddel",
]
