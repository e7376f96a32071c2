"""A service whose broker, topics or store are away when it starts: it waits, says for what, then goes on."""

import asyncio
import re
from pathlib import Path

from tests.integration.brokers import free_port, make_topics, running_broker
from tests.integration.processes import awkward, ended, until


def test_it_waits_for_broker_topics_and_store_and_says_for_which(tmp_path: Path) -> None:
    port, name = free_port(), "patient"
    service = awkward(name, tmp_path, f"127.0.0.1:{port}", free_port())
    (tmp_path / "away").touch()

    def waits_for(what: str) -> None:
        until(lambda: what in service.page("/readyz")[1], service.explain)
        assert service.page("/readyz")[0] == 503
        assert service.page("/livez")[0] == 200

    with ended(service):
        service.start()
        waits_for(f"no Kafka broker answers at 127.0.0.1:{port}")
        with running_broker("embedded", tmp_path, port) as broker:
            waits_for(f"no topic {name}.in, {name}.out")
            asyncio.run(make_topics(broker, [f"{name}.in", f"{name}.out"]))
            waits_for("the folder is away")
            (tmp_path / "away").unlink()
            service.until_ready()
            assert service.stop()[0] == 0
    lines = service.log.read_text().splitlines()
    assert [
        re.sub("^.* WARNING ", "", line).partition(" at 127")[0] for line in lines if "waits" in line
    ] == [
        f"{name}: waits to start: no Kafka broker answers",
        f"{name}: waits to start: no topic {name}.in, {name}.out on the broker: run `pressline topics apply`",
        f"{name}: waits to start: the folder is away",
    ], "each is said, once"


def test_told_to_stop_while_it_waits_it_ends_at_once(tmp_path: Path) -> None:
    service = awkward("told", tmp_path, f"127.0.0.1:{free_port()}", free_port())
    with ended(service):
        service.start()
        until(lambda: "no Kafka broker" in service.page("/readyz")[1], service.explain)
        code, seconds = service.stop()
    assert (code, seconds < 3) == (0, True), service.explain()
    assert "Traceback" not in service.log.read_text()
