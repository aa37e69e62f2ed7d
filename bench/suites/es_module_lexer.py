"""
Run the cases of es-module-lexer against our scan of imports, and print the score.

usage: python bench/suites/es_module_lexer.py FOLDER

FOLDER holds `cases.json`: a list of {source, imports: [{n, s, e, d}], test}, where n is the
specifier, s and e are offsets in UTF-16 units, and d is the offset of the bracket of a dynamic
import, -1 for a static one and -2 for `import.meta`.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from bengal_tasks.assets.js.imports import Import, scan


Row = tuple[str | None, int, int, int]
"""n, s, e, d"""


def row(found: Import, text: str) -> Row:
    """Return an import as the suite writes it."""
    inner = 1 if found.kind == "static" else 0

    def units(offset: int) -> int:
        return len(text[:offset].encode("utf-16-le", "surrogatepass")) // 2

    kind = {"static": -1, "meta": -2}.get(found.kind)
    return (
        found.specifier,
        units(found.start + inner),
        units(found.end - inner),
        units(found.call) if kind is None else kind,
    )


def rows(text: str) -> list[Row]:
    """Return the imports that the suite knows."""
    kinds = {"static", "dynamic", "meta"}
    return [row(found, text) for found in scan(text) if found.kind in kinds]


def main(folder: str) -> int:
    """Print each case that differs, and how many agree."""
    cases = json.loads((Path(folder) / "cases.json").read_text("utf-8"))
    cases = [case for case in cases if "imports" in case]
    agree = 0
    for case in cases:
        expected = [(i["n"], i["s"], i["e"], i["d"]) for i in case["imports"]]
        found = rows(case["source"])
        agree += expected == found
        if expected != found:
            print(f"{case['test']}\n  source   {case['source']!r}")
            print(f"  expected {expected}\n  found    {found}")
    print(f"{agree} of {len(cases)} cases agree")
    return 0 if agree == len(cases) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
