"""What the tools of deployment say of its files (`make check-deploy` brings them; a missing one skips)."""

import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from services.line import SERVICES
from tests.deploy.dashboards import queries

ROOT = Path(__file__).parents[2]
KUSTOMIZATIONS = sorted(path.parent for path in (ROOT / "k8s").rglob("kustomization.yaml"))
PLACES = (Path(sys.executable).parent, ROOT / ".cache" / "deploy" / "usr" / "bin")
"""Where `make check-deploy` puts tools; looked at before PATH, which may hold an old one."""


def tool(name: str) -> str:
    """The program's path; skips the test where there is none."""
    ours = next((str(place / name) for place in PLACES if (place / name).exists()), None)
    found = ours or shutil.which(name)
    if found is None:
        pytest.skip(f"no {name} here; see `make check-deploy`")
    return found


def run(*command: str) -> str:
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def render(folder: Path) -> str:
    return run(tool("kubectl"), "kustomize", str(folder))


def pods(folder: Path) -> dict[str, Any]:
    """The pod templates of a rendered kustomization, by the name of their workload."""
    rendered = yaml.safe_load_all(render(folder))
    workloads = [item for item in rendered if item["kind"] in {"Deployment", "Job"}]
    return {item["metadata"]["name"]: item["spec"]["template"]["spec"] for item in workloads}


def test_dockerfile_is_clean() -> None:
    run(tool("hadolint"), "Dockerfile")


def test_compose_file_is_valid() -> None:
    run(tool("docker-compose"), "config", "-q")


@pytest.mark.parametrize("folder", KUSTOMIZATIONS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_manifests_match_the_strict_schemas(folder: Path, tmp_path: Path) -> None:
    manifests = tmp_path / "manifests.yaml"
    manifests.write_text(render(folder))
    said = run(tool("kubernetes-validate"), "--strict", str(manifests))
    assert said.count("passed for resource deployment/") == len(SERVICES)


@pytest.mark.parametrize("folder", KUSTOMIZATIONS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_every_pod_is_locked_down(folder: Path) -> None:
    """The `restricted` pod security standard, which the namespace enforces, and a read-only root."""
    found = pods(folder)
    assert set(found) == {*SERVICES, "topics"}
    for pod in found.values():
        [container] = pod["containers"]
        assert pod["securityContext"]["runAsNonRoot"] is True
        assert pod["securityContext"]["seccompProfile"] == {"type": "RuntimeDefault"}
        assert pod["automountServiceAccountToken"] is False
        assert pod["enableServiceLinks"] is False
        assert container["securityContext"] == {
            "allowPrivilegeEscalation": False,
            "capabilities": {"drop": ["ALL"]},
            "readOnlyRootFilesystem": True,
        }
        assert "memory" in container["resources"]["limits"]


def test_every_service_is_probed_and_given_time_to_drain() -> None:
    found = pods(ROOT / "k8s" / "base")
    for service in SERVICES:
        [container] = found[service]["containers"]
        assert container["livenessProbe"]["httpGet"]["path"] == "/livez"
        assert container["readinessProbe"]["httpGet"]["path"] == "/readyz"
        # a service takes up to 20 s to finish its batch
        assert found[service]["terminationGracePeriodSeconds"] >= 30


def test_the_single_node_asks_no_opensearch() -> None:
    """The base's store goes with all that is its own: a pod does not start without a Secret that it names."""
    folder = ROOT / "k8s" / "overlays" / "single-node"
    rendered = render(folder)
    assert "opensearch" not in rendered
    for service in ("ingest", "index", "gateway"):
        pod = pods(folder)[service]
        assert {"name": "store", "persistentVolumeClaim": {"claimName": "store"}} in pod["volumes"]
        assert {"name": "store", "mountPath": "/data"} in pod["containers"][0]["volumeMounts"]


def test_each_query_of_the_dashboard_is_promql(tmp_path: Path) -> None:
    rules = [{"record": f"panel:{number}", "expr": query} for number, query in enumerate(queries())]
    file = tmp_path / "queries.yml"
    file.write_text(yaml.safe_dump({"groups": [{"name": "dashboard", "rules": rules}]}))
    assert f"{len(rules)} rules found" in run(tool("promtool"), "check", "rules", "--lint=none", str(file))


def test_prometheus_takes_its_files() -> None:
    run(tool("promtool"), "check", "config", "deploy/prometheus/prometheus.yml")


def test_alerts_fire_when_they_should() -> None:
    run(tool("promtool"), "test", "rules", "deploy/prometheus/rules.test.yml")
