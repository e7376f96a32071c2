"""A real Kafka that asks who we are: SASL over TLS on one port, client certificates on another."""

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import NamedTuple, Self

import trustme
from cryptography.hazmat.primitives import serialization

from tests.kafka_server import KafkaServer
from tests.ports import free_ports

PASSWORD = "of-nobodys-business"
_PAST = datetime.now(UTC) - timedelta(days=9), datetime.now(UTC) - timedelta(days=2)
USERS = ("admin", "ingest", "clean", "enrich", "index", "gateway", "ops", "producer", "up")

LISTENERS = """\
listeners=PLAINTEXT://127.0.0.1:{port},CONTROLLER://127.0.0.1:{controller},\
SASLTLS://127.0.0.1:{sasl},MTLS://127.0.0.1:{mtls},STALE://127.0.0.1:{stale}
advertised.listeners=PLAINTEXT://127.0.0.1:{port},\
SASLTLS://127.0.0.1:{sasl},MTLS://127.0.0.1:{mtls},STALE://127.0.0.1:{stale}
listener.security.protocol.map=\
PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT,SASLTLS:SASL_SSL,MTLS:SSL,STALE:SSL
inter.broker.listener.name=PLAINTEXT
ssl.keystore.type=PEM
ssl.truststore.type=PEM
ssl.keystore.location={good}
ssl.truststore.location={ca}
listener.name.stale.ssl.keystore.type=PEM
listener.name.stale.ssl.keystore.location={expired}
listener.name.mtls.ssl.client.auth=required
sasl.enabled.mechanisms=PLAIN,SCRAM-SHA-512
listener.name.sasltls.scram-sha-512.sasl.jaas.config=\
org.apache.kafka.common.security.scram.ScramLoginModule required;
listener.name.sasltls.plain.sasl.jaas.config=\
org.apache.kafka.common.security.plain.PlainLoginModule required {users};
authorizer.class.name=org.apache.kafka.metadata.authorizer.StandardAuthorizer
allow.everyone.if.no.acl.found=false
super.users=User:ANONYMOUS;User:admin;User:pressline
ssl.principal.mapping.rules=RULE:^.*CN=([^,]+).*$/$1/,DEFAULT
"""

# what the authorizer allows, it logs at DEBUG, with the rule by which it does; what it denies, at INFO
LOGGING = """\
appender.file.type=File
appender.file.name=File
appender.file.fileName={path}
appender.file.layout.type=PatternLayout
appender.file.layout.pattern=%m%n
logger.authorizer.name=kafka.authorizer.logger
logger.authorizer.level=debug
logger.authorizer.appenderRef.file.ref=File
rootLogger.level=off
"""
DECISION = re.compile(
    r"Principal = User:(\S+) is (Allowed|Denied) operation = (\S+) from .* on resource = (\w+):\w+:(\S+) for"
)


class Decision(NamedTuple):
    """One of the authorizer's: READ on Topic articles.raw."""

    principal: str
    allowed: bool
    operation: str
    resource: str
    name: str


class SecureKafka:
    """Runs one; `sasl`, `mtls` and `stale` (an expired certificate) are its addresses by their listeners."""

    def __init__(self, libs: Path, folder: Path) -> None:
        self.server = KafkaServer(libs, folder)
        self._decisions = folder / "authorizer.log"
        (folder / "log4j2.properties").write_text(LOGGING.format(path=self._decisions))
        logging = f"-Dlog4j2.configurationFile=file:{folder / 'log4j2.properties'}"
        self.server.jvm = (*self.server.jvm, logging)
        scram = (f"SCRAM-SHA-512=[name={name},password={PASSWORD},iterations=4096]" for name in USERS)
        self.server.format_options = [word for user in scram for word in ("--add-scram", user)]
        self.ca_file = folder / "ca.pem"
        self.other_ca_file = folder / "other-ca.pem"
        self.cert_file, self.key_file = folder / "client.pem", folder / "client.key"
        authority, other = trustme.CA(), trustme.CA()
        authority.cert_pem.write_to_path(str(self.ca_file))
        other.cert_pem.write_to_path(str(self.other_ca_file))
        good, expired = folder / "good.pem", folder / "expired.pem"
        _write_keystore(authority.issue_cert("127.0.0.1"), good)
        old = authority.issue_cert("127.0.0.1", not_before=_PAST[0], not_after=_PAST[1])
        _write_keystore(old, expired)
        client = authority.issue_cert("client.example", common_name="pressline")
        client.cert_chain_pems[0].write_to_path(str(self.cert_file))
        client.private_key_pem.write_to_path(str(self.key_file))
        ports = dict(zip(("sasl", "mtls", "stale"), free_ports(3), strict=True))
        self.sasl, self.mtls, self.stale = (f"127.0.0.1:{port}" for port in ports.values())
        self.by_name = f"localhost:{ports['sasl']}"
        users = " ".join(f'user_{name}="{PASSWORD}"' for name in USERS)
        properties = folder / "server.properties"
        lines = properties.read_text().splitlines(keepends=True)
        named = ("listeners=", "advertised.listeners=", "listener.security.protocol.map=")
        plain = self.server.bootstrap.rpartition(":")[2]
        [voters] = [line for line in lines if line.startswith("controller.quorum.voters=")]
        properties.write_text(
            "".join(line for line in lines if not line.startswith(named))
            + LISTENERS.format(
                port=plain,
                controller=voters.strip().rpartition(":")[2],
                good=good,
                expired=expired,
                ca=self.ca_file,
                users=users,
                **ports,
            )
        )

    def decisions(self) -> list[Decision]:
        """What the authorizer has decided so far, each once."""
        found = DECISION.findall(self._decisions.read_text())
        every = (Decision(who, word == "Allowed", *what) for who, word, *what in found)
        return list(dict.fromkeys(every))

    def __enter__(self) -> Self:
        self.server.__enter__()
        return self

    def __exit__(self, *_: object) -> None:
        self.server.stop()


def _write_keystore(issued: trustme.LeafCert, path: Path) -> None:
    """Java reads a key in PKCS #8 only."""
    key = serialization.load_pem_private_key(issued.private_key_pem.bytes(), None)
    pkcs8 = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    path.write_bytes(pkcs8 + b"".join(pem.bytes() for pem in issued.cert_chain_pems))
