"""The page of the sentences, and people's own words in place of one."""

from datetime import date
from uuid import uuid4

import pytest
from django.urls import reverse

from bosetting.brukere.models import Hendelse
from bosetting.felles.hinder import Hinder
from rapporter import overstyringer
from rapporter.models import Rapport, Setningsoverstyring
from rapporter.queries import grunnlag
from rapporter.statussetninger import statussetning
from tests.anmodninger.factories import RundeFactory
from tests.nettverk.factories import ProsjektFactory
from tests.rapporter.factories import RapportFactory
from tests.rapporter.rapportradfactories import OverstyringFactory
from tests.vedtak.factories import VedtakFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def rapport(embete, halden, moss):
    RundeFactory(embete=embete, linjer=[(halden, 70, 10), (moss, 80, 20)])
    VedtakFactory(kommune=halden, totalt=57, em=10)
    return RapportFactory(prosjekt=ProsjektFactory(embete=embete, navn="Bosetting i Østfold"))


def side(navn, rapport, *mer):
    return reverse(f"rapporter:setning-{navn}", args=[rapport.pk, *mer])


def skjema(klient, rapport, setning="vedtak", **felt):
    """Return what the form of a sentence holds when it is opened, with what somebody typed."""
    form = klient.get(side("edit", rapport, setning)).context["form"]
    verdier = {navn: form[navn].value() for navn in ("noekkel", "nr", "sett")}
    return verdier | {"tekst": "Én av to har vedtatt.", "begrunnelse": "Kortere."} | felt


def setningen(rapport, noekkel="vedtak"):
    return statussetning(grunnlag(rapport), noekkel)


def test_each_sentence_stands_with_links_to_the_rows_behind_it(som, rapport, leser):
    svar = som(leser).get(side("index", rapport))
    html = svar.text
    assert "Per 29. januar 2016 har 1 av 2 kommuner fattet vedtak." in html
    assert "Ingen er skrevet om." in html
    kilder = [kilde.url for ett in svar.context["setninger"] for kilde in ett.kilder]
    assert any("tall=vedtatt.totalt" in url and "per=2016-01-29" in url for url in kilder)
    assert side("edit", rapport, "vedtak") not in html
    for url in set(kilder):
        assert som(leser).get(url).status_code == 200, url


def test_own_words_stand_in_the_report_and_the_programs_beside_them(som, rapport, saksbehandler):
    klient = som(saksbehandler)
    assert klient.post(side("edit", rapport, "vedtak"), skjema(klient, rapport)).status_code == 302
    rad = Setningsoverstyring.objects.get()
    assert rad.generert.startswith("Per 29. januar 2016 har 1 av 2 kommuner")
    assert "Én av to har vedtatt." in klient.get(rapport.get_absolute_url()).text
    html = klient.get(side("index", rapport)).text
    assert "Ett er skrevet om." in html
    assert "Begrunnelse: Kortere." in html
    assert "Per 29. januar 2016 har 1 av 2 kommuner" in html
    assert Hendelse.objects.filter(handling="skrev om setning", bruker=saksbehandler).count() == 1


def test_when_the_figures_change_the_own_words_are_pointed_out(som, rapport, saksbehandler, moss):
    klient = som(saksbehandler)
    klient.post(side("edit", rapport, "vedtak"), skjema(klient, rapport))
    assert not setningen(rapport).foreldet
    VedtakFactory(kommune=moss, totalt=80, em=20)
    assert setningen(rapport).foreldet
    html = klient.get(side("index", rapport)).text
    assert "Tallene er endret i ett avsnitt som er skrevet om" in html
    dokument = klient.get(rapport.get_absolute_url()).text
    assert "Avsnittet over er skrevet om, og tallene er endret siden." in dokument
    assert "alle de to kommunene fattet vedtak" in dokument
    klient.post(side("edit", rapport, "vedtak"), skjema(klient, rapport, tekst="Begge har vedtatt."))
    assert not setningen(rapport).foreldet


def test_own_words_are_taken_back_and_stay_in_the_history(som, rapport, saksbehandler):
    klient = som(saksbehandler)
    klient.post(side("edit", rapport, "vedtak"), skjema(klient, rapport))
    tilbake = klient.get(side("edit", rapport, "vedtak")).context["tilbake"]
    felt = {tilbake[navn].html_name: tilbake[navn].value() for navn in ("noekkel", "nr")}
    for _to_ganger in range(2):
        assert klient.post(side("revert", rapport, "vedtak"), felt).status_code == 302
    assert not setningen(rapport).overstyrt
    assert Setningsoverstyring.objects.count() == 2
    html = klient.get(side("edit", rapport, "vedtak")).text
    assert "tok tilbake den egne teksten" in html
    assert "Én av to har vedtatt." in html


def test_sent_twice_it_is_one_row(som, rapport, saksbehandler):
    klient = som(saksbehandler)
    felt = skjema(klient, rapport)
    for _to_ganger in range(2):
        assert klient.post(side("edit", rapport, "vedtak"), felt).status_code == 302
    assert Setningsoverstyring.objects.count() == 1


def test_what_another_wrote_meanwhile_is_not_overwritten_unseen(som, rapport, saksbehandler, prosjektleder):
    klient = som(saksbehandler)
    felt = skjema(klient, rapport)
    OverstyringFactory(
        rapport=rapport, setning="vedtak", generert=setningen(rapport).generert, skrevet_av=prosjektleder
    )
    svar = klient.post(side("edit", rapport, "vedtak"), felt)
    assert svar.status_code == 422
    assert "har endret avsnittet mens du skrev" in svar.text
    assert "Én av to har vedtatt." in svar.text
    assert setningen(rapport).tekst == "Alle kommunene har svart."
    form = svar.context["form"]
    igjen = {navn: form[navn].value() for navn in form.fields}
    assert igjen["tekst"] == felt["tekst"]  # as she wrote it, not as Python shows a list of it
    assert klient.post(side("edit", rapport, "vedtak"), igjen).status_code == 302
    assert setningen(rapport).tekst == "Én av to har vedtatt."


def test_figures_that_change_while_one_writes_are_seen_before_it_is_saved(som, rapport, saksbehandler, moss):
    klient = som(saksbehandler)
    felt = skjema(klient, rapport)
    VedtakFactory(kommune=moss, totalt=80, em=20)
    svar = klient.post(side("edit", rapport, "vedtak"), felt)
    assert svar.status_code == 422
    assert "Tallene er endret mens du skrev" in svar.text
    assert not Setningsoverstyring.objects.exists()
    form = svar.context["form"]
    assert klient.post(
        side("edit", rapport, "vedtak"), {navn: form[navn].value() for navn in form.fields}
    ).status_code == 302  # fmt: skip


@pytest.mark.parametrize(
    ("felt", "melding"),
    [
        ({"tekst": " \n "}, "påkrevet"),
        ({"tekst": "\u00ad\u200b"}, "ingen tegn som kan skrives ut"),
        ({"begrunnelse": ""}, "påkrevet"),
        ({"tekst": "a" * 2001}, "2000"),
    ],
)
def test_a_form_that_lacks_something_says_what(som, rapport, saksbehandler, felt, melding):
    klient = som(saksbehandler)
    svar = klient.post(side("edit", rapport, "vedtak"), skjema(klient, rapport, **felt))
    assert svar.status_code == 422
    (navn,) = felt
    assert melding in str(svar.context["form"].errors[navn])
    assert list(svar.context["form"].errors) == [navn]
    assert not Setningsoverstyring.objects.exists()


def test_the_programs_own_words_are_no_own_words(som, rapport, saksbehandler):
    klient = som(saksbehandler)
    uendret = skjema(klient, rapport, tekst=setningen(rapport).generert)
    svar = klient.post(side("edit", rapport, "vedtak"), uendret)
    assert svar.status_code == 422
    assert "det samme som programmet skriver" in svar.text


def test_own_words_are_text_and_never_markup(som, rapport, saksbehandler):
    klient = som(saksbehandler)
    ondt = "<script>alert(1)</script> #set page() {{ vedtatt.totalt }}\nto\tlinjer"
    klient.post(side("edit", rapport, "vedtak"), skjema(klient, rapport, tekst=ondt))
    html = klient.get(rapport.get_absolute_url()).text
    assert "<script>alert" not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt; #set page() 57 to linjer" in html


def test_own_words_that_cite_a_figure_follow_the_records_and_are_edited_as_written(
    som, rapport, saksbehandler, moss
):
    klient, skrevet = som(saksbehandler), "Det er vedtatt {{ vedtatt.totalt }} plasser."
    klient.post(side("edit", rapport, "vedtak"), skjema(klient, rapport, tekst=skrevet))
    assert "Det er vedtatt 57 plasser." in klient.get(side("index", rapport)).text
    VedtakFactory(kommune=moss, totalt=80, em=20)
    assert "Det er vedtatt 137 plasser." in klient.get(rapport.get_absolute_url()).text
    svar = klient.get(side("edit", rapport, "vedtak"))
    assert svar.context["form"]["tekst"].value() == skrevet


def test_an_unknown_figure_in_own_words_is_told_by_the_field_and_in_the_way_of_approval(
    som, rapport, saksbehandler
):
    klient, feil = som(saksbehandler), "Det er vedtatt {{ vedtatt.totallt }} plasser."
    svar = klient.post(side("edit", rapport, "vedtak"), skjema(klient, rapport, tekst=feil))
    assert svar.status_code == 422
    assert "Mente du «vedtatt.totalt»?" in str(svar.context["form"].errors["tekst"])
    assert not Setningsoverstyring.objects.exists()
    # Known when it was written, and not any more.
    OverstyringFactory(rapport=rapport, tekst=feil, generert=setningen(rapport).generert)
    assert "Mente du «vedtatt.totalt»?" in klient.get(side("edit", rapport, "vedtak")).text
    html = klient.get(reverse("rapporter:behandling-show", args=[rapport.pk])).text
    assert "Teksten henter tall som ikke kan settes inn:" in html
    assert side("edit", rapport, "vedtak") in html
    assert reverse("rapporter:behandling-submit", args=[rapport.pk]) not in html


def test_a_report_that_is_no_draft_keeps_its_sentences(som, rapport, saksbehandler):
    klient = som(saksbehandler)
    felt = skjema(klient, rapport)
    Rapport.objects.update(status=Rapport.TIL_GODKJENNING)
    svar = klient.post(side("edit", rapport, "vedtak"), felt)
    assert svar.status_code == 422
    assert "ikke lenger et utkast" in klient.get(side("edit", rapport, "vedtak")).text
    assert not Setningsoverstyring.objects.exists()


def test_a_sentence_the_report_does_not_say_is_not_there(som, rapport, saksbehandler, naboembete):
    klient = som(saksbehandler)
    assert klient.get(side("edit", rapport, "finnes-ikke")).status_code == 404
    assert klient.post(side("revert", rapport, "nasjonalt"), {}).status_code == 404
    annen = RapportFactory(prosjekt=ProsjektFactory(embete=naboembete))
    assert klient.get(side("index", annen)).status_code == 404


def test_the_key_of_another_report_makes_no_row_there(rapport, saksbehandler):
    OverstyringFactory(noekkel=(noekkel := uuid4()))
    funnet = setningen(rapport)
    with pytest.raises(Hinder, match="brukt før"):
        overstyringer.overstyr(
            by=saksbehandler,
            rapport=rapport,
            setning="vedtak",
            generert=funnet.generert,
            tekst="Noe annet.",
            begrunnelse="Fordi.",
            sett=overstyringer.avtrykk(funnet.generert),
            nr=0,
            noekkel=noekkel,
        )
    assert Setningsoverstyring.objects.count() == 1


def test_own_words_for_a_sentence_that_is_no_longer_said_are_pointed_out(som, rapport, saksbehandler, halden):
    OverstyringFactory(
        rapport=rapport, setning="nasjonalt", tekst="Behovet er stort.", generert="På landsbasis."
    )
    funnet = setningen(rapport, "nasjonalt")
    assert (funnet.tekst, funnet.generert, funnet.foreldet) == ("Behovet er stort.", "", True)
    assert "ikke lenger noe å fortelle" in som(saksbehandler).get(side("edit", rapport, "nasjonalt")).text


def test_the_page_asks_the_same_number_of_questions_whatever_is_there(
    som, rapport, leser, django_assert_max_num_queries, moss
):
    RapportFactory(prosjekt=rapport.prosjekt, tertial=2, skjaeringsdato=date(2015, 9, 30))
    VedtakFactory(kommune=moss, totalt=80, em=20)
    for setning in ("vedtak", "gap", "svar"):
        OverstyringFactory(rapport=rapport, setning=setning)
    klient = som(leser)
    with django_assert_max_num_queries(60):
        klient.get(side("index", rapport))
