"""Every write to what a project's page lists one by one: strategies, criteria of success, budget lines, accounts."""

from uuid import UUID

from django.db import transaction
from django.db.models import ProtectedError
from django.utils.translation import gettext as _

from bosetting.brukere.actions import bilde, record
from bosetting.felles.hinder import Hinder

from .models import Budsjettlinje, Prosjekt, Regnskapspost, Strategi, Suksesskriterium
from .prosjektregler import hvorfor_ikke_aar
from .skriving import en_gang, krev_versjon, sett, skriv_endret, skriv_ny

Prosjektrad = Strategi | Suksesskriterium | Budsjettlinje | Regnskapspost


def opprett_rad(
    *, by, modell: type[Prosjektrad], prosjekt: Prosjekt, felt: dict, noekkel: UUID
) -> Prosjektrad:
    """Create a row of ``prosjekt``. The same key again returns the first one. Raises Hinder."""

    def skriv():
        # Numbers are handed out one at a time: whoever waited may find the row of her own form.
        Prosjekt.objects.select_for_update().get(pk=prosjekt.pk)
        if finnes := modell.objects.filter(noekkel=noekkel).first():
            return finnes
        rad = modell(prosjekt=prosjekt, noekkel=noekkel, **felt)
        _krev_mulig(rad)
        return skriv_ny(by, rad, f"opprettet {_ord(rad)}")

    return en_gang(modell, noekkel, skriv)


@transaction.atomic
def endre_rad(*, by, rad: Prosjektrad, felt: dict, versjon: int) -> Prosjektrad:
    """Change a row as it stood at ``versjon``. Raises Samtidig, Hinder."""
    Prosjekt.objects.select_for_update().get(pk=rad.prosjekt_id)
    rad = type(rad).objects.select_for_update().get(pk=rad.pk)
    foer = bilde(rad)
    sett(rad, felt)
    if bilde(rad) == foer:
        return rad
    krev_versjon(rad, versjon)
    _krev_mulig(rad)
    return skriv_endret(by, rad, f"endret {_ord(rad)}", foer)


@transaction.atomic
def slett_rad(*, by, rad: Prosjektrad, versjon: int) -> None:
    """Take away a row as it stood at ``versjon``; one that is away already is no fault. Raises Samtidig, Hinder."""
    rad = type(rad).objects.select_for_update().filter(pk=rad.pk).first()
    if rad is None:
        return
    krev_versjon(rad, versjon)
    # The trace first: a row that is gone has no key to tell it by.
    record(by=by, handling=f"slettet {_ord(rad)}", objekt=rad, foer=bilde(rad))
    try:
        rad.delete()
    except ProtectedError as feil:
        raise Hinder([(None, _("Linjen kan ikke slettes: det er ført regnskap på den."))]) from feil


@transaction.atomic
def kopier_budsjett(*, by, prosjekt: Prosjekt, fra_aar: int, til_aar: int) -> int:
    """Let a year without a budget begin as a copy of another year's. Return how many lines. Raises Hinder."""
    prosjekt = Prosjekt.objects.select_for_update().get(pk=prosjekt.pk)
    linjer = list(prosjekt.budsjettlinjer.filter(aar=fra_aar))
    if prosjekt.budsjettlinjer.filter(aar=til_aar).exists():
        raise Hinder([(None, _("Budsjettet for %(aar)s er alt begynt.") % {"aar": til_aar})])
    if grunner := hvorfor_ikke_aar(til_aar, (prosjekt.fra, prosjekt.til)):
        raise Hinder([(None, grunn) for _felt, grunn in grunner])
    for linje in linjer:
        linje.pk, linje.noekkel, linje.aar, linje.versjon = None, None, til_aar, 1
        linje._state.adding = True
        skriv_ny(by, linje, "opprettet budsjettlinje")
    return len(linjer)


def _ord(rad) -> str:
    return str(rad._meta.verbose_name)


def _krev_mulig(rad: Prosjektrad) -> None:
    grunner = []
    if isinstance(rad, Strategi | Suksesskriterium):
        like = type(rad).objects.filter(prosjekt=rad.prosjekt, nummer=rad.nummer)
        if like.exclude(pk=rad.pk).exists():
            grunner.append(("nummer", _("Nummeret er alt i bruk.")))
    elif isinstance(rad, Budsjettlinje):
        grunner += hvorfor_ikke_aar(rad.aar, (rad.prosjekt.fra, rad.prosjekt.til))
        if rad.dekkes_av and rad.dekkes_av.embete_id != rad.prosjekt.embete_id:
            grunner.append(("dekkes_av", _("Organisasjonen hører til et annet embete.")))
    elif rad.linje and rad.linje.prosjekt_id != rad.prosjekt_id:
        grunner.append(("linje", _("Budsjettlinjen hører til et annet prosjekt.")))
    if grunner:
        raise Hinder(grunner)
