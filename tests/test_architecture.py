"""Rules of the house that import contracts and linters cannot say: docs/design has the reasons."""

import ast
import statistics
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[1]
PACKAGES = ("bot", "core", "storage", "playground")
GENERATED = ROOT / "storage/migrations/versions"
MAY_COMMIT = ("storage/direct.py", "storage/database.py", "storage/migrations/")

Function = ast.FunctionDef | ast.AsyncFunctionDef


def _modules(*packages: str) -> Iterator[tuple[str, ast.Module]]:
    for package in packages:
        for path in sorted((ROOT / package).rglob("*.py")):
            if GENERATED not in path.parents:
                yield str(path.relative_to(ROOT)), ast.parse(path.read_text("utf-8"))


def _functions(*packages: str) -> Iterator[tuple[str, int]]:
    """Each function with its number of lines, the docstring aside."""
    for name, module in _modules(*packages):
        for node in ast.walk(module):
            if isinstance(node, Function):
                yield f"{name}:{node.lineno} {node.name}", _lines(node)


def _lines(node: Function) -> int:
    lines = _span(node)
    return lines - _span(node.body[0]) if ast.get_docstring(node) else lines


def _span(node: ast.stmt) -> int:
    return (node.end_lineno or node.lineno) - node.lineno + 1


def _calls(*packages: str) -> Iterator[tuple[str, str]]:
    for name, module in _modules(*packages):
        for node in ast.walk(module):
            if isinstance(node, ast.Call):
                yield f"{name}:{node.lineno}", ast.unparse(node.func)


def test_functions_are_short() -> None:
    lengths = sorted(lines for _, lines in _functions(*PACKAGES))
    assert statistics.median(lengths) <= 8
    assert lengths[len(lengths) * 95 // 100] <= 35


def test_handlers_only_parse_call_and_show() -> None:
    long = [place for place, lines in _functions("bot") if "handlers.py" in place and lines > 20]
    assert long == []


def test_repositories_never_commit() -> None:
    found = [place for place, call in _calls("storage") if call.endswith(".commit")]
    assert [place for place in found if not place.startswith(MAY_COMMIT)] == []


def test_the_core_has_no_clock_of_its_own() -> None:
    clocks = ("datetime.now", "datetime.utcnow", "date.today", "time.time")
    assert [place for place, call in _calls("core") if call.endswith(clocks)] == []
