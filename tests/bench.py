"""``make bench``: how the pages hold, as ratios inside one run. Figures of seconds say more of the machine than of us.

F is a do-nothing view with the standard middleware (/helse/) on the same gunicorn, one connection. Each measure is the
median of several calls on a database of its own; nothing is written to the ordinary one. Exit status 1 when a target
is missed.
"""

import gzip
import http.client
import os
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import date, timedelta
from io import StringIO
from pathlib import Path
from uuid import uuid4

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
MAPPE = tempfile.TemporaryDirectory()
os.environ |= {
    "DJANGO_SETTINGS_MODULE": "bosetting.settings",
    "DATABASE_URL": f"sqlite:///{MAPPE.name}/bench.sqlite3",
    "DEBUG": "false",
    "DEMO_DAG": "",
    "STATIC_ROOT": f"{MAPPE.name}/static",
}

import django  # noqa: E402

django.setup()

from django.conf import settings  # noqa: E402
from django.core.files.uploadedfile import SimpleUploadedFile  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402

from anmodninger import rundeark  # noqa: E402
from anmodninger.actions import lag_utkast, registrer_sendt_runde  # noqa: E402
from anmodninger.models import Anmodningsrunde  # noqa: E402
from bosetting.brukere.models import Bruker, Embete, Tilgang  # noqa: E402
from bosetting.felles.dag import naa  # noqa: E402
from bosetting.felles.regneark import Ark, som_xlsx  # noqa: E402
from bosetting.kommuner.models import Fylke, Kommune  # noqa: E402
from tests import bench_nettverk  # noqa: E402
from tests.bench_brev import maal_brev  # noqa: E402
from tests.bench_rapport import maal_rapport  # noqa: E402
from vedtak.models import Vedtak  # noqa: E402

AAR = 2016


def median(kall, ganger=15, klokke=time.perf_counter) -> float:
    """Return the median seconds of ``kall``, after two calls to warm up the workers."""
    kall()
    kall()
    tider = []
    for _ in range(ganger):
        start = klokke()
        kall()
        tider.append(klokke() - start)
    return statistics.median(tider)


def mot_gulvet(tjener, sti: str, leser: Client, ganger=15) -> float:
    """Return the time of a page in F, each call beside calls of the floor: what else the machine does hits both."""
    gulv, tider = [], []
    for nr in range(ganger + 2):
        for liste, kall in [(gulv, ("/helse/",))] * 5 + [(tider, (sti, leser))]:
            start = time.perf_counter()
            tjener.hent(*kall)
            if nr >= 2:  # the first two warm up
                liste.append(time.perf_counter() - start)
    return statistics.median(tider) / statistics.median(gulv)


class Tjener:
    """gunicorn with one worker on a free port, and one connection to it."""

    def __enter__(self):
        with socket.socket() as ledig:
            ledig.bind(("127.0.0.1", 0))
            port = ledig.getsockname()[1]
        self.prosess = subprocess.Popen(
            [sys.executable, "-m", "gunicorn", "-w", "1", "-k", "gthread", "--threads", "2",
             "--keep-alive", "300",  # longer than it takes to fill the database between two measures
             "-b", f"127.0.0.1:{port}", "--log-level", "error", "--access-logfile", "/dev/null", "bosetting.wsgi"],
            cwd=ROOT,
        )  # fmt: skip
        self.forbindelse = http.client.HTTPConnection("127.0.0.1", port)
        for _ in range(100):
            try:
                self.hent("/helse/")
                return self
            except OSError:
                self.forbindelse.close()
                time.sleep(0.2)
        raise RuntimeError("gunicorn svarer ikke")

    def __exit__(self, *_feil):
        self.prosess.terminate()
        self.prosess.wait()

    def hent(self, sti: str, leser: Client | None = None) -> bytes:
        hoder = {"X-Forwarded-Proto": "https"}
        if leser is not None:
            hoder["Cookie"] = (
                f"{settings.SESSION_COOKIE_NAME}={leser.cookies[settings.SESSION_COOKIE_NAME].value}"
            )
        self.forbindelse.request("GET", sti, headers=hoder)
        svaret = self.forbindelse.getresponse()
        innhold = svaret.read()
        assert svaret.status == 200, (sti, svaret.status)
        return innhold


def fyll(antall: int) -> Client:
    """Make an embete with ``antall`` municipalities that are asked and have answered, and return its saksbehandler."""
    nummer = Fylke.objects.count() + 60
    fylke = Fylke.objects.create(nr=str(nummer), navn=f"Fylke {nummer}")
    embete = Embete.objects.create(omraade=f"Område {nummer}")
    embete.fylker.add(fylke)
    Kommune.objects.bulk_create(
        Kommune(nr=f"{antall:03d}"[0] + f"{nr:03d}", navn=f"Kommune {nr}", fylke=fylke)
        for nr in range(antall)
    )
    runde(embete, AAR)
    svar(embete, AAR, 1)
    bruker = Bruker.objects.create_user(f"{nummer}@bench.test", None, navn="Bench")
    Tilgang.objects.create(bruker=bruker, rolle="prosjektleder", embete=embete, fra=date(2000, 1, 1))
    leser = Client()
    leser.force_login(bruker)
    leser.embete = embete
    return leser


def runde(embete, aar):
    kommuner = Kommune.objects.filter(fylke__embeter=embete)
    registrer_sendt_runde(
        by=None, embete=embete, aar=aar, sendt_dato=date(aar - 1, 8, 20), svarfrist=date(aar - 1, 12, 31),
        avsender="Bench", linjer=[(kommune, 30, 5, "bench") for kommune in kommuner],
    )  # fmt: skip


def svar(embete, aar, per_kommune):
    Vedtak.objects.bulk_create(
        (
            Vedtak(kommune=kommune, aar=aar, totalt=20 + nr % 15, em=nr % 5, kilde="bench", registrert_at=naa(),
                   mottatt=date(aar - 1, 9, 1) + timedelta(days=nr))
            for kommune in Kommune.objects.filter(fylke__embeter=embete)
            for nr in range(per_kommune)
        ),
        batch_size=2000,
    )  # fmt: skip


def main() -> int:
    settings.SECURE_SSL_REDIRECT = False
    settings.ALLOWED_HOSTS = ["testserver"]
    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    liten, stor = fyll(18), fyll(428)
    side = f"/status/{AAR}/"
    linjer: list[tuple[str, float, float, str]] = []

    def maal(navn, verdi, grense, enhet="F"):
        linjer.append((navn, verdi, grense, enhet))

    with Tjener() as tjener:
        gulv = median(lambda: tjener.hent("/helse/"), 100)
        foer = mot_gulvet(tjener, side, stor)
        maal("status, 18 kommuner", mot_gulvet(tjener, side, liten, 40), 20)
        maal("status, 428 kommuner", foer, 50)
        maal("XLSX av 428 kommuner", mot_gulvet(tjener, f"{side}eksport.xlsx", stor, 5), 180)
        maal("status, 428 kommuner, gzip", len(gzip.compress(tjener.hent(side, stor))) / 1024, 15, "KB")
        sendt = Anmodningsrunde.objects.get(embete=stor.embete).pk
        maal(
            "XLSX av en runde med 428 kommuner",
            mot_gulvet(tjener, f"/anmodninger/runder/{sendt}/eksport/egen.xlsx", stor, 5),
            180,
        )
        maal("innlesing av 428 rader (XLSX), CPU", innlesing(stor), 0.5, "s")
        bench_nettverk.fyll(stor.embete)
        maal("barrierematrise, 428 kommuner", mot_gulvet(tjener, "/nettverk/barrierer/", stor, 7), 100)
        katalog = f"/nettverk/prosjektkatalog/?aar={bench_nettverk.AAR}"
        maal("prosjektkatalog, 300 prosjekter", mot_gulvet(tjener, katalog, stor, 5), 350)
        for navn, leser in (("18", liten), ("428", stor)):
            leser.get(side)
            with CaptureQueriesContext(connection) as spoerringer:
                leser.get(side)
            maal(f"spørringer, {navn} kommuner", len(spoerringer), 8, "stk")
        for aar in range(AAR - 10, AAR):
            runde(stor.embete, aar)
            svar(stor.embete, aar, 1)
        maal(
            "status etter ti ganger lengre historie",
            mot_gulvet(tjener, side, stor) / foer,
            1.15,
            "x",
        )
        svar(stor.embete, AAR, 9)
        maal("status med ti ganger tettere historie", mot_gulvet(tjener, side, stor) / foer, 4, "x")
    maal_brev(stor.embete, maal)
    maal("tertialrapport som PDF (demo), CPU", pdf(), 0.5, "s")
    maal_rapport(median, maal)

    print(f"F = {gulv * 1000:.2f} ms\n\n{'':44}{'målt':>10}{'mål':>9}")
    for navn, verdi, grense, enhet in linjer:
        print(f"{navn:44}{verdi:>10.2f}{grense:>9g} {enhet}{'' if verdi <= grense else '  over målet'}")
    return int(any(verdi > grense for _navn, verdi, grense, _enhet in linjer))


def innlesing(leser: Client) -> float:
    """Return the CPU seconds from a posted workbook to its preview, the process that reads it included."""
    utkast = lag_utkast(
        by=None, embete=leser.embete, noekkel=uuid4(),
        data={"aar": AAR, "avsender": "Bench", "planlagt_sendt_dato": date(AAR, 1, 1)},
    )  # fmt: skip
    kommuner = Kommune.objects.filter(fylke__embeter=leser.embete)
    bok = som_xlsx(
        Ark(
            "Tall",
            (),
            rundeark.EGNE_OVERSKRIFTER,
            [(kommune.nr, kommune.navn, AAR, 30, 5) for kommune in kommuner],
        )
    )

    def forhaandsvis():
        svar = leser.post(
            f"/anmodninger/utkast/{utkast.pk}/import/", {"fil": SimpleUploadedFile("tall.xlsx", bok)}
        )
        assert svar.content.count(b'<th scope="row">') == len(kommuner) + 1, svar.status_code

    return median(forhaandsvis, 5, lambda: sum(os.times()[:4]))


def pdf() -> float:
    """Return the CPU seconds of the demo's report, warm, on a database that holds only the demo."""
    from django.db import connections

    connections["default"].close()
    connections.databases["default"]["NAME"] = f"{MAPPE.name}/demo.sqlite3"
    call_command("migrate", verbosity=0)
    call_command("demodata", stdout=StringIO())
    ut = f"{MAPPE.name}/rapport.pdf"
    return median(
        lambda: call_command("tertialrapport", aar=2015, tertial=3, ut=ut, stdout=StringIO()),
        5,
        time.process_time,
    )


if __name__ == "__main__":
    sys.exit(main())
