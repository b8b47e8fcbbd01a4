"""The first person of an installation: made on the command line, in with her own password."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from bosetting.brukere.models import Bruker

pytestmark = pytest.mark.django_db


def kjoer(*argumenter):
    ut = StringIO()
    call_command("ny_systemansvarlig", *argumenter, stdout=ut)
    return ut.getvalue().strip()


def test_the_printed_link_lets_her_choose_a_password_and_open_the_users_page(client, settings):
    settings.DEMO_DAG = ""
    lenke = kjoer("sys@embete.example", "Sys Tem", "--nettsted", "https://bosetting.example/")
    assert lenke.startswith("https://bosetting.example/konto/passord/nytt/")
    skjema = client.get(lenke.removeprefix("https://bosetting.example"), follow=True)
    passord = "hest-batteri-stift-7"
    client.post(skjema.request["PATH_INFO"], {"password1": passord, "password2": passord})
    client.post("/konto/logg-inn/", {"login": "sys@embete.example", "password": passord})
    assert client.get("/brukere/").status_code == 200


@pytest.mark.parametrize("epost", ["ikke-en-adresse", "finnes@embete.example"])
def test_a_bad_or_taken_address_is_refused(epost):
    Bruker.objects.create_user("finnes@embete.example", navn="Finnes")
    with pytest.raises(CommandError):
        kjoer(epost, "Navn")
    assert Bruker.objects.count() == 1
