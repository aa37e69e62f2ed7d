"""The program ``python -m bengal_tasks``: it makes new sites; what builds them is ``doit``."""

from __future__ import annotations

import shlex
import sys
from argparse import ArgumentParser, Namespace, RawDescriptionHelpFormatter
from collections.abc import Sequence
from pathlib import Path

from bengal_tasks import __version__
from bengal_tasks.cli.new import DEFAULT_STARTER, STARTERS, make_site
from bengal_tasks.errors import BengalError


_EPILOG = """\
in the folder of a site, type doit to build it:

  doit              build what is not up to date
  doit list         show the tasks
  doit why NAME     tell why a task would run
  doit impact FILE  tell what depends on a file
  doit help         show everything else
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the program, and return its exit status."""
    parser = _parser()
    options = parser.parse_args(arguments)
    if options.command is None:
        parser.print_help()
        return 0
    try:
        return _new(options)
    except BengalError as error:
        sys.stderr.write(f"{error}\n")
    except OSError as error:
        sys.stderr.write(f"{error.filename or options.folder}: {error.strerror}\n")
    return 1


def _parser() -> ArgumentParser:
    parser = ArgumentParser(
        prog="python -m bengal_tasks",
        description="Make a new site, which doit then builds.",
        epilog=_EPILOG,
        formatter_class=RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"bengal-tasks {__version__}")
    commands = parser.add_subparsers(title="commands", dest="command", metavar="COMMAND")
    new = commands.add_parser(
        "new",
        help="write a site that builds at once",
        description="Write a site that builds at once. No file that is there is overwritten.",
        epilog="starters:\n" + "".join(f"  {name:9} {text}\n" for name, text in STARTERS.items()),
        formatter_class=RawDescriptionHelpFormatter,
    )
    new.add_argument("folder", metavar="DIR", type=Path, help="the folder of the site")
    new.add_argument(
        "--template",
        choices=tuple(STARTERS),
        default=DEFAULT_STARTER,
        help=f"the starter (default: {DEFAULT_STARTER})",
    )
    new.add_argument("--title", default="", help="the title (default: the name of the folder)")
    return parser


def _new(options: Namespace) -> int:
    folder = str(options.folder)
    files = make_site(options.folder, options.template, options.title)
    enter = "" if folder == "." else f"  cd {shlex.quote(folder)}\n"
    sys.stdout.write(
        f"made {folder}: {len(files)} files of the starter '{options.template}'\n\n"
        f"{enter}  doit\n"
        "  python -m http.server -d public --bind 127.0.0.1\n"
    )
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
