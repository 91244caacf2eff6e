"""Operations of AWS have a valid request, found in time, and schemas that any validator takes."""

from __future__ import annotations

import random
import time
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

import jsonschema_rs
import pytest

from fencepost.contracts import Contract, derive, derived_service
from fencepost.documentation.models import read_operation, services
from fencepost.generation import Requests

#: At least one service of each protocol, with streams of events, documents, maps and recursion among them.
_SAMPLED = (
    *("dynamodb", "lambda", "sqs", "sns", "ec2", "iam", "route53", "cloudfront", "kinesis", "bedrock-runtime"),
    *("lexv2-models", "wafv2", "s3", "glue", "logs", "codedeploy", "rds-data", "appsync", "mediaconvert"),
)
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
@pytest.mark.parametrize("service", services())
def test_every_operation_has_valid_requests(service: str) -> None:
    """The same for all operations of every service that the installed botocore knows."""
    assert [problem for contract in derived_service(service) for problem in _problems(contract)] == []


def _problems(contract: Contract) -> Iterator[str]:
    """What is wrong with an operation; a slow one is tried again, in case the machine was busy."""
    for name, schema in (("request", contract.request), ("response", contract.response)):
        if schema is not None and not jsonschema_rs.meta.is_valid(dict(schema)):
            yield f"{contract.name} has a {name} that is no JSON Schema"
    if _seconds(contract) >= _SECOND and _seconds(contract) >= _SECOND:
        yield f"{contract.name} takes more than a second"
    yield from _unsatisfied(contract, "request")
    if contract.response is not None:
        answer = tuple(replace(one, message="request") for one in contract.of("response"))
        yield from _unsatisfied(replace(contract, constraints=answer, request=contract.response), "response")


def _seconds(contract: Contract) -> float:
    """The processor time that a first valid request takes, with all that has to be built for it."""
    began = time.process_time()
    _ = Requests(contract).smallest
    return time.process_time() - began


def _unsatisfied(contract: Contract, message: str) -> Iterator[str]:
    """What is wrong with the smallest message and a random one, by the checker and by the schema."""
    requests = Requests(contract)
    made = [requests.smallest, *requests.stock(1, 1)]
    if len(made) < 2 or any(_firmly_broken(requests, one) for one in made):
        yield f"{contract.name} has no valid {message}"
    schema = jsonschema_rs.Draft202012Validator(dict(contract.request))
    if not all(map(schema.is_valid, made)):
        yield f"{contract.name} has a {message} that its schema forbids"


def _firmly_broken(requests: Requests, message: dict[str, Any]) -> bool:
    """Whether a message breaks what the documentation is sure of; of two promises at odds, one is not."""
    broken = requests.checker.broken(message)
    return any(requests.contract.by_id[identity].expect == "reject" for identity in broken)
