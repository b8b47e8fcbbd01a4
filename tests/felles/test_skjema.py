"""Fields for counts and dates, and the markup every form gets."""

from datetime import date, time

import pytest
from django import forms
from django.forms.renderers import DjangoTemplates
from django.template.loader import render_to_string

from bosetting.felles.skjema import DatoField, DsFormRenderer, HeltallField, KlokkeField


class Skjema(forms.Form):
    totalt = HeltallField(label="Totalt", help_text="EM medregnet.")
    em = HeltallField(label="Herav EM", required=False)
    vedtatt = DatoField(label="Vedtaksdato", required=False)
    slag = forms.ChoiceField(
        label="Slag", widget=forms.RadioSelect, choices=[("h", "Hoved"), ("t", "Tillegg")], required=False
    )
    kode = forms.CharField(
        label="Kode", required=False, widget=forms.TextInput(attrs={"placeholder": "Kode", "class": "bred"})
    )


@pytest.mark.parametrize(
    ("skrevet", "tall"),
    [
        ("0", 0),
        ("25", 25),
        (" 25 ", 25),
        ("1 234", 1234),
        ("1\u00a0234", 1234),
        ("1\u202f234", 1234),
        ("007", 7),
        ("999 999", 999_999),
        (12, 12),
    ],
)
def test_a_count_is_read_with_any_kind_of_space(skrevet, tall):
    assert HeltallField().clean(skrevet) == tall


@pytest.mark.parametrize("skrevet", ["", "  ", "\u00a0", None])
def test_a_blank_count_is_unknown_and_not_zero(skrevet):
    assert HeltallField(required=False).clean(skrevet) is None


@pytest.mark.parametrize(
    ("skrevet", "melding"),
    [
        ("xx", "Skriv et helt tall med bare siffer, for eksempel 25."),
        ("1 2", "Skriv et helt tall med bare siffer, for eksempel 25."),
        ("1e3", "Skriv et helt tall med bare siffer, for eksempel 25."),
        ("²", "Skriv et helt tall med bare siffer, for eksempel 25."),
        ("١٢", "Skriv et helt tall med bare siffer, for eksempel 25."),
        ("12,5", "Skriv et helt tall uten desimaler."),
        ("12.0", "Skriv et helt tall uten desimaler."),
        ("-3", "Tallet kan ikke være under 0."),
        ("\u22123", "Tallet kan ikke være under 0."),
        (-3, "Tallet kan ikke være under 0."),
        ("1000000", "Tallet kan ikke være over 999\u00a0999."),
        ("9" * 5000, "Tallet kan ikke være over 999\u00a0999."),
    ],
)
def test_what_is_no_count_is_refused_in_plain_words(skrevet, melding):
    with pytest.raises(forms.ValidationError) as feil:
        HeltallField().clean(skrevet)
    assert feil.value.messages == [melding]


def test_a_count_that_was_only_regrouped_has_not_changed():
    assert not HeltallField().has_changed(1234, "1 234")
    assert HeltallField(required=False).has_changed(0, "")


@pytest.mark.parametrize("skrevet", ["2016-01-29", "29.01.2016", " 29.1.2016 "])
def test_a_date_is_read_as_the_picker_and_as_people_write_it(skrevet):
    assert DatoField().clean(skrevet) == date(2016, 1, 29)


@pytest.mark.parametrize("skrevet", ["29.02.2015", "01/29/2016", "i går"])
def test_a_date_that_does_not_exist_is_refused(skrevet):
    with pytest.raises(forms.ValidationError) as feil:
        DatoField().clean(skrevet)
    assert feil.value.messages == ["Skriv en dato som finnes, på formen dd.mm.åååå."]


def test_a_known_date_is_shown_in_the_form_the_picker_needs():
    html = str(Skjema(initial={"vedtatt": date(2016, 1, 29)})["vedtatt"])
    assert 'type="date"' in html
    assert 'value="2016-01-29"' in html


@pytest.mark.parametrize("skrevet", ["11:30", "11.30"])
def test_a_time_of_day_is_read_as_people_write_it_and_shown_as_the_picker_needs(skrevet):
    assert KlokkeField().clean(skrevet) == time(11, 30)
    assert KlokkeField().clean("9") == time(9)
    assert KlokkeField().widget.render("tid", time(9)) == '<input type="time" name="tid" value="09:00">'


@pytest.mark.parametrize("skrevet", ["25:00", "halv tolv", "11.60"])
def test_a_time_that_no_clock_shows_is_refused(skrevet):
    with pytest.raises(forms.ValidationError, match="Skriv et klokkeslett, for eksempel 11.30."):
        KlokkeField().clean(skrevet)


def test_a_field_carries_the_class_the_keyboard_and_its_help():
    html = str(Skjema()["totalt"].as_field_group())
    assert 'class="ds-input"' in html
    assert 'inputmode="numeric"' in html
    assert 'aria-describedby="id_totalt_helptext"' in html
    assert '<div data-field="description" id="id_totalt_helptext">EM medregnet.</div>' in html


def test_own_classes_stay_and_placeholders_go():
    html = str(Skjema()["kode"])
    assert 'class="bred ds-input"' in html
    assert "placeholder" not in html


def test_a_refused_form_begins_with_links_to_the_fields():
    html = str(Skjema({"totalt": "12,5", "em": "", "slag": "x"}))
    assert html.index("ds-error-summary") < html.index('name="totalt"')
    assert 'href="#id_totalt">Totalt: Skriv et helt tall uten desimaler.</a>' in html
    assert 'href="#id_slag_0">Slag: ' in html
    assert 'aria-invalid="true"' in html
    assert 'id="id_totalt_error"' in html
    assert html.count("valgfritt") == 4


def test_the_summary_of_a_grid_names_the_row_of_each_error():
    formset = forms.formset_factory(Skjema)(
        {"form-TOTAL_FORMS": "1", "form-INITIAL_FORMS": "0", "form-0-em": "x", "form-0-totalt": "1"}
    )
    formset.forms[0].fields["em"].label = "Halden, herav EM"
    html = render_to_string("_components/feilsammendrag.html", {"formset": formset})
    assert 'href="#id_form-0-em">Halden, herav EM: Skriv et helt tall' in html


def test_what_people_typed_is_escaped_when_the_form_comes_back():
    html = str(Skjema({"totalt": "<b>1</b>"}))
    assert "&lt;b&gt;1&lt;/b&gt;" in html
    assert "<b>1</b>" not in html


def test_a_list_of_choices_is_drawn_as_django_draws_it():
    valg = [("", "Alle <svar>"), ("1", "Én"), ("Gruppe & co", [("2", "To"), ("3", "Tre")])]
    liste = forms.Select(attrs={"class": "ds-input", "required": True, "disabled": False}, choices=valg)
    egen, djangos = (
        " ".join(liste.render("svar", "2", renderer=tegner).split())
        for tegner in (DsFormRenderer(), DjangoTemplates())
    )
    assert egen == djangos
    assert '<option value="2" selected>To</option>' in egen
