"""Answers, what passes about them, documents, IMDi's figures, reminders, and the dialogue with the municipalities."""

from .bekreftelse import Bekreftelse, Endringsoenske, Endringsoenskesvar
from .dialog import Dialog
from .dokument import Dokument
from .kladd import Kladdfil, Svarkladd
from .kommunedata import Bosatt, Planforankring
from .purring import Purreforsoek, Purremottaker, Purreplan, Purretrinn, Purring
from .svar import ImdiTall, Vedtak, Vilkaar, Vilkaarsoppfoelging

__all__ = [
    "Bekreftelse",
    "Bosatt",
    "Dialog",
    "Dokument",
    "Endringsoenske",
    "Endringsoenskesvar",
    "ImdiTall",
    "Kladdfil",
    "Planforankring",
    "Purreforsoek",
    "Purremottaker",
    "Purreplan",
    "Purretrinn",
    "Purring",
    "Svarkladd",
    "Vedtak",
    "Vilkaar",
    "Vilkaarsoppfoelging",
]
