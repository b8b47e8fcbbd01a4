"""Frozen means frozen: whatever is registered, written and changed later, the edition is as it was, to the byte."""

import hashlib
import random
from datetime import date, timedelta
from io import StringIO
from uuid import uuid4

import pytest
from django.core.management import call_command
from django.db import DatabaseError, transaction
from django.utils.translation import override

from bosetting.brukere.models import EmbeteNavn
from bosetting.felles.dokument.typst import som_pdf
from rapporter import behandling, frysing
from rapporter.models import Kapittel, Rapporttilpasning, Setningsoverstyring, Utgave
from rapporter.queries_utgaver import siste_utgave
from rapporter.tallregister import figurer
from tests.anmodninger.factories import RundeFactory
from tests.nettverk.factories import AktivitetFactory, ProsjektFactory, ResultatmaalFactory
from tests.vedtak.factories import BosattFactory, VedtakFactory

from .factories import KapittelFactory, RapportFactory

pytestmark = pytest.mark.django_db
DAG = date(2016, 3, 9)


@pytest.fixture
def rapport(embete, halden, moss):
    RundeFactory(embete=embete, linjer=[(halden, 70, 10), (moss, 80, 20)])
    VedtakFactory(kommune=halden, totalt=57, em=10)
    prosjekt = ProsjektFactory(embete=embete, navn="Bosetting i Østfold")
    ResultatmaalFactory(prosjekt=prosjekt, nummer="1", tekst="Kommunene vedtar det de blir bedt om")
    rapport = RapportFactory(prosjekt=prosjekt)
    KapittelFactory(rapport=rapport, tekst="Det er vedtatt {{ vedtatt.totalt }} plasser.")
    return rapport


@pytest.fixture
def utgave(rapport, saksbehandler, prosjektleder):
    felt = {"rapport": rapport, "noekkel": uuid4(), "dag": DAG}
    behandling.send_til_godkjenning(by=saksbehandler, versjon=rapport.versjon, **felt)
    rapport.refresh_from_db()
    felt |= {"noekkel": uuid4(), "sett_avtrykk": frysing.oeyeblikk(rapport).avtrykk}
    return behandling.godkjenn(by=prosjektleder, versjon=rapport.versjon, **felt).utgave


def innholdet(utgave: Utgave) -> dict:
    """Return everything an edition holds, as it lies in the database now."""
    rad = Utgave.objects.filter(pk=utgave.pk).values().get()
    return rad | {"pdf": bytes(rad["pdf"])}


def senere_skriving(nr: int, tilfeldig: random.Random, rapport, halden, moss, by) -> None:
    """Write something, somewhere a report reads from."""
    kommune, dag = tilfeldig.choice([halden, moss]), date(2015, 10, 1) + timedelta(tilfeldig.randrange(150))
    prosjekt = rapport.prosjekt
    match tilfeldig.randrange(9):
        case 0 | 1:
            VedtakFactory(
                kommune=kommune, totalt=tilfeldig.randrange(100), em=0, vedtaksdato=dag, mottatt=dag
            )
        case 2:
            AktivitetFactory(prosjekt=prosjekt, tittel=f"Samling {nr}", fra_dato=dag)
        case 3:
            BosattFactory(kommune=kommune, aar=2016 + nr)
        case 4:
            prosjekt.navn = f"Bosetting {nr}"
            prosjekt.save()
        case 5:
            Kapittel.objects.filter(rapport=rapport).update(tekst=f"Ny tekst {nr}")
        case 6:
            Rapporttilpasning.objects.update_or_create(
                embete=prosjekt.embete, type=rapport.type, kapittel="innledning",
                defaults={"overskrift": f"Overskrift {nr}", "endret_at": rapport.opprettet_at},
            )  # fmt: skip
        case 7:
            Setningsoverstyring.objects.create(
                rapport=rapport, setning="anmodning", tekst=f"Egen {nr}", generert="x", begrunnelse="x",
                skrevet_av=by, skrevet_at=rapport.opprettet_at,
            )  # fmt: skip
        case 8:
            EmbeteNavn.objects.filter(embete=prosjekt.embete).update(navn=f"Embetet {nr}")


def test_a_hundred_later_writes_change_nothing_of_what_is_frozen(
    utgave, rapport, halden, moss, saksbehandler
):
    foer, tilfeldig = innholdet(utgave), random.Random(2016)
    avtrykk = frysing.oeyeblikk(rapport).avtrykk
    for nr in range(100):
        senere_skriving(nr, tilfeldig, rapport, halden, moss, saksbehandler)
    assert frysing.oeyeblikk(rapport).avtrykk != avtrykk  # the report would be another one now
    assert innholdet(utgave) == foer
    rapport.refresh_from_db()
    assert hashlib.sha256(frysing.gjeldende_pdf(rapport)).hexdigest() == utgave.sha256
    igjen = Utgave.objects.get(pk=utgave.pk)
    assert som_pdf(frysing.frosset_dokument(igjen)) == foer["pdf"]
    assert frysing.gjeldende_dokument(rapport) == frysing.frosset_dokument(igjen)


def test_what_is_frozen_is_what_was_shown(utgave, rapport):
    bilde = frysing.oeyeblikk(rapport)
    tall = {rad["navn"]: rad["verdi"] for rad in utgave.tall}
    assert tall == {navn: figur.verdi for navn, figur in figurer(bilde.g).items()}
    assert utgave.tekster["innledning"]["tekst"] == "Det er vedtatt {{ vedtatt.totalt }} plasser."
    assert utgave.definisjon["noekkel"] == "tertialrapport"
    assert utgave.versjoner == frysing.versjoner()
    frosset = frysing.frosset_dokument(utgave)
    assert frosset.blokker == bilde.dokument.blokker
    assert frosset.vannmerke == ""
    assert ("Utgave", "1, godkjent 9. mars 2016") in frosset.detaljer


@pytest.mark.parametrize("felt", ["pdf", "dokument", "tall", "tekster", "sha256"])
def test_the_database_itself_refuses_to_change_an_edition(utgave, felt):
    with pytest.raises(DatabaseError), transaction.atomic():
        Utgave.objects.filter(pk=utgave.pk).update(**{felt: getattr(utgave, felt)})
    with pytest.raises(DatabaseError), transaction.atomic():
        utgave.delete()


def test_the_file_does_not_depend_on_who_asks(utgave, rapport):
    bilde = frysing.oeyeblikk(rapport)
    with override("en"):
        assert frysing.oeyeblikk(rapport).dokument == bilde.dokument
        igjen = Utgave.objects.get(pk=utgave.pk)
        assert frysing.tegn_paa_nytt(igjen).lik


def test_the_command_writes_the_frozen_file(utgave, moss, tmp_path):
    VedtakFactory(kommune=moss, totalt=80, em=20)
    fil = tmp_path / "rapport.pdf"
    call_command("tertialrapport", aar=2015, tertial=3, ut=str(fil), stdout=StringIO())
    assert hashlib.sha256(fil.read_bytes()).hexdigest() == utgave.sha256


def test_a_draft_is_marked_as_one_and_an_edition_is_not(utgave, rapport, prosjektleder):
    rapport.refresh_from_db()
    behandling.gjenaapne(
        by=prosjektleder,
        rapport=rapport,
        versjon=rapport.versjon,
        noekkel=uuid4(),
        merknad="Feil i tabell 1.",
    )
    rapport.refresh_from_db()
    assert frysing.gjeldende_dokument(rapport).vannmerke == "Utkast"
    assert siste_utgave(rapport) == utgave
