"""The page of a municipality: two clocks, one line of time, who sees what, and the same in a spreadsheet."""

import csv
import io
import re
from datetime import UTC, date, datetime
from html import unescape

import pytest
from django.urls import reverse
from python_calamine import CalamineWorkbook

from bosetting.brukere.models import Tilgang
from bosetting.kommuner.models import KommuneEndring
from tests.anmodninger.factories import RundeFactory, UtsettelseFactory
from tests.kommuner.factories import KommuneFactory
from tests.vedtak.factories import (
    BosattFactory,
    DialogFactory,
    PlanforankringFactory,
    VedtakFactory,
    VilkaarFactory,
    VilkaarsoppfoelgingFactory,
)
from tests.vedtak.purrefactories import PurremottakerFactory, forsoek
from vedtak.models import Bekreftelse, Dokument
from vedtak.tidslinje import Slag

pytestmark = pytest.mark.django_db


def side(kommune):
    return reverse("vedtak:kommune-show", args=[kommune.pk])


def innhold(svar) -> str:
    """Return the page with every run of white space as one space."""
    return " ".join(svar.content.decode().split())


def titler(svar) -> list[str]:
    return [punkt.tittel for punkt in svar.context["side"].tidslinje.punkter]


@pytest.fixture
def alt(embete, halden, saksbehandler, kontaktperson):
    """One of every kind that has happened to Halden."""
    runde = RundeFactory(embete=embete, linjer=[(halden, 30, 5)])
    anmodning = runde.anmodninger.get()
    UtsettelseFactory(anmodning=anmodning)
    gammelt = VedtakFactory(kommune=halden, totalt=25)
    nytt = VedtakFactory(
        kommune=halden, totalt=28, retter=gammelt, rettegrunn="Feil tall.", mottatt=date(2016, 2, 20),
        fra_kommunen=True, registrert_av=saksbehandler,
    )  # fmt: skip
    naa = datetime(2016, 2, 22, 12, tzinfo=UTC)
    Bekreftelse.objects.create(
        vedtak=nytt, utfall="sendt_tilbake", dato=date(2016, 2, 22), kommentar="Se på EM-tallet.",
        registrert_av=saksbehandler, registrert_at=naa,
    )  # fmt: skip
    forsoek(PurremottakerFactory(purring__anmodning=anmodning, bruker=kontaktperson), "begynt", "sendt")
    DialogFactory(embete=embete, kommune=halden)
    vilkaar = VilkaarFactory(vedtak=nytt)
    VilkaarsoppfoelgingFactory(vilkaar=vilkaar)
    telling = BosattFactory(kommune=halden)
    BosattFactory(
        kommune=halden, retter=telling, rettegrunn="Talt to ganger.", antall=3, mottatt=date(2016, 3, 3)
    )
    PlanforankringFactory(kommune=halden)
    Dokument.objects.create(
        kommune=halden, aar=2016, vedtak=nytt, navn="saksframlegg.pdf", type="pdf", stoerrelse=10, sha256="0" * 64,
        lastet_opp_av=saksbehandler, lastet_opp_at=naa,
    )  # fmt: skip
    return halden


ALLE_SER = {
    Slag.ANMODNING,
    Slag.UTSETTELSE,
    Slag.SVAR,
    Slag.RETTELSE,
    Slag.BEKREFTELSE,
    Slag.BOSATT,
    Slag.PLAN,
}


@pytest.mark.parametrize(
    ("navn", "ogsaa"),
    [
        ("saksbehandler", {Slag.PURRING, Slag.DIALOG, Slag.VILKAAR, Slag.DOKUMENT, Slag.KONTAKT}),
        ("prosjektleder", {Slag.PURRING, Slag.DIALOG, Slag.VILKAAR, Slag.DOKUMENT, Slag.KONTAKT}),
        ("kontaktperson", {Slag.PURRING, Slag.DOKUMENT}),
        ("leser", set()),
    ],
)
def test_each_reader_has_the_kinds_she_may_see(navn, ogsaa, request, som, alt):
    svar = som(request.getfixturevalue(navn)).get(side(alt))
    assert set(svar.context["side"].tidslinje.antall) == ALLE_SER | ogsaa
    tekst = innhold(svar)
    assert ("Boliger for familier" in tekst) is (Slag.DIALOG in ogsaa)
    assert ("saksframlegg.pdf" in tekst) is (Slag.DOKUMENT in ogsaa)
    assert ("Rådmannen leter" in tekst) is (Slag.VILKAAR in ogsaa)
    assert ("Hanne Halden er kontaktperson" in tekst) is (Slag.KONTAKT in ogsaa)
    assert ("Se på EM-tallet." in tekst) is (navn != "leser")
    assert ("Hanne Halden" in tekst) is (navn != "leser")


def test_a_reader_of_one_embete_who_works_in_another_sees_what_a_reader_sees(
    som, nabosaksbehandler, embete, alt
):
    Tilgang.objects.create(bruker=nabosaksbehandler, rolle="leser", embete=embete, fra=date(2015, 1, 1))
    svar = som(nabosaksbehandler).get(side(alt))
    assert set(svar.context["side"].tidslinje.antall) == ALLE_SER
    for verb in ("planforankring-create", "vilkaar-follow-up", "vedtak-create"):
        assert f'href="{reverse("vedtak:kommune-show", args=[alt.pk])}{verb}' not in innhold(svar)
    assert "Oppdater" not in innhold(svar)
    assert 'id="vilkaar"' not in innhold(svar)


@pytest.mark.parametrize("navn", ["nabosaksbehandler", "nabokontaktperson"])
def test_the_neighbour_finds_neither_page_nor_sheet(navn, request, som, alt):
    klient = som(request.getfixturevalue(navn))
    assert klient.get(side(alt)).status_code == 404
    assert klient.get(reverse("vedtak:kommune-export", args=[alt.pk, "csv"])).status_code == 404


def test_the_line_of_time_is_newest_first_and_shows_old_beside_new(som, saksbehandler, alt):
    svar = som(saksbehandler).get(side(alt))
    punkter = svar.context["side"].tidslinje.punkter
    assert [punkt.dato for punkt in punkter] == sorted((punkt.dato for punkt in punkter), reverse=True)
    rettet = next(punkt for punkt in punkter if punkt.slag == Slag.RETTELSE)
    assert rettet.grunn == "Feil tall."
    assert ("Totalt", "25", "28") in [(e.navn, e.foer, e.etter) for e in rettet.endringer]
    tidslinjen = innhold(svar).split('id="tidslinje"')[1]
    assert '<del>25</del></td><td role="cell"><ins>28</ins>' in tidslinjen
    assert '<del>4</del></td><td role="cell"><ins>3</ins>' in tidslinjen


def test_one_kind_is_chosen_by_address_and_the_others_are_counted(som, saksbehandler, alt):
    klient = som(saksbehandler)
    hel = klient.get(side(alt)).context["side"].tidslinje
    svar = klient.get(side(alt), {"slag": "dialog"})
    assert titler(svar) == ["Besøk: Boliger for familier"]
    assert svar.context["side"].tidslinje.antall == hel.antall
    assert len(titler(klient.get(side(alt), {"slag": "tull"}))) == hel.alle


def test_what_was_not_known_then_is_absent_everywhere(som, saksbehandler, alt):
    klient = som(saksbehandler)
    svar = klient.get(side(alt), {"per": "2016-02-10", "kjent": "2016-02-10"})
    [ett] = svar.context["aarene"]
    assert ett.status.vedtatt.totalt == 25
    assert [linje.vedtak.totalt for linje in ett.svar] == [25]
    assert ett.bosatte == []
    assert set(svar.context["side"].tidslinje.antall) == {
        Slag.ANMODNING, Slag.UTSETTELSE, Slag.SVAR, Slag.PLAN, Slag.PURRING, Slag.KONTAKT,
    }  # fmt: skip
    tekst = innhold(svar)
    assert "Per 10. februar 2016, slik vi visste det 10. februar 2016" in tekst
    assert f'<a class="ds-button" data-variant="tertiary" href="{side(alt)}">Tilbake til i dag</a>' in tekst
    for ikke_da in (
        "28 personer",
        "saksframlegg.pdf",
        "Boliger for familier",
        "Gjelder nå",
        "Registrer svar",
    ):
        assert ikke_da not in tekst
    assert "Etterregistrert<" not in tekst


def test_what_became_known_later_and_counts_is_marked(som, saksbehandler, alt):
    svar = som(saksbehandler).get(side(alt), {"per": "2016-02-10"})
    [ett] = svar.context["aarene"]
    assert ett.status.vedtatt.totalt == 28
    assert [(linje.vedtak.totalt, linje.etterregistrert, linje.teller) for linje in ett.svar] == [
        (28, True, True), (25, False, False),
    ]  # fmt: skip
    tekst = innhold(svar)
    assert "Ett svar som teller her, ble kjent først etter 10. februar 2016" in tekst
    assert tekst.count('data-color="info">Etterregistrert<') == 2


def test_before_anything_the_page_says_so(som, saksbehandler, alt):
    svar = som(saksbehandler).get(side(alt), {"per": "2014-01-01"})
    assert svar.context["aarene"] == []
    assert "Ingen anmodning var sendt og ingen svar var kjent på denne datoen." in innhold(svar)


def test_a_wrong_date_is_told_and_today_is_read(som, saksbehandler, alt):
    svar = som(saksbehandler).get(side(alt), {"per": "tull"})
    assert "En dato er feil og er ikke brukt" in innhold(svar)
    assert svar.context["er_naa"]


def test_the_choice_of_clocks_goes_with_every_address_of_the_page(som, saksbehandler, alt):
    tekst = innhold(som(saksbehandler).get(side(alt), {"per": "2016-02-10", "kjent": "2016-02-12"}))
    lenker = re.findall(r'href="(\?[^"]*#tidslinje|[^"]*eksport[^"]*|[^"]*/kilder/[^"]*)"', tekst)
    assert len(lenker) > 6
    assert all("per=2016-02-10" in lenke and "kjent=2016-02-12" in lenke for lenke in lenker)


def test_plans_stand_as_on_the_date(som, saksbehandler, alt):
    klient = som(saksbehandler)
    [*_andre, bolig] = klient.get(side(alt)).context["side"].planer
    assert bolig.rad.status == "omtalt"
    [*_andre, bolig] = klient.get(side(alt), {"per": "2016-01-01"}).context["side"].planer
    assert bolig.rad is None


def test_each_figure_of_the_years_opens_to_its_rows(som, saksbehandler, alt):
    klient = som(saksbehandler)
    svar = klient.get(side(alt))
    [rad] = svar.context["serie"]
    assert [celle.verdi for celle in rad.celler] == [30, 28, 2, 3, 25]
    for celle in rad.celler:
        if celle.url:
            assert klient.get(celle.url).status_code == 200
    assert all(celle.url for celle in rad.celler[:3])


@pytest.mark.parametrize("klokker", [{}, {"per": "2016-02-10", "kjent": "2016-02-10"}])
def test_each_figure_of_a_year_is_the_sum_of_the_rows_it_leads_to(klokker, som, saksbehandler, alt):
    klient = som(saksbehandler)
    aaret = innhold(klient.get(side(alt), klokker)).split('id="aar-2016"')[1].split("</table>")[0]
    lenker = re.findall(r'<td class="num[^"]*"><a href="([^"]+)">(\d+)</a></td>', aaret)
    assert len(lenker) == 9
    for url, tall in lenker:
        liste = klient.get(unescape(url)).context["liste"]
        bidrag = [rad.bidrag[liste.gruppe] for rad in liste.rader]
        assert liste.sum.verdi == int(tall) == sum(bidrag)


def test_years_before_a_merger_are_the_sum_of_the_parts(som, saksbehandler, halden, moss):
    ny = KommuneFactory(nr="3002", navn="Nymoss", fylke=halden.fylke, fra=date(2016, 1, 1))
    for gammel in (halden, moss):
        KommuneEndring.objects.create(forgjenger=gammel, etterfoelger=ny, dato=date(2016, 1, 1))
        type(gammel).objects.filter(pk=gammel.pk).update(til=date(2016, 1, 1))
        RundeFactory(aar=2015, sendt_dato=date(2014, 8, 20), linjer=[(gammel, 20, 2)])
        VedtakFactory(
            kommune=gammel, aar=2015, totalt=15, vedtaksdato=date(2014, 12, 1), mottatt=date(2014, 12, 1)
        )
    svar = som(saksbehandler).get(side(ny))
    serie = svar.context["serie"]
    assert [(rad.navn, rad.del_av, [celle.verdi for celle in rad.celler[:3]]) for rad in serie] == [
        ("2015", False, [40, 30, 10]), ("Halden (0101)", True, [20, 15, 5]), ("Moss (0104)", True, [20, 15, 5]),
    ]  # fmt: skip
    assert svar.context["aarene"] == []


def test_the_sheet_has_the_years_and_every_row_on_the_same_clocks(som, saksbehandler, alt):
    klient = som(saksbehandler)
    valg = {"per": "2016-02-10"}
    xlsx = klient.get(reverse("vedtak:kommune-export", args=[alt.pk, "xlsx"]), valg)
    assert 'filename="halden-0101-per-2016-02-10.xlsx"' in xlsx["Content-Disposition"]
    bok = CalamineWorkbook.from_filelike(io.BytesIO(xlsx.content))
    assert bok.sheet_names == ["År", "Alle rader"]
    aar = bok.get_sheet_by_name("År").to_python()
    assert aar[-1][:5] == [2016, "Halden", 30, 28, 2]
    assert "Per 10. februar 2016, slik vi vet det nå" in aar[1]

    def les(**ekstra):
        svar = klient.get(reverse("vedtak:kommune-export", args=[alt.pk, "csv"]), valg | ekstra)
        return list(csv.DictReader(io.StringIO(svar.content.decode("utf-8-sig")), delimiter=";"))

    rader = les()
    assert [rad["Hva"] for rad in rader] == titler(klient.get(side(alt), valg))
    rettet = next(rad for rad in rader if rad["Slag"] == "Rettelser")
    assert (rettet["Dato"], rettet["Gjelder fra"], rettet["Saksnummer"], rettet["Hvem"]) == (
        "2016-02-20", "2015-12-10", "15/1234", "Siri Saksbehandler",
    )  # fmt: skip
    assert "Totalt: 25 → 28" in rettet["Hva som er rettet"]
    assert (rettet["Hvorfor"], rettet["Etterregistrert"]) == ("Feil tall.", "etterregistrert")
    assert [rad["Vedtatt"] for rad in les(ark="aar")] == ["28"]
    assert klient.get(reverse("vedtak:kommune-export", args=[alt.pk, "exe"])).status_code == 404


def test_the_sheet_of_a_reader_has_no_more_than_her_page(som, leser, alt):
    svar = som(leser).get(reverse("vedtak:kommune-export", args=[alt.pk, "csv"]))
    for skjult in ("Boliger for familier", "saksframlegg", "leter", "EM-tallet", "Purring"):
        assert skjult not in svar.content.decode()


@pytest.mark.parametrize("aarene", [range(2016, 2017), range(2008, 2017)])
def test_it_costs_the_same_however_long_the_history(
    aarene, som, saksbehandler, embete, halden, django_assert_num_queries
):
    for aar in aarene:
        runde = RundeFactory(
            embete=embete, aar=aar, sendt_dato=date(aar - 1, 8, 20), linjer=[(halden, 20, 2)]
        )
        anmodning = runde.anmodninger.get()
        UtsettelseFactory(anmodning=anmodning)
        gammelt = VilkaarFactory(vedtak__kommune=halden, vedtak__aar=aar).vedtak
        nytt = VedtakFactory(
            kommune=halden, aar=aar, retter=gammelt, rettegrunn="Feil.", registrert_av=saksbehandler
        )
        VilkaarsoppfoelgingFactory(vilkaar=VilkaarFactory(vedtak=nytt), registrert_av=saksbehandler)
        BosattFactory(kommune=halden, aar=aar, registrert_av=saksbehandler)
        PlanforankringFactory(kommune=halden, registrert_av=saksbehandler)
        DialogFactory(embete=embete, kommune=halden, registrert_av=saksbehandler)
        PurremottakerFactory(purring__anmodning=anmodning, bruker=saksbehandler)
    klient = som(saksbehandler)
    with django_assert_num_queries(34):
        klient.get(side(halden))
    with django_assert_num_queries(23):
        klient.get(reverse("vedtak:kommune-export", args=[halden.pk, "csv"]))
