"""
Time the scan and the rewriting of HTML: ``python bench/references.py``.

Prints CPU seconds for 10,000 pages of 17 kB with 108 URLs, best of five, and the ratio to parsing
alone. The machine is noisy: quote the ratios.
"""

from __future__ import annotations

import time
from collections.abc import Callable

from turbohtml import parse

from bengal_tasks.assets.html import HtmlReference, asset_at, rewrite, scan


PAGES = 10_000
SAMPLE = 300
HEAD = """<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>A page</title>
<link rel="stylesheet" href="/assets/css/site.css"><link rel="icon" href="/assets/icon.svg">
<meta property="og:image" content="https://example.org/assets/og.png">
<script src="/assets/js/site.js" defer></script></head><body>
"""
ITEM = '<li><a class="nav-link" href="/docs/section-{}/page/">Section &amp; more</a></li>\n'
TEXT = """<p>Lorem ipsum dolor sit amet, consectetur <em>adipiscing</em> elit, sed do eiusmod tempor
<a href="/blog/post-{}/">incididunt</a> ut labore et dolore magna aliqua. Ut enim ad minim veniam,
quis nostrud exercitation ullamco laboris nisi ut aliquip ex ea commodo consequat.</p>
<pre><code>x = {}</code></pre>
"""
IMAGE = """<figure><picture>
<source type="image/webp" srcset="/assets/i/{0}-480.webp 480w, /assets/i/{0}-960.webp 960w">
<img src="/assets/i/{0}.jpg" alt="An image"></picture></figure>
"""


def page() -> str:
    """Return a page with a long menu, 35 paragraphs and three images."""
    menu = "".join(ITEM.format(number) for number in range(60))
    text = "".join(TEXT.format(number, number) for number in range(35))
    images = "".join(IMAGE.format(number) for number in range(3))
    return f"{HEAD}<nav><ul>\n{menu}</ul></nav><main>\n{text}{images}</main></body></html>\n"


def seconds(work: Callable[[], object]) -> float:
    """Return the CPU seconds that *work* takes for all pages."""
    best = float("inf")
    for _ in range(5):
        began = time.process_time()
        for _ in range(SAMPLE):
            work()
        best = min(best, time.process_time() - began)
    return best / SAMPLE * PAGES


def published(reference: HtmlReference) -> str | None:
    """Return the URL of an asset with a fingerprint."""
    asset = asset_at(reference.url, "/blog/post/", "https://example.org")
    return asset and asset.leading_to(f"assets/1a2b3c4d.{asset.name}")


def is_asset(url: str) -> bool:
    """Tell whether a link may lead to an asset."""
    return "assets" in url


def main() -> None:
    """Print the figures."""
    html = page()
    alone = seconds(lambda: parse(html, source_locations=True))
    print(f"{len(html)} characters, {len(scan(html))} URLs; parse alone {alone:.2f} s")
    for name, work in {
        "scan": lambda: scan(html, is_asset),
        "scan, all links too": lambda: scan(html),
        "rewrite": lambda: rewrite(html, published, is_asset),
        "rewrite, all links too": lambda: rewrite(html, published),
    }.items():
        taken = seconds(work)
        print(f"{name}: {taken:.2f} s, {taken / alone:.1f} times the parse")


if __name__ == "__main__":
    main()
