"""Which errors belong to which constraints, told from their names and descriptions.

A name that speaks of one member or one rule ties the error to it (origin `error`), and may imply a promise that stands
nowhere else. Errors of validation in general are tied to none (see `general`). What speaks of permissions, conflicts,
quotas or faults of the service gives nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from fencepost.contracts.constraint import STATE_KEYWORDS, Constraint, Origin
from fencepost.contracts.general import GENERAL
from fencepost.contracts.identifying import identifying
from fencepost.contracts.mining.place import words
from fencepost.contracts.promises import Promises
from fencepost.documentation.page import DocumentedError, Member

_SUFFIX = re.compile(r"(?:Exception|Error|Fault)$")
_WRITTEN = frozenset(["type", "required", "contentEncoding", "absent"]) | STATE_KEYWORDS
_NO_RESOURCE = ("", "resource", "entity", "object", "item")


@dataclass(frozen=True, slots=True)
class _Scene:
    """An error beside the request that it refuses, and what is promised of the operation so far."""

    error: DocumentedError
    operation: str
    members: Mapping[str, Member]
    promises: Promises

    @property
    def core(self) -> str:
        """The error's code without its suffix."""
        return _SUFFIX.sub("", self.error.code.rsplit(".", maxsplit=1)[-1])

    @property
    def description(self) -> str:
        """What the page says of the error."""
        return " ".join(sentence.text for sentence in self.error.sentences).replace("\u2019", "'")

    def member(self, name: str) -> str | None:
        """The path of the one member whose name has these words."""
        wanted = words(name)
        found = [path for path, member in self.members.items() if wanted and words(member.name) == wanted]
        top = [path for path in found if "." not in path]
        return found[0] if len(found) == 1 else top[0] if len(top) == 1 else None

    def identifying(self, noun: str) -> str | None:
        """The path of the member that names the resource."""
        return identifying(self.members, self.operation, "" if noun.lower() in _NO_RESOURCE else noun)

    def promise(self, path: str | None, keyword: str, value: Any, rule: str) -> Iterator[Constraint]:
        """The promise that the error implies, tied to it; none where no member is meant for certain."""
        if path:
            yield Constraint(path, keyword, value, origins=(self._origin(rule),), errors=(self.error.code,))

    def tie(self, constraints: Iterable[Constraint], rule: str) -> Iterator[Constraint]:
        """Constraints that stand already, each to be merged with its error."""
        for constraint in constraints:
            yield replace(constraint, origins=(self._origin(rule),), errors=(self.error.code,))

    def _origin(self, rule: str) -> Origin:
        return Origin("error", rule, self.error.code)


Matcher = Callable[[_Scene], Iterator[Constraint]]


def implied(
    errors: Iterable[DocumentedError], operation: str, members: Mapping[str, Member], promises: Promises
) -> Iterator[Constraint]:
    """The constraints that errors imply or belong to, each with its error; to be merged with the others."""
    for error in errors:
        scene = _Scene(error, operation, members, promises)
        for matcher in _MATCHERS:
            found = list(matcher(scene))
            if found:
                yield from found
                break


def _exists(scene: _Scene) -> Iterator[Constraint]:
    found = re.fullmatch(
        (
            r"NoSuch(?P<first>\w+?)(?:Exists?)?|(?P<second>\w*?)(?:NotFound|DoesNotExist|NotExist"
            r"|DoesntExist|Doesn'tExist)"
        ),
        scene.core,
    )
    if found:
        noun = found["first"] or found["second"] or ""
        yield from scene.promise(scene.identifying(noun), "exists", value=True, rule="error.no-such")


def _required(scene: _Scene) -> Iterator[Constraint]:
    found = re.fullmatch(r"(?:Missing)?(?P<name>\w+?)(?:IsRequired|Required|NotSpecified|Missing)", scene.core)
    if found:
        yield from scene.promise(scene.member(found["name"]), "required", value=True, rule="error.required")


def _invalid(scene: _Scene) -> Iterator[Constraint]:
    found = re.fullmatch(
        r"(?:Invalid|Illegal|Malformed)(?P<name>\w+?)(?P<more>Format|Value|Version|Length)?", scene.core
    )
    if not found or scene.error.code in GENERAL:
        return
    path = scene.member(found["name"] + (found["more"] or "")) or scene.member(found["name"])
    if path is None:
        return
    own = [c for c in scene.promises.at("request", path) if not c.when]
    if found["more"] == "Version" and (current := [c for c in own if c.keyword == "currentVersion"]):
        yield from scene.tie(current, "error.invalid-version")
    elif valued := [c for c in own if c.keyword not in _WRITTEN]:
        yield from scene.tie(valued, "error.invalid-value")
    elif re.search(r"\bformat\b|\bmalformed\b|not\swell-formed", scene.description, re.IGNORECASE):
        yield from scene.promise(path, "format", None, "error.invalid-format")


def _undetermined(scene: _Scene) -> Iterator[Constraint]:
    found = re.fullmatch(r"Invalid(?P<noun>\w+)Status", scene.core)
    says = re.search(
        r"\bstatus\b.*\b(?:doesn't|does not) exist|\b(?:can't|cannot|can not|could not|couldn't) be determined",
        scene.description,
        re.IGNORECASE,
    )
    if found and says and scene.member(f"{found['noun']}Status") is None:
        yield from scene.promise(scene.identifying(found["noun"]), "hasStatus", value=True, rule="error.no-status")


def _quantities(scene: _Scene) -> Iterator[Constraint]:
    if re.fullmatch(r"Inconsistent(?:Quantities|Counts?)", scene.core):
        yield from scene.tie(scene.promises.of("countOf"), "error.inconsistent-quantities")


def _precondition(scene: _Scene) -> Iterator[Constraint]:
    if re.fullmatch(r"PreconditionFailed|StaleVersion|VersionMismatch|RevisionMismatch", scene.core):
        yield from scene.tie(scene.promises.of("currentVersion"), "error.precondition-failed")


def _too_large(scene: _Scene) -> Iterator[Constraint]:
    found = re.fullmatch(
        r"(?P<noun>\w+?)(?:SizeLimitExceeded|SizeExceeded|TooLarge|TooBig|MaxSizeExceeded)", scene.core
    )
    noun = words(found["noun"]) if found else ()
    if not noun:
        return
    paths = [p for p, m in scene.members.items() if m.type in ("blob", "string") and words(m.name)[: len(noun)] == noun]
    blobs = [path for path in paths if scene.members[path].type == "blob"]
    if len(blobs or paths) != 1 or (not blobs and words(paths[0]) != noun):
        return
    path = (blobs or paths)[0]
    said = (*scene.promises.at("request", path), *scene.promises.at("response", path))
    known = [one for one in said if one.keyword == "maxLength"]
    yield from (
        scene.tie(known, "error.too-large") if known else scene.promise(path, "maxLength", None, "error.too-large")
    )


def _already(scene: _Scene) -> Iterator[Constraint]:
    found = re.fullmatch(r"(?P<noun>\w+?)Already(?P<state>[A-Z]\w*ed|Running|InProgress|Complete)", scene.core)
    if found:
        state = found["state"].lower()
        yield from scene.promise(scene.identifying(found["noun"]), "notInState", state, "error.already")


def _not_in_state(scene: _Scene) -> Iterator[Constraint]:
    found = re.fullmatch(r"(?P<noun>\w+?)(?:Is)?NotIn(?P<state>\w+?)(?:State|Status)", scene.core)
    if found and found["state"] not in ("Valid", "Correct", "Required"):
        yield from scene.promise(scene.identifying(found["noun"]), "inState", found["state"], "error.not-in-state")


def _unsupported_type(scene: _Scene) -> Iterator[Constraint]:
    found = re.fullmatch(r"Unsupported(?:Action|Operation)For(?P<noun>\w+?)Type", scene.core)
    if found:
        yield from scene.promise(scene.identifying(found["noun"]), "supportedType", None, "error.unsupported-type")


_MATCHERS: tuple[Matcher, ...] = (
    _exists,
    _required,
    _undetermined,
    _invalid,
    _quantities,
    _precondition,
    _too_large,
    _already,
    _not_in_state,
    _unsupported_type,
)
