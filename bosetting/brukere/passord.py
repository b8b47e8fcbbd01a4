"""How passwords are kept and which are refused."""

from django.conf import settings
from django.contrib.auth.hashers import Argon2PasswordHasher
from django.contrib.auth.password_validation import MinimumLengthValidator, UserAttributeSimilarityValidator
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from .demo import DEMOPASSORD

# Words that make a long password easy to guess here; Django's own list has only 49 of 15 characters or more.
_ORD = (
    "passord", "password", "bosetting", "kommune", "fylkesmann", "statsforvalter", "flyktning", "sommer", "vinter",
    "velkommen", "qwerty", "asdfgh", "qazwsx", "abc", "admin", "norge", "hemmelig",
)  # fmt: skip


class Argon2Hasher(Argon2PasswordHasher):
    """Argon2id as OWASP ASVS approves: 46 MiB, one pass. Django's default takes 1.6 GiB for 16 logins."""

    memory_cost = 47104
    time_cost = 1
    parallelism = 1


class MinstLengde(MinimumLengthValidator):
    """A minimum length. Django 5.2's own sentence has no bokmål translation, so people met it in English."""

    def get_error_message(self):
        return _("Passordet er for kort. Det må ha minst %(antall)s tegn.") % {"antall": self.min_length}

    def get_help_text(self):
        return _("Passordet må ha minst %(antall)s tegn. Flere ord etter hverandre er lett å huske.") % {
            "antall": self.min_length
        }


class UlikNavnOgEpost(UserAttributeSimilarityValidator):
    """Not the person's own name or address, said in a whole sentence."""

    def get_error_message(self):
        return _("Passordet ligner for mye på navnet ditt eller e-postadressen din.")

    def get_help_text(self):
        return _("Passordet kan ikke ligne på navnet ditt eller e-postadressen din.")


class KjenteLangePassord:
    """Refuse long passwords that are only known words, repeats, digits and years; and the demo's outside the demo."""

    def validate(self, password, user=None):
        rest = password.casefold()
        for ordet in _ORD:
            rest = rest.replace(ordet, "")
        bokstaver = [tegn for tegn in rest if tegn.isalpha()]
        trykt = not settings.DEBUG and password in DEMOPASSORD
        if trykt or len(bokstaver) < 4 or len(set(rest)) < 5:
            raise ValidationError(
                _("Passordet er for lett å gjette. Bruk gjerne flere ord som ikke hører sammen."),
                code="kjent_passord",
            )

    def get_help_text(self):
        return _("Passordet kan ikke bare bestå av vanlige ord, årstall og gjentakelser.")
