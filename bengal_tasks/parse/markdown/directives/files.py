"""Other files: Markdown that is parsed in place, and sources that are shown."""

from __future__ import annotations

from dataclasses import replace

from bengal_tasks.parse.markdown.code import (
    CodeStyle,
    code_block,
    language_of_file,
    lines_of,
    numbers_in,
)
from bengal_tasks.parse.markdown.directives.directive import (
    Builtin,
    Content,
    Directive,
    Writer,
    content_of,
)


def code(directive: Directive, writer: Writer) -> str:
    """Render the body of a directive as code in the language of its argument."""
    style = replace(_style(directive), language=directive.argument)
    # The blank line that ends the options is not the first line of the code.
    text = directive.text.removeprefix("\n") if directive.options else directive.text
    return code_block(text, style, writer.reading.settings)


def literal_include(directive: Directive, writer: Writer) -> str:
    """Render lines of another file as code."""
    text = writer.reading.file(directive.argument, directive.line)
    lines = lines_of(text)
    wanted = directive.option("lines")
    if wanted:
        numbers = numbers_in(wanted, len(lines))
        text = "".join(lines[number - 1] for number in numbers)
    language = directive.option("language") or language_of_file(directive.argument)
    style = replace(_style(directive), language=language)
    return code_block(text, style, writer.reading.settings)


def _style(directive: Directive) -> CodeStyle:
    return CodeStyle(
        title=directive.option("caption", "title"),
        highlighted=directive.option("emphasize-lines", "hl_lines"),
        numbered=directive.flag("linenos") if "linenos" in directive.options else None,
        first=directive.number("lineno-start") or 1,
    )


BUILT_IN = {
    "include": Builtin(content_of, Content.FILE),
    "literalinclude": Builtin(literal_include, Content.SOURCE),
    "code-block": Builtin(code, Content.SOURCE),
    "code": Builtin(code, Content.SOURCE),
}
