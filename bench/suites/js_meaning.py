"""
Check that minified scripts mean what their sources mean, with esbuild as the judge.

usage: python bench/suites/js_meaning.py ESBUILD FILE...

Each file is minified as the build does it; then `esbuild --minify` of the source and of our output
have to give the same bytes: it prints what it has parsed, so the two trees are the same.
"""

from __future__ import annotations

import gzip
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

from bengal_tasks.assets.js.minify import Refusal, minify
from bengal_tasks.assets.js.syntax import read_syntax


_ARGUMENTS = (
    "--minify",
    "--ignore-annotations",  # they are comments
    "--legal-comments=none",
    "--log-level=silent",
    "--tsconfig-raw={}",
)


def canon(binary: str, data: bytes) -> bytes | None:
    """Return what esbuild prints of a script, or nothing when it cannot read it."""
    done = subprocess.run(  # noqa: S603  # the program that is asked for
        [binary, *_ARGUMENTS],
        input=data,
        capture_output=True,
        check=False,
    )
    return None if done.returncode else done.stdout


def verdict(binary: str, data: bytes) -> tuple[str, bytes]:
    """Return what became of a script, and its minified form."""
    try:
        result = minify(read_syntax(data.decode()))
    except UnicodeDecodeError:
        return "not UTF-8", data
    if isinstance(result, Refusal):
        return "refused", data
    before = canon(binary, data)
    if before is None:
        return "not for esbuild", result.data
    return ("same" if before == canon(binary, result.data) else "DIFFERENT"), result.data


def main(binary: str, paths: list[str]) -> int:
    """Print each file that is not the same, and the sums."""
    counts: Counter[str] = Counter()
    sizes: Counter[str] = Counter()
    begin = time.process_time()
    for path in paths:
        data = Path(path).read_bytes()
        word, result = verdict(binary, data)
        counts[word] += 1
        sizes.update(source=len(data), minified=len(result))
        sizes.update(zipped=len(gzip.compress(result, mtime=0)))
        if word != "same":
            print(f"{word}: {path}")
    print(", ".join(f"{count} {word}" for word, count in sorted(counts.items())))
    print(", ".join(f"{size:,} bytes {word}" for word, size in sizes.items()))
    print(f"{time.process_time() - begin:.1f} CPU seconds without esbuild")
    return 1 if counts["DIFFERENT"] else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2:]))
