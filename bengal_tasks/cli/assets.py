"""``doit assets status|audit``: what each asset became, who uses it, and what is wrong with it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, cast

from doit.cmd_base import DoitCmdBase
from doit.exceptions import InvalidCommand

from bengal_tasks.cli.findings import write_findings
from bengal_tasks.model.health import Severity, findings_from_json
from bengal_tasks.model.keys import asset_path
from bengal_tasks.model.values import JSON
from bengal_tasks.tasks.health import health_of
from bengal_tasks.tasks.session import Session, session
from bengal_tasks.tasks.usage import asset_users


_opt_unused = {
    "name": "unused",
    "short": "",
    "long": "unused",
    "type": bool,
    "default": False,
    "help": "status: only the assets that no page uses",
}
_opt_missing = {
    "name": "missing",
    "short": "",
    "long": "missing",
    "type": bool,
    "default": False,
    "help": "status: what is referred to and not there",
}
_opt_json = {
    "name": "json",
    "short": "",
    "long": "json",
    "type": bool,
    "default": False,
    "help": "as JSON",
}


_WORDS = {"status", "audit", "--unused", "--missing", "--json"}


class Assets(DoitCmdBase):  # type: ignore[misc]  # doit ships no hints
    """The command; ``audit`` ends with status 1 when it finds errors."""

    name = "assets"
    doc_purpose = "show what each asset became, who uses it, and what is wrong with it"
    doc_usage = "status|audit [--unused] [--missing] [--json]"
    doc_description = (
        "status lists every asset with its published file; audit the references that lead nowhere "
        "and what could be smaller. Both tell what the last build recorded."
    )
    cmd_options = (_opt_unused, _opt_missing, _opt_json)

    def _execute(
        self,
        unused: bool,  # noqa: FBT001 (doit's signature)
        missing: bool,  # noqa: FBT001
        json: bool,  # noqa: FBT001
        pos_args: list[str],
    ) -> int:
        # doit's parser ends at the first word; people write options after it as well.
        words = [word for word in pos_args if not word.startswith("--")]
        unused, missing, json = (
            given or f"--{name}" in pos_args
            for name, given in (("unused", unused), ("missing", missing), ("json", json))
        )
        if words not in (["status"], ["audit"]) or not {*pos_args} <= _WORDS:
            raise InvalidCommand("assets: say status or audit; --unused, --missing, --json")
        found = session()
        if words == ["audit"] or missing:
            return self._audit(found, only="missing" if missing else "", as_json=json)
        rows = status_rows(found)
        if unused:
            rows = [row for row in rows if not row["used_by"]]
        self.outstream.write(_as_json(rows) if json else _told(rows))
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
