"""Every write to the dialogue log: a contact is registered, changed, followed up, or opened again."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from bosetting.brukere.actions import bilde, record
from bosetting.brukere.models import Bruker, Embete, Hendelse
from bosetting.felles.dag import naa
from bosetting.felles.hinder import Hinder
from bosetting.kommuner.models import Kommune

from .dialogregler import hinder_for_kontakt, hinder_for_oppfulgt
from .models import Dialog


@dataclass(frozen=True)
class Kontakt:
    """What is said about one contact: every field of the case, none of the record."""

    kommune: Kommune
    form: str
    dato: date
    emne: str
    deltakere: str = ""
    notat: str = ""
    oppfoelging: str = ""
    oppfoelging_dato: date | None = None


class Samtidig(Hinder):
    """Somebody saved the row after the page was opened. Nothing was saved; ``dialog`` is how it stands now."""

    def __init__(self, dialog: Dialog):
        self.dialog = dialog
        spor = Hendelse.objects.filter(
            objekttype=str(Dialog._meta.verbose_name), objekt_id=str(dialog.pk)
        ).select_related("bruker")
        siste = spor.first()
        hvem = siste.bruker.navn if siste and siste.bruker else _("En annen")
        grunn = _("%(hvem)s har lagret etter at du åpnet siden. Det du har skrevet, er ikke lagret ennå.")
        super().__init__([(None, grunn % {"hvem": hvem})])


def registrer_kontakt(
    *, by: Bruker | None, embete: Embete, kontakt: Kontakt, dag: date, noekkel: UUID, kilde: str = ""
) -> Dialog:
    """Register a contact in the log of ``embete``. The same ``noekkel`` again returns the first row.

    Raises Hinder with reasons at the fields.
    """

    def skrevet_foer():
        return Dialog.objects.filter(noekkel=noekkel, embete=embete).first()

    if foer := skrevet_foer():
        return foer
    _krev_mulig(embete, kontakt, dag)
    try:
        with transaction.atomic():
            dialog = Dialog.objects.create(
                noekkel=noekkel,
                embete=embete,
                kilde=kilde,
                registrert_av=by,
                registrert_at=(tidspunkt := naa()),
                endret_at=tidspunkt,
                **vars(kontakt),
            )
            record(by=by, handling="registrerte kontakt", objekt=dialog, etter=bilde(dialog))
            return dialog
    except IntegrityError:
        # The same form sent twice at once: the one that came second gets the row of the first.
        if foer := skrevet_foer():
            return foer
        raise


@transaction.atomic
def endre_kontakt(*, by: Bruker, dialog: Dialog, kontakt: Kontakt, versjon: int, dag: date) -> Dialog:
    """Change what is said about a contact, as it stood at ``versjon``. Raises Samtidig, Hinder.

    What is already stored so is no change, and no conflict.
    """
    dialog = _laast(dialog)
    foer = bilde(dialog)
    for felt, verdi in vars(kontakt).items():
        setattr(dialog, felt, verdi)
    if bilde(dialog) == foer:
        return dialog
    _krev_versjon(dialog, versjon)
    _krev_mulig(dialog.embete, kontakt, dag, dialog.oppfulgt_dato)
    return _lagre(by, dialog, "endret kontakt", foer)


@transaction.atomic
def foelg_opp(
    *, by: Bruker, dialog: Dialog, oppfulgt_dato: date, merknad: str, versjon: int, dag: date
) -> Dialog:
    """Mark the agreed follow-up as done, with the day and what was done. Raises Samtidig, Hinder."""
    dialog = _laast(dialog)
    if (dialog.oppfulgt_dato, dialog.oppfulgt_merknad) == (oppfulgt_dato, merknad):
        return dialog
    if grunner := hinder_for_oppfulgt(
        dato=dialog.dato,
        oppfoelging=dialog.oppfoelging,
        alt_oppfulgt=dialog.oppfulgt_dato,
        oppfulgt_dato=oppfulgt_dato,
        merknad=merknad,
        dag=dag,
    ):
        raise Hinder(grunner)
    _krev_versjon(dialog, versjon)
    foer = bilde(dialog)
    dialog.oppfulgt_dato, dialog.oppfulgt_merknad = oppfulgt_dato, merknad
    return _lagre(by, dialog, "fulgte opp", foer)


@transaction.atomic
def gjenaapne(*, by: Bruker, dialog: Dialog) -> Dialog:
    """Open a follow-up that was marked as done. One that stands open is left as it is; the log keeps what was said."""
    dialog = _laast(dialog)
    if dialog.oppfulgt_dato is None:
        return dialog
    foer = bilde(dialog)
    dialog.oppfulgt_dato, dialog.oppfulgt_merknad = None, ""
    return _lagre(by, dialog, "åpnet oppfølging igjen", foer)


def _laast(dialog: Dialog) -> Dialog:
    return Dialog.objects.select_for_update().get(pk=dialog.pk)


def _krev_versjon(dialog: Dialog, versjon: int) -> None:
    if dialog.versjon != versjon:
        raise Samtidig(Dialog.objects.select_related("kommune").get(pk=dialog.pk))


def _krev_mulig(embete: Embete, kontakt: Kontakt, dag: date, oppfulgt_dato: date | None = None) -> None:
    kommune = kontakt.kommune
    if grunner := hinder_for_kontakt(
        kommune=kommune.navn,
        periode=(kommune.fra, kommune.til),
        i_embetet=embete.fylker.on_date(kontakt.dato).filter(pk=kommune.fylke_id).exists(),
        dato=kontakt.dato,
        oppfoelging=kontakt.oppfoelging,
        oppfoelging_dato=kontakt.oppfoelging_dato,
        dag=dag,
        oppfulgt_dato=oppfulgt_dato,
    ):
        raise Hinder(grunner)


def _lagre(by, dialog: Dialog, handling: str, foer: dict) -> Dialog:
    dialog.versjon += 1
    dialog.endret_at = naa()
    dialog.save()
    record(by=by, handling=handling, objekt=dialog, foer=foer, etter=bilde(dialog))
    return dialog
