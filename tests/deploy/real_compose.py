"""docker-compose.yml on a real Docker engine, from the build to a clean stop: `make test-compose`.

Not collected by `make test`: it needs an engine, a registry of images and some ten minutes. The project it
starts has a name of its own, and goes with its volumes in the end; its ports are those of docker-compose.yml.
Compose's own variables hold here too: COMPOSE_FILE adds a file that changes images or how they are built,
DOCKER_HOST names another engine.
"""

import html
import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from services.line import SERVICES
from tests.deploy.dashboards import queries
from tests.integration.processes import until

pytestmark = pytest.mark.timeout(1800)

ROOT = Path(__file__).parents[2]
BIN = Path(sys.executable).parent
SEEDS = ROOT / "seeds"
GATEWAY, PROMETHEUS, GRAFANA = "http://localhost:8080", "http://localhost:9090", "http://localhost:3000"
KEY = "made-for-this-test"
MANY = 300
"""Articles under which containers are killed: more than the line is done with while they are."""


class Compose:
    """The compose file as a project on the engine."""

    def __init__(self) -> None:
        self._environment = {
            **os.environ,
            "COMPOSE_PROJECT_NAME": "pressline-test",
            "PRESSLINE_API_KEYS": f"test:{KEY}",
        }

    def ask(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [BIN / "docker-compose", *arguments],
            cwd=ROOT,
            env=self._environment,
            capture_output=True,
            text=True,
            check=False,
        )

    def run(self, *arguments: str) -> str:
        done = self.ask(*arguments)
        assert done.returncode == 0, f"docker-compose {' '.join(arguments)}\n{done.stderr}{self.explain()}"
        return done.stdout

    def services(self) -> set[str]:
        return set(self.run("config", "--services").split())

    def states(self) -> list[dict[str, Any]]:
        """Each container: its Service, State, Health and ExitCode."""
        return [json.loads(line) for line in self.ask("ps", "--all", "--format", "json").stdout.splitlines()]

    def explain(self) -> str:
        ours = ("Service", "State", "Health", "ExitCode")
        states = "\n".join(str([state[name] for name in ours]) for state in self.states())
        return f"{states}\n{self.ask('logs', '--no-color', '--tail', '30').stdout}"

    def audit(self) -> dict[str, Any]:
        """What the audit says; it exits 1 while it does not balance."""
        said = self.ask("exec", "-T", "index", "pressline", "audit", "--json").stdout
        return dict(json.loads(said)) if said else {}

    def until_all_ended(self, accepted: int) -> dict[str, Any]:
        seen: dict[str, Any] = {}

        def ended() -> bool:
            seen.update(self.audit())
            return bool(seen) and seen["accepted"] >= accepted and not seen["in_flight"]

        until(ended, lambda: f"{seen}\n{self.explain()}", seconds=300)
        return seen


@pytest.fixture(scope="module")
def compose() -> Iterator[Compose]:
    compose = Compose()
    engine = compose.ask("ls")
    if engine.returncode != 0:
        pytest.exit(
            f"test-compose: no Docker engine answers: {engine.stderr.strip()}\n"
            "Start one, or let DOCKER_HOST name it.",
            returncode=1,
        )
    try:
        compose.run("build")
        compose.run("up", "--detach", "--wait", "--wait-timeout", "300", "--scale", "index=2")
        until(lambda: status("/readyz") == 200, compose.explain)
        yield compose
    finally:
        compose.ask("down", "--volumes", "--timeout", "40")


def status(path: str) -> int:
    """The gateway's answer; 0 where there is none."""
    try:
        return httpx.get(GATEWAY + path).status_code
    except httpx.TransportError:
        return 0


def push(articles: list[dict[str, Any]], key: str = KEY) -> httpx.Response:
    return httpx.post(f"{GATEWAY}/v1/articles", json=articles, headers={"X-API-Key": key}, timeout=30)


def seeds() -> list[dict[str, Any]]:
    listed = [json.loads(line) for line in (SEEDS / "manifest.jsonl").read_text().splitlines()]
    return [{"content": (SEEDS / seed.pop("file")).read_text(), **seed} for seed in listed]


def varied(count: int) -> list[dict[str, Any]]:
    """Articles that no stage has read before, paragraph by paragraph."""
    texts = [seed["content"].split("\n\n") for seed in seeds()]
    return [
        {
            "content": "\n\n".join(f"{paragraph} ({number})" for paragraph in texts[number % len(texts)]),
            "source": "compose",
            "external_id": str(number),
        }
        for number in range(count)
    ]


def ask_prometheus(query: str) -> list[Any]:
    answer = httpx.get(f"{PROMETHEUS}/api/v1/query", params={"query": query}).json()
    assert answer["status"] == "success", f"{query}: {answer}"
    return list(answer["data"]["result"])


def test_only_who_has_a_key_may_push(compose: Compose) -> None:
    assert push(seeds(), key="someone-elses-key").status_code == 401
    assert compose.audit()["accepted"] == 0


def test_the_seeds_arrive_over_http_and_by_the_command(compose: Compose) -> None:
    pushed = push(seeds())
    assert pushed.status_code == 202, pushed.text
    assert len(pushed.json()) == 3
    first = compose.until_all_ended(3)
    assert first["indexed"] == 3, f"{first}\n{compose.explain()}"
    again = subprocess.run(
        [BIN / "pressline", "push", str(SEEDS), "--json"],
        env={**os.environ, "PRESSLINE_BROKER": "localhost:29092"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert again.returncode == 0, again.stderr
    audit = compose.until_all_ended(6)
    assert (audit["accepted"], audit["indexed"], audit["unchanged"], audit["balanced"]) == (6, 3, 3, True)


def test_killed_containers_lose_nothing(compose: Compose) -> None:
    assert push(varied(MANY)).status_code == 202
    until(lambda: compose.audit()["accepted"] > 6, compose.explain)
    compose.run("kill", "enrich", "index")
    compose.run("start", "enrich", "index")
    assert compose.audit()["in_flight"] > 0, "the kill came too late to show anything: raise MANY"
    audit = compose.until_all_ended(6 + MANY)
    assert audit["balanced"], audit
    assert audit["indexed"] == 3 + MANY


def test_articles_wait_for_a_store_that_is_away(compose: Compose) -> None:
    compose.run("kill", "opensearch")
    until(lambda: status("/readyz") == 503, compose.explain)
    assert push(varied(MANY + 1)[-1:]).status_code == 202
    away = 'max by (dependency) (pressline_dependency_up{dependency="store"})'
    until(lambda: [one["value"][1] for one in ask_prometheus(away)] == ["0"], compose.explain)
    compose.run("start", "opensearch")
    audit = compose.until_all_ended(6 + MANY + 1)
    assert audit["balanced"], audit
    assert audit["indexed"] == 3 + MANY + 1
    until(lambda: status("/readyz") == 200, compose.explain)


def test_the_page_opens(compose: Compose) -> None:
    front = httpx.get(f"{GATEWAY}/")
    assert front.status_code == 200, front.text
    assert front.headers["Content-Type"].startswith("text/html")
    [first, *_] = httpx.get(f"{GATEWAY}/v1/stories").json()["stories"]
    assert first["title"] in html.unescape(front.text)
    styles = re.findall(r'href="(/static/[^"]+\.css[^"]*)"', front.text)
    assert styles
    assert {status(path) for path in styles} == {200}, "the image lacks what the page is made of"
    assert "Abe" in httpx.get(f"{GATEWAY}/v1/search", params={"q": "denuclearization"}).text


def test_prometheus_watches_every_copy(compose: Compose) -> None:
    copies = {service: 2 if service == "index" else 1 for service in SERVICES}

    def seen() -> dict[str, int]:
        return {one["metric"]["job"]: int(one["value"][1]) for one in ask_prometheus("sum by (job) (up)")}

    until(lambda: seen() == copies, lambda: f"{seen()}\n{compose.explain()}", seconds=90)
    until(lambda: {one["value"][1] for one in ask_prometheus("min(pressline_ready)")} == {"1"}, seconds=60)
    assert not [one["metric"] for one in ask_prometheus('ALERTS{alertstate="firing"}')]


@pytest.mark.parametrize("query", queries())
def test_the_dashboard_asks_for_what_is_there(compose: Compose, query: str) -> None:
    answered = ask_prometheus(query)
    assert answered or 'outcome="dead"' in query, "nothing to show, though the line has worked"


def test_the_dashboard_is_there(compose: Compose) -> None:
    if "grafana" not in compose.services():
        pytest.skip("COMPOSE_FILE takes Grafana out")
    until(lambda: httpx.get(f"{GRAFANA}/api/health").status_code == 200, compose.explain)
    shown = httpx.get(f"{GRAFANA}/api/dashboards/uid/pressline")
    assert shown.status_code == 200, shown.text


def test_it_stops_cleanly(compose: Compose) -> None:
    compose.run("stop", "--timeout", "40")
    ends = {(state["Service"], state["ExitCode"]) for state in compose.states()}
    assert {(service, code) for service, code in ends if service in SERVICES} == {
        (service, 0) for service in SERVICES
    }, compose.explain()
