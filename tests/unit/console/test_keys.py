"""`pressline keys`: what it makes is what the gateway reads."""

from pathlib import Path

from services.gateway.key_file import Scope, read_keys
from tests.unit.console.commands import Command


def test_a_new_key_fits_the_line_that_comes_with_it(pressline: Command, tmp_path: Path) -> None:
    made = pressline(
        "keys", "new", "desk", "--scope", "push", "--scope", "read", "--expires", "2099-01-01", "--json"
    )
    [told] = made.documents
    [kept] = read_keys(told["line"].encode())
    assert kept.fits(told["key"].encode())
    assert (made.code, kept.name, kept.scopes) == (0, "desk", frozenset({Scope.PUSH, Scope.READ}))
    assert told["key"] not in told["line"]
    file = tmp_path / "keys"
    file.write_text(told["line"])
    [checked] = pressline("keys", "check", str(file), "--json").documents
    assert checked == {name: told[name] for name in ("name", "id", "scopes", "expires")}
    assert checked["scopes"] == ["push", "read"]


def test_for_people_key_and_line_are_each_one_line(pressline: Command) -> None:
    made = pressline("keys", "new", "desk", "--scope", "retract")
    key, line = made.out.splitlines()
    [kept] = read_keys(line.encode())
    assert kept.fits(key.encode())
    assert "once" in made.err
    assert key not in made.err


def test_what_is_wrong_is_said(pressline: Command, tmp_path: Path) -> None:
    file = tmp_path / "keys"
    file.write_text("desk push a-key-in-clear\n")
    for arguments, said in (
        (("new", "a b", "--scope", "push"), "a name has"),
        (("new", "desk", "--scope", "push", "--expires", "soon"), "RFC 3339"),
        (("new", "desk", "--scope", "push", "--expires", "2001-01-01"), "is over"),
        (("check", str(file)), "line 1"),
        (("check", str(tmp_path / "none")), "none"),
    ):
        done = pressline("keys", *arguments)
        assert (done.code, done.out) == (2, ""), arguments
        assert said in done.err, arguments
        assert "a-key-in-clear" not in done.err
