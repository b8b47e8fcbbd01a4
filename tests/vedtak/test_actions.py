"""Registering and correcting answers: what is written, what is refused, and what happens when two are at it."""

from datetime import date
from uuid import UUID, uuid4

import pytest

from bosetting.brukere.models import Hendelse
from bosetting.felles.hinder import Hinder
from tests.anmodninger.factories import RundeFactory, UtsettelseFactory
from tests.vedtak.factories import AnmodningFactory, VedtakFactory, VilkaarFactory
from vedtak import actions
from vedtak.domain import Slag, Svartype
from vedtak.models import Vedtak
from vedtak.svarregler import Vilkaarsvalg

pytestmark = pytest.mark.django_db


@pytest.fixture
def anmodning(halden):
    return AnmodningFactory(kommune=halden)


@pytest.fixture
def registrer(anmodning, halden, kontaktperson, dag):
    """Return a function that registers 25 of 30 for Halden, with the given differences."""

    def registrer(*, by=kontaktperson, kommune=halden, aar=2016, noekkel=None, **felt):
        innhold = actions.Svarinnhold(
            **{"mottatt": dag, "totalt": 25, "em": 5, "vedtaksdato": date(2016, 2, 18)} | felt
        )
        return actions.registrer_svar(
            by=by, kommune=kommune, aar=aar, innhold=innhold, dag=dag, noekkel=noekkel or uuid4()
        )

    return registrer


@pytest.fixture
def rett(saksbehandler, dag):
    def rett(vedtak, *, by=saksbehandler, grunn="Feil tall i referatet.", noekkel=None, **felt):
        innhold = actions.Svarinnhold(**{"mottatt": dag, "totalt": 28, "em": 5} | felt)
        return actions.rett_svar(
            by=by, vedtak=vedtak, innhold=innhold, grunn=grunn, dag=dag, noekkel=noekkel or uuid4()
        )

    return rett


def grunner(forsoek, *args, **felt) -> dict[str, str]:
    """Return field → reason of a write that is refused, and make sure that nothing was written."""
    foer = Vedtak.objects.count(), Hendelse.objects.count()
    with pytest.raises(Hinder) as hinder:
        forsoek(*args, **felt)
    assert (Vedtak.objects.count(), Hendelse.objects.count()) == foer
    return dict(hinder.value.grunner)


def test_an_answer_is_stored_with_its_conditions_and_a_trace(registrer, kontaktperson, halden):
    vilkaar = (Vilkaarsvalg("bolig", "To boliger mangler.", date(2016, 6, 1)), Vilkaarsvalg("oekonomi"))

    vedtak = registrer(organ="Kommunestyret", saksnummer="16/77", vilkaar=vilkaar)

    vedtak.refresh_from_db()
    assert (vedtak.kommune, vedtak.aar, vedtak.totalt, vedtak.em) == (halden, 2016, 25, 5)
    assert (vedtak.organ, vedtak.saksnummer, vedtak.registrert_av) == (
        "Kommunestyret",
        "16/77",
        kontaktperson,
    )
    assert list(vedtak.vilkaar.values_list("type", "oppfoelging_dato")) == [
        ("bolig", date(2016, 6, 1)),
        ("oekonomi", None),
    ]
    hendelse = Hendelse.objects.get()
    assert (hendelse.handling, hendelse.bruker, hendelse.objekt_id) == (
        "registrerte svar",
        kontaktperson,
        str(vedtak.pk),
    )
    assert hendelse.etter["totalt"] == 25
    assert hendelse.etter["vilkaar"][0] == ["bolig", "To boliger mangler.", "2016-06-01"]


def test_of_nobody_nobody_is_unaccompanied(registrer):
    assert registrer(totalt=0, em=None).em == 0


def test_unknown_em_stays_unknown(registrer):
    assert registrer(em=None).em is None


def test_an_answer_that_is_no_decision_is_never_additional(registrer):
    svar = registrer(
        type=Svartype.UTSATT,
        slag=Slag.TILLEGG,
        totalt=None,
        em=None,
        vedtaksdato=None,
        ny_dato=date(2016, 4, 1),
    )
    assert svar.slag == Slag.HOVED


def test_the_same_key_makes_one_row(registrer):
    noekkel = uuid4()
    assert registrer(noekkel=noekkel) == registrer(noekkel=noekkel, totalt=26)
    assert Vedtak.objects.get().totalt == 25
    assert Hendelse.objects.count() == 1


def test_the_same_key_in_the_same_moment_makes_one_row(registrer, anmodning, halden, monkeypatch):
    """The other request wins between our look and our write."""
    noekkel = UUID(int=7)
    ekte = actions.hvorfor_ikke

    def imens(**felt):
        VedtakFactory(kommune=halden, noekkel=noekkel)
        return ekte(**felt)

    monkeypatch.setattr(actions, "hvorfor_ikke", imens)
    assert registrer(noekkel=noekkel).totalt == 30
    assert Vedtak.objects.count() == 1


def test_the_key_of_another_municipality_opens_nothing(registrer, moss):
    """A key is no way to read a neighbour's row: the write is refused, in words that tell nothing of it."""
    fremmed = VedtakFactory(kommune=moss)
    with pytest.raises(Hinder, match="Åpne siden på nytt"):
        registrer(noekkel=fremmed.noekkel)
    assert Vedtak.objects.get() == fremmed


@pytest.mark.parametrize(
    ("felt", "paa", "grunn"),
    [
        ({"em": 26}, "em", "Antallet enslige mindreårige (26) kan ikke være høyere enn totalt (25)."),
        ({"totalt": -1, "em": None}, "totalt", "Antallet må være mellom 0 og 100 000."),
        (
            {"vedtaksdato": date(2016, 3, 10)},
            "vedtaksdato",
            "Vedtaksdatoen kan ikke være i framtiden. I dag er det 09.03.2016.",
        ),
        (
            {"vedtaksdato": date(2015, 8, 19)},
            "vedtaksdato",
            "Vedtaksdatoen kan ikke være før anmodningen ble sendt 20.08.2015.",
        ),
        (
            {"aar": 2019},
            "aar",
            "Det er ikke sendt noen anmodning til kommunen for dette bosettingsåret.",
        ),
        (
            {"slag": Slag.TILLEGG},
            "slag",
            "Et tilleggsvedtak forutsetter at kommunen har et hovedvedtak for året.",
        ),
        (
            {"ny_dato": date(2016, 4, 1)},
            "ny_dato",
            "En ny dato hører til et svar som ikke er endelig. Slett den, eller velg et annet svar.",
        ),
        (
            {"type": Svartype.UTSATT, "totalt": None, "em": None, "ny_dato": date(2016, 3, 1)},
            "ny_dato",
            "Den nye datoen kan ikke være før svaret ble mottatt 09.03.2016.",
        ),
        (
            {"type": Svartype.TRUKKET, "em": None},
            "totalt",
            "Dette svaret har ikke noe antall. Slett tallet, eller velg et annet svar.",
        ),
        (
            {"vilkaar": (Vilkaarsvalg("annet", "  "),)},
            "vilkaar_annet_merknad",
            "Skriv hva vilkåret går ut på.",
        ),
        (
            {"vilkaar": (Vilkaarsvalg("bolig", "", date(2016, 3, 8)),)},
            "vilkaar_bolig_dato",
            "Oppfølgingen kan ikke være før svaret ble mottatt 09.03.2016.",
        ),
        (
            {
                "type": Svartype.UTSATT,
                "totalt": None,
                "em": None,
                "ny_dato": date(2016, 4, 1),
                "vilkaar": (Vilkaarsvalg("bolig"),),
            },
            "vilkaar_bolig",
            "Vilkår hører til et vedtak eller en innstilling. Fjern krysset, eller velg et annet svar.",
        ),
    ],
)
def test_bad_input_is_told_at_its_field_and_nothing_is_written(registrer, felt, paa, grunn):
    assert grunner(registrer, **felt) == {paa: grunn}


def test_a_municipality_that_is_gone_that_year_cannot_answer(registrer, halden):
    halden.til = date(2016, 1, 1)
    halden.save()
    assert grunner(registrer) == {
        "aar": "0101 Halden finnes ikke som kommune i 2016. "
        "Registrer svaret på kommunen som gjelder det året."
    }


def test_a_correction_is_a_new_row_and_the_old_one_stands(registrer, rett, saksbehandler):
    gammel = registrer(organ="Kommunestyret")

    ny = rett(gammel)

    gammel.refresh_from_db()
    assert (gammel.totalt, ny.totalt, ny.retter) == (25, 28, gammel)
    assert (ny.rettegrunn, ny.registrert_av) == ("Feil tall i referatet.", saksbehandler)
    hendelse = Hendelse.objects.get(handling="rettet svar")
    assert (hendelse.foer["totalt"], hendelse.etter["totalt"]) == (25, 28)


def test_a_correction_needs_a_reason(registrer, rett):
    gammel = registrer()
    assert grunner(rett, gammel, grunn=" ") == {"rettegrunn": "Skriv hvorfor svaret rettes."}


def test_a_correction_may_itself_be_corrected(registrer, rett):
    siste = rett(rett(registrer()), totalt=29)
    assert siste.retter.retter.retter is None


def test_the_last_main_decision_cannot_be_corrected_into_an_additional_one(registrer, rett):
    assert set(grunner(rett, registrer(), slag=Slag.TILLEGG)) == {"slag"}


def test_the_second_to_correct_the_same_row_is_told_who_was_first(registrer, rett, kontaktperson):
    gammel = registrer()
    rett(gammel)
    [(felt, grunn)] = grunner(rett, gammel, by=kontaktperson, totalt=27).items()
    assert felt is None
    assert grunn.startswith("Siri Saksbehandler rettet dette svaret ")
    assert grunn.endswith(". Se den nye raden før du retter på nytt.")


def test_two_corrections_in_the_same_moment_leave_one(registrer, rett, halden, kontaktperson, monkeypatch):
    """Both looked before either wrote: the database's own rule decides, and the loser gets the same sentence."""
    gammel = registrer()
    ekte = actions.hvorfor_ikke

    def imens(**felt):
        hinder = ekte(**felt)
        VedtakFactory(
            kommune=halden, retter=gammel, rettegrunn="Først.", totalt=29, registrert_av=kontaktperson
        )
        return hinder

    monkeypatch.setattr(actions, "hvorfor_ikke", imens)
    with pytest.raises(Hinder, match="Hanne Halden rettet dette svaret"):
        rett(gammel)
    assert Vedtak.objects.filter(retter=gammel).get().totalt == 29
    assert not Hendelse.objects.filter(handling="rettet svar").exists()


def test_a_correction_read_from_a_file_has_no_name(anmodning, halden, rett):
    gammel = VedtakFactory(kommune=halden)
    VedtakFactory(kommune=halden, retter=gammel, rettegrunn="IMDi rettet tallet.")
    assert grunner(rett, gammel) == {
        None: "Dette svaret er allerede rettet. Se den nye raden før du retter på nytt."
    }


def test_the_same_correction_sent_twice_makes_one_row(registrer, rett):
    gammel, noekkel = registrer(), uuid4()
    assert rett(gammel, noekkel=noekkel) == rett(gammel, noekkel=noekkel)


def test_a_correction_does_not_touch_the_conditions_of_the_old_row(anmodning, halden, rett):
    gammel = VilkaarFactory(vedtak__kommune=halden).vedtak
    ny = rett(gammel, vilkaar=(Vilkaarsvalg("forsoek"),))
    assert [ett.type for ett in gammel.vilkaar.all()] == ["bolig"]
    assert [ett.type for ett in ny.vilkaar.all()] == ["forsoek"]


def test_days_set_by_the_answer_may_have_passed_when_it_is_corrected(anmodning, halden, rett):
    """Received in December with a day in February to follow up: a wrong total can still be put right in March."""
    gammel = VilkaarFactory(vedtak__kommune=halden, oppfoelging_dato=date(2016, 2, 1)).vedtak
    vilkaar = (Vilkaarsvalg("bolig", "", date(2016, 2, 1)),)
    siste = rett(rett(gammel, vilkaar=vilkaar), vilkaar=vilkaar)
    assert siste.vilkaar.get().oppfoelging_dato == date(2016, 2, 1)
    for_tidlig = (Vilkaarsvalg("bolig", "", date(2015, 12, 1)),)
    assert set(grunner(rett, siste, vilkaar=for_tidlig)) == {"vilkaar_bolig_dato"}


# The last days of a round


@pytest.fixture
def stengt(embete, halden):
    """Halden's round closed for new answers on 1 March and for corrections on 5 March; it is the 9th."""
    return RundeFactory(
        embete=embete, sendt_dato=date(2015, 9, 1), svarfrist=date(2016, 2, 1), siste_svar_dato=date(2016, 3, 1),
        siste_endring_dato=date(2016, 3, 5), linjer=[(halden, 30, 5)],
    )  # fmt: skip


def test_after_the_last_days_a_kontaktperson_neither_answers_nor_corrects(
    registrer, rett, stengt, kontaktperson, saksbehandler
):
    assert grunner(registrer) == {
        None: "Siste dag for nye svar fra kommunen var 1. mars 2016. Ta kontakt med Fylkesmannen i Østfold "
        f"(Siri Saksbehandler, {saksbehandler.email}), som kan registrere svaret."
    }
    vedtak = registrer(by=saksbehandler)
    [(felt, grunn)] = grunner(rett, vedtak, by=kontaktperson).items()
    assert felt is None
    assert grunn.startswith("Siste dag for endringer fra kommunen var 5. mars 2016.")
    assert rett(vedtak).retter == vedtak


def test_the_lock_does_not_hide_what_was_written_before_it_fell(registrer, halden, stengt):
    vedtak = VedtakFactory(kommune=halden)
    assert registrer(noekkel=vedtak.noekkel) == vedtak


def test_commands_run_by_the_operator_are_not_locked_out(registrer, stengt):
    assert registrer(by=None).pk


def test_only_the_round_in_force_locks(registrer, stengt, embete, halden):
    RundeFactory(embete=embete, sendt_dato=date(2016, 3, 2), svarfrist=None, linjer=[(halden, 35, 5)])
    assert registrer().pk


def test_an_extension_opens_again_and_one_that_is_not_granted_yet_does_not(registrer, stengt):
    felles = {
        "anmodning": stengt.anmodninger.get(),
        "ny_siste_svar_dato": date(2016, 4, 8),
        "ny_siste_endring_dato": date(2016, 4, 15),
    }
    UtsettelseFactory(innvilget_dato=date(2016, 3, 10), **felles)
    assert None in grunner(registrer)
    UtsettelseFactory(innvilget_dato=date(2016, 3, 8), **felles)
    assert registrer().pk
