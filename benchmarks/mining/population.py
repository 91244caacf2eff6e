"""The sentences on request members of the services set aside: no rule of the miner is written or tuned on them."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass

from fencepost.contracts.mining import Place
from fencepost.documentation.models import read_operation, read_service, services
from fencepost.documentation.page import Member, Sentence

#: Set aside, but seen while rules were written: the services of given pages, and some whose contracts were printed.
SEEN = frozenset(
    ["codedeploy", "lightsail", "s3", "autoscaling", "cloudwatchomni", "cloudwatch", "bedrock-agent"],
)


@dataclass(frozen=True, slots=True)
class Spot:
    """A sentence of a request member, where it first stands in its service."""

    service: str
    operation: str
    path: str
    sentence: Sentence
    place: Place

    @property
    def sha256(self) -> str:
        """The first digits of the text's SHA-256, by which a label knows its sentence again."""
        return digest(self.sentence.text)


def digest(text: str) -> str:
    """A short name of a sentence that doesn't repeat it: of its letters and digits, as markup may be read anew."""
    return hashlib.sha256(re.sub(r"[^a-z0-9]", "", text.lower()).encode()).hexdigest()[:16]


def is_set_aside(service: str) -> bool:
    """Whether a service serves to measure the miner only: its name's SHA-256, as an integer, is divisible by 3."""
    return int(hashlib.sha256(service.encode()).hexdigest(), 16) % 3 == 0


def measured_services() -> list[str]:
    """The services that are set aside and were never looked at."""
    return [service for service in services() if is_set_aside(service) and service not in SEEN]


def development_services() -> list[str]:
    """The services that rules may be written on."""
    return [service for service in services() if not is_set_aside(service)]


def places(service: str) -> Iterator[tuple[str, Place]]:
    """The operation and place of every documented request member, each documentation once per service."""
    seen = set()
    for operation in read_service(service):
        members = dict(operation.request.walk())
        for path, member in members.items():
            known = (member.name, member.type, tuple(sentence.text for sentence in member.sentences))
            if member.sentences and known not in seen:
                seen.add(known)
                yield operation.operation, Place(path, member, members, "request", operation.operation)


def place_of(service: str, operation: str, path: str) -> Place | None:
    """The place of one request member; None where the installed botocore has no such member any more."""
    members: dict[str, Member] = dict(read_operation(service, operation).request.walk())
    return Place(path, members[path], members, "request", operation) if path in members else None
