"""``doit assets``: what each asset became, who uses it, and what is wrong with it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, cast

from doit.exceptions import InvalidCommand

from bengal_tasks.cli.command import LookingCommand
from bengal_tasks.cli.findings import write_findings
from bengal_tasks.cli.options import option
from bengal_tasks.model.health import Severity, findings_from_json
from bengal_tasks.model.keys import asset_path
from bengal_tasks.model.values import JSON
from bengal_tasks.tasks.health import health_of
from bengal_tasks.tasks.session import Session, session
from bengal_tasks.tasks.usage import asset_named, asset_users


class Assets(LookingCommand):
    """The command; ``audit`` ends with status 1 when it finds errors."""

    name = "assets"
    doc_purpose = "show what each asset became, who uses it, and what is wrong with it"
    doc_usage = "status|audit|users ASSET..."
    doc_description = (
        "status lists every asset with its published file; audit the references that lead nowhere "
        "and what could be smaller; users the tasks that use an asset, through others too. ASSET "
        "is a logical name, a source or a URL. All tell what the last build recorded."
    )
    cmd_options = (
        option("unused", bool, "status: only the assets that no page uses", default=False),
        option("missing", bool, "status: what is referred to and not there", default=False),
        option("json", bool, "as JSON", default=False),
    )

    def _execute(self, pos_args: list[str]) -> int:
        word, *names = pos_args or [""]
        if word not in {"status", "audit", "users"} or bool(names) != (word == "users"):
            raise InvalidCommand(f"assets: say {self.doc_usage}; --unused, --missing, --json")
        found, as_json = session(), self.params["json"]
        if word == "users":
            return self._users(found, names, as_json=as_json)
        missing = self.params["missing"]
        if word == "audit" or missing:
            return self._audit(found, only="missing" if missing else "", as_json=as_json)
        rows = status_rows(found)
        if self.params["unused"]:
            rows = [row for row in rows if not row["used_by"]]
        self.outstream.write(_as_json(rows) if as_json else _told(rows))
        return 0

    def _users(self, found: Session, words: list[str], *, as_json: bool) -> int:
        names = [_named(found, word) for word in words]
        users = asset_users(found.state.tasks, names)
        if as_json:
            self.outstream.write(_as_json({name: sorted(users[name]) for name in names}))
            return 0
        for name in names:
            lines = [f"  {task}" for task in sorted(users[name])] or ["  (none)"]
            self.outstream.write("\n".join([name, *lines, ""]))
        return 0

    def _audit(self, found: Session, *, only: str, as_json: bool) -> int:
        value = cast("dict[str, Any]", health_of(found.plan))
        findings = [f for f in findings_from_json(value["findings"]) if only in {"", f.kind}]
        if as_json:
            rows = [
                {
                    "kind": f.kind,
                    "severity": f.severity.value,
                    "place": f.where,
                    "message": f.message,
                }
                for f in findings
            ]
            self.outstream.write(_as_json(rows))
        else:
            write_findings(findings, self.outstream)
        return 1 if any(f.severity is Severity.ERROR for f in findings) else 0


def status_rows(found: Session) -> list[dict[str, JSON]]:
    """
    Return a row for each asset, by logical name.

    ``source_bytes`` and ``size_bytes`` are its size before and after, ``used_by`` a number of
    pages; an asset that could not be made has a ``fault`` and no ``output_path``.
    """
    users = asset_users(found.state.tasks, found.plan.inventory.assets)
    rows: list[dict[str, JSON]] = []
    for name, path in found.plan.inventory.assets.items():
        entry = found.plan.artefact(asset_path(name))
        row: dict[str, JSON] = {"name": name, "source": path, "used_by": len(users[name])}
        place = Path(found.table.locate(path))
        row["source_bytes"] = place.stat().st_size if place.is_file() else 0
        for field in ("output_path", "type", "size_bytes", "fingerprint", "fault"):
            if field in entry:
                row[field] = entry[field]
        rows.append(row)
    return rows


def _named(found: Session, word: str) -> str:
    name = asset_named(found.plan, word)
    if name is None:
        raise InvalidCommand(
            f"assets users: there is no asset {word!r}; 'doit assets status' lists"
        )
    return name


def _as_json(value: Any) -> str:  # noqa: ANN401 (JSON)
    return json.dumps(value, indent=2, sort_keys=True, ensure_ascii=False) + "\n"


def _told(rows: list[dict[str, JSON]]) -> str:
    lines = [_line(row) for row in rows] or ["no assets"]
    return "\n".join(["Asset Manifest", "", *lines, ""])


def _line(row: dict[str, JSON]) -> str:
    if "output_path" not in row:
        fault = str(row.get("fault", "it was not built yet")).replace("\n\n", "; ")
        return f"{row['name']} → not published: {fault}"
    fingerprint = f"fingerprint: {row['fingerprint']}, " if "fingerprint" in row else ""
    sizes = _sizes(cast("int", row.get("source_bytes", 0)), cast("int", row["size_bytes"]))
    pages = cast("int", row["used_by"])
    used = f"used by {pages} page{'s' if pages != 1 else ''}" if pages else "unused"
    return f"{row['name']} → /{row['output_path']} ({fingerprint}{row['type']}, {sizes}, {used})"


def _sizes(before: int, after: int) -> str:
    if not before or before == after:
        return f"{after:,} bytes"
    return f"{before:,} → {after:,} bytes"
