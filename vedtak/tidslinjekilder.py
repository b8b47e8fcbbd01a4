"""What the line of time of a municipality is made of: each kind of row turned to points, for one who may see it.

The years (kommunehistorikk.historikker) give requests, extensions and answers without a query; each other kind is one
query, whatever the length. What the reader may not see is not there at all.
"""

from collections.abc import Iterable, Iterator
from datetime import date, datetime

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.timezone import template_localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from anmodninger.models import Anmodning
from bosetting.brukere.domain import Rett, Rolle
from bosetting.brukere.models import Bruker, Tilgang
from bosetting.felles.norsk import langdato, tall
from bosetting.kommuner.models import Kommune

from .bosattregler import kjent_fra
from .domain import Svartype
from .kommunehistorikk import Aarshistorikk, Svarlinje
from .models import (
    Bekreftelse,
    Bosatt,
    Dialog,
    Dokument,
    Endringsoenske,
    Planforankring,
    Purreforsoek,
    Purring,
    Vilkaarsoppfoelging,
)
from .planforankringsliste import plannavn
from .setninger import enslige, personer
from .tidslinje import Endring, Punkt, Slag

SLAGNAVN = {
    Slag.ANMODNING: gettext_lazy("Anmodninger"),
    Slag.UTSETTELSE: gettext_lazy("Utsatte frister"),
    Slag.SVAR: gettext_lazy("Svar"),
    Slag.RETTELSE: gettext_lazy("Rettelser"),
    Slag.TRUKKET: gettext_lazy("Trukne svar"),
    Slag.BEKREFTELSE: gettext_lazy("Bekreftelser"),
    Slag.OENSKE: gettext_lazy("Ønsker om endring"),
    Slag.PURRING: gettext_lazy("Purringer"),
    Slag.DIALOG: gettext_lazy("Dialog"),
    Slag.VILKAAR: gettext_lazy("Oppfølging av vilkår"),
    Slag.BOSATT: gettext_lazy("Bosatte"),
    Slag.PLAN: gettext_lazy("Planer"),
    Slag.DOKUMENT: gettext_lazy("Dokumenter"),
    Slag.KONTAKT: gettext_lazy("Kontaktpersoner"),
}


def _navn(bruker: Bruker | None) -> str:
    return bruker.navn if bruker else ""


def _dag(tidspunkt: datetime) -> date:
    """Return the Norwegian day of a technical moment."""
    return template_localtime(tidspunkt).date()


def _fra_aaret(ett: Aarshistorikk, ser_runder: bool) -> Iterator[Punkt]:
    """Yield requests, extensions and answers of one settlement year."""
    for rad in ett.anmodninger:
        yield _anmodning(rad, ett.aar, ser_runder)
        for utsatt in rad.utsettelser.all():
            yield Punkt(
                Slag.UTSETTELSE,
                utsatt.innvilget_dato,
                _("Fristen er utsatt til %(dato)s") % {"dato": langdato(utsatt.ny_svarfrist)},
                id=utsatt.pk,
                aar=ett.aar,
                tekst=utsatt.begrunnelse,
                hvem=utsatt.innvilget_av,
            )
    for linje in ett.svar:
        yield _svar(linje, ett.aar)


def _anmodning(rad: Anmodning, aar: int, ser_runder: bool) -> Punkt:
    tittel = _("Anmodet om %(personer)s") % {"personer": personer(rad.totalt)}
    if rad.em is not None:
        tittel = _("%(anmodet)s, hvorav %(em)s") % {"anmodet": tittel, "em": enslige(rad.em)}
    tekst = ""
    if rad.runde.svarfrist:
        tekst = _("Svarfrist %(frist)s.") % {"frist": langdato(rad.runde.svarfrist)}
    brev = getattr(rad, "brev", None)
    return Punkt(
        Slag.ANMODNING,
        rad.runde.sendt_dato,
        tittel,
        id=rad.pk,
        aar=aar,
        tekst=tekst,
        url=rad.runde.get_absolute_url() if ser_runder else "",
        vedlegg=((_("Brevet (PDF)"), reverse("anmodninger:brev-show", args=[rad.pk])),) if brev else (),
        hvem=rad.runde.avsender,
        kilde=rad.kilde or rad.runde.kilde,
    )


def _svar(linje: Svarlinje, aar: int) -> Punkt:
    """An answer, a correction with old beside new, or a withdrawal (which may be a correction too)."""
    svar = linje.vedtak
    slag, tittel = Slag.SVAR, linje.tittel
    if svar.retter_id:
        slag, tittel = Slag.RETTELSE, _("Rettet: %(svar)s") % {"svar": linje.tittel}
    if svar.type == Svartype.TRUKKET:
        slag = Slag.TRUKKET
    deler = []
    if svar.vedtaksdato and svar.vedtaksdato != svar.mottatt:
        deler.append(_("Vedtatt %(dato)s.") % {"dato": langdato(svar.vedtaksdato)})
    if svar.organ:
        deler.append(_("Behandlet i %(organ)s.") % {"organ": svar.organ})
    if linje.vilkaar:
        vilkaar = "; ".join(str(ett.get_type_display()) for ett in linje.vilkaar)
        deler.append(_("Vilkår: %(vilkaar)s.") % {"vilkaar": vilkaar})
    if linje.rettet_av:
        deler.append(_("Rettet senere."))
    return Punkt(
        slag,
        svar.mottatt,
        tittel,
        id=svar.pk,
        gjelder=linje.gjelder,
        aar=aar,
        tekst=" ".join(deler),
        url=svar.get_absolute_url(),
        saksnummer=svar.saksnummer,
        hvem=_navn(svar.registrert_av),
        kilde=svar.kilde,
        grunn=svar.rettegrunn,
        endringer=tuple(linje.endringer),
    )


def _bekreftelser(kommune: Kommune, med_kommentar: bool) -> Iterator[Punkt]:
    rader = Bekreftelse.objects.filter(vedtak__kommune=kommune).select_related("vedtak", "registrert_av")
    for rad in rader:
        tittel = _("Svaret er bekreftet") if rad.utfall == "bekreftet" else _("Svaret er sendt tilbake")
        yield Punkt(
            Slag.BEKREFTELSE,
            rad.dato,
            tittel,
            id=rad.pk,
            aar=rad.vedtak.aar,
            tekst=rad.kommentar if med_kommentar else "",
            url=rad.vedtak.get_absolute_url(),
            saksnummer=rad.vedtak.saksnummer,
            hvem=_navn(rad.registrert_av),
        )


def _oensker(kommune: Kommune) -> Iterator[Punkt]:
    rader = Endringsoenske.objects.filter(kommune=kommune).select_related(
        "sendt_av", "svar", "svar__registrert_av"
    )
    for rad in rader:
        url = reverse("vedtak:endringsoenske-show", args=[rad.pk])
        felles = {"id": rad.pk, "aar": rad.aar, "url": url}
        yield Punkt(
            Slag.OENSKE,
            rad.dato,
            _("Kommunen ba om en endring"),
            tekst=rad.tekst,
            hvem=_navn(rad.sendt_av),
            **felles,
        )
        if svar := getattr(rad, "svar", None):
            tittel = _("Svar på ønsket om endring: %(utfall)s") % {"utfall": svar.get_utfall_display()}
            yield Punkt(
                Slag.OENSKE, svar.dato, tittel, tekst=svar.tekst, hvem=_navn(svar.registrert_av), **felles
            )


def _purringer(bruker: Bruker, kommune: Kommune) -> Iterator[Punkt]:
    rader = Purring.objects.for_bruker(bruker).filter(anmodning__kommune=kommune)
    sendt = Purreforsoek.objects.filter(utfall="sendt", mottaker__purring=OuterRef("pk"))
    rader = rader.annotate(kom_fram=Exists(sendt)).select_related("anmodning__runde", "utloest_av")
    for rad in rader.defer("tekst"):
        tekst = _("Det som manglet: %(hva)s.") % {"hva": rad.get_mangler_display()}
        yield Punkt(
            Slag.PURRING,
            rad.dato,
            _("Purring: %(emne)s") % {"emne": rad.emne},
            id=rad.pk,
            aar=rad.anmodning.runde.aar,
            tekst=tekst if rad.kom_fram else f"{tekst} {_('Ingen e-post er sendt.')}",
            url=rad.get_absolute_url(),
            hvem=_navn(rad.utloest_av),
        )


def _dialog(bruker: Bruker, kommune: Kommune) -> Iterator[Punkt]:
    rader = Dialog.objects.for_bruker(bruker).filter(kommune=kommune).select_related("registrert_av")
    for rad in rader.defer("notat"):
        tekst = _("Avtalt: %(avtale)s") % {"avtale": rad.oppfoelging} if rad.oppfoelging else ""
        yield Punkt(
            Slag.DIALOG,
            rad.dato,
            f"{capfirst(rad.get_form_display())}: {rad.emne}",
            id=rad.pk,
            tekst=tekst,
            url=rad.get_absolute_url(),
            hvem=_navn(rad.registrert_av),
            kilde=rad.kilde,
        )


def _vilkaar(oppfoelginger: Iterable[Vilkaarsoppfoelging]) -> Iterator[Punkt]:
    for rad in oppfoelginger:
        navn = capfirst(rad.vilkaar.get_type_display())
        felt = {"vilkaar": navn, "utfall": rad.get_utfall_display()}
        yield Punkt(
            Slag.VILKAAR,
            rad.dato,
            _("%(vilkaar)s: %(utfall)s") % felt,
            id=rad.pk,
            aar=rad.vilkaar.vedtak.aar,
            tekst=rad.notat,
            url=reverse("vedtak:vilkaar-follow-up", args=[rad.vilkaar_id]),
            saksnummer=rad.vilkaar.vedtak.saksnummer,
            hvem=_navn(rad.registrert_av),
        )


def _bosatte(bruker: Bruker, kommune: Kommune) -> Iterator[Punkt]:
    """Counts of persons settled, with their corrections and withdrawals."""
    rader = Bosatt.objects.for_bruker(bruker).filter(kommune=kommune)
    for rad in rader.select_related("registrert_av", "retter"):
        felt = {"dato": langdato(rad.per_dato)}
        if rad.antall is None:
            tittel = _("Tallet på bosatte per %(dato)s er trukket") % felt
        else:
            tittel = _("%(personer)s bosatt per %(dato)s") % (felt | {"personer": personer(rad.antall)})
            if rad.retter_id:
                tittel = _("Rettet: %(telling)s") % {"telling": tittel}
        yield Punkt(
            Slag.BOSATT,
            kjent_fra(rad),
            tittel,
            id=rad.pk,
            gjelder=rad.per_dato,
            aar=rad.aar,
            hvem=_navn(rad.registrert_av),
            kilde=rad.kilde,
            grunn=rad.rettegrunn,
            endringer=(Endring(_("Bosatt"), tall(rad.retter.antall), tall(rad.antall)),)
            if rad.retter_id
            else (),
        )


def _planer(planer: Iterable[Planforankring]) -> Iterator[Punkt]:
    for rad in planer:
        felt = {"plan": plannavn(rad.plan), "status": rad.get_status_display()}
        yield Punkt(
            Slag.PLAN,
            rad.dato,
            _("%(plan)s: %(status)s") % felt,
            id=rad.pk,
            tekst=rad.merknad,
            url=reverse("vedtak:planforankring-history", args=[rad.kommune_id, rad.plan]),
            hvem=_navn(rad.registrert_av),
            kilde=rad.kilde,
        )


def _dokumenter(bruker: Bruker, kommune: Kommune) -> Iterator[Punkt]:
    rader = Dokument.objects.for_bruker(bruker).filter(kommune=kommune)
    for rad in rader.select_related("lastet_opp_av", "vedtak", "erstatter"):
        tittel = _("Dokument: %(navn)s") % {"navn": rad.navn}
        if rad.erstatter_id:
            tittel = _("Nytt dokument: %(navn)s") % {"navn": rad.navn}
        tekst = rad.beskrivelse
        if rad.erstatter_id:
            tekst = " ".join(filter(None, [tekst, _("Erstatter %(navn)s.") % {"navn": rad.erstatter.navn}]))
        yield Punkt(
            Slag.DOKUMENT,
            _dag(rad.lastet_opp_at),
            tittel,
            id=rad.pk,
            aar=rad.aar,
            tekst=tekst,
            url=reverse("vedtak:dokument-download", args=[rad.pk]),
            saksnummer=rad.vedtak.saksnummer if rad.vedtak else "",
            hvem=_navn(rad.lastet_opp_av),
        )


def _kontaktpersoner(kommune: Kommune) -> Iterator[Punkt]:
    rader = Tilgang.objects.filter(rolle=Rolle.KONTAKTPERSON, kommune=kommune).select_related("bruker")
    for rad in rader:
        navn = {"navn": rad.bruker.navn}
        yield Punkt(Slag.KONTAKT, rad.fra, _("%(navn)s er kontaktperson") % navn, id=rad.pk)
        if rad.til:
            tittel = _("%(navn)s er ikke lenger kontaktperson") % navn
            yield Punkt(Slag.KONTAKT, rad.til, tittel, id=rad.pk)


def punktene(
    bruker: Bruker,
    kommune: Kommune,
    *,
    aarene: Iterable[Aarshistorikk],
    retter: frozenset[Rett],
    planer: Iterable[Planforankring],
    oppfoelginger: Iterable[Vilkaarsoppfoelging],
) -> list[Punkt]:
    """Return every point of ``kommune`` that ``bruker`` may see, in no order.

    ``retter`` are those she holds in the municipality's embete; ``planer`` and ``oppfoelginger`` rows she may see. At
    most seven queries.
    """
    egen = kommune.pk in bruker.omfang.kommune_ids
    ansatt = Rett.BEKREFTE_SVAR in retter
    punkter = [punkt for ett in aarene for punkt in _fra_aaret(ett, Rett.SE_RUNDER in retter)]
    punkter += _bekreftelser(kommune, med_kommentar=ansatt or egen)
    punkter += _purringer(bruker, kommune)
    punkter += _bosatte(bruker, kommune)
    punkter += _vilkaar(oppfoelginger)
    punkter += _planer(planer)
    if ansatt or egen:
        punkter += _oensker(kommune)
        punkter += _dokumenter(bruker, kommune)
    if Rett.FOERE_DIALOG in retter:
        punkter += _dialog(bruker, kommune)
    if Rett.INVITERE in retter:
        punkter += _kontaktpersoner(kommune)
    return punkter
