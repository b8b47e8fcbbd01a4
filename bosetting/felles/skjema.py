"""Forms: how Designsystemet draws them, and the fields for counts, dates and times of day."""

import re

from django import forms
from django.core.exceptions import ValidationError
from django.forms.renderers import TemplatesSetting
from django.utils.translation import gettext_lazy as _

from bosetting.felles.norsk import tall

# All white space people type or paste as a thousands separator, no-break and narrow ones included, is \s in Python.
HELTALL = re.compile(r"\d+|\d{1,3}(\s\d{3})+", re.ASCII)
DESIMALTALL = re.compile(r"[-\u2212]?\d[\d\s]*[.,]\d+")
NEGATIVT = re.compile(r"[-\u2212]\s*\d[\d\s]*")


class DsBoundField(forms.BoundField):
    """A field that carries Designsystemet's class; Django itself adds required, aria-invalid and aria-describedby."""

    def build_widget_attrs(self, attrs, widget=None):
        attrs = super().build_widget_attrs(attrs, widget)
        widget = widget or self.field.widget
        if not widget.is_hidden:
            attrs["placeholder"] = False  # left out: label and help text say it, and stay when one types
            attrs["class"] = " ".join(
                filter(None, [attrs.get("class") or widget.attrs.get("class"), "ds-input"])
            )
        return attrs

    @property
    def optional(self):
        return not self.field.required and not self.is_hidden

    @property
    def er_valgliste(self):
        """Return whether the widget is a list of radio buttons or checkboxes, drawn one by one."""
        return isinstance(self.field.widget, forms.RadioSelect)


class DsFormRenderer(TemplatesSetting):
    """The one place that decides how forms, formsets and filters look (FORM_RENDERER)."""

    form_template_name = "ds/form.html"
    field_template_name = "ds/field.html"
    bound_field_class = DsBoundField


def postet_versjon(request) -> int:
    """Return the version of the row that a button was drawn with; one that cannot be read is no version of anything."""
    tekst = request.POST.get("versjon", "")
    return int(tekst) if tekst.isascii() and tekst.isdecimal() and len(tekst) < 10 else 0


class HeltallField(forms.IntegerField):
    """A count, 0 or more, typed or pasted as «1234» or «1 234» with any kind of space. Blank gives None.

    Drawn as text with a numeric keyboard: type=number swallows letters and changes with the mouse wheel.
    """

    widget = forms.TextInput
    default_error_messages = {
        "invalid": _("Skriv et helt tall med bare siffer, for eksempel 25."),
        "desimal": _("Skriv et helt tall uten desimaler."),
        "negativ": _("Tallet kan ikke være under 0."),
        "for_stort": _("Tallet kan ikke være over %(maks)s."),
    }

    def __init__(self, *, stoerste=999_999, **kwargs):
        super().__init__(**kwargs)
        self.stoerste = stoerste

    def widget_attrs(self, widget):
        return {**super().widget_attrs(widget), "inputmode": "numeric", "autocomplete": "off"}

    def to_python(self, value):
        tekst = "" if value is None else str(value).strip()
        if not tekst:
            return None
        if NEGATIVT.fullmatch(tekst):
            raise ValidationError(self.error_messages["negativ"], code="negativ")
        if DESIMALTALL.fullmatch(tekst):
            raise ValidationError(self.error_messages["desimal"], code="desimal")
        siffer = re.sub(r"\s", "", tekst)
        if not HELTALL.fullmatch(re.sub(r"\s", " ", tekst)):
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        # Compare lengths first: Python refuses to read an integer of thousands of digits.
        if len(siffer.lstrip("0")) > len(str(self.stoerste)) or int(siffer) > self.stoerste:
            raise ValidationError(
                self.error_messages["for_stort"], code="for_stort", params={"maks": tall(self.stoerste)}
            )
        return int(siffer)


class DatoField(forms.DateField):
    """A date. The browser's own date picker sends 2016-01-29; 29.01.2016, as people write it, is read too."""

    default_error_messages = {
        "invalid": _("Skriv en dato som finnes, på formen dd.mm.åååå."),
        "urimelig": _("Skriv et årstall mellom 1800 og 2200."),
    }

    def __init__(self, **kwargs):
        kwargs.setdefault("widget", forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}))
        super().__init__(input_formats=["%Y-%m-%d", "%d.%m.%Y"], **kwargs)

    def validate(self, value):
        """Refuse years that are slips of the hand: dates are reckoned with, and Python's end in 9999."""
        super().validate(value)
        if value is not None and not 1800 <= value.year <= 2200:
            raise ValidationError(self.error_messages["urimelig"], code="urimelig")


class KlokkeField(forms.TimeField):
    """A time of day in whole minutes. The browser sends 11:30; 11.30 and 11, as people write, are read too."""

    default_error_messages = {"invalid": _("Skriv et klokkeslett, for eksempel 11.30.")}

    def __init__(self, **kwargs):
        kwargs.setdefault("widget", forms.TimeInput(format="%H:%M", attrs={"type": "time"}))
        super().__init__(input_formats=["%H:%M", "%H.%M", "%H"], **kwargs)


class Radskjema(forms.BaseFormSet):
    """Rows that can be deleted and added: each field is named with its line, for those who hear the labels."""

    def add_fields(self, form, index):
        super().add_fields(form, index)
        form.fields["DELETE"].label = _("Slett")
        if index is not None:
            for felt in form.fields.values():
                felt.label = _("%(felt)s, linje %(nr)s") % {"felt": felt.label, "nr": index + 1}
