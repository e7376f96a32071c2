"""What a person gets wrong at the start: one clear line on standard error, exit 2, no traceback."""

import fcntl
import socket
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from services.line import SERVICES
from tests.integration.brokers import free_port, running_broker
from tests.integration.whole import run
from tests.ports import free_row


@pytest.fixture(scope="module")
def broker(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with running_broker("embedded", tmp_path_factory.mktemp("broker")) as address:
        yield address


def complaint(*arguments: str, **variables: str) -> str:
    """The one line that the command says."""
    done = run(*arguments, variables=variables)
    assert done.returncode == 2, done.stderr.decode()
    assert done.stdout == b""
    (line,) = done.stderr.decode().splitlines()
    return line


@pytest.mark.parametrize(
    ("name", "value", "hint"),
    [
        ("PRESSLINE_BROKR", "x", "PRESSLINE_BROKER"),
        ("PRESSLINE_PARTITIONS", "many", "PRESSLINE_PARTITIONS"),
        ("PRESSLINE_PARTITIONS", "0", "PRESSLINE_PARTITIONS"),
        ("PRESSLINE_BROKER", "kafka", "PRESSLINE_BROKER"),
        ("PRESSLINE_INDEX", "postgres://x", "PRESSLINE_INDEX"),
        ("PRESSLINE_HTTP_PORT", "70000", "PRESSLINE_HTTP_PORT"),
    ],
)
def test_a_typo_in_a_setting(name: str, value: str, hint: str) -> None:
    assert hint in complaint("audit", **{name: value})


def test_no_line_runs_here(tmp_path: Path) -> None:
    assert "pressline up" in complaint("tail", "articles.raw", PRESSLINE_DATA=str(tmp_path))
    assert "no store" in complaint("search", "x", PRESSLINE_DATA=str(tmp_path))


def test_a_broker_that_is_not_there(tmp_path: Path) -> None:
    address = f"127.0.0.1:{free_port()}"
    settings = {"PRESSLINE_BROKER": address, "PRESSLINE_DATA": str(tmp_path)}
    ports = {
        "PRESSLINE_METRICS_PORT": str(free_row(len(SERVICES))),
        "PRESSLINE_HTTP_PORT": str(free_port()),
    }
    for command in (["up"], ["topics", "apply"], ["tail", "articles.raw"]):
        assert address in complaint(*command, **settings, **ports)


def test_a_port_in_use(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        names = ("PRESSLINE_METRICS_PORT", "PRESSLINE_BROKER_PORT", "PRESSLINE_HTTP_PORT")

        def with_taken(name: str) -> str:
            free = {
                "PRESSLINE_DATA": str(tmp_path / name),
                "PRESSLINE_BROKER_PORT": str(free_port()),
                "PRESSLINE_METRICS_PORT": str(free_row(len(SERVICES))),
                "PRESSLINE_HTTP_PORT": str(free_port()),
            }
            return complaint("up", **{**free, name: port})

        with ThreadPoolExecutor() as pool:  # each waits some seconds for the port
            for name, line in zip(names, pool.map(with_taken, names), strict=True):
                assert port in line
                assert name in line


def test_a_missing_model_is_said_also_while_the_broker_is_away() -> None:
    settings = {
        "PRESSLINE_BROKER": f"127.0.0.1:{free_port()}",
        "PRESSLINE_METRICS_PORT": str(free_port()),
    }
    line = complaint("service", "enrich", PRESSLINE_MODEL="xx_no_such_model", **settings)
    assert "xx_no_such_model" in line
    assert "PRESSLINE_MODEL" in line


def test_topics_apply_says_what_differs(broker: str) -> None:
    assert run("topics", "apply", variables={"PRESSLINE_BROKER": broker}).returncode == 0
    variables = {"PRESSLINE_BROKER": broker, "PRESSLINE_PARTITIONS": "3"}
    done = run("topics", "apply", "--json", variables=variables)
    assert done.returncode == 1
    assert b"6 partitions, not 3" in done.stdout


def test_wrong_usage() -> None:
    for arguments in (
        ["service", "polish"],
        ["up", "--scale", "clean=none"],
        ["search", "x", "--since", "yesterday"],
        ["watch", "add", "two words", "x"],
    ):
        complaint(*arguments)
    assert run("push", variables={}).returncode == 2
    assert run("nonsense", variables={}).returncode == 2


def test_two_lines_on_one_folder_are_refused(tmp_path: Path) -> None:
    with (tmp_path / "up.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        assert "another" in complaint(
            "up", PRESSLINE_DATA=str(tmp_path), PRESSLINE_METRICS_PORT=str(free_row(len(SERVICES)))
        )
