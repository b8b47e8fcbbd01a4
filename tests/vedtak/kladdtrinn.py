"""A kontaktperson's way through the steps with a test client: what a browser would send, page by page."""

from django.urls import reverse

from vedtak.kladdskjema import som_tekst
from vedtak.models import Svarkladd


def begynn(kommune, aar=2016):
    return reverse("vedtak:kladd-start", args=[kommune.pk, aar])


def trinn(kladd: Svarkladd, navn: str) -> str:
    if navn == "se-over":
        return reverse("vedtak:kladd-check", args=[kladd.pk])
    return reverse("vedtak:kladd-trinn", args=[kladd.pk, navn])


def innhold(svar) -> str:
    """Return the page with every run of white space as one space."""
    return " ".join(svar.content.decode().split())


def paa_siden(svar) -> dict[str, str]:
    """Return every field of the form on a page, as the browser would send it back untouched."""
    felt = {felt.html_name: som_tekst(felt) for felt in svar.context["sted"]}
    form = svar.context.get("form")
    if form is not None and svar.context["trinn"] != "dokument":
        felt |= {felt.html_name: som_tekst(felt) for felt in form if som_tekst(felt)}
    return felt


class Vei:
    """One person at one page of a draft; ``svar`` is the page she sees."""

    def __init__(self, klient, adresse: str):
        self.klient, self.adresse = klient, adresse
        self.svar = klient.get(adresse)
        while self.svar.status_code == 302:
            self.adresse = self.svar.url
            self.svar = klient.get(self.adresse)

    @property
    def tekst(self) -> str:
        return innhold(self.svar)

    @property
    def feil(self) -> dict:
        return self.svar.context["form"].errors

    def send(self, til="", **felt):
        """Fill in ``felt``, leave by the button that leads ``til`` (none: «Lagre og gå videre») and go where it leads.

        A box is unticked by the empty text.
        """
        data = paa_siden(self.svar) | felt | ({"til": til} if til else {})
        self.svar = self.klient.post(self.adresse, data)
        while self.svar.status_code == 302:
            self.adresse = self.svar.url
            self.svar = self.klient.get(self.adresse)
        return self


UTFYLT = {
    "svar": {"type": "vedtak", "totalt": "25", "em": "5"},
    "vilkaar": {
        "vilkaar_bolig": "on", "vilkaar_bolig_merknad": "To boliger mangler.", "vilkaar_bolig_dato": "2016-06-01",
    },
    "vedtaket": {
        "vedtaksdato": "2016-02-18", "organ": "Kommunestyret", "saksnummer": "16/77", "merknad": "Se protokollen.",
    },
    "dokument": {},
}  # fmt: skip


def til_se_over(klient, kommune, aar=2016, **felt) -> Vei:
    """Fill in every step of a new answer, a decision of 25 of 30 unless told otherwise, and return the check page."""
    vei = Vei(klient, begynn(kommune, aar))
    for navn, utfylt in UTFYLT.items():
        if vei.svar.context["trinn"] == navn:
            fra = {felt_: verdi for felt_, verdi in felt.items() if felt_ in vei.svar.context["form"].fields}
            vei.send(**(utfylt | fra))
    return vei
