"""Sentences from plain Python: bokmål at once, translated when shown."""

from django import forms
from django.utils import translation

from bosetting.felles.hinder import Hinder
from bosetting.felles.melding import melding


class Skjema(forms.Form):
    totalt = forms.CharField(required=False)


def vist(grunn, felt="totalt"):
    skjema = Skjema({})
    Hinder([(felt, grunn)]).paa(skjema)
    return {navn: [str(feil) for feil in liste] for navn, liste in skjema.errors.items()}


def test_a_sentence_is_ready_in_bokmaal():
    setning = melding("Høyst %(antall)s personer.", antall=5)
    assert setning == "Høyst 5 personer."
    assert isinstance(setning, str)


def test_a_percent_sign_in_a_sentence_without_values_is_left_alone():
    assert melding("20 % egenandel") == "20 % egenandel"


def test_a_reason_is_translated_where_it_is_shown(monkeypatch):
    ordbok = {"Høyst %(antall)s personer.": "No more than %(antall)s people.", "Nei.": "No."}
    monkeypatch.setattr("bosetting.felles.hinder.gettext", lambda tekst: ordbok.get(tekst, tekst))
    with translation.override("en"):
        assert vist(melding("Høyst %(antall)s personer.", antall=5)) == {"totalt": ["No more than 5 people."]}
        assert vist("Nei.") == {"totalt": ["No."]}


def test_a_reason_for_a_field_that_the_form_lacks_stands_on_top():
    assert vist(melding("Nei."), felt="aar") == {"__all__": ["Nei."]}
