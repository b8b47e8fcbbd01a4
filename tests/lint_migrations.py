"""Judge the SQL of our own migrations: a new version must run beside the old one while it is deployed.

Run by `make lint-migrations` on PostgreSQL. Tables that are new have no old code to disturb, so initial
migrations pass.
"""

import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bosetting.settings")
os.environ.setdefault("DEBUG", "true")

import django  # noqa: E402

django.setup()

from django.apps import apps  # noqa: E402
from django.db import connection  # noqa: E402
from django_migration_linter import MigrationLinter  # noqa: E402

if connection.vendor != "postgresql":
    sys.exit("make lint-migrations DATABASE_URL=postgres://... : only PostgreSQL's SQL can be judged.")

own = [
    app.label
    for app in apps.get_app_configs()
    if Path(app.path).is_relative_to(ROOT) and ".venv" not in app.path
]
# Each says itself why what the linter warns of does no harm.
excused = ["0005_bosatt_kan_rettes", "0006_ventende_svar", "0006_uten_navn_i_tekst", "0003_rapport_per_type"]
linter = MigrationLinter(
    str(ROOT),
    include_apps=own,
    no_cache=True,
    ignore_initial_migrations=True,
    ignore_name=excused,
    quiet=["ok", "ignore"],
)
linter.lint_all_migrations()
linter.print_summary()
sys.exit(1 if linter.has_errors else 0)
