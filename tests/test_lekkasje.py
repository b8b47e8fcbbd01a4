"""Nothing of another municipality leaks: marks planted in everything about Moss, every address asked as Halden.

The planting fills each free text of a model by itself, so that a new field is covered the day it is made; a new model
that belongs to a municipality must be planted (the last test says so).
"""

import re
import uuid
from io import BytesIO
from itertools import islice, product
from types import SimpleNamespace
from zipfile import ZipFile

import pytest
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, models
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pypdf import PdfReader

from anmodninger.models import Anmodning, Brev, Fristutsettelse
from bosetting.brukere import kalenderadresser
from bosetting.brukere.models import Bruker, Invitasjon, Tilgang
from bosetting.felles.dag import naa
from bosetting.kommuner.models import Folketall, Kommune
from bosetting.varsler.models import Varsel
from tests.anmodninger.factories import RundeFactory
from tests.brukere.factories import BrukerFactory
from tests.nettverk import omraader
from tests.nettverk.factories import ProsjektFactory
from tests.test_tilgangsmatrise import alle_adresser
from tests.tilgangstabell import MATRISE
from tests.vedtak.dokumentfactories import pdf
from vedtak import models as vedtak

# What stands in a file that has to be unpacked or read: a workbook, a PDF.
PAKKET = (b"PK\x03\x04", b"%PDF")
MERKE, MERKETALL = "KANARI", 97_531
MANGLER = 99_999_999
UUID = r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
LOTTET = rf'name="csrfmiddlewaretoken" value="\w+"|name="[\w-]*noekkel" value="{UUID}"'
# What of a municipality everybody may know, or what holds nothing that somebody wrote.
OFFENTLIG = {
    "kommuner.Folketall",
    "kommuner.KommuneEndring",
    "kommuner.Kommunegrense",
    "anmodninger.Anmodning",
    "vedtak.ImdiTall",
}
ARBEID = {"anmodninger.Utkastlinje", "anmodninger.Fordelingsrad"}


# Rows whose keys the forms of the municipality carry.
KRYSSENDE = (
    Kommune,
    vedtak.Vedtak,
    vedtak.Svarkladd,
    vedtak.Kladdfil,
    vedtak.Dokument,
    vedtak.Endringsoenske,
)


def plant(modell, dag, **felt):
    """Make one row whose every free text carries the mark."""
    for kolonne in modell._meta.concrete_fields:
        if kolonne.name in felt or kolonne.primary_key or kolonne.choices or kolonne.is_relation:
            continue
        if isinstance(kolonne, models.EmailField):
            felt[kolonne.name] = f"{MERKE}.{modell.__name__}@example.test".lower()
        elif isinstance(kolonne, models.CharField | models.TextField):
            felt[kolonne.name] = f"{MERKE}-{modell.__name__}-{kolonne.name}"[: kolonne.max_length or 200]
        elif isinstance(kolonne, models.JSONField):
            felt[kolonne.name] = {"merknad": MERKE}
        elif isinstance(kolonne, models.DateTimeField) and not kolonne.null:
            felt[kolonne.name] = naa()
        elif isinstance(kolonne, models.DateField) and not kolonne.null:
            felt[kolonne.name] = dag
        elif isinstance(kolonne, models.PositiveIntegerField) and not kolonne.has_default():
            felt[kolonne.name] = MERKETALL
    return modell.objects.create(**felt)


@pytest.fixture
def offentlig(embete, naboembete, halden, moss, kontaktperson, nabokontaktperson):
    """What everybody may know: both are asked, and both have inhabitants, so that they are compared."""
    for kommune in (halden, moss):
        Folketall.objects.create(kommune=kommune, aar=2016, antall=30_000)
    return RundeFactory(embete=embete, linjer=[(halden, 30, 5), (moss, 40, 5)])


@pytest.fixture
def plant_alt(offentlig, embete, naboembete, moss, nabokontaktperson, saksbehandler, dag):
    """Return the function that plants everything about Moss."""
    return lambda: _plant_alt(offentlig, embete, naboembete, moss, nabokontaktperson, saksbehandler, dag)


@pytest.fixture
def plantet(plant_alt):
    """Return everything about Moss: rows by model."""
    return plant_alt()


def _plant_alt(runde, embete, naboembete, moss, nabokontaktperson, saksbehandler, dag):
    anmodning = Anmodning.objects.get(runde=runde, kommune=moss)
    Bruker.objects.filter(pk=nabokontaktperson.pk).update(navn=f"{MERKE} Moss", telefon=f"{MERKE}-tlf")
    rader = [moss, nabokontaktperson, Tilgang.objects.get(bruker=nabokontaktperson)]

    def plantes(modell, **felt):
        rader.append(plant(modell, dag, **felt))
        return rader[-1]

    svar = {"kommune": moss, "aar": 2016, "registrert_av": nabokontaktperson, "fra_kommunen": True}
    foerste = plantes(vedtak.Vedtak, **svar, em=5, rettegrunn="", vedtaksdato=dag)
    rettelse = plantes(vedtak.Vedtak, **svar, em=5, retter=foerste, vedtaksdato=dag)
    vilkaar = plantes(vedtak.Vilkaar, vedtak=rettelse, type="annet")
    av = {"registrert_av": saksbehandler}
    plantes(vedtak.Vilkaarsoppfoelging, vilkaar=vilkaar, utfall="gjelder", **av)
    plantes(vedtak.Bekreftelse, vedtak=rettelse, utfall="sendt_tilbake", **av)
    oenske = plantes(
        vedtak.Endringsoenske, kommune=moss, aar=2016, vedtak=rettelse, sendt_av=nabokontaktperson
    )
    plantes(vedtak.Endringsoenskesvar, oenske=oenske, utfall="avslaatt", **av)
    kladd = plantes(
        vedtak.Svarkladd, kommune=moss, aar=2016, opprettet_av=nabokontaktperson, endret_av=nabokontaktperson,
        data={"totalt": str(MERKETALL), "merknad": MERKE},
    )  # fmt: skip
    plantes(vedtak.Kladdfil, kladd=kladd, lastet_opp_av=nabokontaktperson)
    plantes(vedtak.Dokument, kommune=moss, aar=2016, vedtak=rettelse, lastet_opp_av=nabokontaktperson)
    plantes(vedtak.Planforankring, kommune=moss, plan="bolig", status="omtalt", **av)
    plantes(vedtak.Bosatt, kommune=moss, aar=2016, rettegrunn="", **av)
    plantes(vedtak.Dialog, embete=embete, kommune=moss, form="besoek", **av)
    purring = plantes(vedtak.Purring, anmodning=anmodning, virkedager=1, mangler="alt")
    plantes(vedtak.Purremottaker, noekkel=kladd.noekkel, purring=purring, bruker=nabokontaktperson)
    plantes(Fristutsettelse, anmodning=anmodning, registrert_av=saksbehandler)
    plantes(Brev, anmodning=anmodning)
    plantes(Varsel, bruker=nabokontaktperson, epost=False)
    plantes(Invitasjon, embete=embete, opprettet_av=saksbehandler).kommuner.add(moss)
    v = SimpleNamespace(
        embete=embete, naboembete=naboembete, moss=moss, nabokontaktperson=nabokontaktperson, dag=dag,
        saksbehandler=saksbehandler,
        prosjekt=ProsjektFactory(embete=embete),
    )  # fmt: skip
    omraader.plant(plantes, v)
    return rader


def tekst(svar) -> str:
    """Return what a person could read of an answer, workbooks unpacked and PDFs read."""
    innhold = svar.getvalue() if svar.streaming is False else b"".join(svar.streaming_content)
    if innhold[:2] == b"PK":
        with ZipFile(BytesIO(innhold)) as pakke:
            innhold = b"".join(pakke.read(navn) for navn in pakke.namelist())
    elif innhold[:4] == b"%PDF":
        innhold = "".join(ark.extract_text() for ark in PdfReader(BytesIO(innhold)).pages).encode()
    # What is drawn by lot for each answer says nothing, but once in many thousand pages it spells a mark.
    ren = re.sub(LOTTET, "", innhold.decode("utf-8", "replace"))
    return re.sub(r"[\s\u00a0\u202f]", "", ren) + " ".join(f"{navn}: {verdi}" for navn, verdi in svar.items())


def adresser(plantet, kommuner, person="kontaktperson", metode="GET"):
    """Yield every address that a browser can ask for, with each of the planted rows in each place for a key.

    Where a persona is stopped for her role, no key is looked at: one of them will do.
    """
    noekler = sorted({rad.pk for rad in plantet})
    uuider = [rad.noekkel for rad in plantet if isinstance(getattr(rad, "noekkel", None), uuid.UUID)]
    for navn, moenster in alle_adresser():
        if navn not in MATRISE or metode not in MATRISE[navn][0]:
            continue
        valg = []
        for argument, leser in moenster.pattern.converters.items():
            if argument == "aar":
                valg.append([2016])
            elif argument == "kommune_pk":
                valg.append(kommuner)
            elif type(leser).__name__ == "UUIDConverter":
                valg.append(uuider)
            elif type(leser).__name__ == "IntConverter":
                valg.append(noekler)
            else:
                ord = ["csv", "xlsx", "svaret", "vedtatt.totalt", "0104"]
                valg.append([ett for ett in ord if re.fullmatch(leser.regex, ett)])
        stengt = MATRISE[navn][1][person] == "403"
        for verdier in islice(product(*valg), 1 if stengt else None):
            yield navn, reverse(navn, kwargs=dict(zip(moenster.pattern.converters, verdier, strict=True)))


@pytest.mark.parametrize(
    "sporring", ["", "?kommune=0104&fylke=01&alle=1&per=2016-03-09", "?sorter=-vedtatt-totalt&vis=alle"]
)
def test_no_address_tells_a_kontaktperson_of_another_municipality(
    som, kontaktperson, plantet, moss, halden, sporring
):
    leser = som(kontaktperson)
    for navn, url in adresser(plantet, [moss.pk, halden.pk]):
        svar = leser.get(url + sporring)
        assert svar.status_code < 500, url
        funnet = tekst(svar)
        assert MERKE.lower() not in funnet.lower(), f"{navn} {url}{sporring}"
        assert str(MERKETALL) not in funnet, f"{navn} {url}{sporring}"


# What the embete does not see of its own municipalities, and what only those who handle the cases see.
KOMMUNENS_EGET = {"Svarkladd", "Kladdfil", "Varsel"}
# The papers of a meeting that only the group's members may see: nobody who is not one, and does not lead the work.
LUKKET_MOETE = {
    "Moete", "Sak", "Sakspapir", "Innkalling", "Moetebrev", "Oppfoelgingspunkt", "Referat",
}  # fmt: skip
IKKE_FOR_LESERE = KOMMUNENS_EGET | LUKKET_MOETE | {
    "Dokument", "Dialog", "Vilkaarsoppfoelging", "Endringsoenske", "Endringsoenskesvar", "Purring",
    "Purremottaker", "Invitasjon", "Person", "Paamelding", "Tilbakemelding", "Sitat",
}  # fmt: skip


@pytest.mark.parametrize(
    ("person", "skjult"),
    [
        ("leser", IKKE_FOR_LESERE),
        ("saksbehandler", KOMMUNENS_EGET | LUKKET_MOETE),
        ("nabosaksbehandler", {modell.__name__ for modell in apps.get_models()}),
        ("systemansvarlig", {"Vedtak", "Bekreftelse", "Purring"} | IKKE_FOR_LESERE),
    ],
)
def test_others_see_what_is_theirs_to_see(request, som, plantet, moss, person, skjult):
    leser = som(request.getfixturevalue(person))
    for navn, url in adresser(plantet, [moss.pk], person):
        funnet = re.findall(rf"{MERKE}-(\w+)-", tekst(leser.get(url)), re.IGNORECASE)
        assert not skjult.intersection(funnet), f"{navn} {url}"


def test_whose_access_has_ended_sees_nothing_new(som, plantet, moss, dag):
    """Also of what she once represented, and in the calendar that her program still asks for."""
    forrige = BrukerFactory(tilgang={"rolle": "kontaktperson", "kommune": moss})
    kalender = reverse("brukere:kalender-feed", args=[kalenderadresser.lag(by=forrige)])
    Tilgang.objects.filter(bruker=forrige).update(til=dag)
    leser = som(forrige)
    for url in [kalender, *(url for _navn, url in adresser(plantet, [moss.pk], "uten_rolle"))]:
        funnet = tekst(leser.get(url))
        assert MERKE.lower() not in funnet.lower(), url
        assert "Moss" not in funnet.replace("KANARI", ""), url


def egne_sider(halden, kontaktperson):
    """Yield (address, headers) of every page that Halden's contact person reads, sorted and narrowed too."""
    argumenter = {"aar": 2016, "kommune_pk": halden.pk, "pk": halden.pk, "format": "csv", "plan": "bolig"}
    yield reverse("brukere:kalender-feed", args=[kalenderadresser.lag(by=kontaktperson)]), {}
    for navn, moenster in alle_adresser():
        felt = moenster.pattern.converters
        if navn not in MATRISE or "GET" not in MATRISE[navn][0] or not felt.keys() <= argumenter.keys():
            continue
        if MATRISE[navn][1]["kontaktperson"] != "ja" or ("pk" in felt and ":kommune-" not in navn):
            continue
        url = reverse(navn, kwargs={ett: argumenter[ett] for ett in felt})
        for sporring in ("", "?kommune=0104", "?q=KANARI&sorter=-vedtatt-totalt&tall=vedtatt.totalt"):
            yield url + sporring, {}
        yield url, {"HX-Request": "true"}


def test_nothing_about_another_changes_a_byte_of_her_pages(som, kontaktperson, halden, plant_alt):
    """Neither text nor order, count, length or the number of queries: what she cannot see has no shadow."""
    leser, sider = som(kontaktperson), list(egne_sider(halden, kontaktperson))

    def les(*utvalg):
        ut = {}
        for url, hoder in utvalg or sider:
            with CaptureQueriesContext(connection) as spoerringer:
                svar = leser.get(url, headers=hoder)
            innhold = tekst(svar) if svar.content[:4] in PAKKET else uten_noekkel(svar, 0)
            ut[url, *hoder] = svar.status_code, innhold, len(spoerringer)
        return ut

    les(*sider[:2])  # what is made once, is made
    foer = les()
    plant_alt()
    etter = les()
    for side, ventet in foer.items():
        assert etter[side] == ventet, side
    assert any("Moss" in "".join(innhold) for _status, innhold, _antall in foer.values())


FREMMEDE_FELT = (
    "kommune", "kommuner", "vedtak", "retter", "svar", "oenske", "dokument", "erstatter", "tilgang", "bruker",
    "overtar_for", "etterfoelger", "mottaker", "nyeste", "pk",
)  # fmt: skip


def fremmed_skjema(rad) -> dict:
    """Return a form whose every key is that of a row of Moss's, and the rest such as a form can have."""
    return dict.fromkeys(FREMMEDE_FELT, rad.pk) | {
        "noekkel": getattr(rad, "noekkel", ""), "gjelder": f"svar-{rad.pk}", "valgt": f"{rad.pk}.0", "aar": 2016,
        "type": "vedtak", "totalt": "7", "em": "0", "mottatt": "2016-03-01", "tekst": "Hei", "slag": "sak",
        "versjon": 1, "sett": "x", "til": "dokument", "kommentar": "Hei", "dato": "2016-03-01",
        "fil": SimpleUploadedFile("x.pdf", pdf(), "application/pdf"), "flytt": "1", "handling": "trekk",
    }  # fmt: skip


def alt_om(kommune) -> dict:
    """Return every stored row that belongs to a municipality."""
    return {
        (modell._meta.label, felt.name): sorted(
            modell.objects.filter(**{felt.name: kommune}).values_list(), key=str
        )
        for modell in apps.get_models()
        for felt in modell._meta.concrete_fields
        if felt.related_model is Kommune
    }


def test_no_form_of_hers_reaches_anothers_rows(som, kontaktperson, plantet, moss, halden):
    """By the address or by any field: nothing is written, nothing is told, and no row of hers points to theirs."""
    leser, foer = som(kontaktperson), alt_om(moss)
    antall = {modell: modell.objects.count() for modell in {type(rad) for rad in plantet}}
    rader = [rad for rad in plantet if isinstance(rad, KRYSSENDE)]
    for navn, url in adresser(plantet, [moss.pk, halden.pk], metode="POST"):
        for rad in rader if MATRISE[navn][1]["kontaktperson"] == "ja" else rader[:1]:
            svar = leser.post(url, fremmed_skjema(rad))
            assert svar.status_code in (200, 302, 403, 404, 422, 429), f"{navn} {url} {type(rad)}"
            funnet = tekst(svar)
            assert MERKE.lower() not in funnet.lower(), f"{navn} {url} {type(rad)}"
            assert str(MERKETALL) not in funnet, f"{navn} {url} {type(rad)}"
    assert alt_om(moss) == foer
    # Drafts of her own she may begin; no form with another's key gets as far as to write more than that.
    kladder = {vedtak.Svarkladd, vedtak.Kladdfil}
    assert {modell: modell.objects.count() for modell in antall.keys() - kladder} == {
        modell: n for modell, n in antall.items() if modell not in kladder
    }
    assert not vedtak.Svarkladd.objects.filter(kommune=halden, retter__kommune=moss).exists()


def test_the_marks_are_found_where_they_may_be_read(som, nabokontaktperson, plantet, moss):
    """The search itself works: her own contact person meets them."""
    svar = som(nabokontaktperson).get(reverse("vedtak:kommune-show", args=[moss.pk]))
    assert MERKE in tekst(svar)


def uten_noekkel(svar, noekkel) -> list[str]:
    """Return the lines of a page, without what is made anew for each answer and the key that was asked for."""
    side = re.sub(
        rf'value="([^"]{{64}}|{UUID})"|"X-CSRFToken": "[^"]+"|DTSTAMP:.*', "", svar.content.decode()
    )
    return [linje for linje in side.replace(f"/{noekkel}/", "/0/").splitlines() if linje.strip()]


def test_anothers_row_and_none_are_refused_alike(som, kontaktperson, plantet, moss, halden):
    """Same page, same queries: the answer to a key tells nothing of whether it is in use."""
    leser = som(kontaktperson)
    hennes = set(Anmodning.objects.filter(kommune=halden).values_list("pk", flat=True)) | {halden.pk}
    for navn, moenster in alle_adresser():
        argumenter = list(moenster.pattern.converters.items())
        heltall = [felt for felt, ett in argumenter if type(ett).__name__ == "IntConverter" and felt != "aar"]
        if navn not in MATRISE or len(argumenter) != 1 or not heltall:
            continue
        fasit = None
        metode = MATRISE[navn][0][0]
        for noekkel in [MANGLER, *sorted({rad.pk for rad in plantet} - hennes)]:
            with CaptureQueriesContext(
                connection,
            ) as spoerringer:
                svar = leser.generic(metode, reverse(navn, args=[noekkel]))
            if noekkel == MANGLER:
                if svar.status_code != 404:
                    break
                fasit = uten_noekkel(svar, noekkel), len(spoerringer)
            elif svar.status_code == 404:
                assert uten_noekkel(svar, noekkel) == fasit[0], f"{navn} {noekkel}"
                assert len(spoerringer) == fasit[1], f"{navn} {noekkel}"
            else:
                # One key may be hers in one table: her municipality's own row.
                assert MERKE not in tekst(svar), f"{navn} {noekkel}"


def test_everything_that_belongs_to_a_municipality_is_planted(plantet):
    tilhoerer = {
        modell._meta.label
        for modell in apps.get_models()
        for kolonne in [*modell._meta.concrete_fields, *modell._meta.many_to_many]
        if kolonne.related_model is Kommune and not modell._meta.auto_created
    }
    assert tilhoerer - OFFENTLIG - ARBEID <= {rad._meta.label for rad in plantet}
