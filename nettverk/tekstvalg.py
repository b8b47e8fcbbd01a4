"""Fields where one of many is chosen by typing: the browser suggests from a list, and the text finds the row.

Works without JavaScript (``<datalist>``), and with hundreds of rows, where a drop-down is of no use.
"""

from collections import Counter

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from bosetting.brukere.models import Bruker

from .models import Person


class Tekstvalg(forms.TextInput):
    """A text input with its own list of suggestions; ``forslag`` is called when it is drawn."""

    template_name = "nettverk/_tekstvalg.html"

    def __init__(self, forslag=list, attrs=None):
        super().__init__({"autocomplete": "off"} | (attrs or {}))
        self.forslag = forslag

    def get_context(self, name, value, attrs):
        kontekst = super().get_context(name, value, attrs)
        liste = f"{kontekst['widget']['attrs'].get('id', name)}_forslag"
        kontekst["widget"]["attrs"]["list"] = liste
        return kontekst | {"liste": liste, "forslag": self.forslag()}


class ForslagField(forms.CharField):
    """A text with suggestions: one that is in use, or a new one. Set ``field.forslag`` in the form's ``__init__``."""

    widget = Tekstvalg

    @property
    def forslag(self):
        return self.widget.forslag()

    @forslag.setter
    def forslag(self, tekster) -> None:
        self.widget.forslag = lambda: tekster

    def clean(self, value):
        return " ".join(super().clean(value).split())


class TekstvalgField(forms.CharField):
    """A row of ``queryset``, found by the text that names it, or by name or e-mail address alone when one has it.

    Set ``field.queryset`` in the form's ``__init__``: what may be chosen there. The cleaned value is the row or None.
    """

    default_error_messages = {
        "ukjent": _("Fant ingen som heter «%(tekst)s». Velg en fra forslagene."),
        "flere": _("Flere passer med «%(tekst)s». Velg en fra forslagene."),
    }

    def __init__(self, *, queryset=None, **kwargs):
        super().__init__(max_length=400, **kwargs)
        self.queryset = queryset

    # The widget is copied with the field for every form, so that its list is that of the form's own queryset.
    def __deepcopy__(self, memo):
        kopi = super().__deepcopy__(memo)
        kopi.queryset = self._queryset
        return kopi

    @property
    def queryset(self):
        return self._queryset

    @queryset.setter
    def queryset(self, queryset):
        self._queryset, self._valg = queryset, None
        self.widget = Tekstvalg(lambda: [tekst for _pk, tekst in self.choices], self.widget.attrs)

    @property
    def rader(self) -> list[tuple[object, str]]:
        """Return every row with the text that names it alone. One query."""
        if self._valg is None:
            rader = list(self._queryset.all()) if self._queryset is not None else []
            like = Counter(self.tekst(rad).casefold() for rad in rader)
            self._valg = []
            for rad in rader:
                tekst = self.tekst(rad)
                self._valg.append((rad, self.entydig(rad, tekst) if like[tekst.casefold()] > 1 else tekst))
        return self._valg

    @property
    def choices(self) -> list[tuple[int, str]]:
        return [(rad.pk, tekst) for rad, tekst in self.rader]

    def tekst(self, rad) -> str:
        """Return what names ``rad`` in the list."""
        return str(rad)

    def entydig(self, rad, tekst: str) -> str:
        """Return what tells ``rad`` from others that ``tekst`` names too."""
        return f"{tekst} ({rad.pk})"

    def andre_navn(self, rad) -> list[str]:
        """Return what else one may type for ``rad``."""
        return []

    def prepare_value(self, value):
        pk = getattr(value, "pk", value)
        return dict(self.choices).get(pk, value) if isinstance(pk, int) else value

    def has_changed(self, initial, data):
        return super().has_changed(self.prepare_value(initial), data)

    def clean(self, value):
        tekst = " ".join(super().clean(value).split())
        if not tekst:
            return None
        soekt = tekst.casefold()
        treff = [rad for rad, navn in self.rader if navn.casefold() == soekt] or [
            rad for rad, _navn in self.rader if soekt in (ett.casefold() for ett in self.andre_navn(rad))
        ]
        if len(treff) != 1:
            kode = "flere" if treff else "ukjent"
            raise ValidationError(self.error_messages[kode], code=kode, params={"tekst": tekst})
        return treff[0]


class PersonField(TekstvalgField):
    """One of the embete's people: ``field.queryset = personer.valgbare(bruker, embete)``."""

    default_error_messages = {
        "ukjent": _(
            "Fant ingen person som heter «%(tekst)s». Velg fra forslagene, eller legg til personen først."
        ),
    }

    def tekst(self, rad: Person) -> str:
        return str(rad)

    def entydig(self, rad: Person, tekst: str) -> str:
        return f"{tekst} ({rad.epost or rad.pk})"

    def andre_navn(self, rad: Person) -> list[str]:
        return [rad.navn, rad.epost]


class BrukerField(TekstvalgField):
    """One who logs in: by name and e-mail address."""

    def tekst(self, rad: Bruker) -> str:
        return f"{rad.navn} ({rad.email})"

    def andre_navn(self, rad: Bruker) -> list[str]:
        return [rad.navn, rad.email]
