"""What a file imports, without running it."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.builders.places import ROOT


def imports(file: Path, text: str | None = None, *, module_level: bool = False) -> Iterator[str]:
    """Yield the full name of everything that `file` imports, relative imports as ``socmap_plugin...``."""
    nodes = [ast.parse(file.read_text(encoding="utf-8") if text is None else text)]
    while nodes:
        node = nodes.pop()
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            folder = [*file.relative_to(ROOT).with_suffix("").parts]
            base = ".".join(folder[: len(folder) - node.level]) if node.level else ""
            module = ".".join(filter(None, (base, node.module)))
            yield module
            yield from (f"{module}.{alias.name}" for alias in node.names)
        deferred = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)
        if not (module_level and (isinstance(node, deferred) or _is_for_types_only(node))):
            nodes.extend(ast.iter_child_nodes(node))


def _is_for_types_only(node: ast.AST) -> bool:
    return isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING"
