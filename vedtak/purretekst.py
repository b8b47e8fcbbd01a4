"""The words of reminders: what is missing, the named fields of the texts, and the plan proposed where none is made."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from bosetting.felles.flettefelt import flett
from bosetting.felles.norsk import dato, langdato, tall

from .domain import Kommunestatus, Svar
from .purring import Grunn, Mangel, Trinn, Vurdering
from .setninger import enslige, naar, personer

# What a text may ask for, with the words that explain it to the one who writes.
FELT = {
    "kommune": gettext_lazy("kommunens navn"),
    "aar": gettext_lazy("bosettingsåret"),
    "sendt": gettext_lazy("dagen anmodningen ble sendt"),
    "mangler": gettext_lazy("en hel setning om hva vi mangler svar på"),
    "fristsetning": gettext_lazy("en hel setning om når svarfristen er eller var"),
    "frist": gettext_lazy("kommunens svarfrist, også når den er utsatt"),
    "registrering": gettext_lazy("en hel setning om hvor svaret registreres"),
    "kontakt": gettext_lazy("den som kan svare på spørsmål, med e-postadresse"),
    "embete": gettext_lazy("embetets navn"),
}


@dataclass(frozen=True)
class Purretekst:
    """A reminder as one municipality gets it."""

    emne: str
    tekst: str


def mangelsetning(status: Kommunestatus, mangler: Mangel) -> str:
    """Return what we miss as a whole sentence with the figures asked for."""
    anmodet = status.anmodet
    if mangler == Mangel.EM:
        felt = {"em": enslige(anmodet.em)}
        if status.svar["em"] == Svar.VURDERES:
            return _("Vi har fått svar på anmodningen, men ikke endelig svar på delen om %(em)s.") % felt
        return _("Vi har fått svar på anmodningen, men ikke på delen om %(em)s.") % felt
    felt = {"personer": personer(anmodet.totalt)}
    if anmodet.em:
        felt["em"] = enslige(anmodet.em)
        hva = _("anmodningen om %(personer)s, hvorav %(em)s") % felt
    else:
        hva = _("anmodningen om %(personer)s") % felt
    if status.svar["totalt"] == Svar.IKKE_SVART:
        return _("Vi mangler svar på %(hva)s.") % {"hva": hva}
    return _("Vi mangler endelig svar på %(hva)s.") % {"hva": hva}


def fristsetning(status: Kommunestatus, frist: date, mangler: Mangel, dag: date) -> str:
    """Return when the answer is due or was, counted from ``dag``; ``frist`` is the day that steps count from."""
    felt = {"frist": langdato(frist), "naar": naar(frist, dag)}
    if status.frist is not None and frist > status.frist:
        if mangler == Mangel.EM:
            return _("Spørsmålet skulle vurderes på nytt %(frist)s, %(naar)s.") % felt
        if status.svar["totalt"] == Svar.VURDERES:
            return _("Saken skulle vurderes på nytt %(frist)s, %(naar)s.") % felt
        return _("Kommunen ba om utsatt frist til %(frist)s, %(naar)s.") % felt
    if frist < dag:
        return _("Svarfristen var %(frist)s, %(naar)s.") % felt
    return _("Svarfristen er %(frist)s, %(naar)s.") % felt


def registreringssetning(lenke: str) -> str:
    """Return where the answer is registered; ``lenke`` is empty where the system does not know its own address."""
    if lenke:
        return _("Registrer svaret her: %(lenke)s") % {"lenke": lenke}
    return _("Logg inn i bosetting og registrer svaret under «Min kommune».")


def flettet(trinn: Trinn, verdier: dict[str, str]) -> Purretekst:
    """Return a step's subject and text with the fields put in. The subject is one line whatever a name holds."""
    emne = flett(trinn.emne, verdier, markdown=False)
    return Purretekst(" ".join(emne.split())[:300], flett(trinn.tekst, verdier, markdown=False))


def trinnavn(virkedager: int) -> str:
    """Return a step as people say it: «10 virkedager før fristen», «på fristdagen», «1 virkedag etter fristen»."""
    if virkedager == 0:
        return _("på fristdagen")
    felt = {"antall": tall(abs(virkedager))}
    if virkedager < 0:
        return (
            ngettext("%(antall)s virkedag før fristen", "%(antall)s virkedager før fristen", -virkedager)
            % felt
        )
    return (
        ngettext("%(antall)s virkedag etter fristen", "%(antall)s virkedager etter fristen", virkedager)
        % felt
    )


def grunnsetning(vurdering: Vurdering) -> str:
    """Return in a sentence why a municipality is not reminded."""
    felt = {"dato": dato(vurdering.naar)}
    match vurdering.grunn:
        case Grunn.SVART:
            return _("Har svart.")
        case Grunn.ERSTATTET:
            return _("En senere runde gjelder i stedet for denne.")
        case Grunn.UTEN_FRIST:
            return _("Har ingen svarfrist å regne fra.")
        case Grunn.VENTER:
            return _("Har selv oppgitt at svaret kommer %(dato)s.") % felt
        case Grunn.UTSATT:
            return _("Har fått utsatt frist til %(dato)s.") % felt
        case Grunn.SENDT:
            return _("Fikk dette trinnet %(dato)s.") % felt
        case Grunn.IKKE_FORFALT if vurdering.naar:
            return _("Ingen purring nå. Neste trinn er %(dato)s.") % felt
    return _("Ingen av trinnene passer denne dagen.")


def foreslaatt_plan() -> tuple[Trinn, ...]:
    """Return the steps proposed for a round that has no plan of its own."""
    return (
        Trinn(
            -10,
            _("Bosetting i {{ aar }}: svarfristen nærmer seg"),
            _(
                "Til {{ kommune }} kommune\n\n"
                "Dette er en påminnelse om anmodningen om bosetting av flyktninger i {{ aar }}, sendt {{ sendt }}. "
                "{{ mangler }} {{ fristsetning }}\n\n"
                "{{ registrering }}\n\n"
                "Rekker dere ikke fristen, ber vi dere si fra om når svaret kommer. "
                "Spørsmål kan rettes til {{ kontakt }}.\n\n"
                "Vennlig hilsen\n{{ embete }}"
            ),
        ),
        Trinn(
            1,
            _("Purring: svar om bosetting i {{ aar }}"),
            _(
                "Til {{ kommune }} kommune\n\n"
                "Vi viser til anmodningen om bosetting av flyktninger i {{ aar }}, sendt {{ sendt }}. "
                "{{ mangler }} {{ fristsetning }}\n\n"
                "Vi ber dere svare så snart dere kan. {{ registrering }}\n\n"
                "Trenger dere mer tid, ber vi dere si fra om hvorfor, og når svaret kommer. "
                "Spørsmål kan rettes til {{ kontakt }}.\n\n"
                "Vennlig hilsen\n{{ embete }}"
            ),
        ),
        Trinn(
            10,
            _("Ny purring: svar om bosetting i {{ aar }}"),
            _(
                "Til {{ kommune }} kommune\n\n"
                "{{ mangler }} {{ fristsetning }} Anmodningen gjelder bosetting av flyktninger i {{ aar }}, "
                "og ble sendt {{ sendt }}.\n\n"
                "Uten svar fra alle kommunene vet vi ikke hvor mange som får et sted å bo. Vi ber derfor om svar nå, "
                "også om svaret er nei eller gjelder færre enn dere er bedt om.\n\n"
                "{{ registrering }}\n\n"
                "Ta gjerne kontakt med {{ kontakt }} om noe står i veien for et svar.\n\n"
                "Vennlig hilsen\n{{ embete }}"
            ),
        ),
    )
