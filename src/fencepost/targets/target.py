"""Where requests go."""

from __future__ import annotations

from abc import ABC, abstractmethod
from types import TracebackType
from typing import Self

from fencepost.protocols import Answer, Failure, WireRequest, WireResponse
from fencepost.targets.unimplemented import says_not_implemented


class Target(ABC):
    """An implementation under test. `open_target` makes one; used as a context manager it closes itself.

    `name` is what reports call it: the spec without anything secret. `version` is the implementation's,
    where it is known. `shared` says that others may use the same state,
    so that only what a run itself made may be deleted. A target belongs to one thread at a time.
    """

    name: str
    version: str = ""
    shared: bool = False

    @abstractmethod
    def send(self, wire: WireRequest) -> WireResponse | Failure:
        """The response to a request, or why there is none. Never raises for what a target does; bounded in time."""

    @abstractmethod
    def reset(self, service: str) -> bool:
        """Starts a service, by botocore's name, from a clean state. False where that can't be done."""

    def greet(self) -> None:
        """Makes sure that somebody is there who can be talked to. Raises TargetError where nobody is."""

    def is_gone(self) -> bool:
        """Whether it answered once, and is not there any more."""
        return False

    def prepare(self) -> None:
        """Loads what each process that forks off from this one would otherwise load for itself."""

    def begin_anew(self) -> None:
        """Starts everything from a clean state where nobody else uses it; other targets stay as they are."""

    def not_implemented(self, response: WireResponse | Failure, answer: Answer) -> bool:
        """Whether a response to a valid request says that the target has no such operation at all."""
        return says_not_implemented(response, answer)

    @abstractmethod
    def close(self) -> None:
        """Lets go of threads and connections. A closed target must not be used again."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.name}>"
