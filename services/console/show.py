"""How answers look in the terminal, or as JSON."""

import json
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from services.access import Acl, command_line
from services.console.audit import Audit
from services.console.messages import document, follow
from services.console.push import Pushed
from services.console.terminal import escaped, print_json, print_rows, screen


def show_pushed(pushed: Sequence[Pushed], *, as_json: bool) -> None:
    """What became of each article pushed."""
    if as_json:
        print_json(*pushed)
        return
    rows = [(one.label, one.article_id, one.outcome, one.reason, one.detail) for one in pushed]
    print_rows("", ("from", "article", "outcome", "reason", "detail"), rows)


async def show_messages(
    bootstrap: str, topic: str, limit: int | None, *, from_beginning: bool, as_json: bool
) -> None:
    """Print messages as they pass, until `limit` or Ctrl-C."""
    count = 0
    messages = follow(bootstrap, topic, from_beginning=from_beginning)
    async for record in messages:
        fields = document(record)
        if as_json:
            print_json(fields)
        else:
            place = fields.pop("_kafka")
            title = f"{place['partition']}:{place['offset']} {place['timestamp']} {place['key'] or '–'}"
            screen().print(f"[bold]{escaped(title)}[/bold]\n{escaped(shortened(fields))}")
        count += 1
        if count == limit:
            break
    await messages.aclose()


def shortened(fields: dict[str, Any], length: int = 300) -> str:
    """A message on a few lines, long values cut."""
    lines = []
    for name, value in fields.items():
        if value not in (None, [], "", False):
            text = str(value)
            lines.append(f"  {name}: {text if len(text) <= length else text[:length] + '…'}")
    return "\n".join(lines)


def show_audit(result: Audit, *, as_json: bool) -> None:
    """The tally and whether it balances."""
    if as_json:
        print_json(result)
        return
    names = (
        "waiting",
        "accepted",
        "indexed",
        "unchanged",
        "dropped",
        "dead",
        "retracted",
        "in_flight",
        "replaying",
        "conflicts",
    )
    print_rows("", ("deliveries", "count"), [(name, getattr(result, name)) for name in names])
    screen().print("balanced" if result.balanced else "[bold red]does not balance[/bold red]")
    if result.note:
        screen().print(escaped(result.note))
    for delivery in result.lost:
        screen().print(f"  lost: {escaped(delivery)}")


def show_topics(report: Sequence[tuple[str, str]], *, as_json: bool) -> None:
    """What `topics apply` did."""
    if as_json:
        print_json(*({"topic": topic, "state": state} for topic, state in report))
    else:
        print_rows("", ("topic", "state"), report)


def show_acls(rules: Sequence[Acl], *, as_json: bool) -> None:
    """The broker's rules, one a line."""
    if as_json:
        print_json(*(rule._asdict() for rule in rules))
    else:
        sys.stdout.writelines(f"{command_line(rule)}\n" for rule in rules)


def show_users(users: Sequence[Mapping[str, Any]]) -> None:
    """KafkaUser resources, as one stream of YAML documents."""
    sys.stdout.writelines(f"---\n{json.dumps(user, indent=1)}\n" for user in users)


def show_exported(paths: Sequence[Path], *, as_json: bool) -> None:
    """The files written."""
    if as_json:
        print_json(*({"file": str(path)} for path in paths))
    else:
        sys.stdout.writelines(f"{path}\n" for path in paths)


def show_contract_problems(problems: Sequence[Any], *, as_json: bool) -> None:
    """What differs from the contracts in the repository."""
    if as_json:
        print_json(*({"kind": p.kind, "file": p.file, "text": p.text} for p in problems))
    else:
        sys.stdout.writelines(f"{problem}\n" for problem in problems)
        if not problems:
            screen().print("the messages are as exported")
