"""Finding an operation's codec, and the parts of a request that are the same for all of its requests."""

from __future__ import annotations

import json

import pytest

from fencepost.errors import UsageError
from fencepost.protocols import Codec, host_of
from fencepost.protocols.models import protocol_of, service_model_of
from tests.protocols.shapes import services


@pytest.mark.parametrize(
    ("service", "operation", "protocol", "content_type"),
    [
        ("cloudfront", "UpdateFunction", "rest-xml", "application/xml"),
        ("lightsail", "UpdateDistribution", "json", "application/x-amz-json-1.1"),
        ("proton", "UpdateServicePipeline", "json", "application/x-amz-json-1.0"),
        # Their models list CBOR first and JSON too, which the installed client prefers.
        ("codedeploy", "ContinueDeployment", "json", "application/x-amz-json-1.1"),
        ("cloudwatch", "PutMetricData", "json", "application/x-amz-json-1.0"),
        ("eventbridgev2", "CreateEventBus", "smithy-rpc-v2-cbor", "application/cbor"),
        ("lambda", "CreateFunction", "rest-json", "application/json"),
        ("iam", "CreateRole", "query", "application/x-www-form-urlencoded; charset=utf-8"),
        ("ec2", "RunInstances", "ec2", "application/x-www-form-urlencoded; charset=utf-8"),
    ],
)
def test_the_protocol_is_the_one_that_the_client_prefers(service, operation, protocol, content_type):
    """Each service's protocol and content type are those that the installed client chooses from its model."""
    codec = Codec.of(service, operation)
    assert (codec.protocol, codec.content_type) == (protocol, content_type)
    assert (codec.service, codec.operation, codec.operation_model.name) == (service, operation, operation)


@pytest.mark.parametrize(
    ("service", "operation", "says"),
    [
        ("cloudfrnt", "UpdateFunction", "Did you mean cloudfront?"),
        ("cloudfront", "updatefunction", "Did you mean UpdateFunction?"),
        ("cloudfront", "Nonsense", "no operation of cloudfront"),
        ("sqs-nonsense-xyz", "A", "no service is called"),
    ],
)
def test_what_is_unknown_is_said(service, operation, says):
    """A wrong name gives the nearest right one."""
    with pytest.raises(UsageError) as refused:
        Codec.of(service, operation)
    assert says in str(refused.value)


def test_the_client_is_agreed_with_on_the_protocol_of_every_service():
    """The protocol is the one that botocore resolves for a client, for all services."""
    for service in services():
        model = service_model_of(service)
        assert protocol_of(model) == model.resolved_protocol


def test_another_protocol_can_be_chosen_among_those_that_a_service_lists():
    """A service that lists several is spoken to in any of them, and in no other."""
    assert Codec.of("cloudwatch", "PutMetricData", protocol="query").content_type.startswith("application/x-www-form")
    with pytest.raises(UsageError, match="Choose one of smithy-rpc-v2-cbor, json"):
        Codec.of("codedeploy", "ContinueDeployment", protocol="rest-xml")


def test_a_codec_is_made_once():
    """The same operation gives the same codec, so that nothing is compiled twice."""
    assert Codec.of("cloudfront", "UpdateFunction") is Codec.of("cloudfront", "UpdateFunction")


@pytest.mark.parametrize(
    ("service", "host"),
    [
        ("cloudfront", "cloudfront.amazonaws.com"),
        ("iam", "iam.amazonaws.com"),
        ("proton", "proton.us-east-1.amazonaws.com"),
        ("acm", "acm.us-east-1.amazonaws.com"),
    ],
)
def test_hosts_are_those_of_aws(service, host):
    """Global services have one host, regional ones the region's; also where the rules ask for more than a region."""
    assert host_of(service) == host


def test_the_credential_scope_names_the_service_and_the_region():
    """Emulators route by the scope, so the static header has one, of a form that they can parse."""
    wire = Codec.of("lightsail", "UpdateDistribution").encode({})
    assert wire.headers["Authorization"].startswith(
        "AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/lightsail/aws4_request, SignedHeaders="
    )
    assert wire.headers["X-Amz-Target"] == "Lightsail_20161128.UpdateDistribution"
    assert wire.headers["User-Agent"] == "fencepost"


def test_a_host_prefix_stands_before_the_host():
    """Operations that AWS serves under a name of their own are sent to that name."""
    host = Codec.of("servicediscovery", "DiscoverInstances").encode({}).host
    assert host == "data-servicediscovery.us-east-1.amazonaws.com"


def garden(folder, protocol):
    """A folder of models with one invented service that speaks a protocol."""
    place = folder / "garden" / "2020-01-01"
    place.mkdir(parents=True)
    model = {
        "version": "2.0",
        "metadata": {
            "apiVersion": "2020-01-01",
            "endpointPrefix": "garden",
            "protocol": protocol,
            "jsonVersion": "1.0",
            "targetPrefix": "Garden",
            "serviceId": "Garden",
            "signatureVersion": "v4",
        },
        "operations": {
            "Plant": {"name": "Plant", "http": {"method": "POST", "requestUri": "/"}, "input": {"shape": "I"}}
        },
        "shapes": {
            "I": {"type": "structure", "members": {"seed": {"shape": "S", "locationName": "theSeed"}}},
            "S": {"type": "string"},
        },
    }
    (place / "service-2.json").write_text(json.dumps(model))
    return folder


def test_a_folder_of_models_adds_services(tmp_path):
    """`models` holds services that botocore lacks, in botocore's own layout; its host is made of its prefix."""
    codec = Codec.of("garden", "Plant", models=garden(tmp_path, "json"))
    wire = codec.encode({"seed": "bean"})
    assert wire.host == "garden.us-east-1.amazonaws.com"
    assert json.loads(wire.body) == {"theSeed": "bean"}
    assert codec.read_request(wire) == {"seed": "bean"}


def test_a_protocol_that_nobody_knows_is_said(tmp_path):
    """A service of a protocol that isn't spoken names those that are."""
    with pytest.raises(UsageError, match="speaks telegraphy, which this version"):
        Codec.of("garden", "Plant", models=garden(tmp_path, "telegraphy"))


def test_what_clients_fill_in_is_named_and_not_filled_in():
    """A token that is absent stays absent on the wire, so that its absence can be tried; its name is known."""
    codec = Codec.of("ecs", "RunTask")
    assert codec.tokens == ("clientToken",)
    assert "clientToken" not in codec.read_request(codec.encode({"taskDefinition": "t"}))
