"""What the tests of the Markdown parser share: a parser with files, and pieces as one text."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from bengal_tasks.errors import ContentError
from bengal_tasks.model.body import ParsedBody, Piece, image_element
from bengal_tasks.parse.markdown import MarkdownSettings, parse_body


def _shown(piece: Piece) -> str:
    if isinstance(piece, str):
        return piece
    if piece.kind == "image":
        return image_element(f"[src {piece.target}]", piece.attrs)
    attrs = "".join(f" {name}={value}" for name, value in piece.attrs)
    body = "".join(map(_shown, piece.body))
    return f"[{piece.kind} {piece.target}{attrs}{'|' + body if body else ''}]"


@pytest.fixture
def shown() -> Callable[[tuple[Piece, ...]], str]:
    """Join pieces; a slot is shown as ``[href a.md]``."""
    return lambda pieces: "".join(map(_shown, pieces))


@pytest.fixture
def files() -> dict[str, str]:
    """Files that a body may include."""
    return {}


@pytest.fixture
def parse(files: dict[str, str]) -> Callable[..., ParsedBody]:
    """Parse a body that starts at line 10 of content/a.md."""

    def include(path: str) -> str:
        if path not in files:
            raise ContentError(f"there is no {path}")
        return files[path]

    def parsed(text: str, **settings: Any) -> ParsedBody:
        return parse_body(
            text,
            source="content/a.md",
            first_line=10,
            settings=MarkdownSettings(**settings),
            include=include,
        )

    return parsed


@pytest.fixture
def html(
    parse: Callable[..., ParsedBody], shown: Callable[[tuple[Piece, ...]], str]
) -> Callable[..., str]:
    """Parse a body, and show its pieces."""
    return lambda text, **settings: shown(parse(text, **settings).pieces)
