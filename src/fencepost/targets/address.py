"""The address of an endpoint, and whose it is."""

from __future__ import annotations

import ipaddress
import re
import socket
from dataclasses import dataclass
from urllib.parse import urlsplit

from fencepost.errors import UsageError

#: Domains under which AWS answers. The DNS suffixes of botocore's partitions are all among them, which a test holds.
_AWS_DOMAINS = (
    "amazonaws.com",
    "amazonaws.com.cn",
    "amazonwebservices.com.cn",
    "amazonaws.eu",
    "amazonwebservices.eu",
    "aws",  # the whole top-level domain is Amazon's: api.aws, on.aws
    "aws.dev",
    "aws.amazon.com",
    "awsapps.com",
    "cloudfront.net",
    "elasticbeanstalk.com",
    "c2s.ic.gov",
    "aws.ic.gov",
    "sc2s.sgov.gov",
    "aws.scloud",
    "cloud.adc-e.uk",
    "cloud-aws.adc-e.uk",
    "csp.hci.ic.gov",
    "aws.hci.ic.gov",
)
#: Where instances and containers find their credentials, by name; the addresses are link-local, or in this network.
_METADATA_NAMES = ("instance-data", "instance-data.ec2.internal")
_METADATA_NETWORK = ipaddress.ip_network("fd00:ec2::/32")
_NUMERIC = re.compile(r"[0-9a-fx.]*[0-9][0-9a-fx.]*", re.IGNORECASE)
_ODD = re.compile(r"[\\\s\x00-\x1f\x7f]")


@dataclass(frozen=True, slots=True)
class Address:
    """Where an endpoint listens. `host` is ASCII and normalised, `base` the path before every request's, or empty."""

    tls: bool
    host: str
    port: int
    base: str

    @property
    def url(self) -> str:
        """The address as a URL, with the port only where it isn't the scheme's own, and never any credentials."""
        scheme, usual = ("https", 443) if self.tls else ("http", 80)
        host = f"[{self.host}]" if ":" in self.host else self.host
        port = "" if self.port == usual else f":{self.port}"
        return f"{scheme}://{host}{port}{self.base}"


def address_of(url: str, *, accept_real_aws: bool = False) -> Address:
    """The address that a URL names. Credentials in it are dropped, and neither sent nor shown.

    Raises UsageError for what is no address of an endpoint; for a host of AWS's own unless `accept_real_aws`; and for
    the metadata service of an instance always.
    """
    try:
        parts = urlsplit(url)
        host, port = _normalised(parts.hostname or ""), parts.port
    except ValueError:
        raise _unusable("its host or its port can't be read") from None
    if _ODD.search(url) or parts.scheme not in ("http", "https") or not host:
        raise _unusable("it isn't an address such as http://127.0.0.1:4566")
    if parts.query or parts.fragment:
        raise _unusable("it has a query or a fragment, which can't be kept")
    if _is_metadata(host):
        raise UsageError(f"{host} is the metadata service of a machine\n  Name the endpoint of an emulator.")
    if not accept_real_aws and is_aws_host(host):
        raise UsageError(
            f"{host} is AWS itself\n"
            "  Requests would cost money and change real resources.\n"
            "  Name an emulator, or accept it with --i-accept-real-aws."
        )
    tls = parts.scheme == "https"
    return Address(tls, host, port or (443 if tls else 80), parts.path.rstrip("/"))


def reset_path(reset: str, address: Address) -> str:
    """The path at an endpoint that empties it, from a path or a URL. Raises UsageError for another endpoint's."""
    if reset.startswith("/") and not _ODD.search(reset):
        return reset
    parts = urlsplit(reset)
    other = address_of(f"{parts.scheme}://{parts.netloc}")
    if (other.tls, other.host, other.port) != (address.tls, address.host, address.port):
        raise UsageError(f"{reset} is no part of {address.url}\n  Give a path, such as /moto-api/reset.")
    return parts.path + (f"?{parts.query}" if parts.query else "")


def is_aws_host(host: str) -> bool:
    """Whether a hostname is AWS's own: itself or anything under one of its domains."""
    name = _normalised(host)
    return any(name == domain or name.endswith(f".{domain}") for domain in _AWS_DOMAINS)


def _normalised(host: str) -> str:
    """A hostname in lower-case ASCII without trailing dots. Raises ValueError for what no resolver takes."""
    if ":" in host:
        return str(ipaddress.ip_address(host.partition("%")[0]))
    name = host.encode("idna").decode("ascii").lower().rstrip(".")
    if _NUMERIC.fullmatch(name):
        # 2852039166 and 0xa9.254.43518 are addresses as well.
        try:
            return socket.inet_ntoa(socket.inet_aton(name))
        except OSError:
            return name
    return name


def _is_metadata(host: str) -> bool:
    if host in _METADATA_NAMES:
        return True
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return False
    address = getattr(address, "ipv4_mapped", None) or address
    return address.is_link_local or (address.version == _METADATA_NETWORK.version and address in _METADATA_NETWORK)


def _unusable(problem: str) -> UsageError:
    # The URL itself isn't shown: it may hold a password.
    return UsageError(f"the target's URL can't be used: {problem}\n  Write http://host:port or https://host:port.")
