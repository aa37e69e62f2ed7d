"""Steps, checklists, tables from lists, and glossaries."""

from __future__ import annotations


def test_steps_are_directives(html):
    """Each step has a title and a body."""
    text = "::::{steps}\n:::{step} One *x*\na\n:::\n:::{step}\nb\n:::\n::::"

    expected = (
        '<ol class="steps">\n'
        '<li class="step">\n<p class="step-title">One <em>x</em></p>\n<p>a</p>\n</li>\n'
        '<li class="step">\n<p>b</p>\n</li>\n</ol>\n'
    )
    assert expected == html(text)


def test_steps_are_a_list(html):
    """An ordered list will do as well."""
    expected = '<div class="steps">\n<ol>\n<li>a</li>\n<li>b</li>\n</ol>\n</div>\n'

    assert expected == html(":::{steps}\n1. a\n2. b\n:::")


def test_checklist_has_title(html):
    """Things to do stand in a box with a title."""
    box = '<input class="task-list-item-checkbox" type="checkbox" disabled{0}/>'

    expected = (
        '<div class="checklist">\n<p class="checklist-title">Do</p>\n<ul>\n'
        f'<li class="task-list-item">{box.format(" checked")}a</li>\n'
        f'<li class="task-list-item">{box.format("")}b</li>\n</ul>\n</div>\n'
    )
    assert expected == html(":::{checklist} Do\n- [x] a\n- [ ] b\n:::")


_TABLE = """\
:::{list-table} Cap *x*
:header-rows: 1
:stub-columns: 1
:class: wide

* - a
  - b
* - [c](c.md)
  - d

    e
:::
"""


def test_list_of_lists_is_a_table(html):
    """Rows and columns may be heads; a cell may hold blocks."""
    expected = (
        '<div class="table-wrap" tabindex="0">\n<table class="wide">\n'
        "<caption>Cap <em>x</em></caption>\n"
        "<thead>\n<tr>\n<th>a</th>\n<th>b</th>\n</tr>\n</thead>\n"
        '<tbody>\n<tr>\n<th><a href="[href c.md]">c</a></th>\n<td><p>d</p>\n<p>e</p></td>\n</tr>\n'
        "</tbody>\n</table>\n</div>\n"
    )

    assert expected == html(_TABLE)


def test_list_table_without_list(html):
    """A table of nothing is empty, and no error."""
    expected = (
        '<div class="table-wrap" tabindex="0">\n<table>\n<tbody>\n</tbody>\n</table>\n</div>\n'
    )

    assert expected == html(":::{list-table}\nno list\n:::")


def test_terms_of_a_glossary_have_ids(parse):
    """A term can be linked to, also without the plugin for definition lists."""
    text = ":::{glossary}\nMy *term*\n: Meaning\n\nMy term\n: Again\n:::\n[x](#term-my-term)"

    expected = (
        '<div class="glossary">\n<dl>\n<dt id="term-my-term">My <em>term</em></dt>\n'
        '<dd>Meaning</dd>\n<dt id="term-my-term-1">My term</dt>\n<dd>Again</dd>\n</dl>\n</div>\n'
        '<p><a href="#term-my-term">x</a></p>\n'
    )
    for plugins in ((), ("definition_lists",)):
        body = parse(text, plugins=plugins)
        assert (expected,) == body.pieces
        assert () == body.notices
