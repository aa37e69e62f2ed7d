"""Lines: a slot and a notice say which line of the file they stand on."""

from __future__ import annotations

import pytest

from bengal_tasks.model.body import Slot
from bengal_tasks.parse.markdown.state import PageState


_TEXT = """\
[a](line-10) first

# [a](line-12)

para
two [a](line-15) *x [a](line-15b)
y [a](line-16) z* ~~s
[a](line-17)~~

- item [a](line-19)
  lazy [a](line-20)

  more [a](line-22)
- next [a](line-23)
  1. deep
     [a](line-25)
  2. [a](line-26)

> quote
> [a](line-29)
lazy [a](line-30)
> - [a](line-31)
>   > [a](line-32)

| h [a](line-34) | b |
|---|---|
| c | [a](line-36) |
| d | ![a](line-37) |

Term [a](line-39)
: def [a](line-40)

  more [a](line-42)
: [a](line-43)

:::{note} [a](line-45)
:class: x

text
[a](line-49)
:::{tip}
- [a](line-51)

  ```{info}
  [a](line-54)
  ```
:::
:::

Setext [a](line-59)
===

[^1]: note [a](line-62)

    deep [a](line-64)

1. :::{note}
   [a](line-67)
   :::
2. ```
   code
   ```
   [a](line-72)
[^1][^2]

[^2]: [a](line-75)
"""


def _targets(pieces):
    slots = [piece for piece in pieces if isinstance(piece, Slot)]
    return {slot.target: slot.line for slot in slots}


def test_every_slot_has_its_line(parse):
    """In every kind of block the line of a slot is the line of the file."""
    lines = _targets(parse(_TEXT).pieces)

    wrong = {t: n for t, n in lines.items() if not t.rstrip("b").endswith(f"-{n}")}
    assert {} == wrong
    assert _TEXT.count("](line-") == len(lines)


def test_line_of_any_offset():
    """A state can be asked for lines in any order."""
    state = PageState()
    state.process("a\nb\nc")

    assert [3, 1, 2] == [state.line_at(offset) for offset in (4, 0, 2)]


@pytest.mark.parametrize("lead", ["\r\n", "\r", "\n"])
def test_any_line_end_counts_once(parse, lead):
    """Files from any system have the same lines."""
    assert {"a.md": 13} == _targets(parse(f"x{lead}{lead}y{lead}[a](a.md)").pieces)


def test_notice_has_line_of_fragment(parse):
    """A link into the page that leads nowhere is told with its line."""
    (notice,) = parse("text\n\n- a\n- [x](#gone)\n").notices

    assert (13, 'nothing on this page has the id "gone"', "link") == (
        notice.line,
        notice.message,
        notice.kind,
    )


def test_notices_come_in_order_of_lines(parse):
    """What is found late, as fragments are, is still told in the order of the file."""
    notices = parse("[x](#gone)\n\n:::{note}\n[y](#gone-too)").notices

    assert [10, 12, 13] == [notice.line for notice in notices]
