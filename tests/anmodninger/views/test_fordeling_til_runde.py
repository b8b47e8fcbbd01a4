"""From a split to a sent round: overrides made since, why, and what the round keeps."""

import pytest

from anmodninger.models import Anmodningsrunde, Fordelingsrad
from tests.anmodninger.fordelingsside import ark, url

pytestmark = pytest.mark.django_db


def ta_i_bruk(klient, utkast):
    klient.post(url(utkast), ark(klient, utkast) | {"bruk": "1"})
    utkast.refresh_from_db()


def send(klient, utkast):
    utkast.refresh_from_db()
    data = {"sendt_dato": "2016-03-09", "versjon": utkast.versjon, "noekkel": utkast.noekkel}
    return klient.post(url(utkast, "send"), data)


def endre_tall(klient, utkast, **tall):
    utkast.refresh_from_db()
    klient.post(url(utkast, "tall"), {"versjon": utkast.versjon} | tall)


def test_an_override_made_in_the_grid_needs_a_reason_before_the_round_is_sent(
    som, saksbehandler, foreslaatt, halden, moss, hvaler
):
    klient = som(saksbehandler)
    ta_i_bruk(klient, foreslaatt)
    endre_tall(
        klient, foreslaatt, **{f"totalt-{moss.pk}": "68", f"totalt-{hvaler.pk}": "", f"em-{hvaler.pk}": ""}
    )

    side = klient.get(url(foreslaatt, "send")).content.decode()
    assert "Tall som avviker fra fordelingen, mangler begrunnelse" in side
    svar = send(klient, foreslaatt)
    assert svar.status_code == 422
    assert (
        "Skriv hvorfor tallet avviker fra forslaget for disse kommunene: Hvaler, Moss."
        in svar.context["form"].non_field_errors()
    )

    foreslaatt.refresh_from_db()
    grunner = {f"grunn-{moss.pk}": "Ledige boliger", "versjon": foreslaatt.versjon}
    svar = klient.post(url(foreslaatt, "begrunnelser"), grunner)
    assert svar.status_code == 422
    assert f'href="#grunn-{hvaler.pk}"' in svar.content.decode()
    svar = klient.post(url(foreslaatt, "begrunnelser"), grunner | {f"grunn-{hvaler.pk}": "Tar ingen i år"})
    assert svar.headers["Location"] == url(foreslaatt, "send")

    assert send(klient, foreslaatt).status_code == 302
    runde = Anmodningsrunde.objects.get()
    rad = runde.anmodninger.get(kommune=moss)
    assert (rad.totalt, rad.foreslaatt_totalt, rad.foreslaatt_em) == (68, 63, 7)
    assert rad.begrunnelse == "Ledige boliger"
    assert runde.anmodninger.get(kommune=halden).begrunnelse == ""
    assert runde.fordeling["utelatt"] == [{"kommune_nr": "0111", "navn": "Hvaler", "grunn": "Tar ingen i år"}]
    assert (runde.fordeling["minst"], runde.fordeling["avrunding"]) == (10, 5)
    assert runde.fordeling["noekler"][0]["forklaring"] == "innbyggere 1. januar 2015"
    assert runde.fordeling["rester"][0] == {
        "kommune_nr": "0104",
        "navn": "Moss",
        "gruppe": "totalt",
        "antall": 3,
    }


def test_reasons_on_an_old_page_do_not_overwrite(som, saksbehandler, foreslaatt, moss):
    klient = som(saksbehandler)
    ta_i_bruk(klient, foreslaatt)
    endre_tall(klient, foreslaatt, **{f"totalt-{moss.pk}": "68"})

    svar = klient.post(url(foreslaatt, "begrunnelser"), {f"grunn-{moss.pk}": "Boliger", "versjon": 1})

    assert svar.status_code == 422
    assert 'value="Boliger"' in svar.content.decode()
    assert Fordelingsrad.objects.get(kommune=moss).begrunnelse == ""


def test_the_page_shows_what_was_changed_in_the_grid_since(som, saksbehandler, foreslaatt, moss, hvaler):
    klient = som(saksbehandler)
    ta_i_bruk(klient, foreslaatt)
    endre_tall(
        klient, foreslaatt, **{f"totalt-{moss.pk}": "68", f"totalt-{hvaler.pk}": "", f"em-{hvaler.pk}": ""}
    )

    rader = {ett.rad.kommune: ett for ett in klient.get(url(foreslaatt)).context["ark"].forslag}
    assert (rader[moss].rad.totalt.verdi, rader[moss].laast) == ("68", True)
    assert rader[hvaler].utelatt

    # A new proposal that is not taken into use is no way round the reasons.
    klient.post(url(foreslaatt), ark(klient, foreslaatt) | {f"grunn-{hvaler.pk}": "Tar ingen i år"})
    assert send(klient, foreslaatt).status_code == 422


def test_a_county_figure_that_is_changed_leads_back_to_the_split(som, saksbehandler, foreslaatt):
    klient = som(saksbehandler)
    ta_i_bruk(klient, foreslaatt)
    fakta = {
        "aar": "2016",
        "avsender": "Fylkesmannen i Østfold",
        "planlagt_sendt_dato": "2016-03-09",
        "fylkestall_totalt": "103",
        "fylkestall_em": "12",
        "kilde": "Brev",
    }
    svar = klient.post(url(foreslaatt, "show"), fakta | {"versjon": foreslaatt.versjon})
    assert svar.headers["Location"] == url(foreslaatt, "tall")

    foreslaatt.refresh_from_db()
    svar = klient.post(
        url(foreslaatt, "show"), fakta | {"versjon": foreslaatt.versjon, "fylkestall_totalt": "120"}
    )
    assert svar.headers["Location"] == url(foreslaatt, "fordeling")


def test_a_new_proposal_that_is_not_used_yet_is_named_as_the_cause(som, saksbehandler, foreslaatt):
    klient = som(saksbehandler)
    ta_i_bruk(klient, foreslaatt)
    assert "ikke ført inn" not in klient.get(url(foreslaatt, "send")).content.decode()

    svar = klient.post(url(foreslaatt), ark(klient, foreslaatt) | {"minst": "20"}, follow=True)
    assert "Utkastet beholder tallene sine til du tar disse i bruk." in svar.content.decode()

    for side in ("send", "begrunnelser"):
        vist = klient.get(url(foreslaatt, side)).content.decode()
        assert "Fordelingen er beregnet på nytt, men tallene er ikke ført inn" in vist
        assert f'href="{url(foreslaatt)}"' in vist


def test_a_draft_that_was_never_split_is_sent_without_reasons(som, saksbehandler, embete, halden, foreslaatt):
    """Nor does a proposal that was only looked at ask for any."""
    klient = som(saksbehandler)
    endre_tall(klient, foreslaatt, **{f"totalt-{halden.pk}": "77"})

    assert send(klient, foreslaatt).status_code == 302
    runde = Anmodningsrunde.objects.get()
    assert runde.fordeling is None
    assert runde.anmodninger.get().foreslaatt_totalt is None


def test_how_a_round_was_split_is_for_those_who_make_rounds(som, saksbehandler, leser, foreslaatt, moss):
    klient = som(saksbehandler)
    data = ark(klient, foreslaatt) | {
        "bruk": "1",
        f"totalt-{moss.pk}": "70",
        f"grunn-{moss.pk}": "Ledige boliger",
    }
    klient.post(url(foreslaatt), data)
    send(klient, foreslaatt)
    runde = Anmodningsrunde.objects.get()

    side = klient.get(runde.get_absolute_url()).content.decode()
    assert "Slik er tallene fordelt" in side
    assert "Ledige boliger" in side
    assert "innbyggere 1. januar 2015" in side
    andres = som(leser).get(runde.get_absolute_url()).content.decode()
    assert "Slik er tallene fordelt" not in andres
    assert "Ledige boliger" not in andres


def test_a_draft_that_is_gone_leads_to_what_became_of_it(som, saksbehandler, foreslaatt):
    klient = som(saksbehandler)
    data = ark(klient, foreslaatt)
    ta_i_bruk(klient, foreslaatt)
    send(klient, foreslaatt)

    svar = klient.post(url(foreslaatt), data)

    assert svar.headers["Location"] == Anmodningsrunde.objects.get().get_absolute_url()
