"""Packed bodies over HTTP: taken as what they unpack to, refused as what they are, and never held whole."""

import gzip
import json
import re
import zlib
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from backports import zstd

from schemas import RawArticle
from services.identity import article_id
from tests.gateway.process import KEY, gateway
from tests.integration.brokers import free_port
from tests.integration.processes import Service, ended

ARTICLES = [{"content": f"Report {number} of the ships off Dover."} for number in range(100)]
BODY = json.dumps(ARTICLES).encode()
A_MIB = bytes(1024 * 1024)
MIB = 1024 * 1024
JSON, LINES = "application/json", "application/x-ndjson"
BOMBS = {"gzip": gzip.compress(A_MIB) * 1024, "zstd": zstd.compress(A_MIB) * 1024}
"""A gigabyte each, as about one megabyte of gzip and 50 kB of zstd."""


@pytest.mark.parametrize(
    ("coding", "packed"),
    [
        ("gzip", gzip.compress(BODY)),
        ("X-GZIP", gzip.compress(BODY)),
        ("gzip", gzip.compress(BODY[:100]) + gzip.compress(BODY[100:])),
        ("deflate", zlib.compress(BODY)),
        ("zstd", zstd.compress(BODY)),
        ("identity", BODY),
    ],
)
def test_a_packed_body_is_taken_as_what_it_unpacks_to(
    visitor: httpx.Client, coding: str, packed: bytes
) -> None:
    answer = visitor.post("/v1/articles", content=packed, headers={"content-encoding": coding})
    assert answer.status_code == 202, answer.text
    assert [r["article_id"] for r in answer.json()] == [article_id(RawArticle(**one)) for one in ARTICLES]


def test_a_watch_comes_packed_too(visitor: httpx.Client) -> None:
    packed = gzip.compress(b'{"query": "ships"}')
    headers = {"content-encoding": "gzip"}
    assert visitor.put("/v1/watches/packed", content=packed, headers=headers).status_code == 200
    bomb = gzip.compress(A_MIB)
    assert visitor.put("/v1/watches/packed", content=bomb, headers=headers).status_code == 413
    assert visitor.delete("/v1/watches/packed").status_code == 204


@pytest.mark.parametrize(
    ("coding", "packed", "said"),
    [
        ("gzip", gzip.compress(BODY)[:-9], "ends before its end"),
        ("gzip", b"", "ends before its end"),
        ("gzip", BODY, "not gzip"),
        ("zstd", gzip.compress(BODY), "not zstd"),
        ("zstd", zstd.compress(BODY)[:-9], "ends before its end"),
        ("deflate", zlib.compress(BODY) + b"more", "not deflate"),
    ],
)
def test_a_broken_stream_is_the_clients_fault(
    visitor: httpx.Client, coding: str, packed: bytes, said: str
) -> None:
    answer = visitor.post("/v1/articles", content=packed, headers={"content-encoding": coding})
    assert answer.status_code == 400
    assert said in answer.json()["detail"]


@pytest.mark.parametrize("coding", ["br", "compress", "gzip, zstd", "gzip, gzip", "made-up"])
def test_what_is_not_taken_is_told_what_is(visitor: httpx.Client, coding: str) -> None:
    answer = visitor.post("/v1/articles", content=BODY, headers={"content-encoding": coding})
    assert answer.status_code == 415
    assert answer.headers["accept-encoding"] == "gzip, deflate, zstd"
    assert repr(coding) in answer.json()["detail"]


@pytest.fixture(scope="module")
def alone(embedded: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Service]]:
    """A gateway of the module's own, so that its memory is what these bodies took."""
    folder, port = tmp_path_factory.mktemp("alone"), free_port()
    service = gateway(embedded, folder, port, PRESSLINE_API_KEYS=f"tests:{KEY}")
    with ended(service):
        service.start()
        service.until_ready()
        yield f"http://127.0.0.1:{port}/v1/articles", service
        assert "Traceback" not in service.log.read_text()


def most_memory(service: Service) -> int:
    """Bytes that it held at its highest."""
    status = Path(f"/proc/{service.running.pid}/status").read_text()
    return int(status.partition("VmHWM:")[2].split()[0]) * 1024


@pytest.mark.parametrize("kind", [LINES, JSON])
@pytest.mark.parametrize("coding", BOMBS)
def test_a_bomb_is_refused_before_it_takes_memory(alone: tuple[str, Service], kind: str, coding: str) -> None:
    address, service = alone
    before = most_memory(service)
    headers = {"content-encoding": coding, "content-type": kind, "X-API-Key": KEY}
    answer = httpx.post(address, content=BOMBS[coding], headers=headers, timeout=30)
    assert answer.status_code == 413
    # of lines the limit grows with what has come by then (200 times that), and is 32 MiB at first
    limits = [int(number.replace(",", "")) for number in re.findall(r"[\d,]{10,}", answer.json()["detail"])]
    largest = max(32 * MIB, 200 * len(BOMBS[coding]))
    assert any(32 * MIB <= limit <= largest for limit in limits)
    assert kind == LINES or 32 * MIB in limits
    assert most_memory(service) - before < 100 * MIB


def test_a_gigabyte_of_one_line_takes_no_memory_unpacked_either(alone: tuple[str, Service]) -> None:
    address, service = alone
    before = most_memory(service)

    def body() -> Iterator[bytes]:
        yield b'{"content": "First."}\n'
        for _ in range(200):
            yield A_MIB
        yield b'\n{"content": "Last."}'

    headers = {"content-type": LINES, "X-API-Key": KEY}
    answer = httpx.post(address, content=body(), headers=headers, timeout=60)
    assert [json.loads(line)["status"] for line in answer.text.splitlines()] == [
        "accepted",
        "refused",
        "accepted",
    ]
    assert most_memory(service) - before < 100 * MIB
