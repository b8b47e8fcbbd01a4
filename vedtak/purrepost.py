"""One reminder as e-mail."""

from django.core.mail import EmailMessage

from bosetting.brukere.models import Bruker
from bosetting.felles import epost
from bosetting.felles.epost import Utfall, adresse, en_linje, hodefelt

from .models import Purremottaker


def som_epost(mottaker: Purremottaker, svar_til: Bruker | None = None) -> EmailMessage:
    """Return the mail to one recipient. Names cannot bring in headers of their own."""
    return EmailMessage(
        subject=en_linje(mottaker.purring.emne),
        body=mottaker.purring.tekst,
        to=[adresse(mottaker.navn, mottaker.epost)],
        reply_to=[adresse(svar_til.navn, svar_til.email)] if svar_til else None,
        headers=hodefelt(f"purring.{mottaker.noekkel}"),
    )


def lever(mottaker: Purremottaker, svar_til: Bruker | None = None) -> tuple[Utfall, str]:
    """Hand the mail to the server and return what it said, with the fault in words."""
    return epost.lever(som_epost(mottaker, svar_til))
