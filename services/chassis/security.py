"""How we connect to a Kafka that asks who we are or speaks TLS: `PRESSLINE_BROKER_*`, in Kafka's words."""

import ssl
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from services.chassis.errors import Misconfigured

PLAINTEXT, SSL, SASL_PLAINTEXT, SASL_SSL = "plaintext", "ssl", "sasl_plaintext", "sasl_ssl"


@dataclass(frozen=True)
class Security:
    """Kafka's `security.protocol`, and what belongs to it. Empty is not given.

    `ca`, `cert` and `key` are PEM files; without `ca` the machine's own authorities are trusted. The broker's
    certificate has to be for the host name that we connect to, always.
    """

    protocol: str = PLAINTEXT
    mechanism: str = ""
    user: str = ""
    password: str = field(default="", repr=False)
    ca: Path | None = None
    cert: Path | None = None
    key: Path | None = None
    key_password: str = field(default="", repr=False)

    @property
    def sasl(self) -> bool:
        """Whether we say who we are by SASL."""
        return self.protocol in (SASL_PLAINTEXT, SASL_SSL)

    @property
    def tls(self) -> bool:
        """Whether the connection is encrypted."""
        return self.protocol in (SSL, SASL_SSL)

    @property
    def secured(self) -> bool:
        """Whether the broker has something to refuse."""
        return self.sasl or self.tls

    def inconsistency(self) -> str | None:
        """What of these does not fit together, naming the variable; None: all of it does."""
        given = {
            "BROKER_SASL_MECHANISM": self.mechanism,
            "BROKER_USER": self.user,
            "BROKER_PASSWORD": self.password,
        }
        files = {
            "BROKER_CA": self.ca,
            "BROKER_CERT": self.cert,
            "BROKER_KEY": self.key,
            "BROKER_KEY_PASSWORD": self.key_password,
        }
        for name, value in given.items():
            if self.sasl and not value:
                return f"PRESSLINE_{name} is not set, and PRESSLINE_BROKER_SECURITY={self.protocol} needs it"
            if value and not self.sasl:
                return (
                    f"PRESSLINE_{name} is set, and PRESSLINE_BROKER_SECURITY={self.protocol} has no use "
                    "for it: set that to sasl_ssl or sasl_plaintext"
                )
        for name, path in files.items():
            if path and not self.tls:
                return (
                    f"PRESSLINE_{name} is set, and PRESSLINE_BROKER_SECURITY={self.protocol} has no use "
                    "for it: set that to ssl or sasl_ssl"
                )
        if bool(self.cert) != bool(self.key):
            missing = "KEY" if self.cert else "CERT"
            return f"PRESSLINE_BROKER_{missing} is not set: a certificate and its key are given together"
        if self.key_password and not self.key:
            return "PRESSLINE_BROKER_KEY_PASSWORD is set without PRESSLINE_BROKER_KEY"
        return None

    def context(self) -> ssl.SSLContext | None:
        """What TLS is spoken with, read from the files anew; None where none is.

        Raises:
            Misconfigured: a file can't be read, or holds something else; the text names the variable.
        """
        if not self.tls:
            return None
        try:
            context = ssl.create_default_context(cafile=self.ca)
        except OSError as error:  # an SSLError is one, too
            raise Misconfigured(f"PRESSLINE_BROKER_CA={self.ca}: {_reason(error)}") from None
        if self.cert and self.key:
            try:
                # a function, or OpenSSL would ask on the terminal
                context.load_cert_chain(self.cert, self.key, password=lambda: self.key_password)
            except OSError as error:
                raise Misconfigured(
                    f"PRESSLINE_BROKER_CERT={self.cert}, PRESSLINE_BROKER_KEY={self.key}: {_reason(error)}; "
                    "is it the certificate's key, and PRESSLINE_BROKER_KEY_PASSWORD the key's password?"
                ) from None
        return context

    def options(self) -> dict[str, Any]:
        """Keyword arguments of every aiokafka client.

        Raises:
            Misconfigured: see `context`.
        """
        found: dict[str, Any] = {"security_protocol": self.protocol.upper()}
        if self.tls:
            found["ssl_context"] = self.context()
        if self.sasl:
            found["sasl_mechanism"] = self.mechanism
            found["sasl_plain_username"] = self.user
            found["sasl_plain_password"] = self.password
        return found


def _reason(error: OSError) -> str:
    if isinstance(error, ssl.SSLError):
        return f"no PEM file that fits ({error.reason or error})"
    return error.strerror or type(error).__name__
