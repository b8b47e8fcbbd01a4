"""When an activity is, as people write it."""

from datetime import time

from django.utils.translation import gettext as _

from bosetting.felles import norsk

from .models import Aktivitet


def klokke(fra: time | None, til: time | None) -> str:
    """Return «kl. 09.30–15.00», «kl. 09.30», or the empty text when no time is set."""
    return _("kl. %(tider)s") % {"tider": norsk.klokkeslett(fra, til)} if fra else ""


def dager(aktivitet: Aktivitet) -> str:
    """Return «8. januar 2016», or «8. januar 2016 til 9. januar 2016» for an activity of several days."""
    foerste = norsk.langdato(aktivitet.fra_dato)
    if aktivitet.til_dato is None or aktivitet.til_dato == aktivitet.fra_dato:
        return foerste
    return _("%(fra)s til %(til)s") % {"fra": foerste, "til": norsk.langdato(aktivitet.til_dato)}


def naar(aktivitet: Aktivitet) -> str:
    """Return «8. januar 2016 kl. 09.30–15.00»."""
    return " ".join(filter(None, [dager(aktivitet), klokke(aktivitet.fra_tid, aktivitet.til_tid)]))


def datoer(aktivitet: Aktivitet) -> str:
    """Return 08.01.2016, or 08.01.2016–09.01.2016 for an activity of several days."""
    foerste = norsk.dato(aktivitet.fra_dato)
    return f"{foerste}–{norsk.dato(aktivitet.til_dato)}" if aktivitet.til_dato else foerste
