"""Scripts that repeat a finding: they run by themselves, send what was recorded, and nothing breaks out of them."""

from __future__ import annotations

import ast
import base64
import json
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from fencepost.reporting import ReportBuilder, script
from tests.reporting.invented_events import LEND, divergence, judged, run

UPDATE, CREATE, GET = "cloudfront.UpdateFunction", "cloudfront.CreateFunction", "cloudfront.GetFunction"
SUMMARY = (
    "<FunctionSummary><Name>f</Name><FunctionConfig><Comment>c</Comment><Runtime>r</Runtime></FunctionConfig>"
    "<FunctionMetadata><FunctionARN>arn:f/1</FunctionARN><LastModifiedTime>2020-01-01T00:00:00Z</LastModifiedTime>"
    "</FunctionMetadata></FunctionSummary>"
)
REFUSED = "<ErrorResponse><Error><Code>PreconditionFailed</Code><Message>stale</Message></Error></ErrorResponse>"


class Fake:
    """A service on loopback that records what it is sent and gives the answers that it was told to give."""

    def __init__(self) -> None:
        self.requests: list[dict[str, Any]] = []
        self.answers: dict[str, tuple[int, dict[str, str], bytes]] = {}
        fake = self

        class Handler(BaseHTTPRequestHandler):
            def answer(self) -> None:
                body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
                fake.requests.append(
                    {"method": self.command, "path": self.path, "headers": dict(self.headers), "body": body}
                )
                status, headers, content = fake.answers.get(self.command, (200, {}, b""))
                self.send_response(status)
                for name, value in {**headers, "Content-Length": str(len(content))}.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(content)

            do_GET = do_POST = do_PUT = do_DELETE = answer  # noqa: N815 - as the standard library calls them

            def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - its name in the standard library
                """Say nothing."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, args=(0.02,), daemon=True).start()


@pytest.fixture
def fake() -> Iterator[Fake]:
    """A fake service, for one test."""
    service = Fake()
    yield service
    service.server.shutdown()
    service.server.server_close()


@pytest.fixture
def play(tmp_path: Path, fake: Fake) -> Callable[..., str]:
    """Run a finding's script against the fake, without credentials, and give what it printed."""

    def run_script(finding: Mapping[str, Any]) -> str:
        file = tmp_path / "repeat.py"
        file.write_text(script(finding), encoding="ascii")
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("AWS_", "PYTHON"))}
        environment = kept | {"ENDPOINT_URL": fake.url, "HOME": str(tmp_path), "HTTP_PROXY": "http://127.0.0.1:9"}
        done = subprocess.run(
            [sys.executable, "-W", "error", str(file)], env=environment, capture_output=True, text=True, timeout=60,
            cwd=tmp_path, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        return done.stdout

    return run_script


def finding(*steps: Mapping[str, Any], **more: Any) -> dict[str, Any]:
    """A finding with these steps."""
    fields = {
        "id": "x/y/z",
        "operation": UPDATE,
        "target": "moto",
        "rule": "a rule",
        "label": "a label",
        "steps": steps,
        "expected": {"outcome": "reject", "errors": ["PreconditionFailed"]},
        "observed": {"status": 200},
    }
    return fields | more


def code(text: bytes) -> str:
    """Bytes as a contract holds them."""
    return base64.b64encode(text).decode()


def test_steps_are_repeated_with_what_the_target_issues_now(fake: Fake, play: Callable[..., str]) -> None:
    """The version that the first answer gives is sent in the last request, and bytes arrive as bytes."""
    fake.answers = {"POST": (201, {"ETag": "E-now"}, SUMMARY.encode()), "PUT": (412, {}, REFUSED.encode())}
    config = {"Comment": 'it\'s "quoted" \n é', "Runtime": "r"}
    source = code(b'function handler(e) { return \'"""\'; }')
    said = play(
        finding(
            {"operation": CREATE, "members": {"Name": "f", "FunctionConfig": config, "FunctionCode": source}},
            {"operation": UPDATE, "members": {"Name": {"$from": [1, "FunctionSummary.Name"]}, "FunctionConfig": config,
                                              "FunctionCode": source, "IfMatch": {"$from": [1, "ETag"]}}},
        )
    )  # fmt: skip
    create, update = fake.requests
    assert (create["method"], update["method"], update["path"]) == ("POST", "PUT", "/2020-05-31/function/f")
    assert update["headers"]["If-Match"] == "E-now"
    assert f"<FunctionCode>{source}</FunctionCode>".encode() in update["body"]
    assert 'it\'s "quoted" \n é'.encode() in update["body"]
    assert said.splitlines() == [
        "create_function: 201 accepted",
        "update_function: 412 'PreconditionFailed' 'stale'",
        "expected the last one to be refused (4xx) with PreconditionFailed; seen before: 200",
    ]


def test_a_stale_version_differs_in_its_last_character(fake: Fake, play: Callable[..., str]) -> None:
    """`$last` beside a reference takes the place of the last character of what was issued."""
    fake.answers = {"POST": (201, {"ETag": "E-now"}, SUMMARY.encode())}
    play(
        finding(
            {"operation": CREATE, "members": {"Name": "f"}},
            {"operation": UPDATE, "members": {"Name": "f", "IfMatch": {"$from": [1, "ETag"], "$last": "X"}}},
        )
    )
    assert fake.requests[1]["headers"]["If-Match"] == "E-noX"


def test_a_streamed_answer_can_be_sent_back(fake: Fake, play: Callable[..., str]) -> None:
    """Code that is read from the service goes into the next request as it came."""
    fake.answers = {"GET": (200, {"ETag": "E"}, b"\xff\x00code")}
    play(
        finding(
            {"operation": GET, "members": {"Name": "f"}},
            {"operation": UPDATE, "members": {"Name": "f", "FunctionCode": {"$from": [1, "FunctionCode"]}}},
        )
    )
    assert code(b"\xff\x00code").encode() in fake.requests[1]["body"]


def test_bytes_that_are_no_text_are_sent_as_they_are(fake: Fake, play: Callable[..., str]) -> None:
    """A blob that no literal can show is in the script as base64, and on the wire as bytes."""
    step = {"operation": "lambda.Invoke", "members": {"FunctionName": "f", "Payload": code(b"\xff\xfe")}}
    play(finding(step, operation="lambda.Invoke"))
    assert fake.requests[0]["body"] == b"\xff\xfe"


def test_a_request_that_no_client_sends_is_sent_as_recorded(fake: Fake, play: Callable[..., str]) -> None:
    """A broken body goes out byte for byte, signed with made-up credentials, with issued values filled in."""
    fake.answers = {"POST": (201, {"ETag": "E<&>now"}, SUMMARY.encode()), "PUT": (400, {}, b"<Error>\x1b no</Error>")}
    wire = {"method": "PUT", "path": "/2020-05-31/function/${1.FunctionSummary.FunctionMetadata.FunctionARN}?a=${9.b}",
            "headers": {"If-Match": "${1.ETag}", "Content-Type": "text/odd", "Host": "aws", "Content-Length": "999"},
            "body": "<A><B>${1.ETag}</B>\r\n<C>${broken"}  # fmt: skip
    said = play(finding({"operation": CREATE, "members": {"Name": "f"}}, {"operation": UPDATE, "wire": wire}))
    sent = fake.requests[1]
    assert sent["path"] == "/2020-05-31/function/arn%3Af/1?a=$%7B9.b%7D"
    assert sent["body"] == b"<A><B>E&lt;&amp;&gt;now</B>\r\n<C>${broken"
    assert (sent["headers"]["If-Match"], sent["headers"]["Content-Type"]) == ("E<&>now", "text/odd")
    assert sent["headers"]["Authorization"].startswith("AWS4-HMAC-SHA256 Credential=testing/")
    assert "PUT by hand: 400" in said
    assert "'<Error>\\x1b no</Error>'" in said


def test_a_recorded_body_of_json_and_one_of_bytes(fake: Fake, play: Callable[..., str]) -> None:
    """Issued values are escaped as JSON wants it, and a body in base64 goes out as its bytes."""
    fake.answers = {"POST": (200, {}, json.dumps({"serviceTemplate": {"arn": 'a"b', "name": "n"}}).encode())}
    first = {"operation": "proton.GetServiceTemplate", "members": {"name": "n"}}
    wire = {"method": "POST", "path": "/", "headers": {"X-Amz-Target": "T"}, "body": '{"a": "${1.serviceTemplate.arn}"'}
    play(finding(first, {"operation": "proton.UpdateServicePipeline", "wire": wire}))
    play(finding({"operation": "proton.GetServiceTemplate", "wire": wire | {"body": {"base64": code(b"\xff{")}}}))
    assert [request["body"] for request in fake.requests[1:]] == [b'{"a": "a\\"b"', b"\xff{"]
    assert fake.requests[1]["headers"]["X-Amz-Target"] == "T"


def test_a_target_that_does_not_answer_is_said(fake: Fake, play: Callable[..., str]) -> None:
    """An answer that boto3 can't read, and one that no client asked for, end the script in words."""
    fake.answers = {"PUT": (200, {}, b"<not xml")}
    assert "no answer that boto3 can read" in play(finding({"operation": UPDATE, "members": {"Name": "f"}}))


def test_scripts_of_a_report_compile_and_import_nothing_else() -> None:
    """Every finding's script is Python, needs boto3, botocore and the standard library, and knows no Fencepost."""
    builder = ReportBuilder()
    for event in run():
        builder.add(event)
    for found in builder.document()["findings"]:
        tree = ast.parse(found["reproduce"])
        names = [node.names[0].name for node in ast.walk(tree) if isinstance(node, ast.Import)]
        names += [str(node.module) for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
        assert {name.partition(".")[0] for name in names} <= {"boto3", "botocore", "os", "sys"}


def test_a_finding_about_state_says_what_must_be_looked_at() -> None:
    """Where the answer alone doesn't show what is wrong, the script says the reasons and what should have been kept."""
    source = script(finding({"operation": UPDATE, "members": {}}, verdict="state-leak", because=["A was 1", "A is 2"]))
    assert "# Because: A was 1\n# Because: A is 2\n" in source
    assert "refused (4xx) with PreconditionFailed, and nothing to change; seen" in source


HOSTILE = '\'"""\'\'\'\n\r\u2028\x0c"); EVIL() #\\" \\\n{EVIL()}%s ${1.x}\ud800'


def test_nothing_breaks_out_of_its_literal() -> None:
    """Quotes, line ends and braces in any text of a finding stay text: the script never calls what they name."""
    members = {HOSTILE: HOSTILE, "Name": {HOSTILE: [HOSTILE, {"$from": [1, HOSTILE]}]}, "from": HOSTILE}
    wire = {"method": HOSTILE, "path": HOSTILE, "headers": {HOSTILE: HOSTILE}, "body": HOSTILE}
    hostile = finding(
        {"operation": f"cloudfront{HOSTILE}.Update{HOSTILE}", "members": members},
        {"operation": UPDATE, "members": {"Name": HOSTILE}},
        {"operation": UPDATE, "wire": wire},
        id=HOSTILE, because=[HOSTILE], target=f"http://127.0.0.1:1/{HOSTILE}", rule=HOSTILE, label=HOSTILE,
        expected={"outcome": "reject", "errors": [HOSTILE]}, observed={"status": 200, "code": HOSTILE},
    )  # fmt: skip
    source = script(hostile)
    source.encode("ascii")
    tree = ast.parse(source)
    assert not [node for node in ast.walk(tree) if isinstance(node, ast.Name) and node.id == "EVIL"]
    assert not [node for node in ast.walk(tree) if isinstance(node, ast.JoinedStr)]
    texts = [node.value for node in ast.walk(tree) if isinstance(node, ast.Constant)]
    assert HOSTILE in texts
    assert HOSTILE.partition("${")[0] in texts


@pytest.mark.parametrize(
    ("target", "endpoint"),
    [
        ("moto", "http://127.0.0.1:4566"),
        ("aws", "http://127.0.0.1:4566"),
        ("https://cloudfront.amazonaws.com", "http://127.0.0.1:4566"),
        ("http://127.0.0.1.evil.example", "http://127.0.0.1:4566"),
        ("http://127.0.0.1@evil.example", "http://127.0.0.1:4566"),
        ("http://me:secret@127.0.0.1:5000", "http://127.0.0.1:5000"),
        ("https://localhost:4566/base", "https://localhost:4566/base"),
    ],
)
def test_scripts_point_at_loopback(target: str, endpoint: str) -> None:
    """Unless told otherwise, no script talks to AWS or to any machine but its own."""
    source = script(finding({"operation": UPDATE, "members": {}}, target=target))
    assert f"'{endpoint}')" in source
    assert "secret" not in source


def test_an_event_has_a_script_too() -> None:
    """A judged case that is not yet a finding gives a script of the same request."""
    assert "library.lend_book" in script(divergence({"Days": 31}))
    assert "Days=31" in script(judged("crash", request={"Days": 31}))
    assert ascii("/books") in script(judged("crash", wire={"method": "POST", "path": "/books", "body": ""}))
    assert LEND.split(".")[0] in script(judged("crash"))
