"""The substitute somebody names: told that she is one, and told when she is not any more, if she heard of it at all."""

from uuid import uuid4

from django.utils.translation import gettext as _

from bosetting.felles.dag import naa
from bosetting.felles.norsk import langdato
from bosetting.jobber.actions import start

from .models import Innkalling, Moetebrev
from .moetepost import SLAG, VARA, VARA_BORT

Adressat = tuple[str, str]


def sett_lenke(rad: Innkalling, forrige: Adressat) -> bool:
    """Give the substitute of ``rad`` (unsaved) a link of her own; return whether she is another than ``forrige``."""
    if rad.vara_epost.casefold() == forrige[1].casefold():
        return False
    rad.vara_noekkel = uuid4() if rad.vara_epost else None
    return True


def meld_bytte(*, by, rad: Innkalling, forrige: Adressat) -> None:
    """Tell both the one who was substitute and the one who is. Call it last in that write, with the row locked."""
    navn, epost = forrige
    if epost and _har_hoert(rad):
        _bestill(
            by,
            rad,
            VARA_BORT,
            _("Beskjed til tidligere vara til møtet %(dato)s"),
            til_navn=navn,
            til_epost=epost,
        )
    if rad.vara_epost:
        _bestill(by, rad, VARA, _("Melding til vara til møtet %(dato)s"))


def _har_hoert(rad: Innkalling) -> bool:
    """Return whether the letter to the substitute has gone, or may have. One that has not, never goes."""
    brev = rad.brev.filter(slag=VARA).order_by("-pk").first()
    # Whoever sends it counts the attempt first: either it is counted, or there is no letter to send.
    return brev is not None and not Moetebrev.objects.filter(pk=brev.pk, forsoek=0).delete()[0]


def _bestill(by, rad: Innkalling, slag: str, tittel: str, **til) -> None:
    brev = Moetebrev.objects.create(
        innkalling=rad, slag=slag, moeteversjon=rad.moete.versjon + rad.versjon, opprettet_at=naa(), **til
    )
    start(
        by=by,
        slag=SLAG,
        tittel=tittel % {"dato": langdato(rad.moete.dato)},
        embete=rad.moete.prosjekt.embete,
        data={"brev": [brev.pk]},
        noekkel=f"{slag}-{rad.pk}-{brev.moeteversjon}",
        retur=rad.moete.get_absolute_url(),
    )
