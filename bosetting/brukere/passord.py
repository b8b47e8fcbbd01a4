"""How passwords are kept and which are refused."""

from django.contrib.auth.hashers import Argon2PasswordHasher
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

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


class KjenteLangePassord:
    """Refuse long passwords that are only known words, repeats, digits and years."""

    def validate(self, password, user=None):
        rest = password.casefold()
        for ordet in _ORD:
            rest = rest.replace(ordet, "")
        bokstaver = [tegn for tegn in rest if tegn.isalpha()]
        if len(bokstaver) < 4 or len(set(rest)) < 5:
            raise ValidationError(
                _("Passordet er for lett å gjette. Bruk gjerne flere ord som ikke hører sammen."),
                code="kjent_passord",
            )

    def get_help_text(self):
        return _("Passordet kan ikke bare bestå av vanlige ord, årstall og gjentakelser.")
