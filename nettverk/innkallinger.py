"""Who is invited to a meeting, and what is ordered to be sent to them. The mail itself is ``moetepost``."""

from collections.abc import Iterable
from uuid import UUID, uuid4

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext

from bosetting.brukere.actions import bilde, record
from bosetting.brukere.models import Bruker
from bosetting.felles.dag import i_dag, naa
from bosetting.felles.hinder import Hinder
from bosetting.felles.norsk import langdato
from bosetting.jobber.actions import start
from bosetting.jobber.models import Jobb
from bosetting.varsler.actions import varsle

from .innkallingsregler import hvorfor_ikke_innkalle, hvorfor_ikke_paa_listen, hvorfor_ikke_trekke
from .innkallingsvara import meld_bytte, sett_lenke
from .models import Innkalling, Medlemskap, Moete, Moetebrev, Person, Referat
from .moetepost import SLAG, TRUKKET, VARASLAG, adressat

# What stands in the log of an invitation: its link is nobody's business, not even the log's.
UTENOM = ("lenkenoekkel", "vara_noekkel", "noekkel")


def innkallingsbilde(rad: Innkalling) -> dict:
    """Return the row as the log keeps it."""
    return {felt: verdi for felt, verdi in bilde(rad).items() if felt not in UTENOM}


def laas(moete: Moete) -> Moete:
    """Return the meeting, held until the transaction ends: one at a time changes who is invited, or its minutes."""
    rader = Moete.objects.select_for_update(of=("self",)).select_related("prosjekt__embete", "gruppe")
    return rader.get(pk=moete.pk)


@transaction.atomic
def velg(
    *,
    by: Bruker,
    moete: Moete,
    medlemskap: Iterable[Medlemskap] = (),
    personer: Iterable[Person] = (),
    bort: Iterable[int] = (),
) -> list[Innkalling]:
    """Put seats and people on the list of those invited, take ``bort`` off it, and return those that are new.

    Who is on it already is not put there again, neither as a seat nor as a person. Raises Hinder for one who cannot be
    taken off: she has a letter, an answer or an attendance.
    """
    moete = laas(moete)
    if grunner := hvorfor_ikke_paa_listen(moete.status):
        raise Hinder(grunner)
    for rad in _paa_listen(moete).filter(pk__in=list(bort)):
        if rad.brev.all() or rad.svar != "ubesvart" or rad.oppmoete != "ukjent":
            grunn = _("%(hvem)s er alt innkalt, og kan ikke tas bort.")
            raise Hinder([(None, grunn % {"hvem": hvem(rad)})])
        record(by=by, handling="tok bort innkalling", objekt=rad, foer=innkallingsbilde(rad))
        if Moetebrev.objects.filter(innkalling=rad).exists():
            # Letters from before an earlier invitation was taken back: so is this one, and they stay.
            Innkalling.objects.filter(pk=rad.pk).update(
                trukket_at=naa(), trukket_av=by, versjon=rad.versjon + 1
            )
        else:
            rad.delete()
    staar, trukne = list(_paa_listen(moete)), list(_trukne(moete))
    seter = {rad.medlemskap_id for rad in staar}
    folk = {rad.person_id for rad in staar if rad.person_id}
    nye = []
    for sete in medlemskap:
        if sete.pk not in seter and sete.person_id not in folk:
            nye.append(_rad(moete, trukne, sete, sete.person))
            folk |= {sete.person_id} - {None}
    for person in personer:
        if person.pk not in folk:
            nye.append(_rad(moete, trukne, None, person))
            folk.add(person.pk)
    for rad in nye:
        rad.save()
        record(by=by, handling="satte opp innkalling", objekt=rad, etter=innkallingsbilde(rad))
    if any(rad in trukne for rad in nye):
        _ny_versjon(moete)
    return nye


def _rad(
    moete: Moete, trukne: list[Innkalling], sete: Medlemskap | None, person: Person | None
) -> Innkalling:
    """Return the row of one who comes on the list, unsaved: her own once more where an invitation was taken back."""
    hennes = [rad for rad in trukne if person and rad.person_id == person.pk]
    setets = [rad for rad in trukne if sete and rad.medlemskap_id == sete.pk]
    rad = next(iter([*hennes, *setets]), None)
    if rad is None:
        return Innkalling(moete=moete, medlemskap=sete, person=person, lagt_til_at=naa())
    # The seat has one row for each meeting; where that is another's, she is invited as the person she is.
    rad.medlemskap = None if any(annen != rad for annen in setets) else sete
    rad.person, rad.lenkenoekkel, rad.lagt_til_at = person, uuid4(), naa()
    rad.trukket_at = rad.trukket_av = rad.svart_at = None
    rad.svar, rad.kommentar = "ubesvart", ""
    rad.versjon += 1
    return rad


def _ny_versjon(moete: Moete) -> None:
    """Let the next calendar file of the meeting count before those that are sent."""
    moete.versjon += 1
    moete.endret_at = naa()
    moete.save(update_fields=["versjon", "endret_at"])


_MED = ("person__organisasjon", "person__bruker", "medlemskap__organisasjon", "moete")


def _paa_listen(moete: Moete):
    rader = Innkalling.objects.gjeldende().filter(moete=moete).order_by("pk")
    return rader.select_related(*_MED).med_brev()


def _trukne(moete: Moete):
    return Innkalling.objects.filter(moete=moete).exclude(trukket_at=None).order_by("pk")


def hvem(rad: Innkalling) -> str:
    """Return who is invited by function and organisation; names are for those who may see people."""
    return ", ".join(filter(None, [funksjon(rad), organisasjon(rad)]))


def funksjon(rad: Innkalling) -> str:
    """Return the function of the seat, or the title of a person who is invited by herself."""
    return rad.medlemskap.funksjon if rad.medlemskap_id else rad.person.tittel


def organisasjon(rad: Innkalling) -> str:
    return (rad.medlemskap or rad.person).organisasjon.navn


@transaction.atomic
def send(*, by: Bruker, moete: Moete, noekkel: UUID) -> Jobb | None:
    """Order the invitation to all who are on the list and have not got it; None when there is nobody to send it to.

    The same ``noekkel`` again is the same job. Raises Hinder.
    """
    moete = laas(moete)
    if jobb := _finnes(moete, noekkel):
        return jobb
    _krev_kommende(moete)
    rader = [rad for rad in _paa_listen(moete) if not _har(rad, "innkalling")]
    return _bestill(by, moete, rader, "innkalling", moete.versjon, noekkel)


@transaction.atomic
def paaminn(*, by: Bruker, moete: Moete, noekkel: UUID) -> Jobb | None:
    """Order a reminder to those who have the invitation and have not answered: once each time the meeting changes."""
    moete = laas(moete)
    if jobb := _finnes(moete, noekkel):
        return jobb
    _krev_kommende(moete)
    rader = [rad for rad in _paa_listen(moete) if rad.svar == "ubesvart" and _har(rad, "innkalling")]
    return _bestill(by, moete, rader, "paaminnelse", moete.versjon, noekkel)


@transaction.atomic
def meld_endret(*, by: Bruker, moete: Moete) -> Jobb | None:
    """Tell those who have got an invitation that the meeting is changed or cancelled. Call it last in that write.

    Once for each version of the meeting. Who has not got hers yet, gets it with what is true when it is sent.
    """
    moete = laas(moete)
    if moete.dato < i_dag() or moete.status == "avholdt":
        return None
    slag = "avlysning" if moete.status == "avlyst" else "endring"
    rader = [rad for rad in _paa_listen(moete) if har_faatt(rad)]
    return _bestill(by, moete, rader, slag, moete.versjon, f"{slag}-{moete.pk}-{moete.versjon}")


@transaction.atomic
def trekk(*, by: Bruker, innkalling: Innkalling) -> Innkalling:
    """Take an invitation back. The row stays; she is told when she has got it, and so is her substitute.

    Again changes nothing. Raises Hinder.
    """
    moete = laas(innkalling.moete)
    rad = Innkalling.objects.select_for_update(of=("self",)).select_related(*_MED).get(pk=innkalling.pk)
    if rad.trukket_at:
        return rad
    if grunner := hvorfor_ikke_trekke(moete.status, moete.dato, rad.oppmoete, i_dag()):
        raise Hinder(grunner)
    foer, vara = innkallingsbilde(rad), (rad.vara_navn, rad.vara_epost)
    rad.moete, rad.trukket_at, rad.trukket_av = moete, naa(), by
    rad.vara_navn = rad.vara_epost = ""
    sett_lenke(rad, vara)
    rad.versjon += 1
    rad.save()
    record(by=by, handling="trakk tilbake innkalling", objekt=rad, foer=foer, etter=innkallingsbilde(rad))
    # What nobody has begun to send, nobody sends; whoever sends counts the attempt first.
    rad.brev.filter(forsoek=0).exclude(slag__in=VARASLAG).delete()
    rad = Innkalling.objects.select_related(*_MED).med_brev().get(pk=rad.pk)
    rad.moete = moete
    if har_faatt(rad):
        _ny_versjon(moete)
        _bestill(by, moete, [rad], TRUKKET, moete.versjon, f"{TRUKKET}-{rad.pk}-{moete.versjon}")
    meld_bytte(by=by, rad=rad, forrige=vara)
    return rad


@transaction.atomic
def send_referat(*, by: Bruker, referat: Referat, noekkel: UUID) -> Jobb | None:
    """Order the minutes to all on the list, those who did not come too; each number of them once."""
    moete = laas(referat.moete)
    if jobb := _finnes(moete, noekkel):
        return jobb
    return _bestill(by, moete, list(_paa_listen(moete)), "referat", referat.nummer, noekkel)


def _krev_kommende(moete: Moete) -> None:
    if grunner := hvorfor_ikke_innkalle(moete.status, moete.dato, i_dag()):
        raise Hinder(grunner)


def _finnes(moete: Moete, noekkel) -> Jobb | None:
    return Jobb.objects.filter(slag=SLAG, embete=moete.prosjekt.embete_id, noekkel=str(noekkel)).first()


def _har(rad: Innkalling, slag: str) -> bool:
    return any(brev.slag == slag for brev in rad.brev.all())


def har_faatt(rad: Innkalling) -> bool:
    """Whether an invitation has gone to her, or may have."""
    return any(brev.slag == "innkalling" and brev.forsoek for brev in rad.brev.all())


def _bestill(by, moete: Moete, rader: list[Innkalling], slag: str, versjon: int, noekkel) -> Jobb | None:
    """Write a letter for each who has an address and no letter like it, and the job that sends them."""
    rader = [
        rad
        for rad in rader
        if adressat(rad) and not any((b.slag, b.moeteversjon) == (slag, versjon) for b in rad.brev.all())
    ]
    if not rader:
        return None
    tid = naa()
    brev = Moetebrev.objects.bulk_create(
        Moetebrev(innkalling=rad, slag=slag, moeteversjon=versjon, opprettet_at=tid) for rad in rader
    )
    record(
        by=by,
        handling=f"sendte {dict(Moetebrev.SLAG)[slag]}",
        objekt=moete,
        etter={"innkallinger": [rad.pk for rad in rader], "versjon": versjon},
    )
    _varsle(moete, rader, slag, versjon)
    return start(
        by=by,
        slag=SLAG,
        tittel=_tittel(moete, slag, len(brev)),
        embete=moete.prosjekt.embete,
        data={"brev": [ett.pk for ett in brev]},
        noekkel=noekkel,
        retur=moete.get_absolute_url(),
    )


def _tittel(moete: Moete, slag: str, antall: int) -> str:
    felt = {
        "slag": str(dict(Moetebrev.SLAG)[slag]).capitalize(),
        "dato": langdato(moete.dato),
        "antall": antall,
    }
    tekst = ngettext(
        "%(slag)s til møtet %(dato)s: %(antall)s e-post",
        "%(slag)s til møtet %(dato)s: %(antall)s e-poster",
        antall,
    )
    return tekst % felt


_TITLER = {
    "innkalling": gettext_noop("Innkalling: %(moete)s %(dato)s"),
    "endring": gettext_noop("Møtet er endret: %(moete)s %(dato)s"),
    "avlysning": gettext_noop("Møtet er avlyst: %(moete)s %(dato)s"),
    "paaminnelse": gettext_noop("Svar på innkallingen: %(moete)s %(dato)s"),
    TRUKKET: gettext_noop("Innkallingen er trukket tilbake: %(moete)s %(dato)s"),
}


def _varsle(moete: Moete, rader: list[Innkalling], slag: str, versjon: int) -> None:
    """Tell those who log in there too; the mail goes as a letter of its own."""
    if slag not in _TITLER:
        return
    felt = {"moete": moete.tittel, "dato": langdato(moete.dato)}
    for rad in rader:
        if rad.person.bruker_id:
            varsle(
                til=[rad.person.bruker],
                slag=f"moete_{slag}",
                tittel=_(_TITLER[slag]) % felt,
                tekst=_("Den ble sendt ved en feil. Du trenger ikke komme.")
                if slag == TRUKKET
                else _("Åpne innkallingen for å se møtet og svare."),
                noekkel=f"moete-{rad.pk}-{slag}-{versjon}",
                url_sti=reverse("nettverk:min-innkalling-edit", args=[rad.pk]),
                epost=False,
            )
