"""One table names the services and topics, `services/line.py`; what deploys and watches them follows it."""

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from prometheus_client.metrics import MetricWrapperBase

from services.chassis import metrics
from services.chassis.settings import PREFIX, Settings
from services.line import SERVICES, topics

ROOT = Path(__file__).parents[2]
COMPOSE = ROOT / "docker-compose.yml"
BASE = ROOT / "k8s" / "base"
PROMETHEUS = ROOT / "deploy" / "prometheus"
FILES = [
    ROOT / "Dockerfile",
    COMPOSE,
    *sorted((ROOT / "k8s").rglob("*.yaml")),
    *sorted(PROMETHEUS.glob("*.yml")),
]
METRICS_PORT = Settings.model_fields["metrics_port"].default
NOT_OURS = {"kafka", "prometheus", "topics"}
"""What compose runs besides the line's services; `topics` is our one-shot."""


def named(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@cache
def documents(path: Path) -> list[Any]:
    return [document for document in yaml.safe_load_all(path.read_text()) if document]


def k8s(kind: str) -> dict[str, Any]:
    """The objects of a kind that kustomization.yaml takes in, by name."""
    [kustomization] = documents(BASE / "kustomization.yaml")
    found = [doc for file in kustomization["resources"] for doc in documents(BASE / file)]
    return {doc["metadata"]["name"]: doc for doc in found if doc["kind"] == kind}


def container(workload: Any) -> Any:
    [only] = workload["spec"]["template"]["spec"]["containers"]
    return only


def rule_expressions() -> str:
    [rules] = documents(PROMETHEUS / "rules.yml")
    return "\n".join(rule["expr"] for group in rules["groups"] for rule in group["rules"])


def exported() -> set[str]:
    """Every series name that a Prometheus sees of the metrics in the chassis."""
    names: set[str] = set()
    for metric in vars(metrics).values():
        if isinstance(metric, MetricWrapperBase):
            [family] = metric.describe()
            endings = {"counter": ["_total"], "gauge": [""], "histogram": ["_bucket", "_count", "_sum"]}
            names |= {family.name + ending for ending in endings[family.type]}
    return names


def test_pyproject_has_an_extra_for_each_service() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    assert set(SERVICES) <= set(project["optional-dependencies"])


def test_compose_runs_each_service() -> None:
    [compose] = documents(COMPOSE)
    assert set(compose["services"]) - NOT_OURS == set(SERVICES)
    for service in SERVICES:
        described = compose["services"][service]
        assert described["command"] == ["service", service]
        assert described["build"]["args"] == {"SERVICE": service}
        assert described["image"].startswith(f"pressline-{service}:")


def test_kubernetes_runs_each_service() -> None:
    deployments, services = k8s("Deployment"), k8s("Service")
    assert set(deployments) == set(services) == set(SERVICES)
    for service in SERVICES:
        ours = container(deployments[service])
        assert ours["args"] == ["service", service]
        assert ours["image"].startswith(f"pressline-{service}:")
        label = {"app.kubernetes.io/name": service}
        assert deployments[service]["spec"]["selector"]["matchLabels"] == label
        assert deployments[service]["spec"]["template"]["metadata"]["labels"] == label
        assert services[service]["spec"]["selector"] == label


def test_kubernetes_takes_in_every_file() -> None:
    [kustomization] = documents(BASE / "kustomization.yaml")
    patches = [patch["path"] for patch in kustomization["patches"]]
    files = {path.name for path in BASE.glob("*.yaml")} - {"kustomization.yaml"}
    assert files == {*kustomization["resources"], *patches}


def test_the_topics_are_made_before_the_services_run() -> None:
    [compose] = documents(COMPOSE)
    assert compose["services"]["topics"]["command"] == ["topics", "apply"]
    for service in SERVICES:
        waits = compose["services"][service]["depends_on"]["topics"]
        assert waits == {"condition": "service_completed_successfully"}
    assert container(k8s("Job")["topics"])["args"] == ["topics", "apply"]


def test_prometheus_scrapes_each_service_on_its_metrics_port() -> None:
    [config] = documents(PROMETHEUS / "prometheus.yml")
    jobs = {job["job_name"]: job["dns_sd_configs"] for job in config["scrape_configs"]}
    assert set(jobs) == set(SERVICES)
    for service, [target] in jobs.items():
        assert target["names"] == [service]
        assert target["port"] == METRICS_PORT


def test_kubernetes_and_the_image_serve_metrics_on_that_port() -> None:
    [probes] = documents(BASE / "probes.yaml")
    assert container(probes)["ports"] == [{"name": "metrics", "containerPort": METRICS_PORT}]
    assert [s["spec"]["ports"][0]["port"] for s in k8s("Service").values()] == [METRICS_PORT] * len(SERVICES)
    [policy] = k8s("NetworkPolicy").values()
    assert policy["spec"]["ingress"][0]["ports"][0]["port"] == METRICS_PORT
    assert f"EXPOSE {METRICS_PORT}\n" in (ROOT / "Dockerfile").read_text()


def test_an_alert_watches_each_service() -> None:
    expressions = rule_expressions()
    assert set(re.findall(r'absent\(up\{job="(\w+)"', expressions)) == set(SERVICES)
    assert re.findall(r'job=~"([^"]+)"', expressions) == ["|".join(SERVICES)]
    assert set(re.findall(r'service="(\w+)"', expressions)) <= set(SERVICES)


def test_alerts_ask_for_metrics_that_exist() -> None:
    asked = set(re.findall(r"\bpressline_\w+", rule_expressions()))
    assert asked
    assert asked <= exported()


@pytest.mark.parametrize("path", FILES, ids=named)
def test_topics_are_the_lines(path: Path) -> None:
    assert set(re.findall(r"\barticles\.[a-z]+(?:\.dead)?\b", path.read_text())) <= set(topics())


@pytest.mark.parametrize("path", FILES, ids=named)
def test_variables_are_settings(path: Path) -> None:
    known = {PREFIX + name.upper() for name in Settings.model_fields}
    assert set(re.findall(rf"\b{PREFIX}[A-Z_]*", path.read_text())) <= known
