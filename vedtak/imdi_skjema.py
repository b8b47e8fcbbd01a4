"""What is asked for when a snapshot from IMDi is sent in: the file, and the date it holds for."""

from django.utils.translation import gettext_lazy as _

from bosetting.felles.filskjema import FilForm
from bosetting.felles.skjema import DatoField


class ImdiForm(FilForm):
    """A file with requested, decided and settled; the date only when the file has no column for it."""

    per_dato = DatoField(
        label=_("Datoen tallene gjelder for"),
        required=False,
        help_text=_("Dagen IMDi hentet tallene. La den stå tom når filen har en egen kolonne med dato."),
    )

    field_order = ["fil", "celler", "per_dato"]
