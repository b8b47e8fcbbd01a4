"""A report as files: the PDF, one HTML file, and the package for the archive with everything the report stands on.

The package of an edition holds what was frozen. Only the rows behind the figures are read from the records, as known
at the cut-off. The same report gives the same bytes.
"""

import hashlib
import json
from base64 import b64encode
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from django.conf import settings
from django.contrib.staticfiles import finders
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.safestring import mark_safe
from django.utils.timezone import template_localtime
from django.utils.translation import gettext as _

from bosetting import VERSJON
from bosetting.felles.dokument.blokker import Dokument
from bosetting.felles.dokument.html import som_html
from bosetting.felles.dokument.typst import som_pdf
from bosetting.felles.norsk import kortnavn, langdato
from bosetting.felles.regneark import som_csv, som_xlsx

from . import frysing, pakketabeller, queries
from .dokument import filnavn
from .ferdig import ferdig_dokument
from .kilder import kildevedlegg
from .models import Rapport, Utgave
from .queries_utgaver import gjeldende_utgave, sendt
from .rettelogg import som_frosset
from .sammenligning import Kapitteltekst, figurer_fra_json, tekster_fra_json
from .skrevet import skrevne_tekster
from .tallregister import Figur, figurer

LESMEG = "LESMEG.txt"


@dataclass(frozen=True)
class Rapportinnhold:
    """A report at one moment: an edition, or as it stands. ``fakta`` are label and value for who opens the files."""

    rapport: Rapport
    utgave: Utgave | None
    stamme: str
    dokument: Dokument
    figurer: Mapping[str, Figur]
    tekster: Mapping[str, Kapitteltekst]
    fakta: tuple[tuple[str, str], ...]

    def som_pdf(self) -> bytes:
        return bytes(self.utgave.pdf) if self.utgave else som_pdf(self.dokument)

    def som_html(self) -> bytes:
        """Return one HTML file that needs no other."""
        avtrykk = self.utgave.sha256 if self.utgave else ""
        return html_fil(self.dokument, avtrykk).encode()

    def som_pakke(self) -> bytes:
        """Return the package as a zip, its words in bokmål whoever asks."""
        with translation.override(settings.LANGUAGE_CODE):
            om = ((_("Rapport"), self.dokument.tittel), (_("Avsender"), self.dokument.forfatter), *self.fakta)
            return zip_av(self._filer(), self.dokument.dato, om)

    def _filer(self) -> Iterator[tuple[str, str, bytes]]:
        """Yield path, what it is, and content of each file."""
        yield "rapport.pdf", _("rapporten, som PDF/UA og PDF/A"), self.som_pdf()
        yield "rapport.html", _("rapporten som én nettside, for skjermlesere og mobil"), self.som_html()
        tallene = pakketabeller.tall_som_ark(self.figurer.values())
        tabellene = pakketabeller.tabeller(self.dokument)
        yield "data/tall.csv", _("hvert tall i rapporten, med navn, verdi og kilde"), som_csv(tallene)
        yield "data/tall.json", _("de samme tallene for programmer"), _json(self._tall_som_verdier())
        bok = som_xlsx(tallene, *(tabell.ark for tabell in tabellene), laget=self.dokument.dato)
        yield "data/tabeller.xlsx", _("tallene og alle tabellene i rapporten, ett ark hver"), bok
        for tabell in tabellene:
            if tabell.vedlegg:
                sti = f"vedlegg/{kortnavn(tabell.vedlegg)}-{kortnavn(tabell.nummer)}.csv"
                yield sti, f"{tabell.vedlegg}: {tabell.tittel}", som_csv(tabell.ark)
        yield (
            "kilder/kilder.csv",
            _("hvor hvert tall og hver tabell er hentet fra"),
            som_csv(pakketabeller.kilder_som_ark(self.dokument, self.figurer.values())),
        )
        for nr, tabell in enumerate(self._radene_bak(), start=1):
            sti = f"kilder/{nr:02}-{kortnavn(tabell.tittel)[:60]}.csv"
            yield sti, _("radene bak tallene: %(tittel)s") % {"tittel": tabell.tittel}, som_csv(tabell.ark)
        skrevne = [(noekkel, ett) for noekkel, ett in self.tekster.items() if ett.tekst.strip()]
        for nr, (noekkel, ett) in enumerate(skrevne, start=1):
            tekst = f"# {ett.overskrift}\n\n{ett.tekst.strip()}\n"
            hva = _("slik det er skrevet: %(overskrift)s") % {"overskrift": ett.overskrift}
            yield f"tekst/{nr:02}-{kortnavn(noekkel)}.md", hva, tekst.encode()
        if self.utgave:
            yield (
                "data/dokument.json",
                _("hele rapporten som data, slik den ble frosset"),
                _json(frysing.dokument_som_json(self.dokument)),
            )

    def _tall_som_verdier(self) -> dict:
        return {
            "tittel": self.dokument.tittel,
            "skjaeringsdato": self.dokument.dato.isoformat(),
            "tall": [pakketabeller.som_verdier(figur) for figur in self.figurer.values()],
        }

    def _radene_bak(self) -> tuple[pakketabeller.Pakketabell, ...]:
        g = queries.grunnlag(self.rapport)
        blokker = tuple(kildevedlegg(self.rapport, g, self.utgave))
        return pakketabeller.tabeller(Dokument(self.dokument.tittel, self.dokument.dato, blokker))


def innhold(av: Rapport | Utgave) -> Rapportinnhold:
    """Return an edition as frozen, or a report: its edition when it is approved or sent, else as it stands, a draft.

    The words are bokmål whoever asks. Raises ``frysing.Frysefeil``.
    """
    with translation.override(settings.LANGUAGE_CODE):
        utgave = av if isinstance(av, Utgave) else gjeldende_utgave(av)
        return _av_utgave(utgave) if utgave else _av_utkast(av)


def lag_pakke(av: Rapport | Utgave) -> bytes:
    """Return the package for the archive, as a zip. Raises ``frysing.Frysefeil``."""
    return innhold(av).som_pakke()


def _av_utkast(rapport: Rapport) -> Rapportinnhold:
    g = queries.grunnlag(rapport)
    return Rapportinnhold(
        rapport=rapport,
        utgave=None,
        stamme=f"{filnavn(g).removesuffix('.pdf')}-utkast",
        dokument=ferdig_dokument(rapport, g),
        figurer=figurer(g),
        tekster=skrevne_tekster(g),
        fakta=(
            (_("Utgave"), _("utkast, ikke godkjent")),
            (_("Tall per"), langdato(g.skjaeringsdato)),
            (_("Program"), f"bosetting {VERSJON}"),
        ),
    )


def _av_utgave(utgave: Utgave) -> Rapportinnhold:
    rapport, gikk = som_frosset(utgave), sendt(utgave)
    fakta = [
        (_("Utgave"), str(utgave.nummer)),
        (_("Tall per"), langdato(rapport.skjaeringsdato)),
        (
            _("Godkjent"),
            f"{langdato(template_localtime(utgave.godkjent_at).date())}, {utgave.godkjent_av.navn}",
        ),
    ]
    if gikk:
        fakta.append((_("Sendt"), ", ".join(filter(None, (langdato(gikk.dato), gikk.mottaker)))))
        if gikk.journalnummer:
            fakta.append((_("Journalnummer"), gikk.journalnummer))
    laget = ", ".join(f"{navn} {versjon}" for navn, versjon in sorted(utgave.versjoner.items()))
    return Rapportinnhold(
        rapport=rapport,
        utgave=utgave,
        stamme=utgave.adresse,
        dokument=frysing.frosset_dokument(utgave),
        figurer=figurer_fra_json(utgave.tall),
        tekster=tekster_fra_json(utgave.tekster),
        fakta=(*fakta, (_("Laget med"), laget)),
    )


def html_fil(dokument: Dokument, avtrykk: str = "") -> str:
    """Return a document as one accessible HTML file with its style in it. It fetches nothing, and runs nothing."""
    stil = "\n".join(
        [_skrift(), *(_statisk(f"css/{navn}").decode() for navn in ("rapportfil.css", "dokument.css"))]
    )
    return render_to_string(
        "rapporter/pakke/rapport.html",
        {
            "dokument": dokument,
            "stil": mark_safe(f"<style>\n{stil}</style>"),
            "innhold": som_html(dokument, med_tittel=True),
            "avtrykk": avtrykk,
        },
    )


def _skrift() -> str:
    """Return the font the charts are measured in, as part of the style sheet: in another one their words are cut."""
    data = b64encode(_statisk("vendor/inter/inter-latin-wght-normal.woff2")).decode()
    return f'@font-face {{ font-family: Inter; font-weight: 100 900; src: url("data:font/woff2;base64,{data}"); }}'


def _statisk(sti: str) -> bytes:
    funnet = finders.find(sti)
    if funnet is None:
        raise FileNotFoundError(f"static/{sti}")
    return Path(funnet).read_bytes()


def zip_av(filer: Iterator[tuple[str, str, bytes]], dag: date, fakta: tuple[tuple[str, str], ...]) -> bytes:
    """Return (path, what it is, content) as a zip dated ``dag``, with a file first that says what each is.

    Its lines «SHA-256  path» are what ``sha256sum -c`` reads. The same files give the same bytes.
    """
    alle = list(filer)
    ut = BytesIO()
    with ZipFile(ut, "w") as pakke:
        for sti, innholdet in ((LESMEG, _lesmeg(alle, fakta)), *((sti, ett) for sti, _hva, ett in alle)):
            medlem = ZipInfo(sti, date_time=(max(dag.year, 1980), dag.month, dag.day, 0, 0, 0))
            medlem.create_system, medlem.external_attr = 3, 0o644 << 16
            pakke.writestr(medlem, innholdet, ZIP_DEFLATED, 9)
    return ut.getvalue()


def _lesmeg(filer: list[tuple[str, str, bytes]], fakta: tuple[tuple[str, str], ...]) -> bytes:
    linjer = [
        # What somebody typed stays on its line: a line of its own could pass for the sum of a file.
        *(" ".join(f"{navn}: {verdi}".split()) for navn, verdi in fakta),
        "",
        _("Filene i pakken:"),
        "",
        *(f"{sti}\n    {' '.join(hva.split())}" for sti, hva, _innhold in filer),
        "",
        _("Tekst i CSV-filene er UTF-8, med semikolon mellom kolonnene. Tom celle betyr ukjent, aldri null."),
        "",
        _("SHA-256 av hver fil («sha256sum -c LESMEG.txt» kontrollerer dem):"),
        "",
        *(f"{hashlib.sha256(innholdet).hexdigest()}  {sti}" for sti, _hva, innholdet in filer),
    ]
    return ("\n".join(linjer) + "\n").encode()


def _json(verdier: dict) -> bytes:
    return (json.dumps(verdier, ensure_ascii=False, indent=1, sort_keys=False) + "\n").encode()
