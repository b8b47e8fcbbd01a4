"""The one settings file: every difference between machines is an environment variable (see .env.example)."""

from pathlib import Path

import environ
import structlog
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.core.management.utils import get_random_secret_key

BASE_DIR = Path(__file__).resolve().parent.parent


def egen_noekkel(fil):
    """Return the key of an installation that was given none: made once, kept in a file only its owner reads."""
    try:
        if not fil.exists():
            fil.touch(mode=0o600)
            fil.write_text(get_random_secret_key())
        return fil.read_text()
    except OSError as feil:
        raise ImproperlyConfigured(f"Sett SECRET_KEY: nøkkelen kan ikke lagres i {fil} ({feil}).") from feil


env = environ.FileAwareEnv()  # NAME_FILE may name a file that holds the value of NAME
if (BASE_DIR / ".env").exists():
    env.read_env(BASE_DIR / ".env")

DEBUG = env.bool("DEBUG", default=False)
SECRET_KEY = env.str("SECRET_KEY", default="") or egen_noekkel(BASE_DIR / ".secret_key")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])

# The demo's own «today»: the demo data end in March 2016, and a deadline ten years ago helps nobody.
DEMO_DAG = env.str("DEMO_DAG", default="")
if DEMO_DAG and not DEBUG:
    raise ImproperlyConfigured("DEMO_DAG kan bare brukes sammen med DEBUG. I drift gjelder kalenderens dato.")

INSTALLED_APPS = [
    "bosetting.felles",
    "bosetting.kommuner",
    "bosetting.brukere",
    "bosetting.jobber",
    "bosetting.varsler",
    "bosetting.personvern",
    "anmodninger",
    "vedtak",
    "nettverk",
    "rapporter",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.forms",
    "csp",
    "allauth",
    "allauth.account",
    "django_htmx",
    "django_filters",
    "django_tables2",
    "django_tasks",
    "django_tasks_db",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "bosetting.felles.opplasting.Forespoerselsvakt",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "bosetting.brukere.access.AccessMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]

ROOT_URLCONF = "bosetting.urls"
WSGI_APPLICATION = "bosetting.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "bosetting.brukere.context.meny",
            ],
        },
    }
]
FORM_RENDERER = "bosetting.felles.skjema.DsFormRenderer"
DJANGO_TABLES2_TEMPLATE = "ds/table.html"

# SQLite: Django's defaults failed 85–95 % of writes with 50 writers; these failed none (docs/drift.md).
DATABASES = {"default": env.db_url("DATABASE_URL", default=f"sqlite:///{BASE_DIR / 'db.sqlite3'}")}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"] |= {
        "CONN_MAX_AGE": 60,
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 30,
            "init_command": "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;PRAGMA journal_size_limit=67108864;",
        },
    }
else:
    DATABASES["default"] |= {"CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Rate limits must be counted once for all workers, so the cache is shared.
CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "mellomlager"}}

# Work in the background: rows in the same database, taken by «manage.py arbeider» (docs/bakgrunnsarbeid.md).
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

AUTH_USER_MODEL = "brukere.Bruker"
AUTHENTICATION_BACKENDS = ["bosetting.varsler.innlogging.Innlogging"]
PASSWORD_HASHERS = [
    "bosetting.brukere.passord.Argon2Hasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "bosetting.brukere.passord.UlikNavnOgEpost",
        "OPTIONS": {"user_attributes": ("navn", "email")},
    },
    {"NAME": "bosetting.brukere.passord.MinstLengde", "OPTIONS": {"min_length": 15}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "bosetting.brukere.passord.KjenteLangePassord"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "start"
LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_ADAPTER = "bosetting.brukere.adapter.LukketAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"  # accounts are made by the systemansvarlig; nobody signs up
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_RATE_LIMITS = {
    "invitasjon": "20/m/ip",
    "moetesvar": "60/m/ip",
    "moetepapir": "60/m/ip",
    "paamelding": "60/m/ip",  # a whole town hall may share one address
    "paameldingsbrev": "10/h/key",  # mail to one address that somebody typed
}
if DEBUG:
    ACCOUNT_RATE_LIMITS["login"] = "300/m/ip"  # the demo's visitors share one address
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_EMAIL_SUBJECT_PREFIX = "[bosetting] "
PASSWORD_RESET_TIMEOUT = 24 * 60 * 60
INVITASJON_DAGER = env.int("INVITASJON_DAGER", default=14)
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXY_COUNT", default=0)

LANGUAGE_CODE = "nb"
TIME_ZONE = "Europe/Oslo"
USE_TZ = True
USE_I18N = True
USE_THOUSAND_SEPARATOR = False  # True would group ids and years; figures are shown with the «tall» filter
LOCALE_PATHS = [BASE_DIR / "locale"]

STATIC_URL = "static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATIC_ROOT = env.path("STATIC_ROOT", default=str(BASE_DIR / "staticfiles"))()
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}

vars().update(env.email_url("EMAIL_URL", default="consolemail://" if DEBUG else "smtp://localhost:25"))
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="bosetting <ikke-svar@localhost>")
EMAIL_TIMEOUT = 30  # seconds; without it a silent mail server holds a worker for ever
# Where people reach the system, for links in mail that no request stands behind. Empty: mail says where to log in.
NETTADRESSE = env.str("NETTADRESSE", default="").rstrip("/")
VARSLER_BEHOLDES_DAGER = env.int("VARSLER_BEHOLDES_DAGER", default=365)  # after a notice is read
# How long what is known of somebody is kept after it was last needed (bosetting/personvern/politikk.toml says what).
PERSONVERN_KONTO_DAGER = env.int("PERSONVERN_KONTO_DAGER", default=730)
PERSONVERN_INVITASJON_DAGER = env.int("PERSONVERN_INVITASJON_DAGER", default=365)
PERSONVERN_NETTVERK_DAGER = env.int("PERSONVERN_NETTVERK_DAGER", default=730)
PERSONVERN_MOETE_DAGER = env.int("PERSONVERN_MOETE_DAGER", default=365)
PERSONVERN_PAAMELDING_DAGER = env.int("PERSONVERN_PAAMELDING_DAGER", default=365)

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],  # Designsystemet's icons are CSS masks with data: addresses
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "manifest-src": [SELF],
        "object-src": [NONE],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "bosetting.inngang.csrf_failure"
if not DEBUG:
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
    SESSION_COOKIE_NAME = "__Host-sesjon"
    CSRF_COOKIE_NAME = "__Host-csrf"
    SECURE_SSL_REDIRECT = True
    SECURE_REDIRECT_EXEMPT = [r"^helse/"]
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = 63072000
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True
# Uploads are held in memory, never on disk, and a file that is too large is not held at all.
FILE_UPLOAD_HANDLERS = ["bosetting.felles.opplasting.Stoerrelsesvakt"]
# Documents: outside the web root and every folder that is served, under random names (docs/dokumenter.md).
DOKUMENTMAPPE = env.path("DOKUMENTMAPPE", default=str(BASE_DIR / "dokumenter"))()
# Types of report beyond our own, as TOML files in a folder; empty for none (docs/rapport.md).
RAPPORTTYPER_MAPPE = env("RAPPORTTYPER_MAPPE", default="")
DOKUMENT_MAKS_MB = env.int("DOKUMENT_MAKS_MB", default=20)
if not 1 <= DOKUMENT_MAKS_MB <= 50:
    raise ImproperlyConfigured(
        "DOKUMENT_MAKS_MB må være mellom 1 og 50: filer holdes i minnet mens de vurderes."
    )
# The virus scanner's daemon: «host:3310», or the path of its socket. Empty: files are stored unscanned, and marked so.
CLAMD = env.str("CLAMD", default="")
DATA_UPLOAD_MAX_NUMBER_FIELDS = 4000  # the grid of a round: 428 municipalities × 3 fields and some

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "json": {
            "()": "structlog.stdlib.ProcessorFormatter",
            "processors": [
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                structlog.processors.JSONRenderer(ensure_ascii=False),
            ],
            "foreign_pre_chain": [
                structlog.processors.TimeStamper(fmt="iso", utc=True),
                structlog.stdlib.add_log_level,
                structlog.stdlib.add_logger_name,
            ],
        },
        "enkel": {"format": "%(levelname)s %(name)s: %(message)s"},
    },
    "filters": {"hemmeligheter": {"()": "bosetting.felles.logg.SkjulHemmeligheter"}},
    "handlers": {
        "ut": {
            "class": "logging.StreamHandler",
            "formatter": "enkel" if DEBUG else "json",
            "filters": ["hemmeligheter"],
        }
    },
    "root": {"handlers": ["ut"], "level": "INFO"},
    # They tell each time the queue was empty; bosetting.jobber tells of each job.
    "loggers": {"django_tasks": {"level": "WARNING"}, "django_tasks_db": {"level": "WARNING"}},
}
