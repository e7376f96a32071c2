"""A page as a fuzzer's beginning: of everything that clean looks at, one."""

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
