"""The wheel, which every image installs, carries the files that modules read beside their code."""

import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

ROOT = Path(__file__).parents[2]


def test_the_wheel_carries_every_word_file(tmp_path: Path) -> None:
    build = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(tmp_path)]
    subprocess.run(build, cwd=ROOT, capture_output=True, check=True)
    (wheel,) = tmp_path.glob("*.whl")
    packed = set(ZipFile(wheel).namelist())
    files = {str(file.relative_to(ROOT)) for file in (ROOT / "services").rglob("*.txt")}
    assert "services/languages/de/months.txt" in files
    assert files <= packed
