"""Answers and IMDi's figures, reminders, and the dialogue with the municipalities."""

from .dialog import Dialog
from .purring import Purreforsoek, Purremottaker, Purreplan, Purretrinn, Purring
from .svar import Bosatt, ImdiTall, Vedtak, Vilkaar

__all__ = [
    "Bosatt",
    "Dialog",
    "ImdiTall",
    "Purreforsoek",
    "Purremottaker",
    "Purreplan",
    "Purretrinn",
    "Purring",
    "Vedtak",
    "Vilkaar",
]
