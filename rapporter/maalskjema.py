"""The form that judges every result goal of a report."""

from collections.abc import Sequence

from django import forms
from django.utils.translation import gettext_lazy as _

from .kapitler import maaloverskrift
from .maalblokker import VURDERINGER
from .maalvurderinger import Vurdering


class MaalvurderingForm(forms.Form):
    """One choice for each goal, and the version it was made from."""

    use_required_attribute = False

    def __init__(self, *args, vurderinger: Sequence[Vurdering], **kwargs):
        super().__init__(*args, **kwargs)
        self.vurderinger = vurderinger
        for ett in vurderinger:
            self.fields[ett.maal.noekkel] = forms.ChoiceField(
                label=maaloverskrift(ett.maal),
                required=False,
                choices=[("", _("Ikke vurdert")), *VURDERINGER.items()],
                initial=ett.verdi,
                help_text=_("Vurdert av %(navn)s %(dato)s")
                % {"navn": ett.kapittel.endret_av.navn, "dato": f"{ett.kapittel.endret_at:%d.%m.%Y}"}
                if ett.kapittel and ett.kapittel.endret_av
                else "",
            )
            self.fields[f"versjon-{ett.maal.noekkel}"] = forms.IntegerField(
                widget=forms.HiddenInput, min_value=0, initial=ett.versjon
            )

    @property
    def valg(self) -> dict[str, tuple[str, int]]:
        """Return what ``maalvurderinger.vurder`` takes."""
        data = self.cleaned_data
        return {
            ett.maal.noekkel: (data[ett.maal.noekkel], data[f"versjon-{ett.maal.noekkel}"])
            for ett in self.vurderinger
        }
