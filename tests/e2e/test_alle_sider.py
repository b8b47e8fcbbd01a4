"""Every page with the demo's data, as the role that uses it: axe finds nothing, no sideways scroll, 1280 and 320 px."""

from io import StringIO

import pytest
from django.core.management import call_command
from django.urls import reverse

from anmodninger.actions import send_runde
from anmodninger.models import Aarshjulsteg, Anmodning, Anmodningsrunde
from bosetting.brukere.demo import DEMOBRUKERE
from bosetting.brukere.models import Bruker, Tilgang
from bosetting.felles.dag import naa
from bosetting.jobber.models import Jobb, Jobbfeil
from bosetting.kommuner.models import Kommune
from nettverk.models import Aktivitet, Gruppe, Medlemskap, Prosjekt
from rapporter.kontrollstatus import kontroll
from rapporter.models import Rapport
from tests.anmodninger.factories import UtkastFactory
from tests.brukere.factories import InvitasjonFactory
from tests.jobber.factories import JobbFactory
from tests.rapporter.rapportradfactories import UtgaveFactory
from tests.vedtak.bekreftfactories import InnsendtFactory, OenskeFactory
from tests.vedtak.dokumentfactories import DokumentFactory, SvarkladdFactory
from tests.vedtak.factories import (
    DialogFactory,
    PlanforankringFactory,
    VedtakFactory,
    VilkaarsoppfoelgingFactory,
)
from tests.vedtak.purrefactories import PurremottakerFactory
from vedtak.models import Bosatt, Vedtak


@pytest.fixture
def demo(transactional_db):
    call_command("demodata", stdout=StringIO())


def jobbsider(embete) -> list[tuple[str, int]]:
    """Return the pages of a job under way, and of one where not everything succeeded."""
    gaar = JobbFactory(embete=embete, tilstand=Jobb.KJOERER, ferdige=214, antall=428, hjerteslag_at=naa())
    feilet = JobbFactory(embete=embete, tilstand=Jobb.FEILET, ferdige=17, antall=18)
    Jobbfeil.objects.create(jobb=feilet, enhet="0101", navn="Halden", aarsak="Ingen kontaktperson.")
    return [("jobber:jobb-show", gaar.pk), ("jobber:jobb-show", feilet.pk)]


def sendt_med_brev(embete, kommune):
    """Return a round that was sent here, so that its letters are stored."""
    utkast = UtkastFactory(embete_id=embete, aar=2017, linjer=[(kommune, 30, 5)])
    bruker = Bruker.objects.get(email="saksbehandler@demo.example")
    return send_runde(by=bruker, utkast=utkast, dag=utkast.planlagt_sendt_dato)


def bekreftsider(kommune, kontaktperson) -> list[tuple]:
    """Return the pages of what waits for the embete, with an answer and a request on them."""
    rad = InnsendtFactory(kommune=kommune, aar=2017, registrert_av=kontaktperson)
    oenske = OenskeFactory(kommune=kommune, sendt_av=kontaktperson)
    return [
        ("vedtak:bekreftelse-index",), ("vedtak:bekreftelse-create", rad.pk), ("vedtak:bekreftelse-return", rad.pk),
        ("vedtak:endringsoenske-index",), ("vedtak:endringsoenske-show", oenske.pk),
    ]  # fmt: skip


def kontaktsider(embete: int, kommune) -> list[tuple]:
    """Return the pages of contact persons and invitations."""
    tilgang = Tilgang.objects.filter(rolle="kontaktperson").earliest("pk")
    invitasjon = InvitasjonFactory(embete_id=embete, kommuner=[kommune])
    return [
        ("brukere:kontaktperson-index",), ("brukere:kontaktperson-show", kommune.pk),
        ("brukere:kontaktperson-end", tilgang.pk), ("brukere:kontaktperson-handover", tilgang.pk),
        ("brukere:invitasjon-index",), ("brukere:invitasjon-create",), ("brukere:invitasjon-show", invitasjon.pk),
    ]  # fmt: skip


def adresser(rolle: str) -> list[str]:
    """Return the pages of a role, with an object of the demo behind each."""
    if rolle == "kontaktperson":
        halden = Tilgang.objects.filter(rolle="kontaktperson").earliest("pk").kommune
        vedtak = Vedtak.objects.filter(kommune=halden).latest("pk")
        dokument = DokumentFactory(kommune=halden, vedtak=vedtak, aar=vedtak.aar)
        kladd = SvarkladdFactory(kommune=halden, aar=2016)
        sendt = VedtakFactory(kommune=halden, fra_kommunen=True, registrert_av=kladd.opprettet_av)
        sider = [
            *(("vedtak:kladd-trinn", kladd.pk, trinn) for trinn in ("svar", "vilkaar", "vedtaket", "dokument")),
            *((f"vedtak:kladd-{side}", kladd.pk) for side in ("check", "delete")),
            ("vedtak:kladd-correct", vedtak.pk), ("vedtak:vedtak-receipt", sendt.pk),
            ("start",), ("vedtak:kommune-show", halden.pk), ("vedtak:vedtak-show", vedtak.pk),
            ("vedtak:vedtak-create", halden.pk, 2016), ("vedtak:vedtak-correct", vedtak.pk),
            ("vedtak:dokument-create", halden.pk), ("vedtak:dokument-replace", dokument.pk),
            ("brukere:kalender-show",), ("varsler:varsel-index",),
        ]  # fmt: skip
    elif rolle == "systemansvarlig":
        bruker = Bruker.objects.get(email="saksbehandler@demo.example")
        sider = [
            ("brukere:bruker-index",), ("brukere:bruker-create",), ("brukere:bruker-edit", bruker.pk),
            ("brukere:tilgang-create", bruker.pk), ("brukere:tilgang-end", bruker.tilganger.get().pk),
            ("brukere:embete-index",), ("brukere:embete-create",),
            ("brukere:embete-edit", bruker.tilganger.get().embete_id), ("brukere:hendelse-index",),
            ("brukere:register-index",), ("account_change_password",), ("varsler:epost-index",),
            ("tilgjengelighet",), ("personvern",),
        ]  # fmt: skip
    elif rolle == "leser":
        embete, kommune = Prosjekt.objects.get().embete, Kommune.objects.get(nr="0123")
        runder = Anmodningsrunde.objects.latest("sendt_dato"), sendt_med_brev(embete.pk, kommune)
        sider = [
            ("vedtak:status-show", 2016), ("vedtak:kommune-show", kommune.pk), ("anmodninger:runde-index",),
            ("vedtak:endring-index", 2016), ("vedtak:kilder-show", 2016),
            *((f"anmodninger:{side}", runde.pk) for runde in runder for side in ("runde-show", "runde-brev")),
            *(("anmodninger:aarshjul-show", embete.pk, aar) for aar in (2016, 2017)), ("brukere:kalender-show",),
            ("nettverk:gruppe-index",), ("nettverk:prosjekt-show", Prosjekt.objects.get().pk),
            ("nettverk:aktivitet-index",), ("rapporter:rapport-index",),
            ("rapporter:rapport-show", Rapport.objects.get(tertial=3).pk), ("rapporter:tallkontroll-show",),
        ]  # fmt: skip
    else:
        kommune = Kommune.objects.get(nr="0123")
        utkast = UtkastFactory(
            embete=Prosjekt.objects.get().embete, aar=2016, linjer=[(kommune, 30, 5)], fylkestall_totalt=40
        )
        dialog = DialogFactory(embete=Prosjekt.objects.get().embete, kommune=kommune, sen=True)
        vilkaar = VilkaarsoppfoelgingFactory(vilkaar__vedtak=Vedtak.objects.latest("pk")).vilkaar
        PlanforankringFactory(kommune=kommune)
        runde = Anmodningsrunde.objects.latest("sendt_dato")
        purring = PurremottakerFactory(purring__anmodning=runde.anmodninger.get(kommune=kommune)).purring
        gruppe, prosjekt, rapport = (
            Gruppe.objects.first(),
            Prosjekt.objects.get(),
            Rapport.objects.get(tertial=3),
        )
        utgave = UtgaveFactory(rapport=rapport)
        embete = prosjekt.embete_id
        sider = [
            ("vedtak:status-show", 2016), ("vedtak:status-show", 2013), ("vedtak:kommune-index",),
            ("vedtak:endring-index", 2016), ("vedtak:kilder-show", 2016),
            ("vedtak:kommune-show", kommune.pk), ("vedtak:vedtak-create", kommune.pk, 2016),
            ("vedtak:vedtak-show", Vedtak.objects.latest("pk").pk), ("anmodninger:runde-index",),
            *(("anmodninger:aarshjul-show", embete, aar) for aar in (2016, 2017)), ("brukere:kalender-show",),
            ("anmodninger:aarshjulsteg-create", embete, 2016), ("anmodninger:aarshjulmal-edit", embete),
            ("anmodninger:aarshjulsteg-edit", Aarshjulsteg.objects.first().pk),
            ("anmodninger:runde-show", Anmodningsrunde.objects.latest("sendt_dato").pk),
            ("anmodninger:utsettelse-create", Anmodning.objects.filter(kommune=kommune).latest("pk").pk),
            ("vedtak:purring-index",), ("vedtak:purring-show", purring.pk), ("vedtak:purring-preview", runde.pk),
            ("vedtak:purreplan-edit", runde.pk),
            ("anmodninger:utkast-create",), ("anmodninger:utkast-show", utkast.pk),
            ("anmodninger:utkast-fordeling", utkast.pk), ("anmodninger:utkast-begrunnelser", utkast.pk),
            ("anmodninger:utkast-tall", utkast.pk),
            ("anmodninger:utkast-import", utkast.pk), ("vedtak:imdi-import",), ("anmodninger:utkast-send", utkast.pk),
            ("anmodninger:utkast-brev", utkast.pk), ("anmodninger:brevmal-edit", embete),
            *(("anmodninger:runde-brev", ett.pk) for ett in (runde, sendt_med_brev(embete, kommune))),
            ("anmodninger:utkast-delete", utkast.pk), ("jobber:jobb-index",), *jobbsider(utkast.embete),
            ("nettverk:gruppe-index",), ("nettverk:gruppe-show", gruppe.pk),
            ("nettverk:gruppe-create", prosjekt.pk), ("nettverk:gruppe-edit", gruppe.pk),
            ("nettverk:medlemskap-create", gruppe.pk), ("nettverk:medlemskap-edit", Medlemskap.objects.first().pk),
            ("nettverk:medlemskap-end", Medlemskap.objects.first().pk), ("nettverk:prosjekt-show", prosjekt.pk),
            ("nettverk:prosjekt-edit", prosjekt.pk), ("nettverk:prosjekt-create",), ("nettverk:aktivitet-index",),
            ("nettverk:aktivitet-show", Aktivitet.objects.first().pk),
            ("nettverk:aktivitet-create", prosjekt.pk), ("nettverk:aktivitet-edit", Aktivitet.objects.first().pk),
            ("vedtak:bosatt-index", 2015), ("vedtak:bosatt-create", 2016), ("vedtak:bosatt-import",),
            ("vedtak:bosatt-correct", Bosatt.objects.latest("pk").pk),
            *kontaktsider(embete, kommune), ("brukere:profil-edit",),
            *bekreftsider(kommune, Tilgang.objects.filter(rolle="kontaktperson").earliest("pk").bruker),
            ("vedtak:oppfoelging-index",), ("vedtak:dialog-index",), ("vedtak:dialog-create",),
            ("vedtak:dialog-show", dialog.pk), ("vedtak:dialog-edit", dialog.pk),
            ("vedtak:dialog-follow-up", dialog.pk), ("vedtak:oppsoeking-index",),
            ("vedtak:vilkaar-follow-up", vilkaar.pk), ("vedtak:planforankring-index",),
            *((f"vedtak:planforankring-{verb}", kommune.pk, "bolig") for verb in ("create", "history")),
            ("rapporter:rapport-index",), ("rapporter:rapport-choose",),
            ("rapporter:rapport-create", "sluttrapport"), ("rapporter:rapport-show", rapport.pk),
            ("rapporter:tilpasning-index",), ("rapporter:tilpasning-show", embete, "sluttrapport"),
            ("rapporter:tilpasning-edit", embete, "sluttrapport", "situasjonen"),
            ("rapporter:maalvurdering-edit", rapport.pk), ("rapporter:rapport-edit", rapport.pk),
            ("rapporter:kapittel-edit", rapport.pk, "innledning"),
            *((f"rapporter:kapittel-{verb}", rapport.pk, "innledning") for verb in ("copy", "figures")),
            ("rapporter:kapittelversjon-index", rapport.pk, "innledning"),
            ("rapporter:kapittelversjon-show", rapport.pk, "innledning", 1),
            ("rapporter:behandling-show", rapport.pk), ("rapporter:behandling-submit", rapport.pk),
            *((f"rapporter:{side}", utgave.pk) for side in ("utgave-show", "rettelogg-show", "publisering-edit")),
            ("rapporter:verifisering-show",), ("rapporter:sammenligning-show", rapport.pk),
            ("rapporter:offentlig-index",), ("rapporter:offentlig-show", utgave.adresse),
            ("rapporter:fil-index", rapport.pk), ("rapporter:oppsett-edit", embete),
            ("rapporter:setning-index", rapport.pk), ("rapporter:setning-edit", rapport.pk, "vedtak"),
            ("rapporter:kontroll-show", rapport.pk), ("rapporter:funn-edit", rapport.pk, kontroll(rapport).funn[0].id),
        ]  # fmt: skip
    return [reverse(navn, args=argumenter) for navn, *argumenter in sider]


@pytest.mark.parametrize("rolle", ["kontaktperson", "systemansvarlig", "leser", "prosjektleder"])
def test_every_page_of_a_role_is_accessible(side, live_server, logg_inn, tilgjengelig, demo, settings, rolle):
    settings.DEBUG = True  # the demo's passwords
    demobruker = next(bruker for bruker in DEMOBRUKERE if bruker.rolle == rolle)
    logg_inn(side, Bruker.objects.get(email=demobruker.epost), demobruker.passord)
    for adresse in adresser(rolle):
        svar = side.goto(live_server.url + adresse)
        assert svar.status == 200, adresse
        assert side.title().endswith("– bosetting"), adresse
        tilgjengelig(side)


def test_the_login_page_names_the_demo_users(side, live_server, tilgjengelig, demo, settings):
    settings.DEBUG = True
    side.goto(live_server.url)
    for bruker in DEMOBRUKERE:
        assert bruker.epost in side.content()
    tilgjengelig(side)


@pytest.mark.parametrize(("adresse", "status"), [("/kommuner/999999/", 404), ("/brukere/", 403)])
def test_refusals_are_accessible_pages_too(
    side, vaktet, live_server, logg_inn, tilgjengelig, transactional_db, saksbehandler, adresse, status
):
    vaktet.tillatt.add(status)
    logg_inn(side, saksbehandler)
    assert side.goto(live_server.url + adresse).status == status
    tilgjengelig(side)
