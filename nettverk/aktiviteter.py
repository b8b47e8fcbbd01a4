"""Every write to activities, and to how many came to them."""

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from bosetting.brukere.actions import bilde, record
from bosetting.felles.hinder import Hinder
from bosetting.kommuner.models import Kommune

from . import aktivitetsregler, organisasjoner
from .models import Aktivitet, Deltakertall, Organisasjon, Prosjekt
from .paameldingsbrev import meld_endret
from .skriving import en_gang, krev_versjon, sett, valider

# What is not a column of the activity's own row, with how the log writes it.
_LISTER = {
    "resultatmaal": lambda maal: maal.nummer,
    "kommuner": str,
    "organisasjoner": lambda organisasjon: organisasjon.navn,
}
# What those who have signed up are told of when it changes.
_MELDES = ("tittel", "status", "fra_dato", "til_dato", "fra_tid", "til_tid", "sted")


def opprett_aktivitet(*, by, prosjekt: Prosjekt, felt: dict, dag, noekkel: UUID) -> Aktivitet:
    """Create an activity. The same key returns the first. Raises Hinder.

    ``felt`` holds the model's fields, ``resultatmaal`` and ``kommuner`` (rows) and ``arrangoerer`` (names: one that
    the embete does not have yet is created). Lists that are left out are empty.
    """

    def skriv():
        egne, lister = _skill(by, prosjekt, felt)
        aktivitet = Aktivitet(prosjekt=prosjekt, noekkel=noekkel, **egne)
        _krev_mulig(aktivitet, lister, dag)
        aktivitet.save()
        _sett_lister(aktivitet, lister)
        record(by=by, handling="opprettet aktivitet", objekt=aktivitet, etter=_bilde(aktivitet, lister))
        return aktivitet

    return en_gang(Aktivitet, noekkel, skriv)


@transaction.atomic
def endre_aktivitet(*, by, aktivitet: Aktivitet, felt: dict, dag, versjon: int) -> Aktivitet:
    """Change an activity: moved, carried out, cancelled, counted. Lists that are left out of ``felt`` stay.

    Those who have signed up are told when it is moved or cancelled. Raises Samtidig, Hinder.
    """
    aktivitet = Aktivitet.objects.select_for_update().get(pk=aktivitet.pk)
    foer = _bilde(aktivitet, _lister(aktivitet))
    egne, lister = _skill(by, aktivitet.prosjekt, felt, _lister(aktivitet))
    sett(aktivitet, egne)
    if _bilde(aktivitet, lister) == foer:
        return aktivitet
    krev_versjon(aktivitet, versjon)
    _krev_mulig(aktivitet, lister, dag)
    aktivitet.versjon += 1
    aktivitet.save()
    _sett_lister(aktivitet, lister)
    etter = _bilde(aktivitet, lister)
    record(by=by, handling="endret aktivitet", objekt=aktivitet, foer=foer, etter=etter)
    if any(foer[navn] != etter[navn] for navn in _MELDES):
        meld_endret(aktivitet=aktivitet, dag=dag)
    return aktivitet


@transaction.atomic
def sett_deltakertall(
    *,
    by,
    aktivitet: Aktivitet,
    i_alt: int | None,
    kommuner: dict[Kommune, int],
    andre: dict[str, int],
    dag,
    versjon: int,
) -> Aktivitet:
    """Write how many came: in all, by municipality, and by other organisation (by name; a new one is created).

    Without ``i_alt`` the sum of the parts, where there are any, is the whole. What is left out of the parts is
    removed. Raises Samtidig, Hinder.
    """
    aktivitet = Aktivitet.objects.select_for_update().get(pk=aktivitet.pk)
    foer = _deltakerbilde(aktivitet)
    nye: dict[Kommune | Organisasjon, int] = dict(kommuner)
    for navn, antall in andre.items():
        rad = organisasjoner.finn_eller_opprett(by=by, embete=aktivitet.prosjekt.embete, navn=navn)
        # An organisation that is a municipality counts as that.
        rad = rad.kommune or rad
        if rad in nye:
            raise Hinder([("andre", _("«%(navn)s» står to ganger.") % {"navn": rad.navn})])
        nye[rad] = antall
    aktivitet.deltakere = sum(nye.values()) if i_alt is None and nye else i_alt
    etter = {"deltakere": aktivitet.deltakere, "fordelt": sorted([str(hvem), nye[hvem]] for hvem in nye)}
    if etter == foer:
        return aktivitet
    krev_versjon(aktivitet, versjon)
    if aktivitet.fra_dato > dag and nye:
        raise Hinder([(None, _("Aktiviteten er ikke holdt ennå, så ingen deltakere er talt."))])
    _krev_mulig(aktivitet, _lister(aktivitet), dag, fordelt=sum(nye.values()))
    aktivitet.deltakertall.all().delete()
    for hvem, antall in nye.items():
        felt = "kommune" if isinstance(hvem, Kommune) else "organisasjon"
        tall = Deltakertall(aktivitet=aktivitet, antall=antall, **{felt: hvem})
        valider(tall)
        tall.save()
    aktivitet.versjon += 1
    aktivitet.save(update_fields=["deltakere", "versjon"])
    record(by=by, handling="førte deltakertall", objekt=aktivitet, foer=foer, etter=etter)
    return aktivitet


def _deltakerbilde(aktivitet: Aktivitet) -> dict:
    rader = aktivitet.deltakertall.select_related("kommune", "organisasjon")
    return {
        "deltakere": aktivitet.deltakere,
        "fordelt": sorted([str(rad.kommune or rad.organisasjon), rad.antall] for rad in rader),
    }


def _skill(by, prosjekt, felt: dict, staar: dict | None = None) -> tuple[dict, dict]:
    """Return the columns and the lists of ``felt``; raises Hinder for what belongs to another project or embete."""
    egne, lister = dict(felt), dict(staar or dict.fromkeys(_LISTER, []))
    for navn in ("resultatmaal", "kommuner"):
        if navn in egne:
            lister[navn] = list(egne.pop(navn))
    if "arrangoerer" in egne:
        navn = {" ".join(ett.split()).casefold(): ett for ett in egne.pop("arrangoerer")}
        funnet = (
            organisasjoner.finn_eller_opprett(by=by, embete=prosjekt.embete, navn=ett)
            for ett in navn.values()
        )
        lister["organisasjoner"] = list(dict.fromkeys(funnet))
    if any(rad.prosjekt_id != prosjekt.pk for rad in lister["resultatmaal"]):
        raise Hinder([("resultatmaal", _("Resultatmålet hører til et annet prosjekt."))])
    if (fase := egne.get("fase")) and fase.prosjekt_id != prosjekt.pk:
        raise Hinder([("fase", _("Fasen hører til et annet prosjekt."))])
    return egne, lister


def _lister(aktivitet: Aktivitet) -> dict:
    return {navn: list(getattr(aktivitet, navn).all()) for navn in _LISTER}


def _sett_lister(aktivitet: Aktivitet, lister: dict) -> None:
    for navn, rader in lister.items():
        getattr(aktivitet, navn).set(rader)


def _bilde(aktivitet: Aktivitet, lister: dict) -> dict:
    return bilde(aktivitet) | {navn: sorted(map(_LISTER[navn], rader)) for navn, rader in lister.items()}


def _krev_mulig(aktivitet: Aktivitet, lister: dict, dag, fordelt: int | None = None) -> None:
    if fordelt is None:
        fordelt = sum(rad.antall for rad in aktivitet.deltakertall.all()) if aktivitet.pk else 0
    grunner = aktivitetsregler.hvorfor_ikke_aktivitet(
        status=aktivitet.status,
        fra_dato=aktivitet.fra_dato,
        til_dato=aktivitet.til_dato,
        fra_tid=aktivitet.fra_tid,
        til_tid=aktivitet.til_tid,
        deltakere=aktivitet.deltakere,
        fordelt=fordelt,
        slag=aktivitet.slag,
        innsyn=aktivitet.innsyn,
        prosjekt=(aktivitet.prosjekt.fra, aktivitet.prosjekt.til),
        dag=dag,
    )
    fylker = (
        set(aktivitet.prosjekt.embete.fylker.values_list("pk", flat=True)) if lister["kommuner"] else set()
    )
    if any(kommune.fylke_id not in fylker for kommune in lister["kommuner"]):
        grunner.append(("kommuner", _("Kommunen hører til et annet embete.")))
    if grunner:
        raise Hinder(grunner)
    valider(aktivitet)
