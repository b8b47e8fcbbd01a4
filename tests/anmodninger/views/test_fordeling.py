"""The split of a draft: propose, lock, leave out, move, take into use."""

import pytest
from django.urls import reverse

from anmodninger.models import Fordeling, Fordelingsrad
from bosetting.brukere.models import Hendelse
from bosetting.kommuner.models import Folketall
from tests.anmodninger.factories import RundeFactory, UtkastFactory, mange
from tests.anmodninger.fordelingsside import VALG, ark, som_vist, staar, url

pytestmark = pytest.mark.django_db


def feltfeil(svar) -> dict:
    """Return everything the page says is wrong, by field."""
    side = svar.context["side"]
    return (
        {None: side.feil}
        | {felt: list(feil) for felt, feil in side.form.errors.items()}
        | ({felt: list(feil) for felt, feil in side.flytt.errors.items()} if side.flytt.is_bound else {})
        | ({celle.navn: celle.feil for celle in side.ark.med_feil} if side.ark else {})
        | ({ett.grunn_navn: ett.feil for ett in side.ark.med_grunnfeil} if side.ark else {})
    )


def test_a_proposal_is_kept_and_shown_beside_the_last_round(som, saksbehandler, embete, fylkesutkast, halden):
    RundeFactory(embete=embete, aar=2015, linjer=[(halden, 25, 4)])
    klient = som(saksbehandler)

    svar = klient.post(url(fylkesutkast), VALG | {"versjon": 1}, follow=True)

    assert staar(fylkesutkast) == {"Halden": (30, 5), "Moss": (63, 7), "Hvaler": (10, 0)}
    rad = next(ett for ett in svar.context["ark"].forslag if ett.rad.kommune == halden)
    assert (rad.foreslaatt, rad.endring, rad.per_tusen) == ((30, 5), 5, "1,0")
    assert (rad.andel, rad.vekter) == ("31,6\xa0%", [30_000])
    side = svar.content.decode()
    assert "Avrundingen gikk ikke opp: 3 av totalen er lagt til Moss." in side
    assert "innbyggere 1. januar 2015. Minst 10 per kommune, rundet til nærmeste 5." in side
    assert '<span data-sum="totalt">103</span>' in side
    assert not fylkesutkast.linjer.exists()


def test_without_a_county_figure_the_page_says_where_to_write_it(som, saksbehandler, embete, halden):
    utkast = UtkastFactory(embete=embete)
    klient = som(saksbehandler)

    assert "Fylkestallet mangler" in klient.get(url(utkast)).content.decode()
    svar = klient.post(url(utkast), VALG | {"versjon": 1})
    assert svar.status_code == 422
    assert not Fordeling.objects.exists()


def test_what_cannot_be_met_is_told_at_the_field_and_what_was_typed_stays(som, saksbehandler, fylkesutkast):
    svar = som(saksbehandler).post(url(fylkesutkast), VALG | {"versjon": 1, "minst": "40", "vekt_lik": "7"})

    assert svar.status_code == 422
    assert "<title>Feil: " in svar.content.decode()
    assert feltfeil(svar)["minst"] == ["Minstekravet for 3 kommuner er 120, fylkestallet er 103."]
    assert svar.context["side"].form["vekt_lik"].value() == "7"
    assert not Fordeling.objects.exists()


@pytest.mark.parametrize(
    ("endring", "felt"),
    [
        ({"vekt_folketall": ""}, "vekt_folketall"),
        ({"vekt_folketall": "mye"}, "vekt_folketall"),
        ({"vekt_folketall": "", "vekt_bosatt": "1"}, "vekt_folketall"),
        ({"minst": "-1"}, "minst"),
        ({"avrunding": "3"}, "avrunding"),
        ({"avrunding": ""}, "avrunding"),
    ],
)
def test_a_choice_that_is_none_is_refused(som, saksbehandler, fylkesutkast, endring, felt):
    svar = som(saksbehandler).post(url(fylkesutkast), VALG | {"versjon": 1} | endring)

    assert svar.status_code == 422
    assert felt in feltfeil(svar)
    assert not Fordeling.objects.exists()


def test_a_changed_cell_is_locked_and_the_others_share_the_rest(som, saksbehandler, foreslaatt, halden, moss):
    klient = som(saksbehandler)

    klient.post(url(foreslaatt), ark(klient, foreslaatt) | {f"totalt-{halden.pk}": "40"})

    assert staar(foreslaatt) == {"Halden": (40, 5), "Moss": (53, 7), "Hvaler": (10, 0)}
    rad = Fordelingsrad.objects.get(kommune=halden)
    assert (rad.laast, rad.foreslaatt_totalt) == (True, 30)

    # Recomputing keeps what is locked, and unlocking gives it back to the key.
    klient.post(url(foreslaatt), ark(klient, foreslaatt))
    assert staar(foreslaatt)["Halden"] == (40, 5)
    data = ark(klient, foreslaatt)
    del data[f"laas-{halden.pk}"]
    klient.post(url(foreslaatt), data)
    assert staar(foreslaatt) == {"Halden": (30, 5), "Moss": (63, 7), "Hvaler": (10, 0)}


def test_the_box_locks_a_figure_as_it_stands_and_a_blank_cell_follows_the_proposal(
    som, saksbehandler, foreslaatt, halden, moss
):
    klient = som(saksbehandler)
    klient.post(url(foreslaatt), ark(klient, foreslaatt) | {f"laas-{moss.pk}": "on", "avrunding": "1"})
    assert staar(foreslaatt)["Moss"] == (63, 7)

    klient.post(url(foreslaatt), ark(klient, foreslaatt) | {f"totalt-{moss.pk}": "", f"em-{moss.pk}": ""})
    assert staar(foreslaatt)["Moss"] == (63, 7)
    assert not Fordelingsrad.objects.get(kommune=moss).laast


def test_the_proposals_have_a_sum_only_while_they_are_one_split(som, saksbehandler, foreslaatt, halden):
    """What the keys alone would give a locked municipality is no part of what the others share."""
    klient = som(saksbehandler)
    assert klient.get(url(foreslaatt)).context["forslagssum"] == (103, 12)

    klient.post(url(foreslaatt), ark(klient, foreslaatt) | {f"totalt-{halden.pk}": "40"})

    assert klient.get(url(foreslaatt)).context["forslagssum"] == (None, 12)


def test_who_is_left_out_is_not_added_up(som, saksbehandler, foreslaatt, hvaler):
    klient = som(saksbehandler)
    svar = klient.post(url(foreslaatt), ark(klient, foreslaatt) | {f"utelat-{hvaler.pk}": "on"})

    assert svar.status_code == 422
    assert svar.context["sum"].totalt == 93
    assert svar.context["avvik_totalt"] == -10


def test_the_reason_for_a_locked_figure_stays_when_the_proposal_comes_to_agree(
    som, saksbehandler, foreslaatt, moss
):
    klient = som(saksbehandler)
    avtalt = {f"laas-{moss.pk}": "on", f"grunn-{moss.pk}": "Avtalt med rådmannen"}

    klient.post(url(foreslaatt), ark(klient, foreslaatt) | avtalt)

    assert Fordelingsrad.objects.get(kommune=moss).begrunnelse == "Avtalt med rådmannen"


def test_leaving_out_takes_a_reason(som, saksbehandler, foreslaatt, hvaler):
    klient = som(saksbehandler)
    data = ark(klient, foreslaatt) | {f"utelat-{hvaler.pk}": "on"}

    svar = klient.post(url(foreslaatt), data)
    assert svar.status_code == 422
    assert feltfeil(svar)[f"grunn-{hvaler.pk}"] == ["Skriv hvorfor kommunen er utelatt."]

    klient.post(url(foreslaatt), data | {f"grunn-{hvaler.pk}": "Tar imot transittmottak"})
    assert staar(foreslaatt) == {"Halden": (35, 5), "Moss": (68, 7), "Hvaler": (None, None)}
    assert Fordelingsrad.objects.get(kommune=hvaler).utelatt_grunn == "Tar imot transittmottak"


def test_a_municipality_without_a_weight_is_named_and_must_be_decided_for(
    som, saksbehandler, fylkesutkast, hvaler, moss
):
    Folketall.objects.filter(kommune=hvaler).delete()
    klient = som(saksbehandler)
    svar = klient.post(url(fylkesutkast), VALG | {"versjon": 1}, follow=True)
    assert "Nøkkelen har ikke tall for 1 kommune, som derfor ikke har noe forslag: Hvaler." in " ".join(
        svar.content.decode().split()
    )

    svar = klient.post(url(fylkesutkast), ark(klient, fylkesutkast) | {"bruk": "1"})
    assert svar.status_code == 422
    assert feltfeil(svar)[f"totalt-{hvaler.pk}"] == [
        "Kommunen har ikke noe tall. Skriv et, eller utelat den med en begrunnelse."
    ]

    klient.post(
        url(fylkesutkast), ark(klient, fylkesutkast) | {f"totalt-{hvaler.pk}": "8", f"em-{hvaler.pk}": "0"}
    )
    data = ark(klient, fylkesutkast) | {"bruk": "1"}
    svar = klient.post(url(fylkesutkast), data)
    assert feltfeil(svar)[f"grunn-{hvaler.pk}"] == [
        "Nøkkelen har ikke tall for kommunen. Skriv hvorfor den får dette tallet."
    ]
    assert klient.post(url(fylkesutkast), data | {f"grunn-{hvaler.pk}": "Avtalt"}).status_code == 302
    assert sum(linje.totalt for linje in fylkesutkast.linjer.all()) == 103


def test_the_figures_are_taken_into_the_draft(som, saksbehandler, foreslaatt):
    klient = som(saksbehandler)

    svar = klient.post(url(foreslaatt), ark(klient, foreslaatt) | {"bruk": "1"})

    assert svar.headers["Location"] == url(foreslaatt, "tall")
    assert set(foreslaatt.linjer.values_list("kommune__navn", "totalt", "em")) == {
        ("Halden", 30, 5),
        ("Moss", 63, 7),
        ("Hvaler", 10, 0),
    }
    assert Fordeling.objects.get().i_bruk
    assert Hendelse.objects.latest("pk").handling == "tok fordelingen i bruk"


def test_an_override_takes_a_reason_before_it_is_used(som, saksbehandler, foreslaatt, moss):
    klient = som(saksbehandler)
    data = ark(klient, foreslaatt) | {"bruk": "1", f"totalt-{moss.pk}": "70", f"em-{moss.pk}": "9"}

    svar = klient.post(url(foreslaatt), data)
    assert svar.status_code == 422
    assert feltfeil(svar)[f"grunn-{moss.pk}"] == [
        "Forslaget er 63, herav 7 EM. Skriv hvorfor tallet avviker."
    ]
    assert 'value="70"' in svar.content.decode()
    assert not foreslaatt.linjer.exists()

    klient.post(url(foreslaatt), data | {f"grunn-{moss.pk}": "Har ledige boliger"})
    assert foreslaatt.linjer.get(kommune=moss).totalt == 70
    assert Fordelingsrad.objects.get(kommune=moss).begrunnelse == "Har ledige boliger"


def test_another_choice_must_be_computed_before_it_is_used(som, saksbehandler, foreslaatt):
    klient = som(saksbehandler)

    svar = klient.post(url(foreslaatt), ark(klient, foreslaatt) | {"bruk": "1", "minst": "15"})

    assert svar.status_code == 422
    assert feltfeil(svar)[None] == [
        "Du har endret hvordan tallet skal fordeles. Beregn på nytt før du bruker tallene."
    ]


@pytest.mark.parametrize(
    ("endring", "felt"),
    [
        ({"totalt": "sju"}, "totalt"),
        ({"totalt": "10", "em": "11"}, "em"),
        ({"grunn": "x" * 301}, "grunn"),
    ],
)
def test_a_wrong_cell_is_told_and_nothing_is_saved(som, saksbehandler, foreslaatt, halden, endring, felt):
    klient = som(saksbehandler)
    for knapp in ({}, {"bruk": "1"}):
        data = ark(klient, foreslaatt) | knapp
        svar = klient.post(
            url(foreslaatt), data | {f"{navn}-{halden.pk}": verdi for navn, verdi in endring.items()}
        )
        assert svar.status_code == 422
        assert f"{felt}-{halden.pk}" in feltfeil(svar)
        assert f'href="#{felt}-{halden.pk}"' in svar.content.decode()
    assert staar(foreslaatt)["Halden"] == (30, 5)


def flytting(fra, til, **endring):
    return {
        "flytt": "1",
        "flytt_fra": fra.pk,
        "flytt_til": til.pk,
        "flytt_totalt": "5",
        "flytt_em": "2",
        "flytt_grunn": "Avtalt mellom de to",
    } | endring


def test_a_move_keeps_the_sum_and_touches_nobody_else(som, saksbehandler, foreslaatt, halden, moss):
    klient = som(saksbehandler)

    klient.post(url(foreslaatt), ark(klient, foreslaatt) | flytting(moss, halden))

    assert staar(foreslaatt) == {"Halden": (35, 7), "Moss": (58, 5), "Hvaler": (10, 0)}
    for rad in Fordelingsrad.objects.filter(kommune__in=[halden, moss]):
        assert (rad.laast, rad.begrunnelse) == (True, "Avtalt mellom de to")
    assert Hendelse.objects.latest("pk").etter["fra"] == "0104"
    assert klient.post(url(foreslaatt), ark(klient, foreslaatt) | {"bruk": "1"}).status_code == 302


@pytest.mark.parametrize(
    ("endring", "felt"),
    [
        ({"flytt_totalt": "100"}, "flytt_totalt"),
        ({"flytt_totalt": "", "flytt_em": ""}, "flytt_totalt"),
        ({"flytt_em": "9"}, "flytt_em"),
        ({"flytt_grunn": " "}, "flytt_grunn"),
        ({"flytt_fra": ""}, "flytt_fra"),
        ({"flytt_til": "999999"}, "flytt_til"),
    ],
)
def test_a_move_that_cannot_be_is_told_at_its_field(
    som, saksbehandler, foreslaatt, halden, moss, endring, felt
):
    klient = som(saksbehandler)
    svar = klient.post(url(foreslaatt), ark(klient, foreslaatt) | flytting(moss, halden, **endring))

    assert svar.status_code == 422
    assert felt in feltfeil(svar)
    assert staar(foreslaatt)["Moss"] == (63, 7)


def test_nobody_moves_to_herself(som, saksbehandler, foreslaatt, moss):
    klient = som(saksbehandler)
    svar = klient.post(url(foreslaatt), ark(klient, foreslaatt) | flytting(moss, moss))
    assert feltfeil(svar)["flytt_til"] == ["Velg to ulike kommuner."]


def test_what_another_saved_in_between_is_shown_and_not_overwritten(
    som, saksbehandler, prosjektleder, foreslaatt, halden, moss
):
    klient = som(saksbehandler)
    mine = ark(klient, foreslaatt) | {f"totalt-{halden.pk}": "40"}
    klient = som(prosjektleder)
    klient.post(url(foreslaatt), ark(klient, foreslaatt) | {f"totalt-{halden.pk}": "35"})
    klient = som(saksbehandler)

    svar = klient.post(url(foreslaatt), mine)

    assert svar.status_code == 422
    assert "Pia Prosjektleder lagret" in svar.content.decode()
    assert "Lagret nå: 35" in svar.content.decode()
    assert staar(foreslaatt)["Halden"] == (35, 5)

    # What she has not touched follows what is saved now.
    vist = som_vist(svar)
    assert (vist[f"totalt-{halden.pk}"], vist[f"totalt-{moss.pk}"]) == ("40", "58")
    klient.post(url(foreslaatt), vist)
    assert staar(foreslaatt) == {"Halden": (40, 5), "Moss": (53, 7), "Hvaler": (10, 0)}


def test_two_first_proposals_at_once_do_not_overwrite_each_other(som, saksbehandler, foreslaatt):
    svar = som(saksbehandler).post(url(foreslaatt), VALG | {"versjon": 1, "minst": "15"})

    assert svar.status_code == 422
    assert Fordeling.objects.get().minst == 10


@pytest.mark.parametrize("antall", [3, 428])
def test_the_split_costs_the_same_at_every_size(
    som, saksbehandler, embete, antall, django_assert_max_num_queries
):
    kommuner = mange(embete, antall)
    Folketall.objects.bulk_create(
        Folketall(kommune=kommune, aar=2015, antall=1000 + kommune.pk) for kommune in kommuner
    )
    RundeFactory(embete=embete, linjer=[(kommune, 5, 1) for kommune in kommuner])
    utkast = UtkastFactory(embete=embete, fylkestall_totalt=antall * 12, fylkestall_em=antall * 2)
    klient = som(saksbehandler)

    with django_assert_max_num_queries(32):
        assert klient.post(url(utkast), VALG | {"versjon": 1}).status_code == 302
    with django_assert_max_num_queries(17):
        data = ark(klient, utkast)
    with django_assert_max_num_queries(36):
        assert klient.post(url(utkast), data | {"bruk": "1"}).status_code == 302
    assert utkast.linjer.count() == antall
    with django_assert_max_num_queries(12):
        assert klient.get(url(utkast, "begrunnelser")).status_code == 200


@pytest.mark.parametrize("side", ["fordeling", "begrunnelser"])
@pytest.mark.parametrize("metode", ["get", "post"])
def test_who_may_split(
    som,
    client,
    foreslaatt,
    side,
    metode,
    nabosaksbehandler,
    leser,
    kontaktperson,
    systemansvarlig,
    uten_rolle,
):
    adresse, versjon = url(foreslaatt, side), foreslaatt.versjon

    client.logout()
    assert getattr(client, metode)(adresse).headers["Location"].startswith(reverse("account_login"))
    for person, status in [
        (nabosaksbehandler, 404),
        (leser, 403),
        (kontaktperson, 403),
        (systemansvarlig, 403),
        (uten_rolle, 403),
    ]:
        assert getattr(som(person), metode)(adresse, VALG | {"versjon": versjon}).status_code == status, (
            person
        )
    foreslaatt.refresh_from_db()
    assert foreslaatt.versjon == versjon
