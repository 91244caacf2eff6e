"""What the service knows at the moment of a request, as far as a rule may ask."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Situation:
    """The state behind one request.

    `exists`: the resource that it names is there. `version`: its current version, and `issued` all that it ever had.
    `major`: the major template version in use. `status`: of the deployment, None where it can't be determined.
    `blue_green`: the deployment is of that type.
    """

    exists: bool = True
    version: str | None = None
    issued: tuple[str, ...] = ()
    major: int | None = None
    status: str | None = None
    blue_green: bool = True


#: The situation of requests that ask for nothing that exists.
NOTHING_KNOWN = Situation()
