"""Settings of one deployment: everything that differs from office to office comes from the environment.

GONGHUI_HOME   data folder (default `data` in a checkout; installed: %LOCALAPPDATA%\\Gonghui\\data on Windows,
               ~/.local/share/gonghui/data elsewhere): keys, database, uploads in progress
GONGHUI_KEYS   folder of the keys (default keys/ in the home), so that they can lie apart from the data
GONGHUI_BACKUP_DIR  where the daily backups go (default the home's name with -backup, beside it)
DATABASE_URL   postgres://user:password@host:port/name, or ?host=/socket/folder; without it SQLite in the home
GONGHUI_HOSTS  further host names the server answers to, separated by commas
GONGHUI_HTTPS  1 when the users reach the server by https
GONGHUI_PROXY  addresses of the reverse proxy, separated by commas; only its forwarded headers are believed
GONGHUI_LISTEN host:port, set by `gonghui serve` for the pages that say how to reach this machine
GONGHUI_STATIC folder of the collected static files
GONGHUI_MAIL   smtps://user:password@host:465 or smtp://user:password@host:587; GONGHUI_MAIL_FROM the sender's address
GONGHUI_WECOM  further hosts for group robots, separated by commas (an office's own gateway)
GONGHUI_DEBUG  1 for developers; GONGHUI_TEST 1 is set by the tests
"""

import os
import secrets
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from csp.constants import NONE, SELF

from gonghui.kernel import machine

BASE_DIR = Path(__file__).resolve().parent.parent
TEST = os.environ.get("GONGHUI_TEST") == "1"
DEBUG = os.environ.get("GONGHUI_DEBUG") == "1"
HTTPS = os.environ.get("GONGHUI_HTTPS") == "1"


# --- the data folder -------------------------------------------------------------------------------

HOME = machine.data_home()


def private_folder(folder: Path) -> Path:
    """Make `folder` (and its parents), readable by its owner alone when it is new."""
    if not folder.is_dir():
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def secret_key(file: Path) -> str:
    """Read the secret from `file`; the first start writes it. Two starts at once agree on one key."""
    private_folder(file.parent)
    if not file.exists():
        draft = file.with_name(f".secret-{os.getpid()}")
        with open(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="ascii") as out:
            out.write(secrets.token_urlsafe(50))
        machine.put_if_absent(draft, file)  # never replaces a key that another start has just written
        draft.unlink()
    return file.read_text("ascii").strip()


private_folder(HOME)
KEYS = Path(os.environ.get("GONGHUI_KEYS") or HOME / "keys").resolve()
SECRET_KEY = secret_key(KEYS / "secret")
PRIVACY_KEY_FILE = KEYS / "privacy"  # written by the first thing that is encrypted
BACKUP_FOLDER = Path(os.environ.get("GONGHUI_BACKUP_DIR") or HOME.with_name(f"{HOME.name}-backup")).resolve()
BACKUP_FOLDER_FIXED = bool(os.environ.get("GONGHUI_BACKUP_DIR"))  # else the office may choose one on the page
FILE_UPLOAD_TEMP_DIR = str(private_folder(HOME / "tmp"))
FILE_UPLOAD_PERMISSIONS = 0o600
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000


# --- database --------------------------------------------------------------------------------------

CONNECTED = 600
"""Seconds that a thread keeps its connection: the first page on a new one waits until PostgreSQL knows all tables."""


def sqlite(file: Path) -> dict[str, Any]:
    """One file, many readers; a writer waits its turn (up to 90 s) instead of failing.

    FULL: what a page calls saved is on the disk, so that a power cut takes nothing back.
    """
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": file,
        "CONN_MAX_AGE": CONNECTED,  # opening the file anew for every page costs as much as reading it
        "OPTIONS": {
            "cached_statements": 512,  # the figures alone ask a hundred different questions
            "timeout": 90,  # a register of thousands imports in one piece; others wait for it instead of failing
            "transaction_mode": "IMMEDIATE",
            "init_command": (
                "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; "
                "PRAGMA temp_store=MEMORY; PRAGMA cache_size=-16000; PRAGMA secure_delete=ON"
            ),
        },
    }


def postgres(url: str) -> dict[str, Any]:
    """Read postgres://user:password@host:port/name; `?host=/folder` means a unix socket."""
    parts = urlsplit(url)
    if parts.scheme not in {"postgres", "postgresql"}:
        raise ValueError("DATABASE_URL 只支持 postgres://用户:口令@主机:端口/库名。")
    query = {key: values[-1] for key, values in parse_qs(parts.query).items()}
    host = query.pop("host", "") or unquote(parts.hostname or "")
    port = query.pop("port", "") or str(parts.port or "")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")) or "gonghui",
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": host,
        "PORT": port,
        "CONN_MAX_AGE": CONNECTED,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": query,
    }


DATABASE_URL = os.environ.get("DATABASE_URL", "")
DATABASES = {"default": postgres(DATABASE_URL) if DATABASE_URL else sqlite(HOME / "gonghui.sqlite3")}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}


# --- the parts -------------------------------------------------------------------------------------

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
    "csp",
    "gonghui.kernel.audit",
    "gonghui.kernel.backup",
    "gonghui.kernel.files",
    "gonghui.kernel.imports",
    "gonghui.kernel.indicators",
    "gonghui.kernel.ledger",
    "gonghui.kernel.notices",
    "gonghui.kernel.printing",
    "gonghui.kernel.privacy",
    "gonghui.kernel.rules",
    "gonghui.kernel.signing",
    "gonghui.kernel.workflow",
    "gonghui.orgs",
    "gonghui.people",
    "gonghui.planning",
    "gonghui.benefits",
    "gonghui.bargaining",
    "gonghui.office",
    "gonghui.activities",
    "gonghui.emulation",
    "gonghui.service",
    "gonghui.honours",
    "gonghui.learning",
    "gonghui.reporting",
    "gonghui.console",
    "gonghui.portal",
    "gonghui.demo",
]

MIDDLEWARE = [
    "gonghui.console.proxy.ProxyMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "gonghui.console.middleware.ReadableMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "gonghui.console.door.middleware.DoorMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "gonghui.console.middleware.OfficeMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
APPEND_SLASH = False

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "gonghui.console.context.shell",
            ],
        },
    },
]
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"  # names stay out of cookies


# --- language and time -----------------------------------------------------------------------------

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "简体中文")]
TIME_ZONE = "Asia/Shanghai"
USE_I18N = True
USE_TZ = True


# --- sign-in ---------------------------------------------------------------------------------------

AUTH_USER_MODEL = "people.Account"
AUTHENTICATION_BACKENDS = ["django.contrib.auth.backends.ModelBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("username", "name")},
    },
    {
        "NAME": "gonghui.console.passwords.LongEnough",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "gonghui.console.passwords.NotGuessed"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "/sign-in"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = LOGIN_URL
MEMBER_HOME = "/my/"  # where somebody begins who has nothing but his own: the phone pages, above the console


# --- web security ----------------------------------------------------------------------------------

OWN_HOSTS = [host.strip() for host in os.environ.get("GONGHUI_HOSTS", "").split(",") if host.strip()]
PROXIES = [each.strip() for each in os.environ.get("GONGHUI_PROXY", "").split(",") if each.strip()]
ALLOWED_HOSTS = ["127.0.0.1", "localhost", *OWN_HOSTS]
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in OWN_HOSTS] if HTTPS else []

SESSION_ENGINE = "gonghui.kernel.privacy.sessions"  # sealed: pages keep names there between two steps
SESSION_COOKIE_AGE = 12 * 60 * 60  # seconds: one working day; without anybody there it ends sooner (console.door)
SESSION_EXPIRE_AT_BROWSER_CLOSE = True  # the next person at a shared computer finds nobody signed in
SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = (
    ("__Host-gonghui", "__Host-gonghui-form") if HTTPS else ("gonghui", "gonghui-form")
)
CSRF_COOKIE_AGE = None  # as long as the browser is open
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
CSRF_FAILURE_VIEW = "gonghui.console.views.errors.stale_form"
X_FRAME_OPTIONS = "DENY"

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    },
}


# --- messages that leave the house -----------------------------------------------------------------


def mail_server(url: str) -> dict[str, Any]:
    """Read smtps://user:password@host:465, or smtp:// for a server that changes to TLS; never in clear."""
    parts = urlsplit(url)
    if parts.scheme not in {"", "smtp", "smtps"}:
        raise ValueError("GONGHUI_MAIL 只支持 smtps://用户:口令@主机:端口 或 smtp://…。")
    return {
        "EMAIL_HOST": parts.hostname or "",
        "EMAIL_PORT": parts.port or (587 if parts.scheme == "smtp" else 465),
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_SSL": parts.scheme != "smtp",
        "EMAIL_USE_TLS": parts.scheme == "smtp",
    }


_mail = mail_server(os.environ.get("GONGHUI_MAIL", ""))
globals().update(_mail)
DEFAULT_FROM_EMAIL = os.environ.get("GONGHUI_MAIL_FROM") or _mail["EMAIL_HOST_USER"]
WECOM_HOSTS = ["qyapi.weixin.qq.com", *(h.strip() for h in os.environ.get("GONGHUI_WECOM", "").split(",") if h.strip())]


# --- static files ----------------------------------------------------------------------------------

STATIC_URL = "/static/"
BUILT = (
    BASE_DIR / "build" / "static" if machine.CHECKOUT else BASE_DIR / "gonghui" / "built"
)  # `make wheel` puts them there
STATIC_ROOT = Path(os.environ.get("GONGHUI_STATIC") or BUILT)
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_AUTOREFRESH = WHITENOISE_USE_FINDERS = DEBUG or TEST


DEFAULT_EXCEPTION_REPORTER = "gonghui.kernel.privacy.errors.BlindReporter"
DEFAULT_EXCEPTION_REPORTER_FILTER = "gonghui.kernel.privacy.errors.BlindFilter"


# --- log: to stderr, warnings and worse; no SQL, no names, no addresses of persons -------------------

LOG_FILE = HOME / "logs" / "gonghui.log"
_LOGS = ["stderr", "file"] if os.environ.get("GONGHUI_SERVING") else ["stderr"]  # one process writes the file
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"()": "gonghui.kernel.logs.PlaceFormatter"}},
    "handlers": {
        "stderr": {"class": "logging.StreamHandler", "formatter": "plain"},
        "file": {"class": "gonghui.kernel.logs.FolderFile", "formatter": "plain", "filename": str(LOG_FILE)},
    },
    "root": {"handlers": _LOGS, "level": "WARNING"},
    "loggers": {
        "django": {"handlers": _LOGS, "level": "WARNING", "propagate": False},
        "django.db.backends": {"level": "WARNING"},
    },
}


# --- tests: no slow hashing, no collected files ------------------------------------------------------

if TEST:
    PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    CACHES["default"] = {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}  # tests share a process
    STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
