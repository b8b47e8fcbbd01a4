"""Writes that leave a trace, and the trace itself."""

from datetime import date, datetime

from django.db import models

from bosetting.felles.dag import naa

from .models import Hendelse


def _verdi(verdi):
    """Return ``verdi`` as JSON can hold it."""
    if isinstance(verdi, date | datetime):
        return verdi.isoformat()
    if isinstance(verdi, models.Model):
        return str(verdi)
    if isinstance(verdi, list | tuple | set | frozenset):
        return [_verdi(del_) for del_ in verdi]
    if verdi is None or isinstance(verdi, bool | int | float | str):
        return verdi
    return str(verdi)


def bilde(objekt: models.Model) -> dict:
    """Return the fields of a row as JSON values; passwords never. Foreign keys by id."""
    felt = [f.name for f in objekt._meta.concrete_fields if f.name not in {"password", "last_login"}]
    verdier = {navn: getattr(objekt, objekt._meta.get_field(navn).attname) for navn in felt}
    return {navn: _verdi(verdi) for navn, verdi in verdier.items()}


def record(
    *, by, handling: str, objekt: models.Model | str, foer: dict | None = None, etter: dict | None = None
) -> Hendelse:
    """Write one Hendelse. Call it inside the ``atomic`` of the write it tells of, so both stand or neither.

    ``by`` is the Bruker, or None for a command run by the operator. ``objekt`` is the row, or the plain name of
    something that is no single row (a register).
    """
    er_rad = isinstance(objekt, models.Model)
    return Hendelse.objects.create(
        tidspunkt_at=naa(),
        bruker=by,
        handling=handling,
        objekttype=str(objekt._meta.verbose_name) if er_rad else objekt,
        objekt_id=str(objekt.pk) if er_rad else "",
        objekt=str(objekt)[:200],
        foer=foer,
        etter=etter,
    )
