"""Finding an operation's codec, and the parts of a request that are the same for all of its requests."""

from __future__ import annotations

import json

import pytest

from fencepost.errors import UsageError
from fencepost.protocols import Codec, host_of


@pytest.mark.parametrize(
    ("service", "operation", "protocol", "content_type"),
    [
        ("cloudfront", "UpdateFunction", "rest-xml", "application/xml"),
        ("lightsail", "UpdateDistribution", "json", "application/x-amz-json-1.1"),
        ("proton", "UpdateServicePipeline", "json", "application/x-amz-json-1.0"),
        # Its model prefers CBOR, which isn't spoken here, and also lists JSON.
        ("codedeploy", "ContinueDeployment", "json", "application/x-amz-json-1.1"),
    ],
)
def test_the_protocol_is_the_first_that_is_spoken(service, operation, protocol, content_type):
    """Each service's protocol and content type are those of its model that are spoken here."""
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
        ("ec2", "RunInstances", "rest-xml and json"),
    ],
)
def test_what_is_unknown_or_not_spoken_is_said(service, operation, says):
    """A wrong name gives the nearest right one; a protocol not spoken, those that are."""
    with pytest.raises(UsageError) as refused:
        Codec.of(service, operation)
    assert says in str(refused.value)


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


def test_a_folder_of_models_adds_services(tmp_path):
    """`models` holds services that botocore lacks, in botocore's own layout."""
    folder = tmp_path / "garden" / "2020-01-01"
    folder.mkdir(parents=True)
    model = {
        "version": "2.0",
        "metadata": {
            "apiVersion": "2020-01-01",
            "endpointPrefix": "garden",
            "protocol": "json",
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
    (folder / "service-2.json").write_text(json.dumps(model))
    codec = Codec.of("garden", "Plant", models=tmp_path)
    wire = codec.encode({"seed": "bean"})
    assert wire.host == "garden.us-east-1.amazonaws.com"
    assert json.loads(wire.body) == {"theSeed": "bean"}
    assert codec.read_request(wire) == {"seed": "bean"}
