"""`pressline up` when things die: its services, itself, and somebody who waits for it."""

import json
import os
import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from tests.integration.processes import ROOT, until
from tests.integration.whole import COMMAND, Line, running_line


@pytest.fixture
def line(tmp_path: Path) -> Iterator[Line]:
    with running_line("embedded", tmp_path) as line:
        yield line


def children(line: Line) -> list[psutil.Process]:
    assert line.process is not None
    return psutil.Process(line.process.pid).children()


def service(line: Line, name: str) -> psutil.Process:
    (found,) = [child for child in children(line) if child.cmdline()[-2:] == ["service", name]]
    return found


def test_a_service_that_dies_is_started_again_also_while_the_line_drains(line: Line) -> None:
    service(line, "enrich").kill()
    assert len(line.json("push", str(ROOT / "seeds"))) == 3
    assert line.stop() == 0
    said = line.log.read_text()
    assert "enrich" in said
    assert "killed by SIGKILL" in said
    assert "nothing left unfinished" in said
    audit = line.audit()
    assert (audit["accepted"], audit["indexed"], audit["balanced"]) == (3, 3, True)


def test_killed_outright_it_leaves_nothing_behind_and_says_what_was_lost(line: Line) -> None:
    service(line, "clean").suspend()
    waiting = subprocess.Popen(
        [*COMMAND, "push", str(ROOT / "seeds"), "--wait", "--json"],
        env={**os.environ, **line.variables},
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    until(lambda: line.audit()["accepted"] == 3, lambda: str(line.audit()))
    family = [process for child in children(line) for process in [child, *child.children(recursive=True)]]
    assert len(family) >= 9
    assert line.process is not None
    line.process.send_signal(signal.SIGKILL)
    line.process.wait()
    for process in family:  # a suspended one can't hear that it should end
        if process.is_running() and process.status() == psutil.STATUS_STOPPED:
            process.resume()
    assert not psutil.wait_procs(family, timeout=40)[1]

    told, _ = waiting.communicate(timeout=40)
    assert waiting.returncode == 1
    assert [json.loads(text)["outcome"] for text in told.splitlines()] == [None] * 3
    done = line.run("audit", "--json")
    assert done.returncode == 1
    audit = json.loads(done.stdout)
    assert audit["in_flight"] == 3
    assert not audit["balanced"]
    assert len(audit["lost"]) == 3

    line.start()
    again = line.json("push", str(ROOT / "seeds"), "--wait")
    assert [one["outcome"] for one in again] == ["indexed"] * 3


def test_json_documents_are_articles(line: Line, tmp_path: Path) -> None:
    page = tmp_path / "article.json"
    page.write_text(json.dumps({"content": "The council of Oslo met on Monday.", "source": "A"}, indent=2))
    (one,) = line.json("push", str(page), "--wait")
    assert one["outcome"] == "indexed"
    assert line.json("get", one["article_id"])[0]["source"] == "A"
    many = json.dumps([{"content": "The council of Cork met on Friday."}, {"content": 5}])
    done = line.run("push", "-", "--wait", "--json", stdin=many.encode())
    assert done.returncode == 1
    ends = [json.loads(text)["outcome"] for text in done.stdout.splitlines()]
    assert sorted(ends) == ["indexed", "refused"]
