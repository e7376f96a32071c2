"""The kinds of value that messages share: times, web addresses, offsets, frozen models."""

from datetime import UTC, datetime
from typing import Annotated
from urllib.parse import urlsplit

from pydantic import AfterValidator, AwareDatetime, BaseModel, BeforeValidator, ConfigDict, Field

EARLIEST = datetime(1600, 1, 1, tzinfo=UTC)
"""No newspaper is older (the Relation of Strasbourg is of 1605): a date before it is a mistake."""


class Message(BaseModel):
    """A frozen message; unknown fields are ignored, so that an old reader reads a new writer."""

    model_config = ConfigDict(frozen=True, extra="ignore", ser_json_inf_nan="null")


def _read_time(value: object) -> object:
    """Take RFC 3339 text only: pydantic alone would also read 5 as five seconds after 1970."""
    if isinstance(value, datetime):
        moment = value
    elif isinstance(value, str):
        try:
            moment = datetime.fromisoformat(value)
        except ValueError as error:
            raise ValueError(f"not an RFC 3339 date or time ({error})") from None
    else:
        raise ValueError(f"a time is RFC 3339 text, not {type(value).__name__}")
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _to_utc(moment: datetime) -> datetime:
    try:
        moment = moment.astimezone(UTC)
    except OverflowError:
        raise ValueError("this time does not exist in UTC") from None
    if moment < EARLIEST:
        raise ValueError(f"earlier than {EARLIEST.date()}, before there were newspapers")
    return moment


Time = Annotated[AwareDatetime, BeforeValidator(_read_time), AfterValidator(_to_utc)]
"""A moment in UTC, RFC 3339 on the wire; text without a zone is taken as UTC, a bare date as its midnight."""


def _web_address(value: str) -> str:
    try:
        parts = urlsplit(value)
        host, _ = parts.hostname, parts.port  # reading the port checks it
    except ValueError as error:
        raise ValueError(f"not a URL: {error}") from None
    if parts.scheme.lower() not in ("http", "https") or not host:
        raise ValueError("a URL starts with http:// or https:// and names a host")
    return value


Url = Annotated[
    str,
    AfterValidator(_web_address),
    Field(max_length=8192, json_schema_extra={"pattern": "^[Hh][Tt][Tt][Pp][Ss]?://"}),
]
Name = Annotated[str, Field(max_length=1024)]
"""A short label from outside, in characters: a source, a byline, a tag, an external id."""
Offset = Annotated[int, Field(ge=0)]
"""A count of Unicode code points into the message's own `text`."""
