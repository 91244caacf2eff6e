"""Whose address it is: AWS's own hosts are never taken for an emulator's, however they are written."""

from __future__ import annotations

import pytest
from botocore.loaders import Loader

from fencepost.errors import UsageError
from fencepost.targets import address_of, is_aws_host, open_target


@pytest.mark.parametrize(
    "url",
    [
        "https://cloudfront.amazonaws.com",
        "http://proton.us-east-1.amazonaws.com:80/",
        "https://PROTON.us-east-1.AMAZONAWS.com",
        "https://proton.us-east-1.amazonaws.com.",
        "https://amazonaws.com",
        "https://s3.cn-north-1.amazonaws.com.cn",
        "https://freetier.us-east-1.api.aws",
        "https://abc.lambda-url.us-east-1.on.aws",
        "https://x.aws.dev",
        "https://127.0.0.1@s3.amazonaws.com",
        "https://127.0.0.1:80@s3.amazonaws.com",
        "https://user:password@s3.amazonaws.com",
        "https://s3。amazonaws。com",
        "https://s3.ａmazonaws.com",
        "https://s3.amazonaws.com:443/path",
        "https://signin.aws.amazon.com",
    ],
)
def test_aws_itself_is_refused_unless_accepted(url):
    """Case, trailing dots, ports, credentials and look-alike characters change nothing about whose host it is."""
    with pytest.raises(UsageError, match="AWS itself") as refused:
        open_target(url)
    assert "password" not in str(refused.value)
    open_target(url, accept_real_aws=True).close()


@pytest.mark.parametrize(
    "url",
    [
        "http://169.254.169.254",
        "http://169.254.169.254./latest",
        "http://169.254.170.2",
        "http://2852039166",
        "http://0xa9.254.43518",
        "http://0251.0376.0251.0376",
        "http://[::ffff:169.254.169.254]",
        "http://[fd00:ec2::254]",
        "http://[fe80::1]",
        "http://instance-data",
    ],
)
def test_metadata_is_refused_always(url):
    """The place where a machine's credentials are handed out is no target, whatever else is accepted."""
    with pytest.raises(UsageError, match="metadata"):
        open_target(url, accept_real_aws=True)


@pytest.mark.parametrize(
    "url",
    [
        "http://",
        "http:///path",
        "http://host:port",
        "http://host:99999",
        "http://ho st",
        "http://127.0.0.1\\@s3.amazonaws.com",
        "http://a\n.b",
        "http://[::1",
        "http://host/?query",
        "http://host/#fragment",
        "https://proton.us-east-1.amazonaws.com..",
        "http://secret-" + "x" * 64,
    ],
)
def test_what_is_no_address_is_refused_with_a_remedy(url):
    """A URL that can't be used is refused without being shown, since it may hold a password."""
    with pytest.raises(UsageError, match="can't be used") as refused:
        open_target(url)
    assert "secret" not in str(refused.value)
    assert "http://host:port" in str(refused.value)


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("http://127.0.0.1:4566", "http://127.0.0.1:4566"),
        ("http://LOCALHOST:80/", "http://localhost"),
        ("https://[::1]:8443/base/", "https://[::1]:8443/base"),
        ("http://user:secret@localhost:4566", "http://localhost:4566"),
        ("http://localhost.localstack.cloud:4566", "http://localhost.localstack.cloud:4566"),
        ("http://s3.amazonaws.com.example.org", "http://s3.amazonaws.com.example.org"),
        ("http://notamazonaws.com", "http://notamazonaws.com"),
        ("http://s3.amazonaws.com@localhost", "http://localhost"),
    ],
)
def test_other_addresses_are_normalised(url, shown):
    """Anything else is taken, shown without credentials, and with its port only where it isn't the usual one."""
    assert address_of(url).url == shown


def test_every_partition_of_botocore_is_known():
    """Whatever domains the installed botocore gives AWS's partitions, they count as AWS's."""
    for partition in Loader().load_data("partitions")["partitions"]:
        for suffix in (partition["outputs"]["dnsSuffix"], partition["outputs"]["dualStackDnsSuffix"]):
            assert is_aws_host(f"service.region.{suffix}"), suffix
