"""esbuild: an optional program that makes scripts smaller than rjsmin, and reads TypeScript."""

from __future__ import annotations

import re
import subprocess
from dataclasses import dataclass

from bengal_tasks.errors import AssetError, Place
from bengal_tasks.model.values import place_in


_SECONDS = 60.0
_FAULT = re.compile(
    r"\[ERROR\] (?P<headline>[^\n]*)(?:\n+ +[^\n]*?:(?P<line>\d+):(?P<column>\d+):)?"
)
_ARGUMENTS = (
    "--charset=utf8",
    "--color=false",
    "--legal-comments=inline",
    "--log-level=error",
    "--log-limit=1",
    "--sourcemap=inline",
    "--sources-content=false",
    "--tsconfig-raw={}",
)
_HINT = "set [assets] esbuild to the path of the program"


@dataclass(frozen=True, slots=True)
class Job:
    """A script for esbuild: its *path* for messages, its *text*, and what is to be done."""

    path: str
    text: str
    loader: str = "js"
    minify: bool = True


def run_esbuild(binary: str, job: Job, seconds: float = _SECONDS) -> str:
    """
    Return what esbuild makes of a script, with its source map in a comment at the end.

    An AssetError tells what esbuild says about the script, or why it does not run.
    """
    command = [binary, f"--loader={job.loader}", *_ARGUMENTS]
    if job.minify:
        command.append("--minify")
    try:
        done = subprocess.run(  # noqa: S603  # the program that the user names, without a shell
            command,
            input=job.text.encode("utf-8", "surrogatepass"),
            capture_output=True,
            timeout=seconds,
            check=False,
        )
    except OSError as error:
        raise AssetError(
            f"esbuild cannot be run: {error.strerror or error}: {binary!r}", Place(job.path), _HINT
        ) from None
    except subprocess.TimeoutExpired:
        raise AssetError(
            f"esbuild did not end within {seconds:g} seconds", Place(job.path)
        ) from None
    if done.returncode:
        raise _fault(job, done.stderr.decode("utf-8", "replace"), done.returncode)
    return done.stdout.decode("utf-8", "replace")


def _fault(job: Job, told: str, status: int) -> AssetError:
    found = _FAULT.search(told)
    if found is None:
        return AssetError(f"esbuild failed with status {status}", Place(job.path), told.strip())
    place = Place(job.path)
    if found["line"]:
        place = place_in(job.text, job.path, int(found["line"]), _column(job, found))
    return AssetError(f"esbuild: {found['headline']}", place)


def _column(job: Job, found: re.Match[str]) -> int:
    """Return the column from 1, in characters; esbuild counts bytes from 0."""
    line = job.text.split("\n")[int(found["line"]) - 1 :][:1]
    start = "".join(line).encode("utf-8", "surrogatepass")[: int(found["column"])]
    return len(start.decode("utf-8", "ignore")) + 1
