"""One operation, every reader, one contract: operations drawn over all of AWS, as model, RST, HTML and copied text."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path

import pytest

from fencepost.documentation.models import read_operation

from .agreement import Difference, differences, uncarried
from .copied_html import copied_html
from .drawn import Name, draw, write_page
from .sphinx_pages import build

Pages = Callable[[str], dict[str, Path]]

_SEED = "every reader, one contract"
_PROTOCOLS = {"ec2", "json", "query", "rest-json", "rest-xml", "smithy-rpc-v2-cbor"}

_RENAMED = "boto3 has another name for the member"
_DECODED = "boto3 shows a policy, which is text in JSON, as the dictionary that it decodes it to"
_SPOILT = "a line break in a documentation string upsets the page as it is rendered, and the reader refuses it"
#: Differences that stay, by operation, member and keyword.
_EXPLAINED = {
    ("ec2.DescribeFlowLogs", "Filter", "type"): _RENAMED,
    ("ec2.DescribeFlowLogs", "Filter[]", "type"): _RENAMED,
    ("ec2.DescribeFlowLogs", "Filter[].Name", "type"): _RENAMED,
    ("ec2.DescribeFlowLogs", "Filter[].Values", "type"): _RENAMED,
    ("ec2.DescribeFlowLogs", "Filter[].Values[]", "enum"): _RENAMED,
    ("ec2.DescribeFlowLogs", "Filter[].Values[]", "type"): _RENAMED,
    ("ec2.DescribeFlowLogs", "Filters", "type"): _RENAMED,
    ("ec2.DescribeFlowLogs", "Filters[]", "type"): _RENAMED,
    ("ec2.DescribeFlowLogs", "Filters[].Name", "type"): _RENAMED,
    ("ec2.DescribeFlowLogs", "Filters[].Values", "type"): _RENAMED,
    ("ec2.DescribeFlowLogs", "Filters[].Values[]", "enum"): _RENAMED,
    ("ec2.DescribeFlowLogs", "Filters[].Values[]", "type"): _RENAMED,
    ("ec2.GetSpotPlacementScores", "", ""): _SPOILT,
    ("glacier.InitiateVaultLock", "accountId", "required"): "boto3 fills it in where it isn't given",
    ("iam.SimulateCustomPolicy", "PolicyInputList[]", "pattern"): _DECODED,
    ("iam.SimulateCustomPolicy", "PermissionsBoundaryPolicyInputList[]", "pattern"): _DECODED,
    ("iam.SimulateCustomPolicy", "ResourcePolicy", "pattern"): _DECODED,
    ("iam.SimulateCustomPolicy", "PolicyInputList[]", "type"): _DECODED,
    ("iam.SimulateCustomPolicy", "PermissionsBoundaryPolicyInputList[]", "type"): _DECODED,
    (
        "iam.SimulateCustomPolicy",
        "OrderedOrganizationPolicyInputList[].ServiceControlPolicyInputList[]",
        "type",
    ): _DECODED,
    ("iam.SimulateCustomPolicy", "ResourcePolicy", "type"): _DECODED,
    ("rds.CopyDBClusterSnapshot", "SourceRegion", "type"): "botocore's own addition, from which it signs a URL",
    ("s3.CopyObject", "Expires", "format"): "text to the service; botocore has it as a date that it writes out",
    ("s3.PutBucketLogging", "ContentMD5", "type"): "boto3 computes it by itself and hides it",
}


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., dict[Name, dict[str, Path]]]:
    """The pages of operations in the three formats that there are, by operation and format; each set is made once."""
    pytest.importorskip("sphinx", reason="Sphinx, which builds the pages, isn't installed")

    @cache
    def write(*names: Name) -> dict[Name, dict[str, Path]]:
        folder = tmp_path_factory.mktemp("drawn")
        rst = {name: write_page(name, folder / "rst") for name in names}
        html = build(rst, folder / "html", "basic")
        text = {name: folder / f"{'.'.join(name)}.txt" for name in names}
        for name, path in text.items():
            path.write_text(copied_html(html[name].read_text(encoding="utf-8")), encoding="utf-8")
        return {name: {"rst": rst[name], "html": html[name], "text": text[name]} for name in names}

    return write


@pytest.fixture(scope="module")
def drawn() -> dict[str, list[Name]]:
    """One operation of every service and forty more of every protocol, by protocol."""
    return draw(_SEED, 40)


def test_the_draw_is_of_every_service_and_protocol(drawn: dict[str, list[Name]]) -> None:
    """Well over 500 operations, of each service at least one, of each protocol dozens."""
    names = [name for names in drawn.values() for name in names]
    assert drawn.keys() == _PROTOCOLS
    assert min(map(len, drawn.values())) > 40
    assert len(set(names)) == len(names) >= 600
    assert len({service for service, _ in names}) > 400


def test_a_few_operations_of_each_protocol_promise_the_same(
    drawn: dict[str, list[Name]], written: Callable[..., dict[Name, dict[str, Path]]]
) -> None:
    """The first two drawn of each protocol have one contract, whether read from the model or from any of the pages."""
    names = [name for names in drawn.values() for name in names[:2]]
    assert _unexplained(names, written(*names)) == {}


@pytest.mark.slow
def test_all_that_were_drawn_promise_the_same(
    drawn: dict[str, list[Name]], written: Callable[..., dict[Name, dict[str, Path]]]
) -> None:
    """Every difference of every operation drawn is one that is explained, and no explanation is left over."""
    names = sorted(name for names in drawn.values() for name in names)
    assert _unexplained(names, written(*names)) == {}


@pytest.mark.slow
def test_what_pages_do_not_carry_comes_from_traits_keys_and_errors_alone(drawn: dict[str, list[Name]]) -> None:
    """Taking off what pages don't print loses no promise that has another origin, and adds none."""
    names = sorted(name for names in drawn.values() for name in names)
    found = {".".join(name): uncarried(read_operation(*name)) for name in names}
    assert {name: constraints for name, constraints in found.items() if constraints} == {}


def test_a_page_drawn_is_the_page_of_the_whole_service(pages: Pages, tmp_path: Path) -> None:
    """A page written by itself is, byte by byte, the one that boto3 writes among all those of its service."""
    for operation, path in pages("sqs").items():
        assert write_page(("sqs", operation), tmp_path).read_bytes() == path.read_bytes()


def _unexplained(names: Sequence[Name], pages: dict[Name, dict[str, Path]]) -> dict[str, set[Difference]]:
    """The differences that no explanation covers, and the explanations that nothing needs, by operation."""
    found: dict[str, set[Difference]] = {}
    for name in names:
        operation = ".".join(name)
        explained = {place[1:] for place in _EXPLAINED if place[0] == operation}
        left = differences(read_operation(*name), pages[name]) ^ explained
        if left:
            found[operation] = left
    return found
