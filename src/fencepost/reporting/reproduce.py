"""A stand-alone script that repeats a finding: boto3, literal values, and no trace of Fencepost."""

from __future__ import annotations

import base64
import binascii
import keyword
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from botocore import xform_name

from fencepost.campaign.events import CaseJudged
from fencepost.repeats import pieces_of, whole
from fencepost.reporting.harmless import harmless, shown_target, shown_wire
from fencepost.reporting.literal import bytes_literal, filled, has_placeholder, literal, repeated
from fencepost.reporting.model import input_shape

#: Where the scripts of targets without an address of their own point.
LOOPBACK = "http://127.0.0.1:4566"
_LOCAL = re.compile(r"https?://(127(\.\d{1,3}){3}|localhost|\[::1\])(:\d+)?(/.*)?", re.IGNORECASE)
_OUTCOMES = {"accept": "to be accepted", "reject": "to be refused (4xx)", "either": "an answer, but no crash"}

#: What is promised beside the answer, where that is what the finding is about.
_STATE = {"state-leak": ", and nothing to change", "lost-update": ", and what was given to be kept"}

_HEAD = """\
import base64
import json
import os
import sys
from pprint import pprint
from urllib.parse import quote
from xml.sax.saxutils import escape

import boto3
from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.config import Config
from botocore.exceptions import BotoCoreError
from botocore.exceptions import ClientError
from botocore.httpsession import URLLib3Session

REGION = "us-east-1"
RUN = "-" + os.urandom(3).hex()  # so that what is made has names of its own each time
ENDPOINT = sys.argv[1] if len(sys.argv) > 1 else os.environ.get("ENDPOINT_URL", {endpoint})
os.environ.setdefault("AWS_ACCESS_KEY_ID", "testing")
os.environ.setdefault("AWS_SECRET_ACCESS_KEY", "testing")
"""
_CLIENT = '''

def client(service):
    """A client that sends what it is told to, once."""
    config = Config(
        parameter_validation=False, inject_host_prefix=False, proxies={}, retries={"total_max_attempts": 1}
    )
    return boto3.client(service, endpoint_url=ENDPOINT, region_name=REGION, config=config)
'''
_ATTEMPT = '''

def attempt(call, /, **members):
    """Make a call, print what came back, and return it."""
    code = ""
    try:
        answer = call(**members)
    except ClientError as error:
        answer = error.response
        code = ascii(answer["Error"].get("Code")) + " " + ascii(answer["Error"].get("Message"))[:500]
    except Exception as error:  # whatever boto3 makes of an answer that it can't read
        print(call.__name__ + ": no answer that boto3 can read:", type(error).__name__, ascii(str(error))[:500])
        return {}
    print(call.__name__ + ":", answer["ResponseMetadata"]["HTTPStatusCode"], code or "accepted")
    answer.pop("ResponseMetadata")
    return {name: value.read() if hasattr(value, "read") else value for name, value in answer.items()}
'''
_SEND = '''

def send(service, method, path, headers, body):
    """Send a request just as it was recorded, signed anew, and print what came back."""
    request = AWSRequest(method=method, url=ENDPOINT.rstrip("/") + path, headers=headers, data=body)
    SigV4Auth(boto3.Session().get_credentials(), service.meta.service_model.signing_name, REGION).add_auth(request)
    try:
        answer = URLLib3Session(os.environ.get("AWS_CA_BUNDLE", True), proxies={}).send(request.prepare())
    except BotoCoreError as error:
        print("no answer:", ascii(str(error))[:500])
        return
    print(method, "by hand:", answer.status_code, ascii(answer.headers.get("x-amzn-errortype", "")))
    print(ascii(answer.content[:500].decode("utf-8", "replace")))
'''
_TEXT = '''

def text(value):
    """A value of an answer as a request writes it: bytes in base64, a time in RFC 3339."""
    if isinstance(value, bytes):
        return base64.b64encode(value).decode()
    return value.isoformat() if hasattr(value, "isoformat") else str(value)
'''
#: Names that the script uses itself.
_TAKEN = frozenset("base64 json os sys quote escape boto3 client attempt send text print pprint".split())
#: Imports of `_HEAD` that stay only where the rest of the script uses the name.
_OPTIONAL = {
    "import base64\n": "base64.",
    'RUN = "-" + os.urandom(3).hex()  # so that what is made has names of its own each time\n': "RUN",
    "import json\n": "json.",
    "from pprint import pprint\n": "pprint(",
    "from urllib.parse import quote\n": "quote(",
    "from xml.sax.saxutils import escape\n": "escape(",
    "from botocore.auth import SigV4Auth\n": "SigV4Auth(",
    "from botocore.awsrequest import AWSRequest\n": "AWSRequest(",
    "from botocore.exceptions import ClientError\n": "ClientError ",
    "from botocore.exceptions import BotoCoreError\n": "BotoCoreError ",
    "from botocore.httpsession import URLLib3Session\n": "URLLib3Session(",
}


def script(source: Mapping[str, Any] | CaseJudged) -> str:
    """A Python script, in ASCII, that repeats the steps of a finding (or of a judged case) and prints what came back.

    It talks to loopback unless its first argument, or ENDPOINT_URL, names another endpoint, and holds no credentials.
    The members of calls are literals; what an earlier step's answer gave is taken from that answer. Where a step can't
    be sent by a client, the recorded request is signed anew and sent as it is.
    """
    finding = _of_event(source) if isinstance(source, CaseJudged) else source
    steps = finding.get("steps") or [_only_step(finding)]
    lines = [line for number, step in enumerate(steps, start=1) for line in _call(step, number, len(steps), finding)]
    lines += [f"pprint({_attempted(read, finding)})" for read in finding.get("reads") or ()]
    calls = "\n".join(lines)
    optional = {"attempt(": _ATTEMPT, "send(": _SEND, "text(": _TEXT}
    functions = _CLIENT + "".join(source for use, source in optional.items() if use in calls)
    body = f"{functions}\n\n{_clients(steps, finding)}\n{calls}\nprint({_expectation(finding)!a})\n"
    return _comments(finding) + "\n" + _head(finding, body) + body


def _of_event(event: CaseJudged) -> dict[str, Any]:
    names = ["operation", "target", "label", "because", "request", "wire", "steps", "reads"]
    expected = {"outcome": event.expect, "errors": []}
    return {name: getattr(event, name) for name in names} | {"expected": expected, "observed": event.observed}


def _only_step(finding: Mapping[str, Any]) -> dict[str, Any]:
    if finding.get("request") is None and finding.get("wire"):
        return {"operation": finding["operation"], "wire": finding["wire"]}
    return {"operation": finding["operation"], "members": finding.get("request") or {}}


def _head(finding: Mapping[str, Any], body: str) -> str:
    head = _HEAD
    for line, use in _OPTIONAL.items():
        head = head if use in body else head.replace(line, "")
    return head.replace("{endpoint}", ascii(default_endpoint(str(finding.get("target", "")))))


def default_endpoint(target: str) -> str:
    """Where a script points unless told otherwise: the target itself on loopback, else the usual local port."""
    shown = shown_target(target)
    return shown if _LOCAL.fullmatch(shown) else LOOPBACK


def _comments(finding: Mapping[str, Any]) -> str:
    facts = [
        ("Finding", finding.get("id")),
        ("Rule", finding.get("rule")),
        ("Tried", finding.get("label")),
        ("Target", _where(str(finding.get("target", "")))),
        *(("Because", reason) for reason in finding.get("because") or ()),
    ]
    return "".join(f"# {name}: {_ascii(value)}\n" for name, value in facts if value)


def _where(target: str) -> str:
    shown = shown_target(target)
    if shown == "moto":
        return "moto, in process; start `moto_server -p 4566` to repeat it"
    if shown == "reference":
        return "the reference; start `fencepost serve reference`, and give its address as ENDPOINT_URL"
    if shown.startswith("http") and not _LOCAL.fullmatch(shown):
        return f"{shown}; give this as ENDPOINT_URL to repeat it there"
    return shown


def _ascii(text: object) -> str:
    """A text that stays on its line, whatever it holds."""
    return harmless(text).encode("ascii", "backslashreplace").decode("ascii")


def _expectation(finding: Mapping[str, Any]) -> str:
    expected = finding.get("expected") or {}
    errors = " or ".join(expected.get("errors") or ())
    outcome = _OUTCOMES.get(expected.get("outcome", ""), "as documented")
    observed = finding.get("observed") or {}
    seen = [str(observed[name]) for name in ("status", "code", "failure") if observed.get(name) is not None]
    text = f"expected the last one {outcome}" + (f" with {errors}" if errors else "")
    text += _STATE.get(str(finding.get("verdict")), "")
    return _ascii(f"{text}; seen before: {' '.join(seen) or 'nothing'}")


def _service(step: Mapping[str, Any], finding: Mapping[str, Any]) -> tuple[str, str]:
    """The service and the operation of a step; a name without a service is of the finding's own."""
    own = str(finding["operation"]).partition(".")[0]
    service, dot, operation = str(step.get("operation") or finding["operation"]).partition(".")
    return (service, operation) if dot else (own, service)


def _variable(service: str) -> str:
    name = re.sub(r"\W", "_", service, flags=re.ASCII)
    return f"{name}_client" if keyword.iskeyword(name) or name in _TAKEN or not name[:1].isalpha() else name


def _clients(steps: Sequence[Mapping[str, Any]], finding: Mapping[str, Any]) -> str:
    services = dict.fromkeys(_service(step, finding)[0] for step in steps)
    return "".join(f"{_variable(service)} = client({service!a})\n" for service in services)


def _call(step: Mapping[str, Any], number: int, steps: int, finding: Mapping[str, Any]) -> Iterator[str]:
    """The statement of one step; its answer gets a name where a later step could want it."""
    name = f"step{number} = " if number < steps else ""
    if step.get("wire"):
        yield _sent(step["wire"], _variable(_service(step, finding)[0]), number - 1)
    else:
        yield name + _attempted(step, finding)


def _attempted(step: Mapping[str, Any], finding: Mapping[str, Any]) -> str:
    service, operation = _service(step, finding)
    shape, members = input_shape(service, operation), step.get("members") or {}
    method = xform_name(operation)
    plain = method.isascii() and method.isidentifier() and not keyword.iskeyword(method)
    call = f"{_variable(service)}.{method}" if plain else f"getattr({_variable(service)}, {method!a})"
    if not all(name.isascii() and name.isidentifier() and not keyword.iskeyword(name) for name in members):
        return f"attempt({call}, **{literal(members, shape)})"
    given = "".join(f"    {name}={literal(value, shape.member(name), 4)},\n" for name, value in members.items())
    return f"attempt(\n    {call},\n{given})" if given else f"attempt({call})"


def _sent(wire: Mapping[str, Any], service: str, before: int) -> str:
    """The statement that sends a recorded request; placeholders are filled from the `before` steps before it."""
    shown = shown_wire(wire, target="")
    body = _body(shown["body"], before)
    headers = {name: value for name, value in shown["headers"].items() if not _is_implied(name, value, shown["body"])}
    filled_in = {name: filled(value, before, "text({})".format) for name, value in headers.items()}
    given = "".join(f"        {name!a}: {value},\n" for name, value in filled_in.items())
    path = filled(shown["url"], before, 'quote(text({}), safe="-._~/")'.format)
    return f"send(\n    {service},\n    {shown['method']!a},\n    {path},\n    {{\n{given}    }},\n    {body},\n)"


def _is_implied(name: str, value: str, body: Any) -> bool:
    """Whether a header comes of itself: the host, and the length where it tells the truth."""
    if name.lower() == "content-length":
        return value == str(len(_raw(body))) or has_placeholder(str(body))
    return name.lower() == "host"


def _raw(body: Any) -> bytes:
    body = whole(body)
    if not isinstance(body, Mapping):
        return str(body).encode("utf-8", "surrogateescape")
    try:
        return base64.b64decode(body.get("base64", ""))
    except (binascii.Error, ValueError):
        return b""


def _body(body: Any, before: int) -> str:
    """The body as an expression of bytes, with placeholders escaped as its language wants it."""
    pieces = pieces_of(body)
    if pieces is not None:
        return f"({repeated(pieces)}).encode()"
    if isinstance(body, Mapping) or not has_placeholder(body):
        return bytes_literal(_raw(body))
    convert = "escape(text({}))" if body.lstrip().startswith("<") else "json.dumps(text({}))[1:-1]"
    return f"({filled(body, before, convert.format)}).encode()"
