"""How every row of the network is written: once per form, never over what somebody else saved, always with a trace."""

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from bosetting.brukere.actions import bilde, record
from bosetting.felles.hinder import Hinder

from . import queries


class Samtidig(Hinder):
    """Somebody saved the row after the form was opened. Nothing was saved; ``rad`` is how it stands now."""

    def __init__(self, rad):
        self.rad, self.spor = rad, queries.sist_lagret(rad)
        hvem = self.spor.bruker.navn if self.spor and self.spor.bruker else _("En annen")
        grunn = _(
            "%(hvem)s har lagret etter at du åpnet siden. Det du har skrevet, er ikke lagret ennå. "
            "Øverst på siden står det som er lagret."
        )
        super().__init__([(None, grunn % {"hvem": hvem})])


def krev_ledig_navn(rad, **innen):
    """Raise Hinder when another row ``innen`` the same whole has the name."""
    if type(rad).objects.filter(navn=rad.navn, **innen).exclude(pk=rad.pk).exists():
        raise Hinder([("navn", _("Navnet er alt i bruk her."))])


def krev_versjon(rad, versjon: int):
    """Raise Samtidig when somebody saved ``rad`` after ``versjon``. The same save twice never comes this far."""
    if rad.versjon != versjon:
        raise Samtidig(type(rad).objects.get(pk=rad.pk))


def sett(rad, felt: dict):
    """Set the fields of ``rad``, unsaved."""
    for navn, verdi in felt.items():
        setattr(rad, navn, verdi)


def valider(rad):
    """Raise Hinder with the model's own reasons, field by field."""
    try:
        rad.full_clean()
    except ValidationError as feil:
        grunner = feil.message_dict.items()
        raise Hinder(
            [(None if felt == NON_FIELD_ERRORS else felt, grunn) for felt, alle in grunner for grunn in alle]
        ) from feil


def skriv_ny(by, rad, handling):
    """Validate and save a new row with its trace. Raises Hinder."""
    valider(rad)
    rad.save()
    record(by=by, handling=handling, objekt=rad, etter=bilde(rad))
    return rad


def skriv_endret(by, rad, handling, foer):
    """Validate and save a changed row with its trace and next version; the same again writes nothing. Raises Hinder."""
    valider(rad)
    if bilde(rad) != foer:
        rad.versjon += 1
        rad.save()
        record(by=by, handling=handling, objekt=rad, foer=foer, etter=bilde(rad))
    return rad


def en_gang(modell, noekkel, skriv):
    """Return the row made by the form with ``noekkel``, made now by ``skriv`` unless it stands."""
    if finnes := modell.objects.filter(noekkel=noekkel).first():
        return finnes
    try:
        with transaction.atomic():
            return skriv()
    except IntegrityError:
        # Two at once: the one that came second gets the row of the first.
        if finnes := modell.objects.filter(noekkel=noekkel).first():
            return finnes
        raise
