"""The form field for a document: what comes out of it has been judged by size, type and virus scanner."""

from dataclasses import dataclass, field

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from . import lager, virus
from .filfeil import Filfeil
from .filnavn import rent_filnavn
from .filtype import ENDELSER, vurder
from .hinder import oversatt
from .opplasting import MB, maks_dokument

FOR_STOR = "for_stor"


@dataclass(frozen=True)
class Opplastet:
    """A file that may be stored. ``skanner`` is empty where no virus scanner is configured."""

    navn: str
    type: str
    innhold: bytes = field(repr=False)
    sha256: str
    skanner: str = ""


def _hjelpetekst() -> str:
    return gettext("PDF, Word (.docx), Excel (.xlsx), ODT, PNG eller JPEG. Høyst %(mb)s MB.") % {
        "mb": maks_dokument() // MB
    }


class DokumentField(forms.FileField):
    """A document; its cleaned value is an ``Opplastet``, or None where none was chosen and none is required.

    The view must be marked with ``opplasting.tar_dokument``, and answer with ``dokumentstatus(form)``.
    """

    widget = forms.FileInput
    default_error_messages = {
        "required": _("Velg en fil."),
        "missing": _("Velg en fil."),
        "invalid": _("Filen kom ikke med. Velg den på nytt."),
        "empty": _("Filen er tom."),
        FOR_STOR: _("Filen er større enn %(mb)s MB. Gjør den mindre, for eksempel ved å lagre den som PDF."),
        "for_store": _("Filene er til sammen større enn %(mb)s MB. Last opp én om gangen."),
        "smittet": _(
            "Virusskanneren fant «%(funn)s» i filen. Den er ikke tatt imot. Si fra til IT hos dere."
        ),
        "skanner_borte": _("Virusskanneren svarer ikke, så ingen filer kan tas imot nå. Prøv igjen om litt."),
    }

    def __init__(self, **kwargs):
        kwargs.setdefault("label", _("Dokument"))
        kwargs.setdefault("help_text", lazy(_hjelpetekst, str)())
        super().__init__(**kwargs)

    def widget_attrs(self, widget):
        return {**super().widget_attrs(widget), "accept": ",".join(ENDELSER)}

    def to_python(self, data):
        fil = super().to_python(data)
        if fil is None:
            return None
        self._krev_stoerrelse(fil)
        innhold = fil.read()
        navn = rent_filnavn(fil.name)
        try:
            type_ = vurder(innhold, navn)
        except Filfeil as feil:
            raise ValidationError(oversatt(feil.grunn), code="type") from None
        skanning = virus.skann(innhold)
        if skanning.utfall == virus.Utfall.SMITTET:
            raise self._feil("smittet", funn=skanning.funn)
        if skanning.utfall == virus.Utfall.UTILGJENGELIG:
            raise self._feil("skanner_borte")
        return Opplastet(navn, type_.mime, innhold, lager.sha256(innhold), skanning.skanner)

    def _krev_stoerrelse(self, fil) -> None:
        if fil.size > maks_dokument():
            raise self._feil(FOR_STOR, mb=maks_dokument() // MB)
        if getattr(fil, "avkortet", False):
            raise self._feil("for_store", mb=maks_dokument() // MB)

    def _feil(self, kode: str, **verdier) -> ValidationError:
        return ValidationError(self.error_messages[kode], code=kode, params=verdier)


def dokumentstatus(form: forms.BaseForm) -> int:
    """Return the status of a page with a refused form: 413 when a file was too large, else 422."""
    for_stort = any(form.has_error(felt, kode) for felt in form.fields for kode in (FOR_STOR, "for_store"))
    return 413 if for_stort else 422
