"""The mutants that cosmic-ray makes of the reference's modules, as texts: its own test loop is not used.

cosmic-ray was taken since it hands out its operators, and since it changes what stands outside functions too, where the
reference has its rules as data; mutmut 3 changes functions alone.
"""

from __future__ import annotations

import ast
import difflib
import importlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import fencepost.reference
from fencepost.errors import UsageError

#: Modules that no run in this process calls: what opens a socket, and CBOR, as CodeDeploy is spoken to in JSON.
UNUSED = frozenset({"server", "cbor"})


@dataclass(frozen=True, slots=True)
class Position:
    """One change that an operator can make to a module: the `occurrence`-th of its kind."""

    module: str
    operator: str
    occurrence: int

    @property
    def name(self) -> str:
        """The three between colons: the same as long as the module is."""
        return f"{self.module}:{self.operator}:{self.occurrence}"


@dataclass(frozen=True, slots=True)
class Mutant:
    """A module of the reference with one thing changed: `module` is its name, `text` its source, `diff` the change."""

    name: str
    module: str
    text: str
    diff: str


def sources() -> dict[str, str]:
    """The modules of the reference by their names within the package (`__init__` for its own), as texts."""
    folder = Path(fencepost.reference.__file__).parent
    return {path.stem: path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.py"))}


class Mutations:
    """What cosmic-ray can change in these modules. Raises UsageError where it is not installed."""

    def __init__(self, texts: Mapping[str, str]) -> None:
        self._texts = texts
        try:
            self._operators: Any = importlib.import_module("cosmic_ray.operators.provider").OperatorProvider()
            self._mutating: Any = importlib.import_module("cosmic_ray.mutating")
            self._parsing: Any = importlib.import_module("cosmic_ray.ast")
        except ImportError as error:
            raise UsageError(f"mutants need cosmic-ray ({error})\n  pip install 'fencepost[mutants]'") from None

    def positions(self, modules: frozenset[str] = frozenset()) -> Iterator[Position]:
        """Every change to these modules, to all that are used where none is named."""
        for module, text in self._texts.items():
            if module in UNUSED or (modules and module not in modules):
                continue
            nodes = list(self._parsing.ast_nodes(self._parsing.get_ast(text)))
            for name in self._operators:
                # Those that take arguments want to be told which variables to change.
                if not self._operators[name].arguments():
                    operator = self._operators[name]()
                    count = sum(len(tuple(operator.mutation_positions(node))) for node in nodes)
                    yield from (Position(module, name, occurrence) for occurrence in range(count))

    def mutant(self, position: Position) -> Mutant | None:
        """The mutant of a position; None where nothing is changed that is run: annotations, for example."""
        text = self._texts[position.module]
        changed = self._mutating.mutate_code(text, self._operators[position.operator](), position.occurrence)
        if changed is None or _run_part(changed) == _run_part(text):
            return None
        return Mutant(position.name, position.module, changed, _diff(position.module, text, changed))


class _Unannotated(ast.NodeTransformer):
    """Takes away annotations, and of data classes whether they are frozen or have slots: nothing here asks for it."""

    def visit_ClassDef(self, node: ast.ClassDef) -> ast.AST:
        """Takes the arguments of its decorators away."""
        for decorator in node.decorator_list:
            if isinstance(decorator, ast.Call):
                decorator.keywords = []
        return self.generic_visit(node)

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.AST:
        """Takes the annotation of what is returned away."""
        node.returns = None
        return self.generic_visit(node)

    def visit_arg(self, node: ast.arg) -> ast.AST:
        """Takes its annotation away."""
        node.annotation = None
        return node

    def visit_AnnAssign(self, node: ast.AnnAssign) -> ast.AST:
        """Keeps of an annotation whether it is one of the class."""
        # A data class looks for ClassVar in the text of its annotations, and for nothing else.
        node.annotation = ast.Name("ClassVar" if "ClassVar" in ast.dump(node.annotation) else "field")
        return self.generic_visit(node)


def _run_part(text: str) -> str:
    """What of a module is run, in a form that is equal for equal code; the text itself where it can't be parsed."""
    try:
        return ast.dump(_Unannotated().visit(ast.parse(text)))
    except (SyntaxError, ValueError):
        return text


def _diff(module: str, before: str, after: str) -> str:
    name = f"{module}.py"
    lines = difflib.unified_diff(before.splitlines(), after.splitlines(), name, name, n=0, lineterm="")
    return "\n".join(list(lines)[2:])
