"""The caretaker: the rules of the house. Each message says what to do; docs/arkitektur.md says why."""

import os
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.db import connection
from django.template.utils import get_app_template_dirs
from django.urls import URLPattern, get_resolver
from django.utils.functional import Promise
from django.utils.translation import override

from bosetting import VERSJON

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ["bosetting", "anmodninger", "vedtak", "nettverk", "rapporter"]
RANK = {
    "felles": 0,
    "kommuner": 1,
    "brukere": 2,
    "jobber": 3,
    "varsler": 4,
    "personvern": 5,
    "anmodninger": 6,
    "vedtak": 7,
    "nettverk": 7,
    "rapporter": 8,
}
POSTGRES_MAJOR = "15"

# allauth's own views carry no rule of ours; each one that has an address is named here, and no other.
ALLAUTH = {
    "account_inactive",
    "account_login",
    "account_logout",
    "account_change_password",
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key",
    "account_reset_password_from_key_done",
    "account_reauthenticate",
    "account_set_password",
    "account_signup",  # answers that registration is closed
}


def modules(*, tests: bool = False) -> list[Path]:
    """Return our own Python files, migrations left out."""
    folders = [*PACKAGES, "tests"] if tests else PACKAGES
    return sorted(
        file for folder in folders for file in (ROOT / folder).rglob("*.py") if "migrations" not in file.parts
    )


def templates() -> list[Path]:
    return sorted(file for file in (ROOT / "templates").rglob("*") if file.is_file())


def markup(file: Path) -> str:
    """Return a template without its comments, line numbers kept."""
    text = re.sub(r"\{#.*?#\}", "", file.read_text())
    comment = r"\{% comment %\}.*?\{% endcomment %\}|<!--.*?-->"
    return re.sub(comment, lambda found: "\n" * found[0].count("\n"), text, flags=re.S)


def hits(pattern: str, files: list[Path], read=Path.read_text) -> list[str]:
    """Return "file:line: text" for every match of ``pattern``."""
    return [
        f"{file.relative_to(ROOT)}:{text.count(chr(10), 0, found.start()) + 1}: {found[0].strip()}"
        for file in files
        for text in [read(file)]
        for found in re.finditer(pattern, text)
    ]


def rule(broken, advice: str) -> None:
    """Fail with one line per breach and the advice that mends it."""
    assert not broken, advice + "\n  " + "\n  ".join(sorted(set(broken)))


def own_models():
    return [model for model in apps.get_models() if model.__module__.split(".")[0] in PACKAGES]


def patterns(resolver=None, prefix: str = "", namespace: str = "") -> Iterator[tuple[str, str, object]]:
    """Yield (address, name, view) for every URL, through each include()."""
    for entry in (resolver or get_resolver()).url_patterns:
        address = prefix + str(entry.pattern)
        if isinstance(entry, URLPattern):
            yield address, f"{namespace}{entry.name or ''}", entry.callback
        else:
            inner = f"{namespace}{entry.namespace}:" if entry.namespace else namespace
            yield from patterns(entry, address, inner)


def test_every_address_has_an_access_rule():
    rule(
        [
            f"{address} ({name})"
            for address, name, view in patterns()
            if not hasattr(view, "tilgang") and name not in ALLAUTH
        ],
        "Put @requires(...), @alle_innloggede or @aapen from bosetting.brukere.access on these views:",
    )


def test_views_start_from_the_rows_the_person_may_see():
    with_a_view = {view.__module__ for _, _, view in patterns()}
    views = [
        file
        for file in modules()
        if "views" in file.parts or ".".join(file.relative_to(ROOT).with_suffix("").parts) in with_a_view
    ]
    rule(
        hits(r"\w+\.objects\b(?!\s*\.for_bruker\()", views)
        + hits(r"get_(?:object|list)_or_404\(\s*[A-Z]\w*\s*,", views),
        "Write Model.objects.for_bruker(request.user) in views:",
    )


def test_foreign_keys_point_downwards():
    rule(
        [
            f"{model._meta.label}.{field.name} → {other}"
            for model in own_models()
            for field in model._meta.get_fields()
            if field.is_relation and field.concrete and field.related_model
            for own, other in [(model._meta.app_label, field.related_model._meta.app_label)]
            if own != other
            and other in RANK
            and (RANK[other] >= RANK[own] or (own, other) == ("nettverk", "anmodninger"))
        ],
        "A foreign key points to an app further down (rapporter > vedtak, nettverk > anmodninger > brukere > "
        "kommuner), and nettverk does not know anmodninger. Turn the relation round:",
    )


def test_every_app_has_a_rank():
    own = {config.label for config in apps.get_app_configs() if config.name.split(".")[0] in PACKAGES}
    rule(own ^ RANK.keys(), "Give the app its place in RANK above and in [tool.importlinter]:")


def test_every_model_and_field_has_a_name_in_bokmaal():
    def unnamed(label: str, name) -> bool:
        if not isinstance(name, Promise):
            return True
        with override("nb"):
            first = str(name).split()[0]
        return not (first[0].islower() or first[0].isdigit() or sum(letter.isupper() for letter in first) > 1)

    broken = []
    for model in own_models():
        meta = model._meta
        for attribute in ("verbose_name", "verbose_name_plural"):
            if unnamed(meta.label, meta.original_attrs.get(attribute)):
                broken.append(f"{meta.label}.Meta.{attribute}")
        for field in [*meta.fields, *meta.many_to_many]:
            if not field.auto_created and unnamed(field.name, field._verbose_name):
                broken.append(f"{meta.label}.{field.name}")
    rule(broken, 'Say what it is called, in lower-case bokmål and marked: verbose_name=_("vedtaksdato"):')


def test_rules_live_in_no_signal_and_no_save():
    rule(
        hits(r"def (?:save|delete|full_clean)\(self", modules())
        + hits(
            r"@receiver\((?!connection_created)|\b(?:pre|post)_(?:save|delete|init)\b|\bm2m_changed\b",
            modules(),
        ),
        "What must happen at a write stands in actions.py, what must be true in Meta.constraints:",
    )


def test_modules_are_short_enough_to_read():
    rule(
        [
            f"{file.relative_to(ROOT)}: {lines}"
            for file in modules(tests=True)
            if (lines := len(file.read_text().splitlines())) > 400
        ],
        "Split these by concept; no module is longer than 400 lines:",
    )


def test_no_module_is_a_drawer_for_odds_and_ends():
    names = {"utils.py", "helpers.py", "common.py", "misc.py", "signals.py", "managers.py"}
    rule(
        [str(file.relative_to(ROOT)) for file in modules(tests=True) if file.name in names],
        "Name the module after the one thing it holds:",
    )


def test_migrations_are_named_for_what_they_do():
    rule(
        [
            str(file.relative_to(ROOT))
            for package in PACKAGES
            for file in (ROOT / package).glob("**/migrations/[0-9]*.py")
            if not re.fullmatch(r"\d{4}_[a-z][a-z0-9_]+", file.stem) or "_auto_" in file.stem
        ],
        "Name these for their intent (makemigrations --name):",
    )


def test_every_template_is_used():
    sources = "\n".join(file.read_text() for file in [*modules(), *templates()])
    django_looks_for = {"400.html", "403.html", "404.html", "500.html"}
    allauth_looks_for = {"account/password_reset_help_text.html", "429.html"}
    overrides = {
        str(file.relative_to(folder))
        for folder in get_app_template_dirs("templates")
        for file in Path(folder).rglob("*")
        if file.is_file()
    }

    def used(name: str) -> bool:
        folder = name.rpartition("/")[0]
        return (
            name in django_looks_for | allauth_looks_for
            or name in overrides
            or re.search(rf"""["']{re.escape(name)}["'#]""", sources)
            or f'f"{folder}/{{' in sources
        )

    names = [str(file.relative_to(ROOT / "templates")) for file in templates()]
    rule([name for name in names if not used(name)], "No view or template names these; delete them:")


def test_templates_carry_no_inline_script_or_style():
    pages = [file for file in templates() if file.suffix == ".html"]
    inline = (
        r"<script(?![^>]*(?:\bsrc=|application/json))|<style\b|\sstyle="
        r"|\son[a-z]+=|\bhx-on\b|\bjavascript:|\bhx-(?:vals|headers)=[\"']js:"
    )
    rule(
        hits(inline, pages, markup), "The content security policy stops these; use static/css and static/js:"
    )


def test_every_text_in_a_template_is_marked_for_translation():
    def prose(file: Path) -> str:
        text = markup(file)
        marked = r"\{%-?\s*blocktrans(?:late)?\b.*?endblocktrans(?:late)?\s*%\}|<svg\b.*?</svg>"
        text = re.sub(marked, lambda found: "\n" * found[0].count("\n"), text, flags=re.S)
        text = re.sub(r"\{%.*?%\}|\{\{.*?\}\}|&\w+;", "", text, flags=re.S)
        shown = r"""\b(?:aria-label|title|alt|placeholder)=["']([^"'>]*)["']"""
        text = re.sub(
            r"<[^>]*>",
            lambda tag: " ".join(re.findall(shown, tag[0])) + "\n" * tag[0].count("\n"),
            text,
        )
        return text

    pages = [file for file in templates() if file.suffix == ".html"]
    rule(
        hits(r"(?!bosetting\b)\b[^\W\d_]{2,}[^\n]*", pages, prose),
        "Write {% translate %} or {% blocktranslate %} round these:",
    )


def test_settings_and_the_example_name_the_same_variables():
    settings = (ROOT / "bosetting" / "settings.py").read_text()
    compose = (ROOT / "docker-compose.yml").read_text()
    example = (ROOT / ".env.example").read_text()
    settings_read = set(re.findall(r'\benv(?:\.\w+)?\(\s*"([A-Z_]+)"', settings))
    read = settings_read | set(re.findall(r"\$\{([A-Z_]+)", compose))
    told = set(re.findall(r"^#?([A-Z_]+)=", example, re.M))
    rule(read ^ told, "Name every environment variable in .env.example, and only those that are read:")
    # The image has folders of its own, and no demo.
    own = {"DEBUG", "DEMO_DAG", "STATIC_ROOT", "DOKUMENTMAPPE"}
    handed = set(re.findall(r"^    ([A-Z_]+?)(?:_FILE)?: ", compose, re.M))
    rule(settings_read - handed - own, "Hand every setting to the containers in docker-compose.yml:")


def test_one_postgresql_everywhere():
    drift = (ROOT / "docs" / "drift.md").read_text()
    said = {
        ".ci/run": re.findall(r"PG_MAJOR=(\d+)", (ROOT / ".ci" / "run").read_text()),
        "docker-compose.yml": re.findall(r"image: postgres:(\d+)", (ROOT / "docker-compose.yml").read_text()),
        "docs/drift.md": re.findall(r"PostgreSQL (\d+)", drift),
        ".env.example": re.findall(r"PostgreSQL (\d+)", (ROOT / ".env.example").read_text()),
    }
    rule(
        [f"{place}: {found}" for place, found in said.items() if set(found) != {POSTGRES_MAJOR}],
        f"CI, compose and the documents name PostgreSQL {POSTGRES_MAJOR}:",
    )


def test_lock_files_record_no_addresses():
    python = sorted((ROOT / "requirements").glob("*.txt"))
    npm = sorted(ROOT.glob("package-lock.json"))
    forbidden = [
        name for name in ("uv.lock", "pylock.toml", "poetry.lock", "Pipfile.lock") if (ROOT / name).exists()
    ]
    rule(
        hits(r"https?://\S+|--(?:extra-)?index-url|--find-links", python)
        + hits(r'"resolved"', npm)
        + forbidden,
        "Hashes, never addresses: make lock, and npm with omit-lockfile-registry-resolved:",
    )


def test_the_documents_name_commands_that_exist():
    readme = (ROOT / "README.md").read_text()
    documents = readme + (ROOT / "docs" / "drift.md").read_text()
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.M))
    missing = {command for command in ("make demo", "make test") if command not in readme}
    unknown = {f"make {name}" for name in re.findall(r"`make ([a-z-]+)", documents) if name not in targets}
    rule(
        missing | unknown,
        "README.md names make demo and make test, and only targets of the Makefile are named:",
    )


def test_the_program_tells_the_version_it_is_built_as():
    with (ROOT / "pyproject.toml").open("rb") as file:
        assert tomllib.load(file)["project"]["version"] == VERSJON, "Frozen reports carry bosetting.VERSJON"


@pytest.mark.django_db
def test_the_postgresql_run_is_on_the_postgresql_we_promise():
    if os.environ.get("POSTGRES_TESTS") != "required":
        pytest.skip("PostgreSQL: .ci/run runs the whole suite on it")
    assert connection.vendor == "postgresql", "POSTGRES_TESTS=required, but DATABASE_URL is no PostgreSQL"
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT datlocprovider, daticulocale FROM pg_database WHERE datname = current_database()"
        )
        assert cursor.fetchone() == ("i", "nb-NO"), (
            "create the cluster with --locale-provider=icu --icu-locale=nb-NO"
        )
    assert str(connection.pg_version // 10_000) == POSTGRES_MAJOR
