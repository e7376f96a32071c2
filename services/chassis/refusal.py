"""Why a broker that is there won't have us: aiokafka says only that it can't bootstrap."""

import asyncio
import ssl
from contextlib import suppress

from aiokafka.conn import collect_hosts, create_conn
from aiokafka.errors import (
    IllegalSaslStateError,
    KafkaError,
    SaslAuthenticationFailed,
    UnsupportedSaslMechanismError,
)
from aiokafka.protocol.metadata import MetadataRequest

from services.chassis.errors import Misconfigured
from services.chassis.security import Security

EXPIRED, NOT_YET, OTHER_HOST, OTHER_ADDRESS = 10, 9, 62, 64
"""OpenSSL's numbers of X509_V_ERR_…"""
WITHIN = 3.0
"""Seconds for one try of one address."""


async def require_let_in(bootstrap: str, security: Security) -> None:
    """See that a broker has us as we are set up, or that nobody is there.

    Raises:
        Misconfigured: it won't have us; the text names the variable.
    """
    if refused := await _why_refused(bootstrap, security):
        raise Misconfigured(refused) from None


async def _why_refused(bootstrap: str, security: Security) -> str | None:
    """What is wrong with the settings, naming the variable; None: nobody is there, or nothing is wrong."""
    options = security.options()
    for host, port, _ in collect_hosts(bootstrap, randomize=False):
        place = f"the broker at {host}:{port}"
        try:
            conn = await create_conn(host, port, request_timeout_ms=int(WITHIN * 1000), **options)
            try:
                # who wants SASL and gets none still tells its versions, and no more
                await conn.send(MetadataRequest([]))
            finally:
                conn.close()
        except ssl.SSLCertVerificationError as error:
            return _certificate(place, host, error, security)
        except (SaslAuthenticationFailed, UnsupportedSaslMechanismError, IllegalSaslStateError) as error:
            return _credentials(place, error, security)
        except (KafkaError, OSError, TimeoutError) as error:
            found = await _other_protocol(place, host, port, security, error)
        else:
            return None
        if found:
            return found
    return None


def _certificate(place: str, host: str, error: ssl.SSLCertVerificationError, security: Security) -> str:
    if error.verify_code in (EXPIRED, NOT_YET):
        if error.verify_code == EXPIRED:
            return f"{place} shows a certificate that has expired: renew the broker's"
        return f"{place} shows a certificate that is not valid yet: look at this machine's clock"
    if error.verify_code in (OTHER_HOST, OTHER_ADDRESS):
        return f"{place} shows a certificate that is not for {host}: set PRESSLINE_BROKER to a name in it"
    trusted = security.ca or "the machine's own authorities"
    return (
        f"{place} shows a certificate that {trusted} did not sign ({error.verify_message}): "
        "set PRESSLINE_BROKER_CA to its authority"
    )


def _credentials(place: str, error: Exception, security: Security) -> str:
    if isinstance(error, SaslAuthenticationFailed):
        return (
            f"{place} refuses the user {security.user} or the password: "
            "set PRESSLINE_BROKER_USER and PRESSLINE_BROKER_PASSWORD"
        )
    if isinstance(error, IllegalSaslStateError):
        return f"{place} takes no SASL on this port: set PRESSLINE_BROKER_SECURITY"
    return f"{place} does not know {security.mechanism}: set PRESSLINE_BROKER_SASL_MECHANISM"


async def _other_protocol(
    place: str, host: str, port: int, security: Security, error: Exception
) -> str | None:
    """Whether the other end speaks TLS and we don't, or the other way round, or wants our certificate."""
    speaks_tls = await _speaks_tls(host, port)
    if speaks_tls is None:
        return None  # nobody is there
    if speaks_tls and not security.tls:
        return f"{place} speaks TLS: set PRESSLINE_BROKER_SECURITY to ssl or sasl_ssl"
    if not speaks_tls and security.tls and isinstance(error, (ssl.SSLError, ConnectionError)):
        return f"{place} does not speak TLS: set PRESSLINE_BROKER_SECURITY to plaintext or sasl_plaintext"
    if speaks_tls and not security.sasl:
        return (
            f"{place} ends the connection after TLS: does it want a certificate of ours "
            "(PRESSLINE_BROKER_CERT and _KEY) of an authority it trusts, or SASL (PRESSLINE_BROKER_SECURITY)?"
        )
    return None


async def _speaks_tls(host: str, port: int) -> bool | None:
    """None: nobody answers. Nothing is said over this connection, so the certificate does not matter."""
    context = ssl.create_default_context()
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    try:
        async with asyncio.timeout(WITHIN):
            _, writer = await asyncio.open_connection(host, port, ssl=context)
    except (ssl.SSLError, ConnectionResetError):
        return False
    except (OSError, TimeoutError):
        return None
    writer.close()
    with suppress(OSError, TimeoutError):
        async with asyncio.timeout(WITHIN):
            await writer.wait_closed()
    return True
