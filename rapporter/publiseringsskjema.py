"""What somebody writes when an edition becomes public, or is taken back."""

from django import forms
from django.utils.translation import gettext_lazy as _


class PubliseringForm(forms.Form):
    """The choice, which the button carries, and why."""

    use_required_attribute = False

    offentlig = forms.TypedChoiceField(
        choices=[("ja", _("ja")), ("nei", _("nei"))],
        coerce=lambda valgt: valgt == "ja",
        widget=forms.HiddenInput,
    )
    grunn = forms.CharField(label=_("Begrunnelse"), max_length=300, required=False)

    def __init__(self, *args, offentlig_naa: bool, **kwargs):
        super().__init__(*args, initial={"offentlig": "nei" if offentlig_naa else "ja"}, **kwargs)
        self.fields["grunn"].help_text = (
            _("Hvorfor utgaven ikke lenger skal være offentlig. Begrunnelsen er synlig i historikken.")
            if offentlig_naa
            else _(
                "For eksempel at rapporten er sendt og kan leses av alle. Synlig i historikken, ikke utad."
            )
        )
        self.fields["grunn"].required = offentlig_naa
