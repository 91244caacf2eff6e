"""A fixed sequence of requests per operation, rich enough to tell every faulty variant from the reference.

This is no part of the suite that finds faults, and shares nothing with it: it only shows that a variant is faulty.
"""

from __future__ import annotations

import base64
import copy
import io
import json
import re
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape

from benchmarks.faults.blame import DEPLOYMENT, DISTRIBUTION, FUNCTION, PIPELINE, POLICY

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from fencepost.reference import Reference

Trace = list[str]
GONE = object()
#: What may differ between answers that mean the same: the request's id, and what a refusal says to people.
_IDLE = re.compile(r"<(RequestId|Message)>.*?</\1>|, \"message\": \"[^\"]*\"")
_UNTRACED = frozenset({"x-amzn-RequestId", "Content-Length"})
_TIMES = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]+Z|\b1[0-9]{9}\.[0-9]{1,3}\b")


class DifferentError(Exception):
    """A variant answered otherwise than expected."""


class Caller:
    """Calls a variant in this process and writes down what it answers, a raised exception included.

    Raises DifferentError as soon as an answer is not the one expected, but for its times.
    """

    def __init__(self, application: Reference, expected: Trace | None = None) -> None:
        self.application = application
        self.expected = expected
        self.trace: Trace = []

    def note(self, line: str) -> None:
        """Write an answer down."""
        line = _IDLE.sub("", line)
        index = len(self.trace)
        if self.expected is not None and _timeless(self.expected[index : index + 1]) != _timeless([line]):
            raise DifferentError
        self.trace.append(line)

    def http(self, method: str, path: str, body: bytes = b"", **headers: str) -> tuple[dict[str, str], bytes]:
        """One request; the headers and the body of the answer."""
        environ: dict[str, Any] = {
            "REQUEST_METHOD": method,
            "PATH_INFO": path,
            "CONTENT_LENGTH": str(len(body)),
            "wsgi.input": io.BytesIO(body),
            **{f"HTTP_{name.upper()}": value for name, value in headers.items()},
        }
        begun: list[tuple[str, list[tuple[str, str]]]] = []

        def start_response(status: str, fields: list[tuple[str, str]], *_: Any) -> Callable[[bytes], object]:
            begun.append((status, fields))
            return bytes

        try:
            content = b"".join(self.application(environ, start_response))
        except RuntimeError as error:
            self.note(f"raised {error}")
            return {}, b""
        status, fields = begun[0]
        known = {name: value for name, value in fields if name not in _UNTRACED}
        self.note(f"{status} {known} {content.decode(errors='replace')}")
        return known, content

    def json(self, target: str, members: Any) -> Any:
        """One JSON request; the members of the answer, empty where they can't be read."""
        _, body = self.http("POST", "/", json.dumps(members).encode(), x_amz_target=target)
        try:
            return json.loads(body)
        except ValueError:
            return {}


def trace(application: Reference, operation: str) -> Trace:
    """What a variant answers to the sequence of an operation."""
    caller = Caller(application)
    SEQUENCES[operation](caller)
    return caller.trace


def differs(application: Reference, operation: str, expected: Trace) -> bool:
    """Whether a variant answers otherwise; times count by their order, and identifiers are the same every time."""
    caller = Caller(application, expected)
    try:
        SEQUENCES[operation](caller)
    except DifferentError:
        return True
    return _ranked(caller.trace) != _ranked(expected)


def _timeless(lines: Trace) -> Trace:
    return [_TIMES.sub("a time", line) for line in lines]


def _ranked(lines: Trace) -> str:
    text = "\n".join(lines)
    ranks = {time: f"time {rank}" for rank, time in enumerate(sorted(set(_TIMES.findall(text))))}
    return _TIMES.sub(lambda found: ranks[found[0]], text)


def changed(valid: dict[str, Any], path: tuple[str | int, ...], value: Any) -> dict[str, Any]:
    """A copy with another value at a path, or without the member."""
    copied = copy.deepcopy(valid)
    holder: Any = copied
    for step in path[:-1]:
        holder = holder[step]
    if value is GONE:
        holder.pop(path[-1], None)
    else:
        holder[path[-1]] = value
    return copied


def places(value: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[tuple[str | int, ...], Any]]:
    """Every place in a request with its value."""
    if path:
        yield path, value
    pairs = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for step, inner in pairs:
        yield from places(inner, (*path, step))


def near(value: Any) -> list[Any]:
    """Values near to one, of its type and of others."""
    if isinstance(value, bool):
        return [not value, "true", 1]
    if isinstance(value, str):
        return ["", value[:-1], value.swapcase(), f"x{value}", f"{value}x", 7, [value], None]
    if isinstance(value, (int, float)):
        return [0, 1, "many", str(value), 0.5, True]
    return ["text", [value], *([{**value, "Unknown": 1}] if isinstance(value, dict) else [])]


def single_changes(valid: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Each member left out, and each value replaced by each that is near to it."""
    yield {**valid, "Unknown": 1}
    for path, value in list(places(valid)):
        yield changed(valid, path, GONE) if isinstance(path[-1], str) else valid
        for other in near(value):
            yield changed(valid, path, other)


# CloudFront


def markup(name: str, value: Any) -> str:
    """An element, items being called as in the one list that these operations have."""
    if isinstance(value, dict):
        inner = "".join(markup(member, item) for member, item in value.items())
    elif isinstance(value, list):
        inner = "".join(markup("DnsName", item) for item in value)
    else:
        inner = str(value).lower() if isinstance(value, bool) else escape(str(value))
    return f"<{name}>{inner}</{name}>"


NAMES = {"Quantity": 1, "Items": ["d111.test"]}
TIMES = {"IdleTTL": 400, "MaximumTTL": 600}
WEIGHTED = {"Type": "SingleWeight", "SingleWeightConfig": {"Weight": 0.1, "SessionStickinessConfig": TIMES}}
HEADED = {"Type": "SingleHeader", "SingleHeaderConfig": {"Header": "aws-cf-cd-a", "Value": "v"}}


def _config(traffic: dict[str, Any], names: dict[str, Any] | None = None) -> dict[str, Any]:
    return {"StagingDistributionDnsNames": names or NAMES, "Enabled": True, "TrafficConfig": traffic}


def _configs() -> Iterator[dict[str, Any]]:
    for traffic in (WEIGHTED, HEADED):
        yield _config(traffic)
        yield from single_changes(_config(traffic))
    pairs = [(299, 600), (300, 300), (300, 600), (301, 600), (3600, 3600), (3601, 3601), (3599, 3599), (400, 3601)]
    for idle, maximum in (*pairs, (400, 400), (401, 400), (402, 400), (299, 299), (301, 301), (400, 3600)):
        stickiness = {"IdleTTL": idle, "MaximumTTL": maximum}
        yield _config(changed(WEIGHTED, ("SingleWeightConfig", "SessionStickinessConfig"), stickiness))
    for weight in ("0.15", "0.15000002086162567", "0.16", "0", "-1.401298464324817e-45", "-0.01", "0.005", "NaN"):
        yield _config(changed(WEIGHTED, ("SingleWeightConfig", "Weight"), weight))
    for header in ("aws-cf-cd-", "aws-cf-cd", "aws-cf-cdx", "x-aws-cf-cd-a"):
        yield _config(changed(HEADED, ("SingleHeaderConfig", "Header"), header))
    for quantity, items in ((0, []), (0, ["a"]), (2, ["a"]), (3, ["a"])):
        yield _config(WEIGHTED, {"Quantity": quantity, "Items": items})
    yield _config(WEIGHTED, {"Quantity": 0})
    yield _config(WEIGHTED, {"Quantity": 1})


def _policy(caller: Caller) -> None:
    root, base = "ContinuousDeploymentPolicyConfig", "/2020-05-31/continuous-deployment-policy"
    whole = markup(root, _config(WEIGHTED)).encode()
    headers, _ = caller.http("POST", base, whole)
    path = f"{base}/{headers['Location'].rpartition('/')[2]}"

    def read() -> str:
        return caller.http("GET", path)[0]["ETag"]

    for config in _configs():
        caller.http("PUT", path, markup(root, config).encode(), if_match=read())
    caller.http("PUT", path, b"", if_match=read())
    caller.http("PUT", path, f"<{root}>text</{root}>".encode(), if_match=read())
    caller.http("PUT", path, whole)
    _versions(caller, path, whole, read)
    _deletion(caller, path, whole, read)


def _versions(caller: Caller, path: str, body: bytes, read: Callable[[], str]) -> None:
    """Every kind of version that is not the current one."""
    stale = read()
    caller.http("PUT", path, body, if_match=stale)
    for version in (stale, "", "*", "EAAAAAAAAAAAA"):
        caller.http("PUT", path, body, if_match=version)
    read()


def _deletion(caller: Caller, path: str, body: bytes, read: Callable[[], str]) -> None:
    """What never was, and what is no more."""
    version = read()
    caller.http("PUT", f"{path}x", body, if_match=version)
    caller.http("DELETE", path, if_match=version)
    caller.http("PUT", path, body, if_match=version)


FUNCTION_CONFIG = {"Comment": "c", "Runtime": "cloudfront-js-1.0"}


def _function(caller: Caller) -> None:
    base, code = "/2020-05-31/function", base64.b64encode(b"code").decode()
    valid = {"FunctionConfig": FUNCTION_CONFIG, "FunctionCode": code}
    root = "UpdateFunctionRequest"
    whole = markup(root, valid).encode()
    caller.http("POST", base, markup("CreateFunctionRequest", {"Name": "f", **valid}).encode())

    def read() -> str:
        caller.http("GET", f"{base}/f")
        return caller.http("GET", f"{base}/f/describe")[0]["ETag"]

    bodies = [valid, *single_changes(valid), {**valid, "FunctionCode": "%"}, {**valid, "FunctionCode": "QUJ="}]
    bodies.append({**valid, "FunctionCode": base64.b64encode(b"x" * 40961).decode()})
    bodies.append({**valid, "FunctionConfig": {"Comment": "other", "Runtime": "cloudfront-js-2.0"}})
    bodies.append({"FunctionConfig": {**FUNCTION_CONFIG, "Comment": "d"}, "FunctionCode": "bW9yZQ=="})
    for body in bodies:
        caller.http("PUT", f"{base}/f", markup(root, body).encode(), if_match=read())
    caller.http("PUT", f"{base}/f", whole)
    _versions(caller, f"{base}/f", whole, read)
    _deletion(caller, f"{base}/f", whole, read)


# The JSON services

SETTINGS = {
    "defaultTTL": 10,
    "minimumTTL": 5,
    "maximumTTL": 20,
    "allowedHTTPMethods": "GET,HEAD",
    "cachedHTTPMethods": "GET,HEAD",
    "forwardedCookies": {"option": "none", "cookiesAllowList": ["c"]},
    "forwardedHeaders": {"option": "none", "headersAllowList": ["Accept"]},
    "forwardedQueryStrings": {"option": True, "queryStringsAllowList": ["q"]},
}
FULL = {
    "distributionName": "shop",
    "origin": {"name": "web", "regionName": "us-east-1", "protocolPolicy": "http-only"},
    "defaultCacheBehavior": {"behavior": "dont-cache"},
    "cacheBehaviorSettings": SETTINGS,
    "cacheBehaviors": [{"path": "a", "behavior": "dont-cache"}],
    "isEnabled": True,
}
#: Literals beside those of the request above: the first and the last of each list.
LITERALS: tuple[tuple[tuple[str | int, ...], str], ...] = (
    (("origin", "regionName"), "eu-north-1"),
    (("origin", "protocolPolicy"), "https-only"),
    (("defaultCacheBehavior", "behavior"), "cache"),
    (("cacheBehaviors", 0, "behavior"), "cache"),
    (("cacheBehaviorSettings", "allowedHTTPMethods"), "GET,HEAD,OPTIONS,PUT,PATCH,POST,DELETE"),
    (("cacheBehaviorSettings", "cachedHTTPMethods"), "GET,HEAD,OPTIONS"),
    (("cacheBehaviorSettings", "forwardedCookies", "option"), "all"),
    (("cacheBehaviorSettings", "forwardedHeaders", "headersAllowList", 0), "Referer"),
    (("origin", "regionName"), "eu-central-1"),
    (("cacheBehaviorSettings", "allowedHTTPMethods"), "GET,HEAD,OPTIONS"),
    (("cacheBehaviorSettings", "forwardedCookies", "option"), "allow-list"),
    (("cacheBehaviorSettings", "forwardedHeaders", "option"), "allow-list"),
    (("cacheBehaviorSettings", "forwardedHeaders", "headersAllowList", 0), "CloudFront-Is-Desktop-Viewer"),
)


def _distributions() -> Iterator[dict[str, Any]]:
    yield FULL
    yield from single_changes(FULL)
    for path, literal in LITERALS:
        yield changed(FULL, path, literal)
    for option, minimum in (("all", 0), ("all", 1), ("all", 5), ("allow-list", 5)):
        settings = {"minimumTTL": minimum, "forwardedHeaders": {"option": option}}
        yield {"distributionName": "shop", "cacheBehaviorSettings": settings}
    yield {**FULL, "distributionName": "shops"}


def _distribution(caller: Caller) -> None:
    prefix = "Lightsail_20161128."
    caller.json(f"{prefix}CreateDistribution", {**FULL, "bundleId": "b"})
    for members in _distributions():
        caller.json(f"{prefix}UpdateDistribution", members)
        caller.json(f"{prefix}GetDistributions", {})
    caller.json(f"{prefix}DeleteDistribution", {"distributionName": "shop"})
    caller.json(f"{prefix}UpdateDistribution", FULL)


def _pipeline(caller: Caller) -> None:
    prefix = "AwsProton20200720."
    caller.json(f"{prefix}CreateServiceTemplate", {"name": "web"})
    for major in ({}, {"majorVersion": "1"}, {}, {"majorVersion": "2"}, {}):
        version = caller.json(f"{prefix}CreateServiceTemplateVersion", {"templateName": "web", **major})
        named = {name: version["serviceTemplateVersion"][name] for name in ("majorVersion", "minorVersion")}
        caller.json(f"{prefix}UpdateServiceTemplateVersion", {"templateName": "web", **named, "status": "PUBLISHED"})
    for index, members in enumerate(_pipelines()):
        name = f"shop{index}"
        new = {"spec": "s", "templateName": "web", "templateMajorVersion": "1", "templateMinorVersion": "0"}
        caller.json(f"{prefix}CreateService", {"name": name, **new})
        given = {**members, "serviceName": name} if members.get("serviceName") == "shop" else members
        caller.json(f"{prefix}UpdateServicePipeline", given)
        caller.json(f"{prefix}GetService", {"name": name})
    caller.json(f"{prefix}DeleteService", {"name": "shop0"})
    caller.json(f"{prefix}UpdateServicePipeline", {"serviceName": "shop0", "deploymentType": "NONE", "spec": "t"})


def _pipelines() -> Iterator[dict[str, Any]]:
    valid = {"serviceName": "shop", "spec": "t", "deploymentType": "CURRENT_VERSION"}
    yield valid
    yield from single_changes(valid)
    for mode in ("NONE", "NON", "CURRENT_VERSION", "MINOR_VERSION", "MAJOR_VERSION"):
        for major in (None, "1", "2", "3", "0", 2):
            for minor in (None, "0", "1", 1):
                given = {"templateMajorVersion": major, "templateMinorVersion": minor}
                yield {**valid, "deploymentType": mode, **given}


_BLUE_GREEN = {"deploymentStyle": {"deploymentType": "BLUE_GREEN", "deploymentOption": "WITH_TRAFFIC_CONTROL"}}


def _option(minutes: int) -> dict[str, Any]:
    option = {"actionOnTimeout": "STOP_DEPLOYMENT", "waitTimeInMinutes": minutes}
    return {**_BLUE_GREEN, "blueGreenDeploymentConfiguration": {"deploymentReadyOption": option}}


def _deployment(caller: Caller) -> None:
    prefix = "CodeDeploy_20141006."
    caller.json(f"{prefix}CreateApplication", {"applicationName": "a"})
    waits: list[Any] = [GONE, None, "READY_WAIT", "TERMINATION_WAIT", "ready_wait", "READY_WAI", "", 1, ["READY_WAIT"]]
    waits += ["xREADY_WAIT", "READY_WAITx"]
    groups = {"ready": _option(0), "waiting": _option(1), "by-itself": _BLUE_GREEN, "in-place": {}}
    for group, settings in groups.items():
        names = {"applicationName": "a", "deploymentGroupName": group}
        caller.json(f"{prefix}CreateDeploymentGroup", {**names, "serviceRoleArn": "r", **settings})
        for wait in waits:
            made = caller.json(f"{prefix}CreateDeployment", names)
            for _ in range(2):
                _continue(caller, made, wait)
        made = caller.json(f"{prefix}CreateDeployment", names)
        caller.json(f"{prefix}DeleteDeploymentGroup", names)
        _continue(caller, made, GONE)
    for name in (GONE, "", "d-", "d-abcdefghi", "d-000000000", 1, ["d-000000000"]):
        _continue(caller, {"deploymentId": name}, GONE)
    caller.json(f"{prefix}ContinueDeployment", {"deploymentId": "d-000000000", "Unknown": 1})


def _continue(caller: Caller, made: dict[str, Any], wait: Any) -> None:
    given = {"deploymentId": made["deploymentId"], "deploymentWaitType": wait}
    members = {name: value for name, value in given.items() if value is not GONE}
    caller.json("CodeDeploy_20141006.ContinueDeployment", members)
    caller.json("CodeDeploy_20141006.GetDeployment", members)


SEQUENCES: dict[str, Callable[[Caller], None]] = {
    POLICY: _policy,
    FUNCTION: _function,
    DISTRIBUTION: _distribution,
    PIPELINE: _pipeline,
    DEPLOYMENT: _deployment,
}
