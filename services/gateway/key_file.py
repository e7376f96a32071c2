"""The file of API keys: a line each, with a digest of the key. Pure; `pressline keys new` makes both.

    # name  scopes             digest                  until when
    desk    push,retract       sha256$SALT$DIGEST
    desk    push,retract       sha256$SALT$DIGEST      expires=2027-01-01
    reader  read               sha256$SALT$DIGEST

Lines, because that is what ops add to a Kubernetes Secret, one at a time, and take out again. Several keys of
one name are good at once: a client changes over while both are.
"""

import re
import secrets
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from hashlib import sha256
from hmac import compare_digest

ALGORITHM = "sha256"
SALT_BYTES, KEY_BYTES = 16, 32
PREFIX = "pressline_"
"""What our keys begin with, so that whoever looks for secrets in code finds them."""
NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}", re.ASCII)
"""It is a label of a metric and the user of HTTP Basic, which has no colon."""
DIGEST = re.compile(rf"{ALGORITHM}\$([0-9a-f]{{{2 * SALT_BYTES}}})\$([0-9a-f]{{64}})")
EXPIRES = "expires="
MOST = 1000
"""Keys of one file: each request is held against all of them, some 1 µs each."""
ID_LENGTH = 8


class Scope(StrEnum):
    """What a key is good for."""

    PUSH = "push"
    RETRACT = "retract"
    WATCH = "watch"
    READ = "read"


EVERY_SCOPE = frozenset(Scope)


class BadKeyFile(ValueError):
    """What is wrong in which line; no value of it, which could be a key in clear."""


@dataclass(frozen=True)
class ApiKey:
    """One key as it is kept: who has it, what for, and not the key itself.

    SHA-256, salted, and neither argon2 nor scrypt: those make the guessing of passwords slow, and nobody
    guesses 256 random bits, however fast. At every request they would cost some 50 ms, which is a way to
    bring us down. The salt keeps two files from showing that they hold one key.
    """

    name: str
    scopes: frozenset[Scope]
    salt: bytes
    digest: bytes
    expires: datetime | None = None

    @property
    def id(self) -> str:
        """By which it is told apart from others of its name; says nothing of the key itself."""
        return self.digest.hex()[:ID_LENGTH]

    def fits(self, key: bytes) -> bool:
        """Whether this is the key, in a time that tells nothing of how much of it is right."""
        return compare_digest(_digest(self.salt, key), self.digest)

    def is_over(self, now: datetime) -> bool:
        """Whether its time is over."""
        return self.expires is not None and now >= self.expires

    @property
    def line(self) -> str:
        """It as a line of the file."""
        scopes = ",".join(scope for scope in Scope if scope in self.scopes)
        until = [f"{EXPIRES}{self.expires.isoformat()}"] if self.expires else []
        return " ".join([self.name, scopes, f"{ALGORITHM}${self.salt.hex()}${self.digest.hex()}", *until])


def _digest(salt: bytes, key: bytes) -> bytes:
    return sha256(salt + key).digest()


def keep(name: str, scopes: Collection[Scope], key: str, expires: datetime | None = None) -> ApiKey:
    """A key as it is kept, with a salt of its own."""
    salt = secrets.token_bytes(SALT_BYTES)
    return ApiKey(name, frozenset(scopes), salt, _digest(salt, key.encode()), expires)


def new_key() -> str:
    """A key that nobody has had: 256 random bits, in characters that a header can carry."""
    return PREFIX + secrets.token_urlsafe(KEY_BYTES)


def read_keys(content: bytes) -> tuple[ApiKey, ...]:
    """The keys of a file.

    Raises:
        BadKeyFile: it has a line that is none, or more than `MOST`, or is empty: then it is being written.
    """
    try:
        lines = content.decode("utf-8-sig").splitlines()
    except UnicodeDecodeError as error:
        raise BadKeyFile(f"byte {error.start} is not UTF-8") from None
    if not content.strip():
        raise BadKeyFile("it is empty (to let nobody in, leave a line that begins with #)")
    keys = tuple(_read_lines(lines))
    if len(keys) > MOST:
        raise BadKeyFile(f"{len(keys):,} keys, and {MOST:,} are the most")
    return keys


def _read_lines(lines: Iterable[str]) -> Iterable[ApiKey]:
    for number, line in enumerate(lines, start=1):
        parts = line.split()
        if not parts or parts[0].startswith("#"):
            continue
        try:
            yield _read(parts)
        except BadKeyFile as error:
            raise BadKeyFile(f"line {number}: {error}") from None


def _read(parts: list[str]) -> ApiKey:
    if not 3 <= len(parts) <= 4:
        raise BadKeyFile(f"{len(parts)} words, expected NAME SCOPES DIGEST [{EXPIRES}TIME]")
    name, scopes, digest, *more = parts
    found = DIGEST.fullmatch(digest)
    if found is None:
        raise BadKeyFile(f"the third word is no {ALGORITHM}$SALT$DIGEST, as `pressline keys new` prints it")
    return ApiKey(
        read_name(name),
        read_scopes(scopes.split(",")),
        bytes.fromhex(found[1]),
        bytes.fromhex(found[2]),
        _read_expires(more[0]) if more else None,
    )


def read_name(name: str) -> str:
    """The name of a key.

    Raises:
        BadKeyFile: it is none.
    """
    if not NAME.fullmatch(name):
        raise BadKeyFile("a name has 1 to 64 of A-Z a-z 0-9 . _ -, and begins with a letter or digit")
    return name


def read_scopes(names: Iterable[str]) -> frozenset[Scope]:
    """Scopes by their names.

    Raises:
        BadKeyFile: one is none.
    """
    try:
        return frozenset(Scope(name) for name in names)
    except ValueError:
        raise BadKeyFile(f"scopes are of {', '.join(Scope)}") from None


def _read_expires(word: str) -> datetime:
    if not word.startswith(EXPIRES):
        raise BadKeyFile(f"the fourth word is no {EXPIRES}TIME")
    return read_time(word.removeprefix(EXPIRES))


def read_time(text: str) -> datetime:
    """The moment from which a key is good no more: RFC 3339, or a day, its midnight in UTC.

    Raises:
        BadKeyFile: it is none.
    """
    try:
        moment = datetime.fromisoformat(text)
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        raise BadKeyFile("a time is RFC 3339, such as 2027-01-01 or 2027-01-01T12:00:00Z") from None
