"""The pages of one chapter: writing, saving while one writes, figures, another report's text, and the history."""

import pytest
from django.urls import reverse

from rapporter.models import Kapittel, Kapittelversjon, Rapport
from tests.nettverk.factories import ProsjektFactory
from tests.rapporter.factories import KapittelFactory, RapportFactory
from tests.rapporter.rapportradfactories import KapittelversjonFactory

pytestmark = pytest.mark.django_db


def side(navn, rapport, *mer):
    return reverse(f"rapporter:{navn}", args=[rapport.pk, *mer])


def innledning(navn, rapport, *mer):
    return side(navn, rapport, "innledning", *mer)


def test_those_who_only_read_or_write_elsewhere_do_not_write(som, rapport, leser, nabosaksbehandler):
    KapittelversjonFactory(kapittel=KapittelFactory(rapport=rapport))
    adresser = [
        *(innledning(f"kapittel-{verb}", rapport) for verb in ("edit", "autosave", "copy", "figures")),
        innledning("kapittelversjon-index", rapport),
        innledning("kapittelversjon-show", rapport, 1),
    ]
    for adresse in adresser:
        assert som(leser).get(adresse).status_code == 403
        assert som(nabosaksbehandler).get(adresse).status_code == 404


def test_a_chapter_is_written_and_shown_in_its_place(som, rapport, prosjektleder):
    adresse = side("kapittel-edit", rapport, "maal-1")
    assert "Resultatmål 1: Kommunene vedtar" in som(prosjektleder).get(adresse).text
    svar = som(prosjektleder).post(adresse, {"tekst": "# Møter\r\n\r\nGjort.  ", "versjon": 0})
    assert svar.url == f"{rapport.get_absolute_url()}#dok-maal-1"
    kapittel = Kapittel.objects.get()
    assert (kapittel.tekst, kapittel.versjon, kapittel.endret_av) == ("# Møter\n\nGjort.", 1, prosjektleder)
    assert "Gjort." in som(prosjektleder).get(rapport.get_absolute_url()).text


def test_a_chapter_the_report_does_not_have_is_not_found(som, rapport, prosjektleder):
    assert som(prosjektleder).get(side("kapittel-edit", rapport, "maal-7")).status_code == 404
    assert som(prosjektleder).post(side("kapittel-edit", rapport, "tull"), {"tekst": "x"}).status_code == 404
    KapittelFactory(rapport=rapport, noekkel="maal-7", tekst="Fra et mål som er borte")
    svar = som(prosjektleder).get(side("kapittel-edit", rapport, "maal-7"))
    assert "Fra et mål som er borte" in svar.text
    assert "kommer ikke med i rapporten" in svar.text


def test_two_writers_lose_nothing(som, rapport, prosjektleder, saksbehandler):
    adresse = side("kapittel-edit", rapport, "innledning")
    KapittelFactory(rapport=rapport, tekst="Hennes tekst", versjon=2, endret_av=prosjektleder)
    svar = som(saksbehandler).post(adresse, {"tekst": "Min tekst", "versjon": 1})
    assert svar.status_code == 422
    assert "har lagret kapittelet mens du skrev" in svar.text
    assert "Min tekst" in svar.text
    assert "Hennes tekst" in svar.text
    assert svar.context["visning"] == "<p>Min tekst</p>"
    assert Kapittel.objects.get().tekst == "Hennes tekst"
    form = svar.context["form"]
    igjen = som(saksbehandler).post(
        adresse, {"tekst": form["tekst"].value(), "versjon": form["versjon"].value()}
    )
    assert igjen.status_code == 302
    assert Kapittel.objects.get().tekst == "Min tekst"
    assert list(Kapittelversjon.objects.values_list("tekst", flat=True)) == ["Min tekst", "Hennes tekst"]


def test_a_double_click_is_no_conflict_with_oneself(som, rapport, prosjektleder):
    adresse = side("kapittel-edit", rapport, "innledning")
    for _klikk in range(2):
        assert som(prosjektleder).post(adresse, {"tekst": "Min", "versjon": 0}).status_code == 302
    assert rapport.kapitler.get(noekkel="innledning").versjon == 1


def test_a_version_that_never_was_is_refused_and_nothing_is_lost(som, rapport, prosjektleder):
    svar = som(prosjektleder).post(
        side("kapittel-edit", rapport, "innledning"), {"tekst": "Min", "versjon": 4}
    )
    assert svar.status_code == 422
    form = svar.context["form"]
    assert (form["tekst"].value(), form["versjon"].value()) == ("Min", 0)


@pytest.mark.parametrize(
    ("tekst", "grunn"),
    [("> " * 40 + "dypt", "for mange nivåer"), ("a" * 100_001, "100000"), ("nul\x00", "null")],
)
def test_text_that_cannot_be_used_is_refused_at_the_field(som, rapport, prosjektleder, tekst, grunn):
    svar = som(prosjektleder).post(
        side("kapittel-edit", rapport, "innledning"), {"tekst": tekst, "versjon": 0}
    )
    assert svar.status_code == 422
    assert grunn in " ".join(svar.context["form"].errors["tekst"]).lower()
    assert svar.context["form"]["tekst"].value() == tekst
    assert not Kapittel.objects.exists()


def test_the_preview_saves_nothing_and_the_fragment_is_part_of_the_page(som, rapport, prosjektleder):
    adresse = side("kapittel-edit", rapport, "innledning")
    data = {"tekst": "Et **viktig** ord", "versjon": 0, "forhaandsvis": "1"}
    hele = som(prosjektleder).post(adresse, data)
    del_ = som(prosjektleder).post(adresse, data, headers={"HX-Request": "true"})
    assert hele.status_code == del_.status_code == 200
    vist, feil = del_.text.split('<div id="siteringsfeil"')
    assert "Et <strong>viktig</strong> ord" in vist
    assert vist.strip() in hele.text
    assert 'hx-swap-oob="true"' in feil
    assert "<html" not in del_.text
    assert not Kapittel.objects.exists()


def test_the_preview_tells_what_cannot_be_read(som, rapport, prosjektleder):
    adresse = side("kapittel-edit", rapport, "innledning")
    data = {"tekst": "> " * 40 + "dypt", "versjon": 0, "forhaandsvis": "1"}
    svar = som(prosjektleder).post(adresse, data, headers={"HX-Request": "true"})
    assert svar.status_code == 422
    assert "for mange nivåer" in svar.text


def test_a_cited_figure_is_shown_and_an_unknown_one_is_pointed_out_with_its_line(som, rapport, prosjektleder):
    data = {"tekst": "Vedtatt er {{ vedtatt.totalt }}.\n\nOg {{ vedtat.totalt }}.", "versjon": 0}
    svar = som(prosjektleder).post(
        innledning("kapittel-edit", rapport), data | {"forhaandsvis": "1"}, headers={"HX-Request": "true"}
    )
    assert "Vedtatt er 57." in svar.text
    assert (
        "Linje 3: Det finnes ikke noe tall som heter «vedtat.totalt». Mente du «vedtatt.totalt»?" in svar.text
    )
    lagret = som(prosjektleder).post(innledning("kapittel-edit", rapport), data, follow=True)
    assert lagret.redirect_chain[-1][0] == innledning("kapittel-edit", rapport)
    assert "Ett tall i teksten kan ikke settes inn" in lagret.text
    assert Kapittel.objects.get().tekst == data["tekst"]


def test_saving_while_writing_tells_the_version_and_the_time(som, rapport, prosjektleder):
    adresse = innledning("kapittel-autosave", rapport)
    svar = som(prosjektleder).post(adresse, {"tekst": "Et utkast", "versjon": 0})
    assert svar.status_code == 200
    assert svar.json()["versjon"] == 1
    assert svar.json()["skriver_naa"] == ""
    assert len(svar.json()["naar"]) == 5
    assert Kapittel.objects.get().tekst == "Et utkast"
    assert Kapittelversjon.objects.get().slag == Kapittelversjon.LAGRET_SELV


def test_saving_while_writing_overwrites_nobody_and_shows_both(som, rapport, prosjektleder, saksbehandler):
    adresse = innledning("kapittel-autosave", rapport)
    som(prosjektleder).post(adresse, {"tekst": "Hennes <b>", "versjon": 0})
    assert som(saksbehandler).get(adresse).json()["skriver_naa"] == "Pia Prosjektleder"
    svar = som(saksbehandler).post(adresse, {"tekst": "Min", "versjon": 0})
    assert svar.status_code == 422
    assert "Pia Prosjektleder har lagret kapittelet" in svar.json()["feil"]
    assert "Hennes &lt;b&gt;" in svar.json()["samtidig"]
    assert svar.json()["versjon"] == 1
    assert Kapittel.objects.get().tekst == "Hennes <b>"


def test_what_cannot_be_read_is_not_saved_while_writing(som, rapport, prosjektleder):
    svar = som(prosjektleder).post(
        innledning("kapittel-autosave", rapport), {"tekst": "> " * 40 + "dypt", "versjon": 0}
    )
    assert svar.status_code == 422
    assert "for mange nivåer" in svar.json()["feil"]
    assert "samtidig" not in svar.json()
    assert not Kapittel.objects.exists()


def test_a_report_for_approval_is_read_but_not_written(som, rapport, prosjektleder):
    KapittelversjonFactory(kapittel=KapittelFactory(rapport=rapport), tekst="Eldre")
    Rapport.objects.update(status=Rapport.TIL_GODKJENNING)
    for adresse in (innledning("kapittel-edit", rapport), innledning("kapittelversjon-show", rapport, 1)):
        svar = som(prosjektleder).get(adresse)
        assert "teksten kan ikke endres" in svar.text
        assert "Lagre kapittelet" not in svar.text
        assert innledning("kapittel-copy", rapport) not in svar.text
        assert "Hent tilbake denne versjonen" not in svar.text
    svar = som(prosjektleder).post(innledning("kapittel-edit", rapport), {"tekst": "Nytt", "versjon": 1})
    assert svar.status_code == 422
    assert svar.context["form"]["tekst"].value() == "Nytt"
    assert Kapittel.objects.get().tekst == "Slik begynner rapporten."


def test_the_figures_are_found_by_name_and_by_meaning(som, rapport, prosjektleder):
    adresse = innledning("kapittel-figures", rapport)
    hele = som(prosjektleder).get(adresse, {"q": "vedtatt halden"})
    assert "{{ vedtatt.totalt.0101 }}" in hele.text
    assert "{{ vedtatt.totalt }}" not in hele.text
    del_ = som(prosjektleder).get(adresse, {"q": "VEDTATT.TOTALT.0101"}, headers={"HX-Request": "true"})
    assert del_.text.count("data-sett-inn") == 1
    assert "57" in del_.text
    assert "<html" not in del_.text
    assert "Ingen tall passer" in som(prosjektleder).get(adresse, {"q": "finnes ikke"}).text


def test_another_reports_text_is_seen_with_these_figures_and_taken_over(som, rapport, prosjektleder):
    fra = KapittelFactory(
        rapport=RapportFactory(prosjekt=rapport.prosjekt, tertial=2), tekst="Vedtatt er {{ vedtatt.totalt }}."
    )
    KapittelFactory(rapport=rapport, tekst="Mitt")
    adresse = innledning("kapittel-copy", rapport)
    svar = som(prosjektleder).get(adresse)
    assert "Vedtatt er 57." in svar.text
    felt = {"fra": fra.pk, "versjon": 1}
    assert som(prosjektleder).post(adresse, felt).status_code == 422
    assert som(prosjektleder).post(adresse, felt | {"maate": "etter"}).url == innledning(
        "kapittel-edit", rapport
    )
    assert rapport.kapitler.get().tekst == f"Mitt\n\n{fra.tekst}"
    igjen = som(prosjektleder).post(adresse, felt | {"maate": "erstatt"})
    assert igjen.status_code == 422
    assert rapport.kapitler.get().tekst == f"Mitt\n\n{fra.tekst}"


def test_a_text_of_another_embete_is_not_taken_over(som, rapport, prosjektleder, naboembete):
    fra = KapittelFactory(
        rapport=RapportFactory(prosjekt=ProsjektFactory(embete=naboembete)), tekst="Naboens"
    )
    adresse = innledning("kapittel-copy", rapport)
    assert "Ingen tekst å hente" in som(prosjektleder).get(adresse, {"fra": fra.pk}).text
    som(prosjektleder).post(adresse, {"fra": fra.pk, "versjon": 0, "maate": "erstatt"})
    assert not rapport.kapitler.exists()


def test_the_history_shows_what_changed_and_brings_back(som, rapport, prosjektleder, saksbehandler):
    adresse = innledning("kapittel-edit", rapport)
    som(prosjektleder).post(adresse, {"tekst": "Tolv kommuner har svart.", "versjon": 0})
    som(saksbehandler).post(adresse, {"tekst": "Tretten kommuner har svart.", "versjon": 1})
    liste = som(prosjektleder).get(innledning("kapittelversjon-index", rapport)).text
    assert "Pia Prosjektleder" in liste
    assert saksbehandler.navn in liste
    andre = som(prosjektleder).get(innledning("kapittelversjon-show", rapport, 2)).text
    assert "<del>Tolv</del><ins>Tretten</ins> kommuner har svart." in andre
    assert "Hent tilbake" not in andre
    foerste = innledning("kapittelversjon-show", rapport, 1)
    assert "<del>Tolv</del><ins>Tretten</ins>" in som(prosjektleder).get(foerste, {"mot": "naa"}).text
    assert som(prosjektleder).post(foerste, {"versjon": 1}).status_code == 422
    assert som(prosjektleder).post(foerste, {"versjon": 2}).url == adresse
    assert rapport.kapitler.get().tekst == "Tolv kommuner har svart."
    assert som(prosjektleder).get(innledning("kapittelversjon-show", rapport, 9)).status_code == 404


def test_the_history_of_a_chapter_nobody_wrote_is_empty(som, rapport, prosjektleder):
    svar = som(prosjektleder).get(innledning("kapittelversjon-index", rapport))
    assert "Ingen versjoner ennå" in svar.text
    assert som(prosjektleder).get(innledning("kapittelversjon-show", rapport, 1)).status_code == 404


def test_the_number_of_queries_is_constant(som, rapport, prosjektleder, django_assert_max_num_queries):
    kapittel = KapittelFactory(rapport=rapport, endret_av=prosjektleder)
    for nr in range(1, 9):
        KapittelversjonFactory(kapittel=kapittel, nummer=nr, skrevet_av=prosjektleder)
    for aar in range(2005, 2013):
        KapittelFactory(rapport=RapportFactory(prosjekt=rapport.prosjekt, aar=aar), endret_av=prosjektleder)
    lederens = som(prosjektleder)
    for navn, hoeyst in (("kapittel-edit", 14), ("kapittelversjon-index", 14), ("kapittel-copy", 16)):
        with django_assert_max_num_queries(hoeyst):
            lederens.get(innledning(navn, rapport))
