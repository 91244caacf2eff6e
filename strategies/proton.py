"""How Proton's operations are exercised: a service with a pipeline, of a template with several published versions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, ClassVar

from hypothesis import strategies as st

from fencepost.campaign import Live, Reach, Reading, Situation, look, made
from fencepost.contracts import Constraint

#: The template's versions, and the one that the service is made with: there are lower, equal and higher ones.
_VERSIONS = (("1", "0"), ("1", "1"), ("2", "0"), ("2", "1"), ("3", "0"), ("3", "1"))
_IN_USE, _LATEST_MAJOR, _LATEST_MINOR = "2", "3", "1"
_WORDS = st.text(alphabet="abcdefghijklmnopqrstuvwxyz", min_size=1, max_size=12)


def specs() -> st.SearchStrategy[str]:
    """Service specs: a short YAML document with a varying value."""
    return _WORDS.map(lambda word: f"proton: ServiceSpec\npipeline:\n  value: {word}\n")


class UpdateServicePipeline(Situation):
    """A service on version 2.0 of a template whose versions reach from 1.0 to 3.1."""

    operation = "UpdateServicePipeline"
    values: ClassVar[Mapping[str, st.SearchStrategy[Any]]] = {
        "serviceName": _WORDS,
        "spec": specs(),
        "templateMajorVersion": st.integers(4, 20).map(str),
        "templateMinorVersion": st.sampled_from(("0", "1")),
    }

    def prepare(self) -> Live:
        """Makes a template, publishes its versions, and makes a service of it."""
        name = self.client.names.new()
        made(self.client, "proton.CreateServiceTemplate", {"name": name})
        for major, minor in _VERSIONS:
            self._publish(name, major, minor)
        members = {
            "name": name,
            "templateName": name,
            "templateMajorVersion": _IN_USE,
            "templateMinorVersion": "0",
            "spec": "proton: ServiceSpec\n",
            "repositoryConnectionArn": "arn:aws:codestar-connections:us-east-1:123456789012:connection/fencepost",
            "repositoryId": "fencepost/fencepost",
            "branchName": "main",
        }
        made(self.client, "proton.CreateService", members)
        return Live({"serviceName": name})

    def _publish(self, template: str, major: str, minor: str) -> None:
        version = {"templateName": template, "majorVersion": major}
        source = {"s3": {"bucket": "fencepost", "key": "template.tar.gz"}}
        compatible = [{"templateName": "fencepost", "majorVersion": "1"}]
        made(
            self.client,
            "proton.CreateServiceTemplateVersion",
            {**version, "source": source, "compatibleEnvironmentTemplates": compatible},
        )
        made(
            self.client,
            "proton.UpdateServiceTemplateVersion",
            {**version, "minorVersion": minor, "status": "PUBLISHED"},
        )

    def read(self, live: Live) -> Reading | None:
        """Reads the service's pipeline, and when it was last deployed."""
        found = look(self.client, "proton.GetService", {"name": live.bindings["serviceName"]})
        pipeline = (found or {}).get("service", {}).get("pipeline")
        if not isinstance(pipeline, Mapping):
            return None
        names = ("spec", "templateMajorVersion", "templateMinorVersion")
        members = {name: pipeline.get(name) for name in names}
        return Reading(members, facts={"deployment": pipeline.get("lastDeploymentAttemptedAt")})

    def reach(self, live: Live, constraint: Constraint) -> Iterable[Reach]:
        """Versions beside the one in use, and the latest ones that are taken by default."""
        if constraint.keyword == "higherThanCurrent":
            return self._higher(constraint.path)
        if constraint.keyword == "sameAsCurrent":
            return self._same(constraint.path)
        if constraint.keyword == "defaultsTo":
            latest = _LATEST_MAJOR if constraint.path == "templateMajorVersion" else _LATEST_MINOR
            return (Reach("the latest published version", {constraint.path: latest}, holds=True),)
        return ()

    def _higher(self, path: str) -> Iterator[Reach]:
        # The page speaks of a major and a minor version together.
        for label, version, holds in (
            ("the version in use", _IN_USE, False),
            ("a version below the one in use", "1", False),
            ("the version above the one in use", "3", True),
        ):
            yield Reach(label, {path: version, "templateMinorVersion": "0"}, holds)

    def _same(self, path: str) -> Iterator[Reach]:
        yield Reach("a version above the one in use", {path: "3"})
        yield Reach("the version in use", {path: _IN_USE}, holds=True)

    def remove(self, live: Live) -> bool:
        """Deletes the service; its template's versions stay, since nothing else needs the name."""
        return self.client.call("proton.DeleteService", {"name": live.bindings["serviceName"]}).accepted
