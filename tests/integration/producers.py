"""Four real producers, each with every codec of Kafka: what stands at the other end of `articles.raw`.

All are `(bootstrap, topic, codec, values) -> None`: they send every value, without a key, in batches that are
large enough to be compressed, and return when the broker has all of them. They block: from a coroutine call
`asyncio.to_thread(produce, …)`.
"""

import asyncio
import subprocess
import warnings
from collections.abc import Callable, Sequence

import confluent_kafka
from aiokafka import AIOKafkaProducer

from tests.kafka_server import JVM, kafka_libs

with warnings.catch_warnings():
    # it reads the protocol's schemas by functions that Python 3.11 calls old, and 3.13 doesn't
    warnings.filterwarnings("ignore", "(read|open)_text is deprecated", DeprecationWarning)
    from kafka import KafkaProducer

CODECS = ("none", "gzip", "snappy", "lz4", "zstd")

Produce = Callable[[str, str, str, Sequence[bytes]], None]

LINGER_MS = 50
"""Milliseconds that a producer gathers a batch."""

WITHIN = 60.0
"""Seconds until everything must have been delivered; a JVM takes one or two to start."""

GIVE_UP_MS = 30_000
"""Milliseconds after which the console producer tells that a message can't be delivered."""

LARGEST = 32 * 1024 * 1024
"""Bytes of one request: those of the largest message that the line's topics take."""


def aiokafka(bootstrap: str, topic: str, codec: str, values: Sequence[bytes]) -> None:
    """Send by aiokafka, which compresses with cramjam.

    Raises:
        KafkaError: the broker refused one, or is not there.
        TimeoutError: not delivered within a minute.
    """

    async def send() -> None:
        producer = AIOKafkaProducer(
            bootstrap_servers=bootstrap,
            acks="all",
            compression_type=None if codec == "none" else codec,
            linger_ms=LINGER_MS,
            max_request_size=LARGEST,
        )
        async with asyncio.timeout(WITHIN), producer:
            for sent in [await producer.send(topic, value) for value in values]:
                await sent

    asyncio.run(send())


def kafka_python(bootstrap: str, topic: str, codec: str, values: Sequence[bytes]) -> None:
    """Send by kafka-python, which compresses with python-snappy, lz4 and zstandard.

    Raises:
        KafkaError: the broker refused one, or is not there, or not delivered within a minute.
    """
    producer = KafkaProducer(
        bootstrap_servers=bootstrap,
        acks="all",
        compression_type=None if codec == "none" else codec,
        linger_ms=LINGER_MS,
        max_request_size=LARGEST,
    )
    try:
        for sent in [producer.send(topic, value) for value in values]:
            sent.get(timeout=WITHIN)
    finally:
        producer.close()


def confluent(bootstrap: str, topic: str, codec: str, values: Sequence[bytes]) -> None:
    """Send by confluent-kafka, which is librdkafka: it leaves a batch as it is that would grow by the codec.

    Raises:
        KafkaException: the broker refused one, or is not there.
        TimeoutError: not delivered within a minute.
    """
    producer = confluent_kafka.Producer(
        {
            "bootstrap.servers": bootstrap,
            "acks": "all",
            "compression.type": codec,
            "linger.ms": LINGER_MS,
            "message.max.bytes": LARGEST,
        }
    )
    refused: list[confluent_kafka.KafkaError] = []

    def delivered(error: confluent_kafka.KafkaError | None, _: confluent_kafka.Message) -> None:
        if error is not None:
            refused.append(error)

    for value in values:
        producer.produce(topic, value, on_delivery=delivered)
    left = producer.flush(WITHIN)
    if refused:
        raise confluent_kafka.KafkaException(refused[0])
    if left:
        raise TimeoutError(f"{left} of {len(values)} not delivered to {topic} at {bootstrap} in {WITHIN:g} s")


def java(bootstrap: str, topic: str, codec: str, values: Sequence[bytes]) -> None:
    """Send by Apache Kafka's own console producer, one JVM a call; skips the test where there is no Java.

    Raises:
        ValueError: a value has a line break or isn't UTF-8; the console producer sends lines of text.
        AssertionError: it failed, or complained; it goes on after a message that the broker refused.
    """
    for value in values:
        if len(value.splitlines()) != 1:
            raise ValueError(f"the console producer sends one line a message, not {value[:80]!r}")
        value.decode()
    properties = (
        f"linger.ms={LINGER_MS}",
        f"max.request.size={LARGEST}",
        f"delivery.timeout.ms={GIVE_UP_MS}",
        f"request.timeout.ms={GIVE_UP_MS // 2}",
    )
    # else the log is shut before the producer is, and with it what the broker refused
    jvm = ("java", *JVM, "-Dlog4j2.shutdownHookEnabled=false", "-cp", str(kafka_libs() / "*"))
    done = subprocess.run(
        [
            *(*jvm, "org.apache.kafka.tools.ConsoleProducer"),
            *("--bootstrap-server", bootstrap, "--topic", topic, "--compression-codec", codec),
            *(part for each in properties for part in ("--command-property", each)),
        ],
        input=b"".join(value + b"\n" for value in values),
        capture_output=True,
        check=False,
        timeout=WITHIN,
    )
    said = (done.stdout + done.stderr).decode(errors="replace")
    assert done.returncode == 0 and "ERROR" not in said, said[-3000:]


PRODUCERS: dict[str, Produce] = {
    "aiokafka": aiokafka,
    "kafka-python": kafka_python,
    "confluent": confluent,
    "java": java,
}
