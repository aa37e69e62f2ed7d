"""
Bundling: one stylesheet with all that it imports, in the order in which a browser applies it.

What is imported takes the place of its `@import`, in blocks that say its conditions. An `@import`
must stand before any rule; so where one has to stay, because it leads out of the site or because
namespaces hold for one file only, the imports before it stay too and lead to the published files
of those stylesheets. Nothing else would keep the order of the cascade.
"""

from __future__ import annotations

from bengal_tasks.assets.css.code import code_of
from bengal_tasks.assets.css.holes import Holes
from bengal_tasks.assets.css.imports import Import
from bengal_tasks.assets.css.lexer import Token, preprocessed, quoted, tokenize
from bengal_tasks.assets.css.minify import minified
from bengal_tasks.assets.css.reading import CssOptions, Reader
from bengal_tasks.assets.css.sheet import Sheet, sheet_of
from bengal_tasks.assets.css.tree import matched
from bengal_tasks.assets.css.urls import Target, rebased, target_of
from bengal_tasks.errors import AssetError, Place
from bengal_tasks.model.code import Code
from bengal_tasks.model.trace import Notice


MAX_DEPTH = 100  # imports within imports; each level takes one frame of the stack
MAX_FILES = 2_000  # stylesheets that one bundle is made of
MAX_TOKENS = 4_000_000  # about 16 MB of text; imports of imports can grow without end
_IMPORT = 100  # tokens that an import counts for, however short it is
_READY = ".min.css"


def bundle(name: str, read: Reader, options: CssOptions) -> Code:
    """
    Return the stylesheet with the logical name *name* and all that it imports.

    Raises AssetError when there is no such stylesheet, or when its imports are too deep or many.
    """
    bundling = _Bundling(name, read, options)
    entry = bundling.sheet(name)
    if entry is None:
        raise AssetError(f"there is no stylesheet {name}")
    bundling.emit(entry, (name,), top=True)
    tokens = bundling.tokens
    if options.minify and not name.endswith(_READY):
        tokens = minified(matched(tokens), entry.path, bundling.notices)
    positions = [sheet.lines for sheet in bundling.sources] if options.source_map else []
    paths = [sheet.path for sheet in bundling.sources]
    return code_of(tokens, paths, positions, bundling.notices)


class _Bundling:
    """What one run of `bundle` has read and put out so far."""

    def __init__(self, name: str, read: Reader, options: CssOptions) -> None:
        self.tokens: list[Token] = []
        self.notices: list[Notice] = []
        self.sources: list[Sheet] = []
        self._kept = False
        self._spent = 0
        self._base_path = options.base_path
        self._read = read
        self._holes = Holes(name, options.base_path, self.notices)
        self._sheets: dict[str, Sheet | None] = {}
        self._changed: dict[str, list[Token]] = {}

    def sheet(self, name: str) -> Sheet | None:
        """Return the stylesheet *name*, read once."""
        if name not in self._sheets:
            if len(self.sources) >= MAX_FILES:
                raise AssetError(f"a bundle is made of more than {MAX_FILES:,} stylesheets")
            found = self._read(name)
            sheet = sheet_of(name, found, len(self.sources)) if found is not None else None
            if sheet is not None:
                self.sources.append(sheet)
                self.notices += [
                    Notice(sheet.path, sheet.lines.place(f.offset)[0] + 1, "asset", f.message)
                    for f in sheet.tree.faults
                ]
            self._sheets[name] = sheet
        return self._sheets[name]

    def emit(
        self, sheet: Sheet, stack: tuple[str, ...], *, top: bool, wrapped: bool = False
    ) -> None:
        """Put *sheet* out; at the *top* of the bundle its imports may stay imports."""
        if len(stack) > MAX_DEPTH:
            raise AssetError(f"imports are more than {MAX_DEPTH} deep", Place(sheet.path))
        self._spend(_IMPORT, sheet)
        last = self._last_pinned(sheet, stack) if top else -1
        tokens = self._tokens_of(sheet)
        for n, segment in enumerate(sheet.segments):
            if isinstance(segment, range):
                part = tokens[segment.start : segment.stop]
                self._put(_contained(sheet, segment, part) if wrapped else part, sheet)
            elif n > last:
                self._inline(sheet, segment, stack, wrapped=wrapped)
            elif n < last or not self._lifted(sheet, segment, stack):
                self._keep(sheet, segment)

    def _tokens_of(self, sheet: Sheet) -> list[Token]:
        if sheet.name not in self._changed:
            self._changed[sheet.name] = self._holes.tokens_of(sheet)
        return self._changed[sheet.name]

    def _put(self, tokens: list[Token], sheet: Sheet) -> None:
        self.tokens += tokens
        self._spend(len(tokens), sheet)

    def _spend(self, tokens: int, sheet: Sheet) -> None:
        self._spent += tokens
        if self._spent > MAX_TOKENS:
            raise AssetError(
                "the imports of this stylesheet grow without end",
                Place(sheet.path),
                hint="a file that is imported twice counts twice; so does all that it imports",
            )

    # -- imports that become text ------------------------------------------------------------------

    def _inline(
        self, sheet: Sheet, imported: Import, stack: tuple[str, ...], *, wrapped: bool
    ) -> None:
        target = self._target(sheet, imported)
        child = self.sheet(target.name) if target.name else None
        if child is None:
            self._keep(sheet, imported)
            return
        cycle = child.name in stack
        conditions = imported.conditions
        if cycle:  # it counts for nothing but for the order of layers
            conditions = tuple(c for c in conditions if c[0] in ("media", "supports"))
        for name, prelude in conditions:
            self.tokens += tokenize(f"@{name} {prelude} {{\n" if prelude else f"@{name} {{\n")
        if cycle and imported.layer:
            self.tokens += tokenize(f"@layer {imported.layer};")
        elif not cycle:
            inside = wrapped or bool(conditions)
            self.emit(child, (*stack, child.name), top=False, wrapped=inside)
        self.tokens += tokenize("\n}" * len(conditions))

    def _target(self, sheet: Sheet, imported: Import) -> Target:
        return target_of(imported.url, sheet.name, self._base_path)

    # -- imports that stay -------------------------------------------------------------------------

    def _keep(self, sheet: Sheet, imported: Import) -> None:
        """Put an `@import` out as one: with a hole if it leads to an asset, else as it is."""
        target = self._target(sheet, imported)
        if target.name and self.sheet(target.name) is None:
            self._tell_absent(sheet, imported, target)
        self._kept = True
        url = imported.written
        moved = rebased(imported.url, sheet.name, self._holes.entry)
        if target.name and self.sheet(target.name) is not None:
            hole = self._holes.hole(imported.url, target, sheet, url[0].at)
            text = quoted(target.name + target.tail)
            url = [url[0]._replace(kind="hole", text=text, hole=hole)]
        elif moved != imported.url and not target.external:
            url = [url[0]._replace(kind="string", text=quoted(moved))]
        self._put([*imported.before, *url, *imported.after], sheet)

    def _tell_absent(self, sheet: Sheet, imported: Import, target: Target) -> None:
        line = sheet.lines.place(imported.written[0].at)[0] + 1
        message = f"there is no stylesheet {target.name}"
        written = preprocessed(imported.url).removeprefix("./")
        for guess in (f"{target.name}.css", written, target.name.lower()):
            if self._sheets.get(guess) or (guess != target.name and self._read(guess) is not None):
                message += f"; did you mean {guess}?"
                break
        self.notices.append(Notice(sheet.path, line, "asset", message))

    def _last_pinned(self, sheet: Sheet, stack: tuple[str, ...]) -> int:
        """Return the index of the last import of *sheet* that has to stay, -1 for none."""
        imports = [n for n, segment in enumerate(sheet.segments) if isinstance(segment, Import)]
        if sheet.namespaced and imports:
            return imports[-1]
        pinned = [self._pinned(sheet, imported, stack) for imported in sheet.imports]
        return max((n for n, stays in zip(imports, pinned, strict=True) if stays), default=-1)

    def _pinned(self, sheet: Sheet, imported: Import, stack: tuple[str, ...]) -> bool:
        """Whether an external import or a namespace is among what an import leads to."""
        seen, todo = set(stack), [(sheet, imported)]
        while todo:
            importing, one = todo.pop()
            target = self._target(importing, one)
            if not target.name:
                if _leads_out(target, one):
                    return True
                continue
            child = self.sheet(target.name)
            if child is None or child.name in seen:
                continue
            if child.namespaced:
                return True
            seen.add(child.name)
            todo += [(child, segment) for segment in child.imports]
        return False

    def _lifted(self, sheet: Sheet, imported: Import, stack: tuple[str, ...]) -> bool:
        """Put the sheet of an import that has no conditions in its place, imports on top."""
        target = self._target(sheet, imported)
        child = self.sheet(target.name) if target.name else None
        if child is None or child.name in stack or imported.conditions or sheet.namespaced:
            return False
        if child.namespaced or (child.heads and self._kept):
            return False
        self.emit(child, (*stack, child.name), top=True)
        return True


def _leads_out(target: Target, imported: Import) -> bool:
    return target.external or target.outside or imported.url.startswith("/")


def _contained(sheet: Sheet, segment: range, tokens: list[Token]) -> list[Token]:
    """Return *tokens* such that in a block nothing of them can end it or mean something else."""
    match = sheet.tree.match
    kept, n = [], segment.start
    while n < segment.stop:
        token = tokens[n - segment.start]
        if token.kind == "stray":
            kept.append(token._replace(text="]"))
        elif token.text not in ("<!--", "-->"):
            end = match.get(n, n)
            kept += tokens[n - segment.start : end - segment.start + 1]
            n = end
        n += 1
    return kept
