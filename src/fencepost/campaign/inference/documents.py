"""Documents that many services take as one value: certificates, policies, archives, templates, definitions.

The certificate, its key and its request were made for this file; they protect nothing.
"""

from __future__ import annotations

import base64
import io
import json
import zipfile
from typing import Any

CERTIFICATE = (
    "-----BEGIN CERTIFICATE-----\n"
    "MIIBhTCCASqgAwIBAgIBATAKBggqhkjOPQQDAjAgMR4wHAYDVQQDDBVmZW5jZXBv\n"
    "c3QuZXhhbXBsZS5jb20wIBcNMjYxMTIwMTE1NjE3WhgPMjEyNjEwMjcxMTU2MTda\n"
    "MCAxHjAcBgNVBAMMFWZlbmNlcG9zdC5leGFtcGxlLmNvbTBZMBMGByqGSM49AgEG\n"
    "CCqGSM49AwEHA0IABG6gLDSQEP8At2UQ3xPQOzjtIUCwElaJf9anVFdkOjnR5yiF\n"
    "8nXx9zSHLbYFitAxiSA1YNjxy5kqRffV/652anKjUzBRMB0GA1UdDgQWBBQa/zGd\n"
    "/4QF2iHnt9nOe5PFdej7lTAfBgNVHSMEGDAWgBQa/zGd/4QF2iHnt9nOe5PFdej7\n"
    "lTAPBgNVHRMBAf8EBTADAQH/MAoGCCqGSM49BAMCA0kAMEYCIQD+gw1/ZzoeMpMf\n"
    "YLrMGgJnwWvkZuV8oyXAWzslJQerXgIhAJwanKVY+5CsWLEZHI8TixJWUD/2ZnAj\n"
    "DK+FI4WpLixr\n"
    "-----END CERTIFICATE-----\n"
)
PRIVATE_KEY = (  # made for this file
    "-----BEGIN PRIVATE KEY-----\n"
    "MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQg47BfjmbywXxTPosr\n"
    "SExMUEHnokTI9cdFbt2sZ6FSX4ShRANCAARuoCw0kBD/ALdlEN8T0Ds47SFAsBJW\n"
    "iX/Wp1RXZDo50ecohfJ18fc0hy22BYrQMYkgNWDY8cuZKkX31f+udmpy\n"
    "-----END PRIVATE KEY-----\n"
)
CERTIFICATE_REQUEST = (
    "-----BEGIN CERTIFICATE REQUEST-----\n"
    "MIHaMIGCAgEAMCAxHjAcBgNVBAMMFWZlbmNlcG9zdC5leGFtcGxlLmNvbTBZMBMG\n"
    "ByqGSM49AgEGCCqGSM49AwEHA0IABG6gLDSQEP8At2UQ3xPQOzjtIUCwElaJf9an\n"
    "VFdkOjnR5yiF8nXx9zSHLbYFitAxiSA1YNjxy5kqRffV/652anKgADAKBggqhkjO\n"
    "PQQDAgNHADBEAiBQ+Y8MgyvAU20kII09an6oy3LD115zQWDL+7QVPRyatgIgQ4lq\n"
    "8kXLavf3pssxMxpbSCjVnzt/oE3vTRongo4P4Mg=\n"
    "-----END CERTIFICATE REQUEST-----\n"
)
SSH_PUBLIC_KEY = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIPmD7adxLKIKqF/wZDbq33LaIdnpPTviUjxileGupLJo fencepost"


def _text(document: Any) -> str:
    return json.dumps(document, separators=(",", ":"))


def _statement(**more: Any) -> dict[str, Any]:
    return {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", **more}]}


#: Services that act in a role of the caller's.
_TRUSTED = (
    "lambda ec2 ecs-tasks states events glue firehose apigateway rds sagemaker batch scheduler pipes codepipeline "
    "codebuild codedeploy cloudformation config ssm backup dms emr elasticmapreduce iot appsync cognito-idp transfer"
)
#: Who may take on a role.
TRUST_POLICY = _text(
    {
        "Version": "2012-10-17",
        "Statement": [
            {"Effect": "Allow", "Principal": {"Service": f"{service}.amazonaws.com"}, "Action": "sts:AssumeRole"}
            for service in _TRUSTED.split()
        ],
    }
)
#: What an identity may do.
IDENTITY_POLICY = _text(_statement(Action="s3:ListBucket", Resource="arn:aws:s3:::fencepost"))
#: Who may do what with the resource that it is put on.
RESOURCE_POLICY = _text(_statement(Sid="fencepost", Principal={"AWS": "*"}, Action="*", Resource="*"))
#: The service whose actions a policy speaks of; whoever sends it puts its name there.
SERVICE = "SERVICE"
#: The same as it stands for one service's own actions, on a resource of its own.
SERVICE_POLICY = _text(
    _statement(
        Sid="fencepost",
        Principal={"AWS": "arn:aws:iam::123456789012:root"},
        Action=[f"{SERVICE}:*"],
        Resource=[f"arn:aws:{SERVICE}:us-east-1:123456789012:*"],
    )
)
KEY_POLICY = _text(
    _statement(Principal={"AWS": "arn:aws:iam::123456789012:root"}, Action="kms:*", Resource="*", Sid="fencepost")
)
#: Keeps the last image.
LIFECYCLE_POLICY = _text(
    {
        "rules": [
            {
                "rulePriority": 1,
                "selection": {"tagStatus": "untagged", "countType": "imageCountMoreThan", "countNumber": 1},
                "action": {"type": "expire"},
            }
        ]
    }
)
SERVICE_CONTROL_POLICY = _text(_statement(Action="*", Resource="*"))
STATE_MACHINE = _text({"StartAt": "Done", "States": {"Done": {"Type": "Pass", "End": True}}})
TEMPLATE = _text(
    {
        "AWSTemplateFormatVersion": "2010-09-09",
        "Resources": {"Topic": {"Type": "AWS::SNS::Topic", "Properties": {}}},
    }
)
EVENT_PATTERN = _text({"source": ["fencepost"]})
JSON_OBJECT = "{}"
OPENAPI = _text({"openapi": "3.0.1", "info": {"title": "fencepost", "version": "1.0"}, "paths": {}})
AVRO_SCHEMA = _text({"type": "record", "name": "fencepost", "fields": [{"name": "one", "type": "string"}]})
SSM_DOCUMENT = _text(
    {
        "schemaVersion": "2.2",
        "description": "fencepost",
        "mainSteps": [{"action": "aws:runShellScript", "name": "one", "inputs": {"runCommand": ["true"]}}],
    }
)
SAML_METADATA = (
    '<?xml version="1.0"?><EntityDescriptor xmlns="urn:oasis:names:tc:SAML:2.0:metadata" '
    'entityID="https://fencepost.example.com"><IDPSSODescriptor '
    'protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol"/></EntityDescriptor>'
) + " " * 1000
GRAPHQL = "type Query { one: String }"
DASHBOARD = _text({"widgets": []})
MANIFEST = _text(
    {
        "schemaVersion": 2,
        "mediaType": "application/vnd.docker.distribution.manifest.v2+json",
        "config": {
            "mediaType": "application/vnd.docker.container.image.v1+json",
            "size": 2,
            "digest": "sha256:44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a",
        },
        "layers": [],
    }
)
BUILD_SPECIFICATION = "version: 0.2\nphases:\n  build:\n    commands:\n      - true\n"


def archive() -> str:
    """A zip file with one module in it, in base64."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as zipped:
        entry = zipfile.ZipInfo("index.py", (2026, 1, 1, 0, 0, 0))
        zipped.writestr(entry, "def handler(event, context):\n    return event\n")
    return encoded(held.getvalue())


def encoded(value: bytes | str) -> str:
    """Bytes, or a text's UTF-8, in base64: how a blob stands among members."""
    return base64.b64encode(value if isinstance(value, bytes) else value.encode()).decode()
