"""Code blocks: what their info string says, and how they are highlighted."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from mistune.util import escape, unescape
from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexer import Lexer
from pygments.lexers import find_lexer_class_for_filename, get_lexer_by_name
from pygments.util import ClassNotFound

from bengal_tasks.parse.markdown.settings import MarkdownSettings


_LANGUAGE = re.compile(r"\s*\{?\.?(?P<name>[^\s{}=\"',]+)(?=[\s{}]|$)")
_RANGES = re.compile(r"\{(?P<lines>[0-9][0-9,\s-]*)\}")
_OPTION = re.compile(
    r"(?P<name>[A-Za-z_][\w-]*)\s*=\s*"
    r"(?:\"(?P<double>[^\"]*)\"|'(?P<single>[^']*)'|\[(?P<list>[^\]]*)\]|(?P<bare>[^\s,}\"']+))"
)
_NUMBERS = re.compile(r"([0-9]{1,9})(?:\s*-\s*([0-9]{1,9}))?")
_LINE = re.compile(r"[^\n]*\n|[^\n]+")
_NO = frozenset({"false", "no", "0", "off"})

_FORMATTER: HtmlFormatter[str] = HtmlFormatter(nowrap=True)


@dataclass(frozen=True, slots=True)
class CodeStyle:
    """
    How a code block looks.

    *highlighted* names lines, as in ``2 4-6``; *numbered* is none where the settings decide;
    *first* is the number of the first line.
    """

    language: str = ""
    title: str = ""
    highlighted: str = ""
    numbered: bool | None = None
    first: int = 1


@lru_cache(maxsize=1024)
def style_of(info: str) -> CodeStyle:
    """
    Read an info string, in our spelling, in mkdocs' or in Hugo's.

    >>> style_of('python {linenos=true, hl_lines="2 4-6", title="app.py"}')
    CodeStyle(language='python', title='app.py', highlighted='2 4-6', numbered=True, first=1)
    """
    info = unescape(info)
    language = None if _RANGES.match(info.lstrip()) else _LANGUAGE.match(info)
    rest = info[language.end() :] if language else info
    ranges = _RANGES.search(rest)
    options = {
        found["name"].lower(): next(
            filter(None, found.group("double", "single", "list", "bare")), ""
        )
        for found in _OPTION.finditer(rest)
    }
    first = options.get("linenostart") or options.get("linenums") or "1"
    numbered = options.get("linenos", "true" if "linenums" in options else None)
    return CodeStyle(
        language=language["name"] if language else "",
        title=options.get("title") or options.get("filename") or options.get("file") or "",
        highlighted=options.get("hl_lines") or (ranges["lines"] if ranges else ""),
        numbered=None if numbered is None else numbered.lower() not in _NO,
        first=int(first) if first.isascii() and first.isdigit() and len(first) < 7 else 1,  # noqa: PLR2004
    )


def numbers_in(text: str, last: int) -> list[int]:
    """
    Return the numbers that a text names, as far as there are lines.

    >>> numbers_in("2, 4-6 99", 8)
    [2, 4, 5, 6]
    """
    numbers: list[int] = []
    for first, end in _NUMBERS.findall(text):
        numbers += range(max(int(first), 1), min(int(end or first), last) + 1)
    return numbers


def lines_of(text: str) -> list[str]:
    """Cut a text behind its line feeds, and nowhere else."""
    return _LINE.findall(text)


def code_block(code: str, style: CodeStyle, settings: MarkdownSettings) -> str:
    """Return a code block as HTML; a language that nobody knows is shown as it is."""
    html = _marked_up(code, style.language) if settings.highlight else escape(code, quote=False)
    numbered = settings.line_numbers if style.numbered is None else style.numbered
    if numbered or style.highlighted:
        html = _lines(html, style, numbered=numbered)
    language = f' data-lang="{escape(style.language)}"' if style.language else ""
    block = f'<div class="highlight"{language}><pre tabindex="0"><code>{html}</code></pre></div>\n'
    if not style.title:
        return block
    title = f'<figcaption class="code-title">{escape(style.title)}</figcaption>'
    return f'<figure class="code-block">\n{title}\n{block}</figure>\n'


def _marked_up(code: str, language: str) -> str:
    lexer = _lexer(language.lower()) if language else None
    if lexer is None or not code.strip():
        return escape(code, quote=False)
    return highlight(code, lexer, _FORMATTER)


@lru_cache(maxsize=1024)
def _lexer(language: str) -> Lexer | None:
    try:
        # Blank lines count, or the numbers of lines would be wrong.
        return get_lexer_by_name(language, stripnl=False)
    except ClassNotFound:
        return None


@lru_cache(maxsize=256)
def language_of_file(path: str) -> str:
    """Return the language of a file by its name, or nothing."""
    found = find_lexer_class_for_filename(path.rsplit("/", 1)[-1])
    return found.aliases[0] if found and found.aliases else ""


def language_of(info: str) -> str:
    """Return what a reader calls the language of an info string."""
    style = style_of(info)
    lexer = _lexer(style.language.lower()) if style.language else None
    return style.title or (lexer.name if lexer else style.language) or "Text"


def _lines(html: str, style: CodeStyle, *, numbered: bool) -> str:
    # A number is an attribute that the theme shows: so it is not copied, and not searched.
    lines = lines_of(html)
    marked = frozenset(numbers_in(style.highlighted, len(lines)))
    parts = []
    for n, line in enumerate(lines, 1):
        number = f'<span class="line-number" data-line="{style.first + n - 1}"></span>'
        name = "line highlighted" if n in marked else "line"
        parts.append(f'<span class="{name}">{number if numbered else ""}{line}</span>')
    return "".join(parts)
