"""What the reference makes of requests that no client would send, in this process and over a socket."""

from __future__ import annotations

import http.client
import json
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from fencepost.reference import Behaviour, Reference, serve

POLICY = "/2020-05-31/continuous-deployment-policy"
ROOT = "ContinuousDeploymentPolicyConfig"
NAMES = "<StagingDistributionDnsNames><Quantity>0</Quantity></StagingDistributionDnsNames>"
VALID = f"<{ROOT}>{NAMES}<Enabled>true</Enabled></{ROOT}>"
UPDATE = {"X-Amz-Target": "Lightsail_20161128.UpdateDistribution"}


def weighing(text: str) -> str:
    """A configuration with this text as weight."""
    traffic = f"<Type>SingleWeight</Type><SingleWeightConfig><Weight>{text}</Weight></SingleWeightConfig>"
    return f"<{ROOT}>{NAMES}<Enabled>true</Enabled><TrafficConfig>{traffic}</TrafficConfig></{ROOT}>"


def code_of(body: bytes) -> str:
    """The error code of a refusal in either language."""
    if body.startswith(b"{"):
        return str(json.loads(body)["__type"])
    return body.decode().partition("<Code>")[2].partition("</Code>")[0]


@pytest.mark.parametrize(
    ("code", "body"),
    [
        ("MalformedXML", "<"),
        ("MalformedXML", "not XML"),
        ("MalformedXML", VALID[:-1]),
        ("MalformedXML", VALID + VALID),
        ("MalformedXML", VALID.replace(ROOT, "UpdateFunctionRequest")),
        ("MalformedXML", "<!DOCTYPE a>" + VALID),
        ("MalformedXML", '<!DOCTYPE a [<!ENTITY b "c">]>' + VALID.replace(">0<", ">&b;<")),
        ("MalformedXML", '<?xml version="1.0" encoding="no-such"?>' + VALID),
        ("MalformedXML", VALID.replace(">0<", "><a/><")),
        ("MalformedXML", VALID.replace("<Enabled>", "text<Enabled>")),
        ("MalformedXML", "<a>" * 1000 + "</a>" * 1000),
        ("InvalidArgument", ""),
        ("InvalidArgument", f"<{ROOT}/>"),
        ("InvalidArgument", f"<{ROOT}>text</{ROOT}>"),
        ("InvalidArgument", VALID.replace("true", "True")),
        ("InvalidArgument", VALID.replace("true", "1")),
        ("InvalidArgument", VALID.replace(">0<", ">0.0<")),
        ("InvalidArgument", VALID.replace(">0<", ">٠<")),
        ("InvalidArgument", VALID.replace(">0<", f">{'9' * 5000}<")),
        ("InvalidArgument", weighing("")),
        ("InvalidArgument", weighing("much")),
        ("InvalidArgument", weighing("NaN")),
        ("InvalidArgument", weighing("Infinity")),
        ("InvalidArgument", weighing("1e999")),
        ("InvalidArgument", weighing("1e39")),
        ("InvalidArgument", weighing("0_1")),
    ],
    ids=lambda value: str(value)[:60],
)
def test_refuses_xml(send: Any, code: str, body: str) -> None:
    """XML that can't be read is malformed, and what can be read but has another type is an invalid argument."""
    status, _, answer = send(Reference(), "POST", POLICY, body.encode())
    assert (status, code_of(answer)) == (400, code)


@pytest.mark.parametrize(
    "body",
    [
        VALID,
        '<?xml version="1.0" encoding="UTF-8"?>\n' + VALID,
        VALID.replace("<Enabled>", "<Unknown><a><b/></a></Unknown><Enabled>"),
        VALID.replace("<Enabled>", "<Enabled>maybe</Enabled><Enabled>"),
        VALID.replace(f"<{ROOT}>", f'<{ROOT} xmlns="urn:any" other="attribute">'),
        VALID.replace(f"<{ROOT}>", f"<a:{ROOT}>").replace(f"</{ROOT}>", f"</a:{ROOT}>"),
        VALID.replace("true", "<![CDATA[true]]>"),
        weighing("1.5e-1"),
        weighing(".15"),
    ],
)
def test_reads_xml_generously(send: Any, body: str) -> None:
    """Unknown elements, attributes and namespaces don't matter, and of two elements the last counts."""
    status, _, _ = send(Reference(), "POST", POLICY, body.encode())
    assert status == 201


@pytest.mark.parametrize(
    ("code", "body"),
    [
        ("SerializationException", ""),
        ("SerializationException", "{"),
        ("SerializationException", "[]"),
        ("SerializationException", "null"),
        ("SerializationException", '"text"'),
        ("SerializationException", '{"a": NaN}'),
        ("SerializationException", '{"a": -Infinity}'),
        ("SerializationException", '{"a": 1e999}'),
        ("SerializationException", '{"a": ' + "9" * 5000 + "}"),
        ("SerializationException", '{"a": ' + "[" * 100 + "]" * 100 + "}"),
        ("SerializationException", "[" * 100_000),
        ("InvalidInputException", '{"distributionName": null}'),
        ("InvalidInputException", '{"distributionName": "a", "origin": "web"}'),
        ("InvalidInputException", '{"distributionName": "a", "cacheBehaviors": {"path": "a"}}'),
        ("InvalidInputException", '{"distributionName": "a", "cacheBehaviors": ["cache"]}'),
        ("InvalidInputException", '{"distributionName": "a", "cacheBehaviors": [null]}'),
        ("InvalidInputException", '{"distributionName": "a", "cacheBehaviorSettings": []}'),
        ("InvalidInputException", '{"distributionName": "a", "cacheBehaviorSettings": {"defaultTTL": true}}'),
        ("NotFoundException", '{"distributionName": "a", "cacheBehaviorSettings": {"defaultTTL": 3.0}, "a": {"b": 1}}'),
        ("NotFoundException", '{"distributionName": 1, "distributionName": "a", "origin": null}'),
    ],
    ids=lambda value: str(value)[:60],
)
def test_reads_json(send: Any, code: str, body: str) -> None:
    """JSON that is no object is refused as such; null is absent, unknown members don't matter, the last one counts."""
    status, _, answer = send(Reference(), "POST", "/", body.encode(), UPDATE)
    assert (status, code_of(answer)) == (400, code)


@pytest.mark.parametrize(
    ("status", "code", "method", "path", "headers"),
    [
        (400, "UnknownOperationException", "POST", "/", {}),
        (400, "UnknownOperationException", "POST", "/", {"X-Amz-Target": "Lightsail_20161128.Nothing"}),
        (400, "UnknownOperationException", "POST", "/", {"X-Amz-Target": "Nothing.UpdateDistribution"}),
        (404, "NoSuchResource", "GET", "/", {}),
        (404, "NoSuchResource", "PATCH", f"{POLICY}/a", {}),
        (404, "NoSuchResource", "GET", "/2020-05-31/distribution", {}),
    ],
)
def test_refuses_what_it_has_not(
    send: Any, status: int, code: str, method: str, path: str, headers: dict[str, str]
) -> None:
    """An operation or an address that isn't there is refused, never a failure of the server."""
    answered, _, answer = send(Reference(), method, path, b"{}", headers)
    assert (answered, code_of(answer)) == (status, code)


def test_refuses_a_large_body(send: Any) -> None:
    """A body beyond the limit is refused without being read."""
    status, _, answer = send(Reference(), "POST", "/", b" " * (6 * 1024 * 1024 + 1), UPDATE)
    assert (status, code_of(answer)) == (413, "RequestEntityTooLarge")


METHODS = st.sampled_from(["GET", "POST", "PUT", "DELETE", "PATCH", ""])
TARGETS = st.sampled_from(
    [
        "Lightsail_20161128.CreateDistribution",
        "Lightsail_20161128.UpdateDistribution",
        "CodeDeploy_20141006.CreateDeploymentGroup",
        "CodeDeploy_20141006.ContinueDeployment",
        "AwsProton20200720.CreateServiceTemplateVersion",
        "AwsProton20200720.UpdateServicePipeline",
    ]
)
PATHS = st.sampled_from(
    [
        "/",
        POLICY,
        f"{POLICY}/a",
        f"{POLICY}/a/config",
        "/2020-05-31/function",
        "/2020-05-31/function/a",
        "/service/CodeDeploy_20141006/operation/ContinueDeployment",
        "/service/CodeDeploy_20141006/operation/GetDeployment",
    ]
)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["deploymentId", "distributionName", "origin", "spec", "name"]), inner)
    ),
    max_leaves=10,
)
BODIES = (
    st.binary(max_size=200)
    | JSON.map(lambda value: json.dumps(value).encode())
    | st.text("<>/abE&;!?[]' ", max_size=40).map(str.encode)
    | st.tuples(st.integers(0, len(VALID)), st.binary(max_size=4)).map(
        lambda cut: VALID.encode()[: cut[0]] + cut[1] + VALID.encode()[cut[0] :]
    )
    | st.binary(max_size=30).map(lambda tail: b"\xa1\x6cdeploymentId" + tail)
)


@settings(max_examples=600, deadline=None)
@example(method="POST", path=POLICY, target="", body=b"\xff\xfe<\x00", version="\x00")
@example(
    method="POST", path="/service/CodeDeploy_20141006/operation/GetDeployment", target="", body=b"\x9f", version=""
)
@example(
    method="POST",
    path="/service/CodeDeploy_20141006/operation/GetDeployment",
    target="",
    body=b"\x81" * 999,
    version="",
)
@given(METHODS, PATHS | st.text(), TARGETS | st.text(), BODIES, st.text(max_size=5))
def test_no_bytes_make_it_fail(send: Any, method: str, path: str, target: str, body: bytes, version: str) -> None:
    """Whatever is sent, the answer is no failure of the server, and can be read."""
    headers = {"X-Amz-Target": target, "If-Match": version}
    status, fields, answer = send(Reference(), method, path, body, headers)
    assert status < 500
    if fields["content-type"].startswith("application/x-amz-json") and answer:
        json.loads(answer)


def test_a_connection_serves_several_requests() -> None:
    """A connection over loopback stays open after a success and after a refusal."""
    with serve() as server:
        connection = http.client.HTTPConnection("127.0.0.1", server.server_port, timeout=10)
        seen = []
        for body in (VALID, "<", VALID):
            connection.request("POST", POLICY, body)
            answer = connection.getresponse()
            seen.append(answer.status)
            answer.read()
            socket = connection.sock
        assert seen == [201, 400, 201]
        assert connection.sock is socket
        connection.close()


def test_a_served_variant_that_raises_answers_500() -> None:
    """A variant that raises in this process answers 500 over a socket, and the server lives on."""
    operation = "cloudfront.UpdateContinuousDeploymentPolicy"
    variant = Reference(behaviour=Behaviour(only=operation, failure="exception"))
    with serve(application=variant) as server:
        connection = http.client.HTTPConnection("127.0.0.1", server.server_port, timeout=10)
        for method, path, expected in (("POST", POLICY, 201), ("PUT", f"{POLICY}/x", 404), ("POST", POLICY, 201)):
            connection.request(method, path, VALID)
            answer = connection.getresponse()
            location = answer.getheader("Location", "")
            answer.read()
            assert answer.status == expected
        connection.request("PUT", f"{POLICY}/{location.rpartition('/')[2]}", VALID)
        assert connection.getresponse().status == 500
        connection.close()


def test_only_loopback_is_served() -> None:
    """An address that others could reach is refused."""
    with pytest.raises(ValueError, match="loopback"):
        serve("0.0.0.0")  # noqa: S104 - this is what must not be served


def test_instances_share_nothing(send: Any) -> None:
    """What one instance holds another one doesn't have."""
    first, second = Reference(), Reference()
    _, headers, _ = send(first, "POST", POLICY, VALID.encode())
    path = f"{POLICY}/{headers['location'].rpartition('/')[2]}"
    assert send(first, "GET", path)[0] == 200
    assert send(second, "GET", path)[0] == 404
