"""Names of services and operations."""

from __future__ import annotations

import pytest

from fencepost.documentation.service import operation_name, service_name


@pytest.mark.parametrize(
    ("title", "service"),
    [
        ("CloudFront", "cloudfront"),
        ("AWS CodeDeploy", "codedeploy"),
        ("Amazon Lightsail", "lightsail"),
        ("CloudWatchLogs", "logs"),
        ("ElasticLoadBalancingv2", "elbv2"),
        ("Amazon Simple Queue Service", "sqs"),
        ("EC2", "ec2"),
        ("Parcel Ledger", "parcelledger"),
    ],
)
def test_services_have_botocores_names(title: str, service: str) -> None:
    """The class of a client and the title of a reference lead to the same name; unknown ones are lowered."""
    assert service_name(title) == service


def test_the_operation_decides_between_services_of_one_name() -> None:
    """Two services share a class name; the one with the operation is meant."""
    both = {service_name("PinpointSMSVoice"), service_name("PinpointSMSVoice", "NoSuchOperation")}
    assert both <= {"pinpoint-sms-voice", "sms-voice"}


@pytest.mark.parametrize(
    ("service", "method", "operation"),
    [
        ("cloudfront", "update_function", "UpdateFunction"),
        ("ec2", "create_vpc_peering_connection", "CreateVpcPeeringConnection"),
        ("rds", "create_db_instance", "CreateDBInstance"),
        ("elasticache", "modify_cache_parameter_group", "ModifyCacheParameterGroup"),
        ("parcelledger", "move_parcel", "MoveParcel"),
    ],
)
def test_operations_have_the_apis_names(service: str, method: str, operation: str) -> None:
    """The model turns a method's name back into the API's, which capitals alone couldn't."""
    assert operation_name(service, method) == operation
