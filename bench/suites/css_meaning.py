"""
Whether minified stylesheets mean what their sources mean, judged by tinycss2 and by Chromium.

    python bench/suites/css_meaning.py FILE.css ...

Both read the source and the minified text into rules. Rules that stand side by side are compared
by selector, each with its declarations in order, for the minifier may combine them; all else has to
be equal. Chromium compares what it made of values, so a value that it does not know has to stay
invalid. Prints what differs, the sizes, and the number of files, rules, differences and notices.
Fitting files come from npm: ``npm pack bootstrap bulma foundation-sites animate.css``.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, TypeAlias

import tinycss2
from browser import Answer, posted

from bengal_tasks.assets.css.bundle import bundle
from bengal_tasks.assets.css.lexer import preprocessed
from bengal_tasks.assets.css.reading import CssOptions, Stylesheet


SECONDS = 300
Node: TypeAlias = Any
Rows: TypeAlias = list[Node]
PAGE = r"""<!doctype html><script type=module>
const short = (text) => text.replace(/#([\da-f])\1([\da-f])\2([\da-f])\3(?:([\da-f])\4)?\b/gi,
  (_, ...four) => "#" + four.slice(0, 4).filter(Boolean).join("")).replace(/\s*([,()!])\s*/g, "$1");
function selectors(text) {
  const found = [""]; let depth = 0;
  for (const c of text) {
    depth += "([".includes(c) - ")]".includes(c);
    if (c == "," && !depth) found.push(""); else found[found.length - 1] += c;
  }
  return found.map((one) => one.trim());
}
function rows(rules) {
  const found = []; let run = null;
  for (const rule of rules) {
    if (!(rule instanceof CSSStyleRule) || rule.cssRules.length) {
      const head = rule.cssText.split("{")[0].replace(/\s*:\s*/g, ":"), style = rule.style;
      run = null;
      found.push([head, style ? short(style.cssText) : rule.cssRules ? "" : short(rule.cssText),
        rule.cssRules ? rows(rule.cssRules) : []]);
      continue;
    }
    if (!run) found.push(run = {});
    for (const one of selectors(rule.selectorText)) {
      const style = run[one] ??= {};
      for (const name of rule.style) {
        const important = rule.style.getPropertyPriority(name);
        if (important || !style[name]?.endsWith("!important"))
          style[name] = short(rule.style.getPropertyValue(name)) + (important && "!important");
      }
    }
  }
  return found;
}
const ordered = (_, value) => value && value.constructor == Object
  ? Object.entries(value).map(([name, one]) => [name, one].concat()).sort() : value;
const results = [];
for (let n = 0; n < COUNT; n++) {
  const [source, less] = await Promise.all(["source", "less"].map(async (kind) => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(await (await fetch(`/${kind}/${n}`)).text());
    return JSON.stringify(rows(sheet.cssRules), ordered);
  }));
  let at = 0;
  while (at < source.length && source[at] == less[at]) at++;
  results.push(source == less ? "" : source.slice(at - 80, at + 80) + " <> " + less.slice(at - 80, at + 80));
}
fetch("/", {method: "POST", body: JSON.stringify(results)});
</script>"""  # noqa: E501  (one statement of the page)


def minified(text: str) -> tuple[str, int]:
    """Return *text* minified, its URLs as they were written, and the number of notices."""
    code = bundle(
        "a.css", lambda name: Stylesheet(name, text) if name == "a.css" else None,
        CssOptions(minify=True),
    )  # fmt: skip
    parts = (part if isinstance(part, str) else part.written for part in code.fragments)
    return "".join(parts), sum("minified" in notice.message for notice in code.notices)


def rows(nodes: Iterable[Any]) -> Rows:
    """Return rules and declarations as tinycss2 reads them, neighbours by selector."""
    found: Rows = []
    run: dict[str, Rows] | None = None
    for node in nodes:
        if node.type == "qualified-rule":
            inside = rows(_contents(node.content))
            if run is None or any(isinstance(one, tuple) for one in inside):
                run = {}
                found.append(run)
            for selector in _selectors(node.prelude):
                run.setdefault(selector, []).extend(inside)
            continue
        run = None
        if getattr(node, "lower_at_keyword", "") != "charset":  # which a bundle leaves out
            found.append(_row(node))
    return found


def _row(node: Node) -> object:
    """Return what is no rule of style: an at-rule, a declaration, or a fault by its kind."""
    if node.type == "at-rule":
        return (node.lower_at_keyword, _text(node.prelude), rows(_contents(node.content or [])))
    if node.type == "declaration":
        return [node.name, _text(node.value), node.important]
    return str(node.kind)


def _contents(block: list[Any]) -> list[Any]:
    return tinycss2.parse_blocks_contents(block, skip_comments=True, skip_whitespace=True)


def _selectors(prelude: list[Any]) -> Iterator[str]:
    part: list[Any] = []
    for node in [*prelude, None]:
        if node is None or node == ",":
            yield _text(part)
            part = []
        else:
            part.append(node)


def _text(tokens: list[Any]) -> str:
    text = tinycss2.serialize([token for token in tokens if token.type != "comment"])
    text = re.sub(r"/\*\*/", "", " ".join(text.split()))
    text = re.sub(r"\s*([,()\[\]>+~!:/])\s*", r"\1", text)
    text = re.sub(r'url\("([^"\\()\s\']*)"\)', r"url(\1)", text)
    pair = r"#([\da-fA-F])\1([\da-fA-F])\2([\da-fA-F])\3(?:([\da-fA-F])\4)?\b"
    return re.sub(pair, lambda m: "#" + "".join(filter(None, m.groups())), text)


def differences(texts: list[tuple[str, str]]) -> Iterator[tuple[int, str]]:
    """Yield the number of each pair of texts that tinycss2 or Chromium tells apart, and why."""
    for n, (source, less) in enumerate(texts):
        first, second = (
            rows(tinycss2.parse_stylesheet(text, skip_comments=True, skip_whitespace=True))
            for text in (source, less)
        )
        if first != second:
            pairs = zip(first, second, strict=False)
            yield (
                n,
                "tinycss2: " + next((f"{a} <> {b}"[:400] for a, b in pairs if a != b), "length"),
            )

    def answer(_: str, path: str) -> Answer:
        kind, _, number = path.strip("/").partition("/")
        if kind in ("source", "less"):
            return "text/css", texts[int(number)][kind == "less"].encode()
        return ("text/html", PAGE.replace("COUNT", str(len(texts))).encode()) if not kind else None

    for n, difference in enumerate(posted(answer, "http://localhost/", SECONDS)):
        if difference:
            yield n, f"Chromium: {difference}"


def main(files: list[str]) -> int:
    """Judge *files* and print the score; 1 when a meaning changed or a file was not minified."""
    sources = [preprocessed(Path(file).read_text("utf-8")) for file in files]
    results = [minified(source) for source in sources]
    texts = [(source, less) for source, (less, _) in zip(sources, results, strict=True)]
    changed = list(differences(texts))
    for n, difference in changed:
        print(f"{files[n]}: {difference}")
    notices = sum(notice for _, notice in results)
    before, after = (sum(len(text) for text in column) for column in zip(*texts, strict=True))
    print(json.dumps({"files": len(files), "changed": len(changed), "not minified": notices}))
    print(f"{before:,} -> {after:,} characters")
    return int(bool(changed or notices))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
