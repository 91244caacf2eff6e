"""Operations of AWS have a valid request, found in time, and schemas that any validator takes."""

from __future__ import annotations

import random
import time
from collections.abc import Iterable, Iterator

import jsonschema_rs
import pytest

from fencepost.contracts import Contract, derive, derived_service
from fencepost.documentation.models import read_operation
from fencepost.generation import Requests

#: At least one service of each protocol, with streams of events, documents, maps and recursion among them.
_SAMPLED = (
    *("dynamodb", "lambda", "sqs", "sns", "ec2", "iam", "route53", "cloudfront", "kinesis", "bedrock-runtime"),
    *("lexv2-models", "wafv2", "s3", "glue", "logs", "codedeploy", "rds-data", "appsync", "mediaconvert"),
)
#: Services of which every operation is tried.
_WHOLE = ("dynamodb", "lambda", "sqs", "kinesis", "route53", "cloudfront", "logs", "codedeploy", "lightsail", "proton")
_PER_SERVICE = 4
_SECOND = 1.0


def _sample() -> Iterator[Contract]:
    for service in _SAMPLED:
        contracts = sorted(_names(service))
        for name in random.Random(service).sample(contracts, min(_PER_SERVICE, len(contracts))):  # noqa: S311
            yield derive(read_operation(service, name))


def _names(service: str) -> Iterable[str]:
    from botocore.session import get_session

    return get_session().get_service_model(service).operation_names


def test_a_sample_of_operations_has_valid_requests() -> None:
    """For some operations of every protocol, the smallest and a random request are valid, and the schemas are."""
    assert [problem for contract in _sample() for problem in _problems(contract)] == []


@pytest.mark.slow
@pytest.mark.parametrize("service", _WHOLE)
def test_every_operation_has_valid_requests(service: str) -> None:
    """The same for all operations of a service."""
    assert [problem for contract in derived_service(service) for problem in _problems(contract)] == []


def _problems(contract: Contract) -> Iterator[str]:
    """What is wrong with an operation; a slow one is tried again, in case the machine was busy."""
    request = jsonschema_rs.Draft202012Validator(dict(contract.request))
    if contract.response is not None:
        jsonschema_rs.Draft202012Validator(dict(contract.response))
    for _ in range(2):
        began = time.process_time()
        requests = Requests(contract)
        made = [requests.smallest, *requests.stock(1, 1)]
        seconds = time.process_time() - began
        if seconds < _SECOND:
            break
    else:
        yield f"{contract.name} took {seconds:.1f} s"
    if len(made) < 2 or any(requests.checker.broken(one) for one in made):
        yield f"{contract.name} has no valid request"
    if not all(request.is_valid(one) for one in made):
        yield f"{contract.name} has a request that its schema forbids"
