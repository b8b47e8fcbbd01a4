"""The request letter: its sentences, what stops it, and the document it becomes."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anmodninger import brev
from anmodninger.brev import Brevsak, Forrige, Mal
from anmodninger.frister import Frister
from bosetting.felles.dokument.blokker import Brevhode, Prosa, Underskrift, ren_tekst
from bosetting.felles.dokument.typst import som_pdf
from bosetting.felles.flettefelt import UkjentFelt, finn
from tests.felles.dokument.lesere import pdf_sider, samlet

SAK = Brevsak(
    kommune="Halden",
    kommune_nr="0101",
    omraade="Østfold",
    aar=2016,
    anmoder="Fylkesmannen i Østfold og IMDi Øst",
    dato=date(2015, 11, 17),
    totalt=70,
    em=20,
    frister=Frister(date(2016, 1, 29), date(2016, 2, 29), date(2016, 3, 31)),
    embete="Fylkesmannen i Østfold",
    tittel="fylkesmann",
    nasjonalt=(18_000, 4_400),
    fylket=(780, 197),
    forrige=Forrige(2016, date(2015, 8, 20), 50),
)
UKJENT = replace(SAK, em=None, frister=Frister(), nasjonalt=(None, None), fylket=(None, None), forrige=None)


@pytest.mark.parametrize(
    ("totalt", "em", "setning"),
    [
        (70, 20, "Halden kommune anmodes om å bosette 70 flyktninger i 2016, hvorav 20 enslige mindreårige."),
        (70, 1, "Halden kommune anmodes om å bosette 70 flyktninger i 2016, hvorav én enslig mindreårig."),
        (
            1070,
            None,
            "Halden kommune anmodes om å bosette 1\u00a0070 flyktninger i 2016. "
            "Det er ikke fastsatt hvor mange av dem som skal være enslige mindreårige.",
        ),
        (
            1,
            None,
            "Halden kommune anmodes om å bosette én flyktning i 2016. "
            "Det er ikke fastsatt om det gjelder en enslig mindreårig.",
        ),
        (
            5,
            0,
            "Halden kommune anmodes om å bosette 5 flyktninger i 2016. Anmodningen omfatter ikke enslige mindreårige.",
        ),
        (5, 5, "Halden kommune anmodes om å bosette 5 flyktninger i 2016. Alle er enslige mindreårige."),
        (1, 1, "Halden kommune anmodes om å bosette én flyktning i 2016. Det gjelder en enslig mindreårig."),
        (0, 0, "Halden kommune anmodes ikke om å bosette flyktninger i 2016."),
        (0, None, "Halden kommune anmodes ikke om å bosette flyktninger i 2016."),
    ],
)
def test_the_request_reads_well_whatever_is_known(totalt, em, setning):
    assert brev.anmodning_setning(replace(SAK, totalt=totalt, em=em)) == setning


@pytest.mark.parametrize(
    ("frister", "setning"),
    [
        (
            Frister(None, date(2016, 2, 29), date(2016, 3, 31)),
            "Kommunen kan selv føre inn svaret sitt til og med 29. februar 2016 "
            "og endre det til og med 31. mars 2016.",
        ),
        (
            Frister(None, date(2016, 2, 29), None),
            "Kommunen kan selv føre inn svaret sitt til og med 29. februar 2016.",
        ),
        (
            Frister(None, None, date(2016, 3, 31)),
            "Kommunen kan selv endre svaret sitt til og med 31. mars 2016.",
        ),
        (Frister(), ""),
    ],
)
def test_the_last_days_are_told_as_far_as_they_are_set(frister, setning):
    assert brev.siste_dager_setning(replace(SAK, frister=frister)) == setning


def test_the_other_sentences_say_what_is_known_and_nothing_else():
    assert brev.frist_setning(SAK) == "Vi ber om svar innen 29. januar 2016."
    assert brev.frist_setning(UKJENT) == "Vi ber om svar så snart kommunen har behandlet anmodningen."
    assert brev.forrige_setning(SAK) == (
        "Denne anmodningen erstatter anmodningen av 20. august 2015, som gjaldt 50 flyktninger."
    )
    i_fjor = replace(SAK, forrige=Forrige(2015, date(2014, 11, 24), 1))
    assert brev.forrige_setning(i_fjor) == "For 2015 ble kommunen anmodet om å bosette én flyktning."
    assert brev.fylke_setning(SAK) == (
        "Kommunene i Østfold anmodes samlet om å bosette 780 flyktninger, hvorav 197 enslige mindreårige."
    )
    assert brev.nasjonal_setning(replace(SAK, nasjonalt=(18_000, None))) == (
        "Det nasjonale behovet for bosetting i 2016 er 18\u00a0000 flyktninger."
    )
    assert [brev.fylke_setning(UKJENT), brev.nasjonal_setning(UKJENT), brev.forrige_setning(UKJENT)] == [
        ""
    ] * 3


def test_the_program_comes_with_a_template_that_can_always_be_sent():
    assert brev.malgrunner(brev.STANDARDMAL) == []
    assert brev.brevgrunner(brev.STANDARDMAL, [SAK, UKJENT]) == []
    for sak in (SAK, UKJENT):
        tekst = brev.flettet(brev.STANDARDMAL, sak).tekst
        assert finn(tekst) == []
        assert "  " not in tekst
        assert "–" not in tekst


antall = st.one_of(st.none(), st.integers(0, 100_000))


@given(totalt=st.integers(0, 100_000), em=antall, nasjonalt=antall, fylket=antall)
def test_every_sentence_is_whole_for_every_figure(totalt, em, nasjonalt, fylket):
    sak = replace(
        SAK, totalt=totalt, em=em and min(em, totalt), nasjonalt=(nasjonalt, em), fylket=(fylket, None)
    )
    for felt in brev.FELT:
        if felt.setning:
            setning = felt.hent(sak)
            assert setning == "" or (setning[0].isupper() and setning[-1] == ".")
            assert "None" not in setning
            assert " 1 flyktninger" not in setning


def test_a_wrong_field_is_told_with_its_line_and_what_was_perhaps_meant():
    mal = Mal("Brev om {{ aaar }}", "Til {{ kommune }}\n\n{{ svarfirst }}\n{{ hva }} {{ em\n}} {{}}")
    assert [(felt, str(grunn)) for felt, grunn in brev.malgrunner(mal)] == [
        ("overskrift", "Feltet {{ aaar }} finnes ikke. Mener du {{ aar }}?"),
        ("tekst", "Linje 3: Feltet {{ svarfirst }} finnes ikke. Mener du {{ svarfrist }}?"),
        ("tekst", "Linje 4: Feltet {{ hva }} finnes ikke."),
        ("tekst", "Linje 4: «{{ em» mangler }} på slutten av feltet."),
        ("tekst", "Linje 5: Her står }} uten {{ foran."),
        ("tekst", "Linje 5: Feltet {{ }} mangler navn."),
    ]
    assert [felt for felt, _grunn in brev.malgrunner(Mal(" ", "\n"))] == ["overskrift", "tekst"]
    with pytest.raises(UkjentFelt):
        brev.flettet(mal, SAK)


def test_a_field_that_is_not_known_for_somebody_stops_the_letters():
    mal = Mal("Anmodning", "Herav {{ em }}, frist {{ svarfrist }}. {{ anmodning_setning }}")
    moss = replace(UKJENT, kommune="Moss")
    (frist, em) = sorted((str(grunn) for _felt, grunn in brev.brevgrunner(mal, [SAK, moss])), reverse=True)
    assert "{{ svarfrist }} (svarfristen), som ikke er kjent for Moss." in frist
    assert "{{ em }} (herav enslige mindreårige), som ikke er kjent for Moss." in em
    (alle, *_rest) = brev.brevgrunner(mal, [UKJENT, moss])
    assert "ikke er kjent for noen av kommunene" in alle[1]
    mange = [replace(UKJENT, kommune=f"K{nr}") for nr in range(7)]
    assert "K0, K1, K2 og fire andre" in brev.brevgrunner(mal, [SAK, *mange])[0][1]
    assert brev.brevgrunner(mal, [SAK]) == []


def test_letters_without_a_sender_a_sound_template_or_room_for_the_heading_are_stopped():
    (grunn,) = brev.brevgrunner(brev.STANDARDMAL, [replace(SAK, embete="")])
    assert "17.11.2015" in grunn[1]
    assert "mangler avsender" in grunn[1]
    (grunn,) = brev.brevgrunner(Mal("A", "{{ x }}"), [SAK])
    assert grunn[1] == "Brevmalen kan ikke brukes. Linje 1: Feltet {{ x }} finnes ikke."
    (grunn,) = brev.brevgrunner(Mal("{{ anmoder }} " * 15, "Tekst"), [SAK])
    assert "høyst 300 tegn" in grunn[1]
    (grunn,) = brev.brevgrunner(Mal("A", ">" * 30 + " dypt"), [SAK])
    assert "nivåer" in grunn[1]
    assert brev.brevgrunner(Mal("A", "{{ x }}"), []) == []


@pytest.mark.parametrize(
    ("mal", "hva"),
    [
        (Mal("{{ forrige_setning }}", "Tekst"), "Overskriften på brevet er tom for Halden og Moss."),
        (Mal("A", " {{ forrige_setning }}\n\n\u200b"), "Teksten i brevet er tom for Halden og Moss."),
        (
            Mal("A", "# {{ forrige_setning }}\n\n---\n\n> \n\n- \n"),
            "Teksten i brevet er tom for Halden og Moss.",
        ),
    ],
)
def test_a_letter_that_would_say_nothing_is_stopped(mal, hva):
    """A heading without a visible letter can never be made a file, and a letter that is sent cannot be mended."""
    assert brev.malgrunner(mal) == []
    saker = [replace(SAK, kommune=navn, forrige=None) for navn in ("Halden", "Moss")]
    uten_navn = [str(grunn) for _felt, grunn in brev.brevgrunner(mal, saker)]
    assert [hva in grunn for grunn in uten_navn] == [True]
    fjor = brev.Forrige(2015, date(2015, 1, 1), 40)
    assert brev.brevgrunner(mal, [replace(sak, forrige=fjor) for sak in saker]) == []


def test_a_template_of_signs_nobody_can_see_is_empty():
    assert [felt for felt, _grunn in brev.malgrunner(Mal("\u200b", "\u200b\u00a0\n"))] == [
        "overskrift",
        "tekst",
    ]


def test_names_from_the_register_are_text_and_never_markup():
    sak = replace(SAK, kommune="*Nord* [Å](x) 1.", anmoder="# IMDi\n\n- og KS")
    ferdig = brev.flettet(Mal("Til {{ kommune }}", "{{ kommune }} {{ anmoder }}"), sak)
    assert ferdig.overskrift == "Til *Nord* [Å](x) 1."
    dokument = brev.brevdokument(
        dato=sak.dato,
        mottaker=sak.mottaker,
        avsender=sak.embete,
        avsender_tittel="",
        overskrift=ferdig.overskrift,
        tekst=ferdig.tekst,
    )
    (prosa,) = [blokk for blokk in dokument.blokker if isinstance(blokk, Prosa)]
    assert [node.slag for node in prosa.noder] == ["avsnitt"]
    assert ren_tekst(prosa.noder) == "*Nord* [Å](x) 1. # IMDi - og KS"


def test_a_letter_is_a_document_with_sender_recipient_date_and_signature():
    ferdig = brev.flettet(brev.STANDARDMAL, SAK)
    dokument = brev.brevdokument(
        dato=SAK.dato,
        mottaker=SAK.mottaker,
        avsender=SAK.embete,
        avsender_tittel=SAK.tittel,
        overskrift=ferdig.overskrift,
        tekst=ferdig.tekst,
        detaljer=brev.rundedetaljer("2016-3/0101", SAK.frister.svarfrist),
    )
    assert dokument.blokker[0] == Brevhode(
        "Fylkesmannen i Østfold",
        "Halden kommune",
        (("Dato", "17. november 2015"), ("Vår ref.", "2016-3/0101"), ("Svarfrist", "29. januar 2016")),
    )
    assert dokument.blokker[-1] == Underskrift("Med hilsen", "Fylkesmannen i Østfold", "fylkesmann")
    (side,) = pdf_sider(som_pdf(dokument))
    assert samlet("hvorav 20 enslige mindreårige") in samlet(side)
    assert side.strip().endswith("Side 1 av 1")


@pytest.mark.parametrize(
    "tekst",
    [
        "| Kommune | Tall |\n|---|--:|\n" + "| Halden | 40 |\n" * 90,
        "Vi ber kommunen svare på dette. " * 300,
        "".join(f"- punkt {nr}\n" for nr in range(90)),
    ],
    ids=["tabell", "avsnitt", "liste"],
)
def test_what_runs_over_the_page_begins_on_the_first(tekst):
    dokument = brev.brevdokument(
        dato=SAK.dato,
        mottaker=SAK.mottaker,
        avsender=SAK.embete,
        avsender_tittel=SAK.tittel,
        overskrift="Anmodning",
        tekst=tekst,
    )
    foerste, *_mellom, siste = pdf_sider(som_pdf(dokument))
    assert len(foerste.splitlines()) > 30
    assert "Med hilsen" in siste


@pytest.mark.parametrize("avsnitt", range(14, 30))
def test_a_signature_is_never_alone_on_a_page(avsnitt):
    dokument = brev.brevdokument(
        dato=SAK.dato,
        mottaker=SAK.mottaker,
        avsender=SAK.embete,
        avsender_tittel=SAK.tittel,
        overskrift="Anmodning",
        tekst="Et avsnitt.\n\n" * avsnitt,
    )
    *_foer, siste = pdf_sider(som_pdf(dokument))
    assert "Et avsnitt." in siste
    assert "Med hilsen" in siste
