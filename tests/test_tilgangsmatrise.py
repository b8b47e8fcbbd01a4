"""Every address × every persona: who gets in, who is refused, who is told nothing. A new address without a row fails.

The table is tests/tilgangstabell.py.
"""

from datetime import date

import pytest
from django.apps import apps
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.test import Client, RequestFactory, override_settings
from django.urls import URLPattern, get_resolver, reverse

from bosetting.brukere import kalenderadresser
from bosetting.brukere.access import AccessMiddleware
from bosetting.brukere.models import Tilgang
from bosetting.felles.dag import naa
from rapporter.models import Kapittel, Rapport
from tests import besetning
from tests.anmodninger.factories import BrevFactory, RundeFactory, UtkastFactory
from tests.anmodninger.stegfactory import StegFactory
from tests.brukere.factories import BrukerFactory, InvitasjonFactory
from tests.jobber.factories import JobbFactory
from tests.nettverk import omraader
from tests.nettverk.factories import ProsjektFactory
from tests.rapporter import rapportadresser, skriveadresser
from tests.rapporter.filfactories import RapportfilFactory
from tests.rapporter.rapportradfactories import FunnvurderingFactory
from tests.tilgangsrader import PERSONER
from tests.tilgangstabell import ALLAUTH_AAPNE, ALLAUTH_INNLOGGET, MATRISE
from tests.varsler.factories import VarselFactory
from tests.vedtak.bekreftfactories import InnsendtFactory, OenskeFactory
from tests.vedtak.dokumentfactories import DokumentFactory, KladdfilFactory
from tests.vedtak.factories import BosattFactory, DialogFactory, VedtakFactory, VilkaarFactory
from tests.vedtak.purrefactories import PurremottakerFactory, forsoek


def alle_adresser(moenstre=None, navnerom=()):
    """Yield (name, pattern) of every address, through each include."""
    for moenster in moenstre or get_resolver().url_patterns:
        if isinstance(moenster, URLPattern):
            yield ":".join((*navnerom, moenster.name or f"UTEN NAVN {moenster.pattern}")), moenster
        else:
            yield from alle_adresser(
                moenster.url_patterns, navnerom + ((moenster.namespace,) if moenster.namespace else ())
            )


@pytest.fixture(scope="module")
def verden(django_db_setup, django_db_blocker, tmp_path_factory):
    """One of everything, in Østfold; the personas' sessions; and the address of each row of the matrix.

    Made once for the module, in a transaction that each test has its own inside.
    """
    som_i_testene = override_settings(
        DEMO_DAG="2016-03-09", DOKUMENTMAPPE=tmp_path_factory.getbasetemp() / "dokumenter"
    )
    with django_db_blocker.unblock(), transaction.atomic(), som_i_testene:
        yield _verden()
        transaction.set_rollback(True)


def _verden():
    v = besetning.alle()
    v.dag = date(2016, 3, 9)
    embete, naboembete, halden, moss = v.embete, v.naboembete, v.halden, v.moss
    saksbehandler, kontaktperson = v.saksbehandler, v.kontaktperson
    naboprosjektleder = BrukerFactory(tilgang={"rolle": "prosjektleder", "embete": naboembete})
    inaktiv = BrukerFactory(is_active=False, tilgang={"rolle": "prosjektleder", "embete": embete})
    runde = RundeFactory(embete=embete, linjer=[(halden, 30, 5)])
    utkast = UtkastFactory(embete=embete, linjer=[(halden, 40, 5)])
    jobb = JobbFactory(embete=embete)
    vedtak = VedtakFactory(kommune=halden)
    ubesvart = RundeFactory(embete=embete, aar=2017, linjer=[(moss, 20, 0)])
    mottaker = PurremottakerFactory(purring__anmodning=runde.anmodninger.get(), bruker=kontaktperson)
    forsoek(mottaker, "begynt", "sendt")
    dialog = DialogFactory(embete=embete, kommune=halden)
    invitasjon = InvitasjonFactory(embete=embete, kommuner=[halden], hemmelighet="en-lenke-fra-e-posten")
    prosjekt = ProsjektFactory(embete=embete)
    rapport = Rapport.objects.create(
        prosjekt=prosjekt,
        aar=2015,
        tertial=3,
        bosettingsaar=2016,
        skjaeringsdato=date(2016, 2, 2),
        opprettet_at=naa(),
    )
    Kapittel.objects.create(rapport=rapport, noekkel="innledning", tekst="Tekst.", endret_at=naa())
    dokument = DokumentFactory(kommune=halden, lastet_opp_av=kontaktperson)
    kladdfil = KladdfilFactory(kladd__kommune=halden, kladd__aar=2017)
    v.prosjekt = prosjekt
    argumenter = {
        "vedtak:dokument-create": [halden.pk],
        **dict.fromkeys([f"vedtak:dokument-{verb}" for verb in ("download", "replace")], [dokument.pk]),
        "vedtak:kladd-start": [halden.pk, 2016],
        "vedtak:kladd-correct": [vedtak.pk],
        "vedtak:kladd-trinn": [kladdfil.kladd_id, "svar"],
        **dict.fromkeys([f"vedtak:kladd-{verb}" for verb in ("check", "delete")], [kladdfil.kladd_id]),
        "vedtak:vedtak-receipt": [
            VedtakFactory(kommune=halden, aar=2015, fra_kommunen=True, registrert_av=kontaktperson).pk
        ],
        **dict.fromkeys([f"vedtak:kladdfil-{verb}" for verb in ("download", "delete")], [kladdfil.pk]),
        "varsler:varsel-open": [VarselFactory(bruker=kontaktperson).pk],
        "vedtak:status-show": [2016],
        "vedtak:status-export": [2016, "csv"],
        "vedtak:endring-index": [2016],
        "vedtak:endring-export": [2016, "csv"],
        "vedtak:kilder-show": [2016],
        **dict.fromkeys(["vedtak:bosatt-index", "vedtak:bosatt-create"], [2016]),
        "vedtak:bosatt-export": [2016, "csv"],
        "vedtak:bosatt-correct": [BosattFactory(kommune=halden).pk],
        "vedtak:kilder-export": [2016, "csv"],
        "vedtak:kommune-show": [halden.pk],
        "vedtak:kommune-export": [halden.pk, "csv"],
        "vedtak:planforankring-export": ["csv"],
        **dict.fromkeys(
            [f"vedtak:planforankring-{verb}" for verb in ("history", "create")], [halden.pk, "bolig"]
        ),
        "vedtak:vilkaar-follow-up": [VilkaarFactory(vedtak=vedtak).pk],
        "vedtak:vedtak-show": [vedtak.pk],
        "vedtak:vedtak-create": [halden.pk, 2016],
        "vedtak:vedtak-correct": [vedtak.pk],
        **dict.fromkeys(
            ["vedtak:bekreftelse-create", "vedtak:bekreftelse-return"],
            [InnsendtFactory(kommune=halden, aar=2014).pk],
        ),
        "vedtak:endringsoenske-create": [halden.pk, 2016],
        **dict.fromkeys(
            ["vedtak:endringsoenske-show", "vedtak:endringsoenske-answer"],
            [OenskeFactory(kommune=halden, sendt_av=kontaktperson).pk],
        ),
        **dict.fromkeys(
            [f"vedtak:dialog-{verb}" for verb in ("show", "edit", "follow-up", "reopen")], [dialog.pk]
        ),
        **dict.fromkeys(["vedtak:dialog-export", "vedtak:oppsoeking-export"], ["csv"]),
        **dict.fromkeys([f"jobber:jobb-{verb}" for verb in ("show", "cancel", "resume")], [jobb.pk]),
        "anmodninger:runde-show": [runde.pk],
        **dict.fromkeys(["vedtak:purring-show", "vedtak:purring-brev"], [mottaker.purring_id]),
        "vedtak:purring-settle": [mottaker.pk],
        "vedtak:purring-draft-letter": [ubesvart.pk, moss.pk],
        **dict.fromkeys(
            ["vedtak:purring-preview", "vedtak:purring-send", "vedtak:purreplan-edit"], [runde.pk]
        ),
        "anmodninger:utsettelse-create": [runde.anmodninger.get().pk],
        "anmodninger:runde-brev": [runde.pk],
        "anmodninger:runde-brev-fil": [runde.pk, "pdf"],
        "anmodninger:brev-show": [BrevFactory(anmodning=runde.anmodninger.get()).anmodning_id],
        "anmodninger:utkast-brev": [utkast.pk],
        "anmodninger:utkast-brev-pdf": [utkast.pk, halden.pk],
        "anmodninger:brevmal-edit": [embete.pk],
        "anmodninger:runde-export": [runde.pk, "egen", "csv"],
        "anmodninger:utkast-import": [utkast.pk],
        "anmodninger:utkast-export": [utkast.pk, "imdi", "xlsx"],
        **dict.fromkeys(
            [f"anmodninger:utkast-{verb}" for verb in ("show", "tall", "send", "delete")], [utkast.pk]
        ),
        **dict.fromkeys(
            [f"anmodninger:utkast-{navn}" for navn in ("fordeling", "begrunnelser")], [utkast.pk]
        ),
        **dict.fromkeys(
            [f"anmodninger:{navn}" for navn in ("aarshjul-show", "aarshjul-start", "aarshjulsteg-create")],
            [embete.pk, 2016],
        ),
        **dict.fromkeys(
            [f"anmodninger:aarshjulsteg-{verb}" for verb in ("edit", "status")],
            [StegFactory(embete=embete).pk],
        ),
        "anmodninger:aarshjulmal-edit": [embete.pk],
        **dict.fromkeys([f"rapporter:rapport-{verb}" for verb in ("show", "edit", "pdf")], [rapport.pk]),
        "rapporter:rapport-create": ["tertialrapport"],
        "rapporter:maalvurdering-edit": [rapport.pk],
        **dict.fromkeys(
            [f"rapporter:tilpasning-{verb}" for verb in ("show", "reset")], [embete.pk, "aarsnotat"]
        ),
        "rapporter:tilpasning-edit": [embete.pk, "aarsnotat", "situasjonen"],
        **dict.fromkeys(["rapporter:fil-index", "rapporter:fil-create"], [rapport.pk]),
        "rapporter:fil-download": [RapportfilFactory(rapport=rapport).pk],
        "rapporter:oppsett-edit": [embete.pk],
        "rapporter:sammenligning-show": [rapport.pk],
        **rapportadresser.argumenter(rapport),
        **dict.fromkeys([navn for navn in MATRISE if navn.startswith("rapporter:behandling-")], [rapport.pk]),
        **skriveadresser.argumenter(rapport),
        **dict.fromkeys(["rapporter:setning-index", "rapporter:kontroll-show"], [rapport.pk]),
        **dict.fromkeys(
            ["rapporter:funn-edit", "rapporter:funn-revert"],
            [rapport.pk, FunnvurderingFactory(rapport=rapport).funn],
        ),
        **dict.fromkeys(
            [f"rapporter:setning-{verb}" for verb in ("edit", "revert")], [rapport.pk, "anmodning"]
        ),
        **dict.fromkeys(
            ["brukere:bruker-edit", "brukere:bruker-link", "brukere:tilgang-create"], [saksbehandler.pk]
        ),
        "brukere:tilgang-end": [Tilgang.objects.get(bruker=saksbehandler).pk],
        "brukere:embete-edit": [embete.pk],
        "brukere:kalender-feed": [kalenderadresser.lag(by=saksbehandler)],
        "brukere:kontaktperson-show": [halden.pk],
        **dict.fromkeys(
            [f"brukere:kontaktperson-{verb}" for verb in ("end", "handover")],
            [kontaktperson.tilganger.get().pk],
        ),
        **dict.fromkeys(
            [f"brukere:invitasjon-{verb}" for verb in ("show", "resend", "revoke")], [invitasjon.pk]
        ),
        "brukere:invitasjon-accept": ["en-lenke-fra-e-posten"],
    }
    personer = {hvem: getattr(v, hvem) for hvem in besetning.PERSONER}
    personer |= {"inaktiv": inaktiv, "naboprosjektleder": naboprosjektleder}
    sesjoner = {hvem: sesjon(bruker) for hvem, bruker in personer.items()}

    argumenter |= omraader.argumenter(v)

    def adresse(navn):
        return reverse(navn, args=argumenter.get(navn, []))

    return sesjoner, adresse


def sesjon(bruker) -> str:
    """Return the key of a session where she is logged in."""
    leser = Client()
    leser.force_login(bruker)
    return leser.cookies[settings.SESSION_COOKIE_NAME].value


def klient(sesjoner, person, **valg) -> Client:
    leser = Client(**valg)
    if person != "anonym":
        leser.cookies[settings.SESSION_COOKIE_NAME] = sesjoner[person]
    return leser


def utfall(svar) -> str:
    if svar.status_code == 302:
        return "inn" if svar.url.startswith(reverse("account_login")) else "ja"
    return "ja" if svar.status_code in (200, 422) else str(svar.status_code)


def antall_rader() -> dict:
    """Return how many rows each table has; sessions come and go with the test's own logins."""
    return {
        m._meta.label: m.objects.count() for m in apps.get_models() if m._meta.label != "sessions.Session"
    }


def test_every_address_has_a_row():
    adresser = {navn for navn, _moenster in alle_adresser()}
    assert adresser == set(MATRISE) | ALLAUTH_AAPNE | ALLAUTH_INNLOGGET, (
        "Legg adressen inn i tests/tilgangstabell.py, med hvem som slipper inn"
    )


def test_every_view_of_ours_declares_a_rule():
    for navn, moenster in alle_adresser():
        if navn in MATRISE:
            assert getattr(moenster.callback, "tilgang", None), f"{navn} mangler @requires(...)"


def test_every_row_lets_somebody_in():
    for navn, (_metoder, celler) in MATRISE.items():
        assert "ja" in celler.values(), navn


@pytest.mark.parametrize(
    ("navn", "metode"), [(navn, m) for navn, (metoder, _c) in MATRISE.items() for m in metoder]
)
def test_each_persona_meets_the_right_door(db, verden, navn, metode):
    sesjoner, adresse = verden
    url = adresse(navn)
    faktisk = {}
    for person in PERSONER:
        with transaction.atomic():
            faktisk[person] = utfall(klient(sesjoner, person).generic(metode, url))
            transaction.set_rollback(True)
    assert faktisk == MATRISE[navn][1]


@pytest.mark.parametrize("navn", MATRISE)
def test_methods_that_are_not_declared_are_refused_and_change_nothing(db, verden, navn):
    sesjoner, adresse = verden
    url, foer = adresse(navn), antall_rader()
    for person in ("prosjektleder", "systemansvarlig"):
        leser = klient(sesjoner, person)
        for metode in {"POST", "PUT", "PATCH", "DELETE"} - set(MATRISE[navn][0]):
            assert leser.generic(metode, url).status_code in (403, 404, 405), (person, metode)
    assert antall_rader() == foer


@pytest.mark.parametrize("navn", [navn for navn, (metoder, _c) in MATRISE.items() if "GET" in metoder])
def test_reading_a_page_writes_nothing(db, verden, navn):
    sesjoner, adresse = verden
    inne = next(person for person, utfall_ in MATRISE[navn][1].items() if utfall_ == "ja")
    leser = klient(sesjoner, inne)
    url, foer = adresse(navn), antall_rader()
    svar = leser.get(url)
    assert svar.status_code in (200, 302)
    assert antall_rader() == foer


@pytest.mark.parametrize("navn", [navn for navn, (metoder, _c) in MATRISE.items() if "POST" in metoder])
def test_a_form_without_its_token_is_refused(db, verden, navn):
    sesjoner, adresse = verden
    inne = next(person for person, utfall_ in MATRISE[navn][1].items() if utfall_ == "ja")
    assert klient(sesjoner, inne, enforce_csrf_checks=True).post(adresse(navn)).status_code == 403


@pytest.mark.parametrize("navn", sorted(ALLAUTH_INNLOGGET))
def test_account_pages_ask_for_login(client, db, navn):
    assert utfall(client.get(reverse(navn))) == "inn"


@pytest.mark.parametrize("navn", [*MATRISE, "account_login", "account_reset_password"])
def test_every_answer_carries_a_strict_policy_also_when_it_refuses(db, verden, navn):
    sesjoner, adresse = verden
    for person in ("anonym", "uten_rolle", "prosjektleder"):
        svar = klient(sesjoner, person).get(adresse(navn))
        policy = svar["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert svar["X-Frame-Options"] == "DENY"
        assert svar["X-Content-Type-Options"] == "nosniff"


def test_what_a_logged_in_person_sees_is_not_kept_by_caches(db, verden):
    sesjoner, adresse = verden
    assert "no-store" in klient(sesjoner, "leser").get(adresse("vedtak:status-show"))["Cache-Control"]


def test_a_view_without_a_rule_is_closed_even_to_the_systemansvarlig(systemansvarlig):
    forespoersel = RequestFactory().get("/")
    forespoersel.user = systemansvarlig
    with pytest.raises(PermissionDenied):
        AccessMiddleware(lambda r: None).process_view(forespoersel, lambda r: None, (), {})
