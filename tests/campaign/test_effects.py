"""What an accepted update does beside what it should: seen on variants of the reference that do more, or less."""

from __future__ import annotations

import json
import re

import pytest

from fencepost.campaign import Campaign, Options
from fencepost.campaign.events import CaseJudged
from fencepost.contracts import load
from fencepost.reference import Reference

DISTRIBUTION = "lightsail.UpdateDistribution"


def divergences(app, operation, phases=("control", "state"), constraints=()):
    """The divergences that the phases find: verdicts with the constraints blamed."""
    options = Options(targets=(app,), phases=phases, examples=0, constraints=frozenset(constraints))
    events = Campaign([load(operation)], options).events()
    return {(e.verdict, *e.constraints) for e in events if isinstance(e, CaseJudged) and e.steps}


class Meddling:
    """The reference, but an update of one distribution is applied to a second one too."""

    def __init__(self):
        self.inner = Reference()
        self.names = []

    def __call__(self, environ, start_response):
        """Passes the request on, and repeats updates under the other names."""
        body = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
        answer = self._pass(environ, body, start_response)
        target = environ.get("HTTP_X_AMZ_TARGET", "")
        try:
            members = json.loads(body)
        except ValueError:
            return answer
        if not isinstance(members, dict):
            return answer
        name = members.get("distributionName")
        if target.endswith(".CreateDistribution"):
            self.names.append(name)
        elif target.endswith(".UpdateDistribution"):
            for other in self.names:
                if other != name:
                    changed = json.dumps({**members, "distributionName": other}).encode()
                    self._pass(environ, changed, lambda *_: None)
        return answer

    def _pass(self, environ, body, start_response):
        from io import BytesIO

        return list(
            self.inner({**environ, "wsgi.input": BytesIO(body), "CONTENT_LENGTH": str(len(body))}, start_response)
        )


def test_an_update_of_another_resource_is_seen():
    """A bystander that changes when something else is updated."""
    found = divergences(Meddling(), DISTRIBUTION)
    assert ("lost-update", "#updates") in found


class Rewriting:
    """The reference, whose answers to one kind of request are rewritten."""

    def __init__(self, route, rewrite):
        self.inner, self.route, self.rewrite = Reference(), route, rewrite

    def __call__(self, environ, start_response):
        """Passes the request on, and rewrites what comes back where the route is the one."""
        kept = []

        def remember(status, headers, problem=None):
            kept[:] = [status, headers]

        body = b"".join(self.inner(environ, remember))
        status, headers = kept
        if self.route(environ) and status.startswith("200"):
            body, headers = self.rewrite(body, headers)
        headers = [(n, v) for n, v in headers if n.lower() != "content-length"]
        start_response(status, [*headers, ("Content-Length", str(len(body)))])
        return [body]


def is_update(environ):
    """A request that updates a policy."""
    return environ["REQUEST_METHOD"] == "PUT"


def stale_version(body, headers):
    """The answer gives a version that is not the current one."""
    return body, [(n, "E0STALE0" if n.lower() == "etag" else v) for n, v in headers]


def other_id(body, headers):
    """The answer speaks of another policy."""
    return re.sub(rb"(<Id>)[^<]*", rb"\g<1>another-policy", body), headers


@pytest.mark.parametrize(("rewrite", "blamed"), [(stale_version, "IfMatch#currentVersion"), (other_id, "#updates")])
def test_an_answer_that_lies_is_seen(rewrite, blamed):
    """The version and the name in an answer are held against what is read and what was asked."""
    found = divergences(Rewriting(is_update, rewrite), "cloudfront.UpdateContinuousDeploymentPolicy")
    assert ("malformed-response", blamed) in found


def test_only_the_first_item_is_checked():
    """A target that looks at the first item of a list alone accepts a bad second one."""

    class FirstOnly(Meddling):
        def _pass(self, environ, body, start_response):
            try:
                members = json.loads(body)
                members["cacheBehaviors"] = members["cacheBehaviors"][:1]
                body = json.dumps(members).encode()
            except (ValueError, KeyError, TypeError):
                pass
            return super()._pass(environ, body, start_response)

    app = FirstOnly()
    app.names = type("Nobody", (list,), {"append": lambda *_: None})()
    found = divergences(app, DISTRIBUTION, ("control", "violation"))
    assert ("accepts-invalid", "cacheBehaviors[].behavior#enum") in found


def test_a_state_that_moves_by_itself_is_no_leak():
    """A resource that gets ready while refused requests come in was not changed by them."""
    looks, changed = [0], []

    def route(environ):
        target = environ.get("HTTP_X_AMZ_TARGET", "")
        looks[0] = 0 if target.endswith(".CreateDistribution") else looks[0]
        return target.endswith(".GetDistributions")

    def getting_ready(body, headers):
        """The first look at a new resource shows something else than the others."""
        looks[0] += 1
        shown = re.sub(rb'("isEnabled": ?)true', rb"\1false", body) if looks[0] == 1 else body
        changed.append(shown != body)
        return shown, headers

    found = divergences(Rewriting(route, getting_ready), DISTRIBUTION, ("control", "violation"), ["isEnabled#type"])
    assert any(changed)
    assert "state-leak" not in {verdict for verdict, *_ in found}
