"""Make a site of N pages, the same for the same N: ``python bench/make_site.py DIR N``."""

from __future__ import annotations

import random
import sys
from pathlib import Path

from bengal_tasks.cli.new import make_site as new_site


WORDS = ("graph", "page", "task", "digest", "trace", "entry", "build", "read", "write", "order")
SECTIONS = 20
TAGS = 50


def make_site(folder: Path, pages: int) -> None:
    """Write a minimal site with *pages* pages of about 500 words, three code blocks and a table."""
    new_site(folder, "minimal")
    chance = random.Random(pages)  # noqa: S311 (a benchmark, not a secret)
    for number in range(pages):
        place = folder / "content" / f"section-{number % SECTIONS:02d}" / f"page-{number:05d}.md"
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(_page(number, chance), encoding="utf-8")


def _page(number: int, chance: random.Random) -> str:
    tags = ", ".join(f"tag{chance.randrange(TAGS)}" for _ in range(3))
    head = f"---\ntitle: Page {number}\ndate: 2026-01-{number % 28 + 1:02d}\ntags: [{tags}]\n---\n"
    parts = [f"## Part {part}\n\n{_text(chance, 150)}\n\n{_code(part)}" for part in range(3)]
    table = "| a | b |\n|---|---|\n" + "".join(f"| {n} | {n * n} |\n" for n in range(5))
    return head + "\n\n".join([*parts, table])


def _text(chance: random.Random, words: int) -> str:
    return " ".join(chance.choice(WORDS) for _ in range(words)) + "."


def _code(part: int) -> str:
    lines = "\n".join(f"    value = compute({n}, part={part})" for n in range(6))
    return f"```python\ndef work():\n{lines}\n    return value\n```\n"


if __name__ == "__main__":
    make_site(Path(sys.argv[1]), int(sys.argv[2]))
