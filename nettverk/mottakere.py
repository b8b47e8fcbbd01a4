"""The members of a group as recipients of e-mail: each address once, and those who have none."""

from collections.abc import Iterable
from dataclasses import dataclass
from email.utils import formataddr, quote

from django.utils.translation import gettext as _

from bosetting.felles.regneark import Ark

from .models import Medlemskap


@dataclass(frozen=True)
class Mottakere:
    """``personer`` are (name, address), in the order of the list; ``uten`` the seats that nobody can be reached for."""

    personer: list[tuple[str, str]]
    uten: list[Medlemskap]

    @property
    def tekst(self) -> str:
        """Return the recipients as the address field of an e-mail program takes them."""
        return "; ".join(_som_adresse(navn, epost) for navn, epost in self.personer)


def _som_adresse(navn: str, epost: str) -> str:
    # formataddr would write æ, ø and å in MIME's own code, which a person cannot read and need not.
    return formataddr((navn, epost)) if navn.isascii() else f'"{quote(navn)}" <{epost}>'


def mottakere(seter: Iterable[Medlemskap], roller: Iterable[str] | None = None) -> Mottakere:
    """Return whom to write to among ``seter`` with one of ``roller`` (all without). Reads ``person``."""
    personer: dict[str, tuple[str, str]] = {}
    uten = []
    for sete in seter:
        if roller is not None and sete.rolle not in roller:
            continue
        if sete.person and sete.person.epost:
            personer.setdefault(sete.person.epost.casefold(), (sete.person.navn, sete.person.epost))
        else:
            uten.append(sete)
    return Mottakere(list(personer.values()), uten)


def som_ark(mottakere_: Mottakere, navn: str) -> Ark:
    """Return the recipients as a sheet: name and address, as e-mail programs import them."""
    return Ark(_("Mottakere"), [navn], [_("Navn"), _("E-post")], mottakere_.personer)
