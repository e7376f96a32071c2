"""The overlay for a secured Kafka follows the line's table: its users, their rules, and who is whom."""

import json
from pathlib import Path

import yaml

from services.access import OPS, PRINCIPALS, strimzi_user
from services.line import SERVICES

OVERLAY = Path(__file__).parents[2] / "k8s" / "overlays" / "secured"


def test_the_users_are_those_that_the_line_gives() -> None:
    """After a change: (head -3 FILE; pressline topics acls --strimzi) > FILE."""
    written = list(yaml.safe_load_all((OVERLAY / "kafka-users.yaml").read_text()))
    assert written == [strimzi_user(each) for each in PRINCIPALS]


def test_every_service_goes_by_its_own_name_with_its_own_password_only() -> None:
    kustomization = yaml.safe_load((OVERLAY / "kustomization.yaml").read_text())
    found = {}
    for patch in kustomization["patches"]:
        if "patch" not in patch:
            continue
        user, volume = (step["value"] for step in yaml.safe_load(patch["patch"]))
        assert volume["secret"]["secretName"] == f"kafka-{user['value']}"
        assert user["name"] == "PRESSLINE_BROKER_USER"
        found[patch["target"]["name"]] = user["value"]
    assert found == {**{service: service for service in SERVICES}, "topics": OPS}


def test_nothing_secret_is_in_the_overlay() -> None:
    for path in OVERLAY.iterdir():
        for document in yaml.safe_load_all(path.read_text()):
            assert document["kind"] != "Secret"
            assert "PRESSLINE_BROKER_PASSWORD=" not in json.dumps(document)
