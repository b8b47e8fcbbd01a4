"""How the list of municipalities with and without contact persons is narrowed, ordered and taken out."""

from datetime import date

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from bosetting.felles import norsk
from bosetting.felles.regneark import Ark

from .gruppeskjema import Dagvalg
from .kontaktdekning import Dekning


class DekningForm(Dagvalg):
    """The day, which municipalities, and in which order."""

    vis = forms.ChoiceField(
        label=_("Vis"),
        required=False,
        choices=[
            ("", _("Alle kommuner")),
            ("mangler", _("De som mangler noe")),
            ("innlogging", _("Uten kontaktperson")),
            ("plass", _("Uten plass i nettverket")),
        ],
    )
    sorter = forms.ChoiceField(
        label=_("Sorter etter"),
        required=False,
        choices=[("", _("Kommune")), ("faerrest", _("Færrest kontaktpersoner først"))],
    )

    def velg(self, rader: list[Dekning]) -> list[Dekning]:
        """Return those of ``rader`` that the form asks for, in its order."""
        mangler = {
            "mangler": lambda rad: not (rad.brukere and rad.plasser),
            "innlogging": lambda rad: not rad.brukere,
            "plass": lambda rad: not rad.plasser,
        }.get(self.cleaned_data.get("vis") or "", lambda rad: True)
        valgt = [rad for rad in rader if mangler(rad)]
        if self.cleaned_data.get("sorter"):
            valgt.sort(key=lambda rad: (len(rad.brukere), len(rad.plasser)))
        return valgt


def som_ark(rader: list[Dekning], dag: date) -> Ark:
    """Return the municipalities as a sheet, with counts and no names."""
    return Ark(
        gettext("Kontaktpersoner"),
        [gettext("Kontaktpersoner i kommunene %(dag)s") % {"dag": norsk.dato(dag)}],
        [
            gettext("Kommunenummer"), gettext("Kommune"), gettext("Kontaktpersoner som kan logge inn"),
            gettext("Plasser i nettverket"),
        ],
        [[rad.kommune.nr, rad.kommune.navn, len(rad.brukere), len(rad.plasser)] for rad in rader],
    )  # fmt: skip
