"""The gateway's process: it starts, serves, ends soon when told, and says what it lacks."""

import asyncio
import socket
from contextlib import closing
from pathlib import Path

import httpx

from services.chassis.settings import Settings
from services.chassis.topics import apply_topics
from tests.gateway.duplex import duplex
from tests.gateway.process import gateway
from tests.gateway.serving import index, indexed, stream, take
from tests.integration.brokers import free_port, running_broker
from tests.integration.processes import ended, until


async def test_a_reader_goes_on_after_a_restart(embedded: str, tmp_path: Path) -> None:
    port = free_port()
    service = gateway(embedded, tmp_path, port)
    address = f"http://127.0.0.1:{port}"
    with ended(service):
        service.start()
        await asyncio.to_thread(service.until_ready)
        async with httpx.AsyncClient(base_url=address, timeout=20) as client, stream(client) as reading:
            await anext(reading)
            await index(embedded, [indexed(f"p{number}") for number in range(50)])
            before = await take(reading, 50)
            # an open stream does not hold it back
            code, seconds = await asyncio.to_thread(service.stop)
            assert [event async for event in reading] == []
        assert (code, seconds < 5) == (0, True), service.log.read_text()
        await index(embedded, [indexed(f"q{number}") for number in range(50)])
        service.start()
        await asyncio.to_thread(service.until_ready)
        async with (
            httpx.AsyncClient(base_url=address, timeout=20) as client,
            stream(client, before[29].id) as reading,
        ):
            after = await take(reading, 70)
        service.stop()
    assert sorted(event.article for event in before[:30] + after) == sorted(
        f"{letter}{number}" for letter in "pq" for number in range(50)
    )
    assert "Traceback" not in service.log.read_text()


async def test_lines_that_are_coming_in_end_with_it_and_say_from_where(embedded: str, tmp_path: Path) -> None:
    port = free_port()
    service = gateway(embedded, tmp_path, port)
    with ended(service):
        service.start()
        await asyncio.to_thread(service.until_ready)
        async with duplex(port) as lines:
            await lines.send(b'{"content": "Ships collide off Dover."}\n')
            assert await lines.receipt()
            code, seconds = await asyncio.to_thread(service.stop)
            [last] = await lines.rest()
    assert (code, seconds < 5) == (0, True), service.log.read_text()
    assert (last["line"], last["last"], last["retry"]) == (2, True, True)
    assert "Traceback" not in service.log.read_text()


def test_it_serves_while_the_broker_is_away_and_connects_when_it_is_there(tmp_path: Path) -> None:
    port, broker_port = free_port(), free_port()
    service = gateway(f"127.0.0.1:{broker_port}", tmp_path, port)
    address = f"http://127.0.0.1:{port}"
    article = {"content": "Ships collide off Dover."}
    with ended(service), httpx.Client(base_url=address, timeout=20) as client:
        service.start()
        until(lambda: f":{broker_port} does not answer" in service.page("/readyz")[1], service.explain)
        assert client.get("/readyz").status_code == 503
        assert client.get("/livez").status_code == 200
        assert client.get("/v1/search", params={"q": "ships"}).json()["hits"] == []
        refused = client.post("/v1/articles", json=article)
        assert (refused.status_code, refused.headers["Retry-After"]) == (503, "5")
        with running_broker("embedded", tmp_path, broker_port) as broker:
            until(lambda: "no topic articles.raw" in client.get("/readyz").text, service.explain)
            assert client.post("/v1/articles", json=article).status_code == 503
            asyncio.run(apply_topics(broker, Settings(partitions=3)))
            until(lambda: client.get("/readyz").status_code == 200, service.explain)
            assert client.post("/v1/articles", json=article).status_code == 202
            service.stop()
    said = service.log.read_text()
    assert all(" gateway: " in line for line in said.splitlines()), said
    assert len(said.splitlines()) <= 10, said


def test_a_port_that_is_taken_is_named(embedded: str, tmp_path: Path) -> None:
    with closing(socket.socket()) as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        service = gateway(embedded, tmp_path, port)
        with ended(service):
            service.start()
            assert service.running.wait(timeout=30) == 2
    assert f"port {port}" in service.log.read_text()
    assert "PRESSLINE_HTTP_PORT" in service.log.read_text()


def test_it_has_the_pages_of_every_service_on_its_metrics_port(embedded: str, tmp_path: Path) -> None:
    service = gateway(embedded, tmp_path, free_port())
    with ended(service):
        service.start()
        service.until_ready()
        until(lambda: service.metric("pressline_ready") == 1, service.explain)
        assert service.page("/livez") == (200, "ok\n")
        assert service.stop()[0] == 0
