"""Reports are made and changed. Their text is written in ``skriving``."""

from datetime import date
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from bosetting.brukere.actions import bilde, record
from bosetting.felles.dag import naa
from bosetting.felles.hinder import Hinder
from nettverk.models import Prosjekt

from . import domain
from .aapen import krev_aapen
from .definisjoner import TERTIALRAPPORT
from .models import Rapport
from .queries import perioden


def lag_rapport(
    *,
    by,
    prosjekt: Prosjekt,
    aar: int,
    bosettingsaar: int,
    skjaeringsdato: date,
    dag: date,
    noekkel: UUID,
    type_: str = TERTIALRAPPORT,
    tertial: int = Rapport.HELE,
) -> Rapport:
    """Make a report. The same key again returns the first one; a second one on the period raises ``Hinder``."""
    if finnes := Rapport.objects.filter(noekkel=noekkel, prosjekt=prosjekt).first():
        return finnes
    ny = Rapport(
        noekkel=noekkel,
        prosjekt=prosjekt,
        type=type_,
        aar=aar,
        tertial=tertial,
        bosettingsaar=bosettingsaar,
        skjaeringsdato=skjaeringsdato,
        opprettet_av=by,
        opprettet_at=naa(),
    )
    _krev_mulig(ny, dag)
    felt = "aar" if tertial == Rapport.HELE else "tertial"
    if Rapport.objects.filter(prosjekt=prosjekt, type=type_, aar=aar, tertial=tertial).exists():
        raise Hinder([(felt, _finnes())])
    try:
        with transaction.atomic():
            ny.save(force_insert=True)
            record(by=by, handling="opprettet rapport", objekt=ny, etter=bilde(ny))
            return ny
    except IntegrityError:
        # Two at once: the one that came second gets the row of the first, or is told that it stands.
        if finnes := Rapport.objects.filter(noekkel=noekkel, prosjekt=prosjekt).first():
            return finnes
        raise Hinder([(felt, _finnes())]) from None


@transaction.atomic
def endre_rapport(*, by, rapport: Rapport, bosettingsaar: int, skjaeringsdato: date, dag: date) -> Rapport:
    """Change the cut-off and the settlement year. Raises ``Hinder`` with the reasons why not."""
    rapport = krev_aapen(rapport)
    foer = bilde(rapport)
    rapport.bosettingsaar, rapport.skjaeringsdato = bosettingsaar, skjaeringsdato
    _krev_mulig(rapport, dag)
    if bilde(rapport) != foer:
        rapport.save(update_fields=["bosettingsaar", "skjaeringsdato"])
        record(by=by, handling="endret rapport", objekt=rapport, foer=foer, etter=bilde(rapport))
    return rapport


def _krev_mulig(rapport: Rapport, dag: date) -> None:
    if hinder := domain.hinder_for_rapport(
        periode=perioden(rapport),
        aar=rapport.aar,
        skjaeringsdato=rapport.skjaeringsdato,
        bosettingsaar=rapport.bosettingsaar,
        dag=dag,
        prosjekt_fra=rapport.prosjekt.fra,
        prosjekt_til=rapport.prosjekt.til,
    ):
        raise Hinder(hinder)


def _finnes() -> str:
    return _("Prosjektet har allerede en slik rapport for perioden.")
