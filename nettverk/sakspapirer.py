"""Writes of papers for meetings: uploaded, and taken away."""

from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from bosetting.brukere.actions import bilde, record
from bosetting.brukere.models import Bruker
from bosetting.felles import lager
from bosetting.felles.dag import naa
from bosetting.felles.dokumentfelt import Opplastet
from bosetting.felles.fillagring import filfelt, skriv_fil
from bosetting.felles.hinder import Hinder

from .models import Moete, Sak, Sakspapir
from .moeteregler import hvorfor_ikke_saksliste

MAKS_PAPIRER = 60


def legg_ved(*, by: Bruker, moete: Moete, sak: Sak | None, opplastet: Opplastet, noekkel: UUID) -> Sakspapir:
    """Put a paper with a meeting, or with one of its points. The same form sent twice makes one row. Raises Hinder."""
    if foer := _skrevet_foer(noekkel, moete, opplastet):
        return foer
    if grunner := hvorfor_ikke_saksliste(moete.status):
        raise Hinder(grunner)
    if moete.sakspapirer.filter(fjernet_at=None).count() >= MAKS_PAPIRER:
        grunn = _("Møtet har alt %(antall)s sakspapirer. Fjern et, eller slå sammen noen til én PDF.")
        raise Hinder([("fil", grunn % {"antall": MAKS_PAPIRER})])
    fil = skriv_fil(opplastet)
    try:
        with transaction.atomic():
            papir = Sakspapir.objects.create(
                skjemanoekkel=noekkel,
                moete=moete,
                sak=sak,
                lastet_opp_av=by,
                lastet_opp_at=naa(),
                **filfelt(opplastet, fil),
            )
            record(by=by, handling="la ved sakspapir", objekt=papir, etter=bilde(papir))
            return papir
    except IntegrityError:
        # The same form, sent twice at once: the one that came second gets the row of the first.
        lager.fjern(fil)
        if foer := _skrevet_foer(noekkel, moete, opplastet):
            return foer
        raise


def _skrevet_foer(noekkel: UUID, moete: Moete, opplastet: Opplastet) -> Sakspapir | None:
    """Return the row that this form made; raise Hinder where it made another, so that no file is lost unseen."""
    foer = Sakspapir.objects.filter(skjemanoekkel=noekkel).first()
    if foer and (foer.moete_id, foer.sha256) != (moete.pk, opplastet.sha256):
        grunn = _("Skjemaet er alt brukt til et annet sakspapir. Åpne siden på nytt, og last opp der.")
        raise Hinder([(None, grunn)])
    return foer


@transaction.atomic
def fjern(*, by: Bruker, papir: Sakspapir) -> Sakspapir:
    """Take a paper away: the row stays, and nobody can read the file. Again changes nothing."""
    papir = Sakspapir.objects.select_for_update(of=("self",)).get(pk=papir.pk)
    if papir.fjernet_at is None:
        foer = bilde(papir)
        papir.fjernet_at = naa()
        papir.save(update_fields=["fjernet_at"])
        record(by=by, handling="fjernet sakspapir", objekt=papir, foer=foer, etter=bilde(papir))
    return papir
