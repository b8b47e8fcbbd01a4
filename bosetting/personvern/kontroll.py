"""Whether the written policy and the models agree: a field without a place fails ``manage.py check``."""

from collections import Counter
from collections.abc import Iterable
from itertools import chain

from django.apps import apps
from django.conf import settings
from django.core import checks
from django.core.exceptions import FieldDoesNotExist
from django.db import models

from bosetting.brukere.skjerming import Skjerming

from .politikk import MAATER, PERSONER, Modell, Politikk, politikk

_TEKST = (
    models.CharField,
    models.TextField,
    models.JSONField,
    models.FileField,
    models.BinaryField,
    models.GenericIPAddressField,
)


def krever_plass(felt: models.Field, *, er_noen: bool = False) -> bool:
    """Return True for a field that can hold something about somebody: free text, a file, or who it was.

    Where each row is somebody (``er_noen``), so is every field but the row's number: when she was born, a yes or no.
    """
    if er_noen:
        return not felt.primary_key
    if felt.is_relation:
        return bool(felt.related_model) and felt.related_model._meta.label in PERSONER
    return isinstance(felt, _TEKST) and not felt.choices


def felt_uten_plass(
    modell: type[models.Model], plassert: Iterable[str], *, er_noen: bool = False
) -> list[str]:
    """Return the names of the fields of ``modell`` that must have a place in the policy and have none."""
    kolonner = [*modell._meta.concrete_fields, *modell._meta.many_to_many]
    return sorted({felt.name for felt in kolonner if krever_plass(felt, er_noen=er_noen)} - set(plassert))


def mangler(regler: Politikk) -> list[str]:
    """Return «nettverk.Person.navn» for every field of every table that has no place in the policy."""
    return [
        f"{klasse._meta.label}.{felt}"
        for klasse in apps.get_models(include_auto_created=True)
        for modell in [regler.modeller.get(klasse._meta.label) or Modell(klasse._meta.label)]
        for felt in felt_uten_plass(klasse, modell.plassert, er_noen=modell.er_noen)
    ]


def feil(regler: Politikk) -> list[str]:
    """Return what the policy says that cannot be: unknown models, fields, ways, kinds, settings and paths."""
    funn = []
    for slag in regler.slag.values():
        if bool(slag.innstilling) != ("{tid}" in slag.lagring):
            funn.append(f"slag.{slag.noekkel}: {{tid}} i «lagring» og «innstilling» følges ad")
        if slag.innstilling and not isinstance(getattr(settings, slag.innstilling, None), int):
            funn.append(f"slag.{slag.noekkel}: innstillingen {slag.innstilling} finnes ikke")
        if slag.foelger and slag.foelger not in regler.slag:
            funn.append(f"slag.{slag.noekkel}: slaget «{slag.foelger}» finnes ikke")
    for etikett, modell in regler.modeller.items():
        try:
            klasse = apps.get_model(etikett)
        except LookupError:
            funn.append(f"{etikett}: modellen finnes ikke")
            continue
        funn += [f"{etikett}: {grunn}" for grunn in _modellfeil(regler, modell, klasse)]
    return funn


def _modellfeil(regler: Politikk, modell: Modell, klasse: type[models.Model]) -> list[str]:
    funn = [f"{felt} har flere plasser" for felt, n in Counter(modell.plassert).items() if n > 1]
    egne = [*modell.plassert, *filter(None, [modell.epost, modell.navn, modell.anonymisert]), *modell.vara]
    egne += [*modell.koder, *modell.vis]
    stier = [
        *modell.eier,
        *modell.embete,
        *chain(*modell.vis.values()),
        *((modell.frist.fra + modell.frist.aapen) if modell.frist else ()),
    ]
    funn += [f"{sti} finnes ikke" for sti in [*egne, *stier] if not _finnes(klasse, sti)]
    funn += [f"{felt}: ukjent måte «{m}»" for felt, m in modell.felt.items() if m not in MAATER]
    personlig = modell.felt or modell.fritekst or modell.peker or modell.staar
    if modell.slag not in regler.slag and (personlig or modell.slag):
        funn.append(f"slaget «{modell.slag}» finnes ikke")
    if modell.frist and not (modell.slag in regler.slag and regler.slag[modell.slag].innstilling):
        funn.append("en frist krever et slag med innstilling")
    if getattr(klasse, "bare_tilfoeye", False) and (modell.fjernes or modell.fritekst):
        funn.append("radene kan ikke endres, så alt personlig må stå som «arkiv»")
    return funn


def _finnes(klasse: type[models.Model], sti: str) -> bool:
    for ledd in sti.split("__"):
        try:
            felt = klasse._meta.get_field(ledd)
        except FieldDoesNotExist:
            return False
        klasse = felt.related_model or klasse
    return True


def skjermede() -> list[tuple[str, Skjerming]]:
    """Return what the log keeps out of each model: what can be taken away from the row must not live on there."""
    return [
        (etikett, Skjerming(frozenset(_hemmelige(modell, apps.get_model(etikett))), modell.skjul_i_logg))
        for etikett, modell in politikk().modeller.items()
    ]


def _hemmelige(modell: Modell, klasse: type[models.Model]) -> list[str]:
    """Return the fields whose values say something; a yes or no, a day, or a key of a row, stay in the log."""
    sier_noe = (*_TEKST, models.UUIDField)
    return [navn for navn in modell.skjermet if isinstance(klasse._meta.get_field(navn), sier_noe)]


def sjekk(app_configs, **kwargs) -> list[checks.CheckMessage]:
    """The system check."""
    regler = politikk()
    hint = "Gi feltet en plass i bosetting/personvern/politikk.toml (se docs/personvern.md)."
    return [
        checks.Error(f"{felt} har ingen plass i personvernpolitikken.", hint=hint, id="personvern.E001")
        for felt in mangler(regler)
    ] + [
        checks.Error(f"Personvernpolitikken: {grunn}.", hint=hint, id="personvern.E002")
        for grunn in feil(regler)
    ]
