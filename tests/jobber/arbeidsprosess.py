"""``python -m tests.jobber.arbeidsprosess``: «manage.py arbeider» as its own process, which also knows PROEVE."""

import os
import sys

import django
from django.core.management import call_command

if __name__ == "__main__":
    os.environ["DJANGO_SETTINGS_MODULE"] = "bosetting.settings"
    django.setup()

    from bosetting.jobber.register import registrer
    from tests.jobber.proevearbeid import PROEVE

    registrer(PROEVE)
    call_command("arbeider", *sys.argv[1:])
