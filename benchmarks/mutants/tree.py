"""A copy of the reference's package under a name of its own, made of texts: no file is written, nothing is replaced."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from importlib.util import spec_from_loader
from types import ModuleType
from typing import Any

_PACKAGE = "fencepost.reference"


class Tree(MetaPathFinder, Loader):
    """The modules of a package `name`, by their names within it; `texts` name it by the reference's own name."""

    def __init__(self, name: str, texts: Mapping[str, str]) -> None:
        self.name = name
        self._texts = {self._full(module): text.replace(_PACKAGE, name) for module, text in texts.items()}

    def _full(self, module: str) -> str:
        return self.name if module == "__init__" else f"{self.name}.{module}"

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """What the import system asks: where a module comes from."""
        if fullname not in self._texts:
            return None
        return spec_from_loader(fullname, self, is_package=fullname == self.name)

    def exec_module(self, module: ModuleType) -> None:
        """Runs a module's text."""
        name = module.__name__
        exec(compile(self._texts[name], f"<{name}>", "exec"), module.__dict__)  # noqa: S102 - our own source, changed

    @contextmanager
    def loaded(self) -> Iterator[Any]:
        """The package, imported whole, for as long as it is needed. Raises whatever its modules raise."""
        sys.meta_path.insert(0, self)
        try:
            yield importlib.import_module(self.name)
        finally:
            sys.meta_path.remove(self)
            for name in self._texts:
                sys.modules.pop(name, None)
