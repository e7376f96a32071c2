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
from services.line import GATEWAY, SERVICES, STAGES, topics
from tests.deploy.dashboards import queries

ROOT = Path(__file__).parents[2]
COMPOSE = ROOT / "docker-compose.yml"
BASE = ROOT / "k8s" / "base"
PROMETHEUS = ROOT / "deploy" / "prometheus"
GRAFANA = ROOT / "deploy" / "grafana"
FILES = [
    ROOT / "Dockerfile",
    COMPOSE,
    *sorted((ROOT / "k8s").rglob("*.yaml")),
    *sorted(PROMETHEUS.glob("*.yml")),
    *sorted(path for path in GRAFANA.rglob("*") if path.is_file()),
]
METRICS_PORT = Settings.model_fields["metrics_port"].default
HTTP_PORT = Settings.model_fields["http_port"].default
NOT_OURS = {"grafana", "kafka", "opensearch", "prometheus", "topics"}
"""What compose runs besides the line's services; `topics` is our one-shot."""
AT_THE_STORE = {GATEWAY, *(stage.service for stage in STAGES if stage.write_batch)}
"""The services that ask the store, the others can't reach it."""


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


def overlay(name: str, file: str) -> list[Any]:
    return documents(ROOT / "k8s" / "overlays" / name / file)


def container(workload: Any) -> Any:
    [only] = workload["spec"]["template"]["spec"]["containers"]
    return only


def metrics_services() -> dict[str, Any]:
    """The Kubernetes Services by which Prometheus finds each copy: those without an address of their own."""
    return {name: found for name, found in k8s("Service").items() if "clusterIP" in found["spec"]}


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
    deployments, services = k8s("Deployment"), metrics_services()
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
    ports = [service["spec"]["ports"][0]["port"] for service in metrics_services().values()]
    assert ports == [METRICS_PORT] * len(SERVICES)
    policy = k8s("NetworkPolicy")["pressline"]
    assert policy["spec"]["ingress"][0]["ports"][0]["port"] == METRICS_PORT
    assert f"EXPOSE {METRICS_PORT}\n" in (ROOT / "Dockerfile").read_text()


def test_the_gateway_serves_http_on_its_port() -> None:
    [compose] = documents(COMPOSE)
    # on loopback: what is open to the network is for whoever deploys it to say
    assert compose["services"][GATEWAY]["ports"] == [f"127.0.0.1:{HTTP_PORT}:{HTTP_PORT}"]
    [port] = container(k8s("Deployment")[GATEWAY])["ports"]
    assert port == {"name": "http", "containerPort": HTTP_PORT}
    for_people = k8s("Service")["gateway-http"]["spec"]
    assert for_people["selector"] == {"app.kubernetes.io/name": GATEWAY}
    assert for_people["ports"] == [{"name": "http", "port": 80, "targetPort": "http"}]
    policy = k8s("NetworkPolicy")["to-gateway"]["spec"]
    assert policy["podSelector"]["matchLabels"] == for_people["selector"]
    assert policy["ingress"] == [{"ports": [{"protocol": "TCP", "port": HTTP_PORT}]}]
    [ingress] = overlay("ingress", "ingress.yaml")
    [path] = ingress["spec"]["rules"][0]["http"]["paths"]
    assert path["backend"] == {"service": {"name": "gateway-http", "port": {"name": "http"}}}
    dockerfile = (ROOT / "Dockerfile").read_text()
    assert f"EXPOSE {HTTP_PORT}\n" in dockerfile
    assert "PRESSLINE_HTTP_HOST=0.0.0.0" in dockerfile


def test_compose_lets_only_those_reach_the_store_who_ask_it() -> None:
    [compose] = documents(COMPOSE)
    assert compose["networks"]["store"] == {"internal": True}
    on_it = {name for name, service in compose["services"].items() if "store" in service.get("networks", [])}
    assert on_it == {*AT_THE_STORE, "opensearch"}
    assert "ports" not in compose["services"]["opensearch"]
    for service in SERVICES:
        asks = "PRESSLINE_INDEX" in compose["services"][service]["environment"]
        waits = "opensearch" in compose["services"][service]["depends_on"]
        assert asks == waits == (service in AT_THE_STORE)


def test_no_two_services_share_a_file() -> None:
    """Any may run in any number of copies, on any machine."""
    [compose] = documents(COMPOSE)
    assert not [service for service in SERVICES if "volumes" in compose["services"][service]]
    assert not k8s("PersistentVolumeClaim")


def test_kubernetes_gives_the_store_to_those_who_ask_it() -> None:
    [base] = documents(BASE / "kustomization.yaml")
    [patch] = [patch for patch in base["patches"] if patch["path"] == "opensearch.yaml"]
    assert named_in(patch["target"]) == AT_THE_STORE
    [single] = overlay("single-node", "kustomization.yaml")
    [patch] = [patch for patch in single["patches"] if patch["path"] == "store-mount.yaml"]
    assert named_in(patch["target"]) == AT_THE_STORE
    [opensearch] = documents(BASE / "opensearch.yaml")
    policy = k8s("NetworkPolicy")["to-opensearch"]["spec"]
    assert policy["podSelector"]["matchLabels"] == opensearch["spec"]["template"]["metadata"]["labels"]


def named_in(target: dict[str, str]) -> set[str]:
    return set(target["name"].strip("()").split("|"))


def test_compose_runs_the_opensearch_of_the_tests() -> None:
    [compose] = documents(COMPOSE)
    version = compose["services"]["opensearch"]["image"].partition(":")[2]
    assert f"<version>{version}." in (ROOT / "deploy" / "opensearch" / "pom.xml").read_text()


def test_an_alert_watches_each_service() -> None:
    expressions = rule_expressions()
    assert set(re.findall(r'absent\(up\{job="(\w+)"', expressions)) == set(SERVICES)
    assert re.findall(r'job=~"([^"]+)"', expressions) == ["|".join(SERVICES)]
    assert set(re.findall(r'service="(\w+)"', expressions)) <= set(SERVICES)


@pytest.mark.parametrize(
    "asking", [rule_expressions(), "\n".join(queries())], ids=["alerts", "the dashboard"]
)
def test_only_metrics_that_exist_are_asked_for(asking: str) -> None:
    asked = set(re.findall(r"\bpressline_\w+", asking))
    assert asked
    assert asked <= exported()


def test_the_dashboard_shows_every_metric() -> None:
    shown = set(re.findall(r"\bpressline_[a-z_]+", "\n".join(queries())))
    ours = {re.sub(r"_(bucket|count|sum)$", "", name) for name in exported()}
    # what came in is what went out a moment later
    assert ours - {re.sub(r"_(bucket|count|sum)$", "", name) for name in shown} == {
        "pressline_articles_consumed_total"
    }


@pytest.mark.parametrize("path", FILES, ids=named)
def test_topics_are_the_lines(path: Path) -> None:
    assert set(re.findall(r"\barticles\.[a-z]+(?:\.dead)?\b", path.read_text())) <= set(topics())


@pytest.mark.parametrize("path", FILES, ids=named)
def test_variables_are_settings(path: Path) -> None:
    known = {PREFIX + name.upper() for name in Settings.model_fields}
    assert set(re.findall(rf"\b{PREFIX}[A-Z_]*", path.read_text())) <= known
