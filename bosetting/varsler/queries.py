"""Read models of notices: a person's newest, and what did not go by e-mail."""

from datetime import datetime

from django.db.models import QuerySet

from bosetting.brukere.models import Bruker

from .models import Varsel


def siste(bruker: Bruker, antall: int) -> list[Varsel]:
    """Return the newest notices of a person, the unread first. One query."""
    return list(Varsel.objects.for_bruker(bruker).uleste_foerst()[:antall])


def uten_epost(tid: datetime) -> QuerySet[Varsel]:
    """Return the notices whose mail is given up, the newest attempt first, with whom they are to."""
    return Varsel.objects.oppgitte(tid).select_related("bruker").order_by("-epost_forsoek_at", "-pk")
