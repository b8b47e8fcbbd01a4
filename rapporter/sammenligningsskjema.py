"""What somebody chooses when two reports are set beside each other."""

from itertools import groupby

from django import forms
from django.utils.translation import gettext_lazy as _

from .queries import rapportnavn
from .tilstander import Valg


class SammenligningForm(forms.Form):
    """The two sides, and whether figures that are alike are shown too."""

    use_required_attribute = False

    fra = forms.ChoiceField(label=_("Fra"))
    til = forms.ChoiceField(label=_("Til"))
    alle = forms.BooleanField(label=_("Vis også tall som er like"), required=False)

    def __init__(self, *args, valg: list[Valg], **kwargs):
        super().__init__(*args, **kwargs)
        grupper = []
        for rapport, rader in groupby(valg, key=lambda ett: ett.rapport):
            navn = rapportnavn(rapport)
            # The name stands in each choice too: a closed list shows the choice and not its group.
            grupper.append((navn, [(ett.noekkel, f"{navn}: {ett.hva}") for ett in rader]))
        for felt in ("fra", "til"):
            self.fields[felt].choices = grupper
