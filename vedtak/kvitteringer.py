"""The receipt of an answer that a municipality sent in: on the page, on paper and by e-mail, with the same words."""

from dataclasses import dataclass
from datetime import date

from django.db.models import F
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import template_localtime
from django.utils.translation import gettext as _

from bosetting.brukere.models import Bruker
from bosetting.brukere.mottakere import kontaktpersoner
from bosetting.varsler.actions import varsle

from .kommunehistorikk import Endring, endringer, utfylte_felt
from .models import Dokument, Vedtak

SLAG = "kvittering"


@dataclass(frozen=True)
class Kvittering:
    """What was sent in, by whom and when. ``bekreftelse`` says whether the embete has confirmed it."""

    vedtak: Vedtak
    referanse: str
    felt: list[tuple[str, str]]
    endringer: list[Endring]
    dokumenter: list[Dokument]
    bekreftet: bool
    bekreftelse: str


def referanse(vedtak: Vedtak) -> str:
    """Return the number that both sides can name the answer by: year, municipality, row."""
    return f"{vedtak.aar}-{vedtak.kommune.nr}-{vedtak.pk}"


def kvittering(vedtak: Vedtak) -> Kvittering:
    """Return the receipt of an answer. Documents that were added or replaced later are not part of what was sent in."""
    bekreftet = vedtak.bekreftelser.filter(utfall="bekreftet").first()
    if bekreftet:
        tekst = _("Bekreftet av embetet %(dato)s.") % {"dato": date_format(bekreftet.dato, "j. F Y")}
    else:
        tekst = _("Ubekreftet til embetet har bekreftet svaret. Det gjelder likevel fra det er sendt inn.")
    return Kvittering(
        vedtak=vedtak,
        referanse=referanse(vedtak),
        felt=utfylte_felt(vedtak),
        endringer=endringer(vedtak.retter, vedtak) if vedtak.retter else [],
        # A file that lay with the draft keeps its name in the store as its form's key too.
        dokumenter=list(vedtak.dokumenter.filter(skjemanoekkel=F("noekkel")).order_by("pk")),
        bekreftet=bekreftet is not None,
        bekreftelse=tekst,
    )


def som_tekst(en: Kvittering) -> str:
    """Return the receipt as plain text, as it goes by e-mail."""
    vedtak = en.vedtak
    hva = _("rettelsen av svaret") if vedtak.retter_id else _("svaret")
    linjer = [
        _("%(kommune)s kommune har sendt inn %(hva)s for bosetting i %(aar)s.")
        % {"kommune": vedtak.kommune.navn, "hva": hva, "aar": vedtak.aar},
        "",
        _("Referanse: %(referanse)s") % {"referanse": en.referanse},
        _("Sendt inn av: %(navn)s") % {"navn": vedtak.registrert_av.navn},
        _("Sendt inn: %(tid)s")
        % {"tid": date_format(template_localtime(vedtak.registrert_at), "j. F Y \\k\\l. H.i")},
    ]
    if vedtak.rettegrunn:
        linjer.append(_("Hvorfor svaret er rettet: %(grunn)s") % {"grunn": vedtak.rettegrunn})
    linjer += ["", *(f"{navn}: {verdi}" for navn, verdi in en.felt)]
    if en.endringer:
        linjer += ["", _("Dette er endret:")]
        linjer += [f"{endring.navn}: {endring.foer} → {endring.etter}" for endring in en.endringer]
    if en.dokumenter:
        linjer += ["", _("Dokumenter:")]
        linjer += [f"{dokument.navn} (SHA-256 {dokument.sha256})" for dokument in en.dokumenter]
    return "\n".join([*linjer, "", en.bekreftelse])


def meld(*, vedtak: Vedtak, by: Bruker, dag: date) -> None:
    """Send the receipt to the sender and the municipality's other contact persons. Call it inside the write."""
    vedtak = Vedtak.objects.nyeste_foerst().get(pk=vedtak.pk)
    varsle(
        til=[by, *kontaktpersoner(vedtak.kommune, dag)],
        slag=SLAG,
        tittel=_("Kvittering: svaret for %(aar)s fra %(kommune)s er sendt inn")
        % {"aar": vedtak.aar, "kommune": vedtak.kommune.navn},
        tekst=som_tekst(kvittering(vedtak)),
        noekkel=f"{SLAG}:{vedtak.noekkel}",
        url_sti=reverse("vedtak:vedtak-receipt", args=[vedtak.pk]),
    )
