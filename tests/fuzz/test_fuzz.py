"""A short run of the fuzzer in every run of the suite, always the same one; a long one is `make fuzz`."""

import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

HERE = Path(__file__).parent
SEEDS = HERE.parents[1] / "seeds"
PAGE = """<!DOCTYPE html><html lang="en"><head><title>Harbour opens - The Gazette</title>
<link rel="canonical" href="/harbour"><meta property="article:published_time" content="2018-07-15T10:00:00Z">
<script type="application/ld+json">{"@graph": [{"@type": "NewsArticle", "headline": "Harbour opens",
"author": [{"name": "Jane Roe"}], "datePublished": "2018-07-15T10:00:00+02:00"}]}</script></head>
<body><nav><ul><li><a href="/">Home</a><li><a href="/news">News</a></ul></nav><article><h1>Harbour opens</h1>
<p class="byline">By Jane Roe</p><time datetime="2018-07-15">July 15</time>
<p>PORTSMOUTH (AP) — The harbour opened on Sunday, eleven years after its planning began, the mayor said.</p>
<div style="display:none">Subscribe now</div>
<figure><img src="a.jpg"><figcaption>The harbour</figcaption></figure>
<p>“We waited for this,” she said. <a href="/more">Read more</a></p><blockquote>It rained.</blockquote>
<table><tr><td>Cost</td><td>3m</td></tr></table><ul><li>One berth is closed.</li></ul></article>
<aside><h3>Related</h3><a href="/x">Other story</a></aside><footer>© 2018 The Gazette</footer></body></html>
"""
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
