"""The version of this package, as its metadata gives it."""

from importlib.metadata import PackageNotFoundError, version

try:
    __version__ = version("fencepost")
except PackageNotFoundError:  # pragma: no cover - a source tree that was never installed
    __version__ = "0"
