"""A short run of the fuzzer in every run of the suite, always the same one; a long one is `make fuzz`."""

import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

from tests.fuzz.pages import PAGE

HERE = Path(__file__).parent
SEEDS = HERE.parents[1] / "seeds"
RUNS = 4000


@pytest.mark.skipif(find_spec("atheris") is None, reason="atheris has wheels for Linux on x86-64 only")
@pytest.mark.timeout(240)
def test_clean_stands_what_a_fuzzer_finds(tmp_path: Path) -> None:
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    (corpus / "page").write_bytes(b"\0" + PAGE.encode())
    for seed in SEEDS.glob("*.txt"):
        (corpus / seed.name).write_bytes(b"\1" + seed.read_bytes())
    flags = [f"-runs={RUNS}", "-seed=1", "-max_len=6000", "-timeout=10", "-len_control=0", "-verbosity=0"]
    flags += [f"-dict={HERE / 'tokens.dict'}", f"-artifact_prefix={tmp_path}/"]
    command = [sys.executable, "-m", "tests.fuzz.clean", *flags, str(corpus)]
    done = subprocess.run(command, cwd=HERE.parents[1], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-4000:]
