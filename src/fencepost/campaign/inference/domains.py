"""Values of formats that all services share, chosen by a member's name and type: one small table.

A contract says that a member is a string of 20 to 2048 characters; that it is the ARN of a role stands in its name.
Entries are tried from the top, and the values of each in their order; what a member's own traits refuse is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from fencepost.campaign.inference import documents as docs
from fencepost.campaign.inference.recipe import Fresh
from fencepost.campaign.inference.words import Words

ACCOUNT, REGION = "123456789012", "us-east-1"


@dataclass(frozen=True, slots=True)
class Domain:
    """The values of members whose name ends as `names` says, in words (`role arn`), for one kind of type."""

    names: re.Pattern[str]
    kind: str
    values: tuple[Any, ...]


def _arn(service: str, rest: str, *, region: str = REGION, account: str = ACCOUNT) -> str:
    return f"arn:aws:{service}:{region}:{account}:{rest}"


def _domain(names: str, *values: Any, kind: str = "string") -> Domain:
    return Domain(re.compile(rf"(?:^|[ /])(?:{names})$"), kind, values)


_ROLE = "arn:aws:iam::123456789012:role/fencepost"
_BUCKET = "fencepost-bucket"
_TOPIC = _arn("sns", "fencepost")
_KEY_ID = "1234abcd-12ab-34cd-56ef-1234567890ab"
_KEY = _arn("kms", f"key/{_KEY_ID}")
_LAMBDA = _arn("lambda", "function:fencepost")
_LATER, _EARLIER = "2030-01-02T00:00:00Z", "2026-01-01T00:00:00Z"

DOMAINS: tuple[Domain, ...] = (
    # names of a form
    _domain(r"(.* )?alias( name)?", Fresh("alias/{name}")),
    _domain(r"policy name", "default", Fresh()),
    # who
    _domain(r"(.* )?role( arn)?|role arn|execution role|.*role .*arn", _ROLE),
    _domain(
        r".*principal( arn)?|.*grantee( principal)?",
        "arn:aws:iam::123456789012:root", ACCOUNT, "lambda.amazonaws.com",
    ),
    _domain(r"(.* )?account( id)?|(.* )?owner( id)?|(.* )?account owner|registry id|catalog id", ACCOUNT),
    _domain(r"(.* )?email( address)?|.*email|.*contact info", Fresh("{name}@example.com")),
    _domain(r"(.* )?phone( number)?|.*mobile( number)?", "+12065550100"),
    _domain(r"(.* )?password|.*passphrase|secret string|.*passcode", "Fencepost-1-secret!", "fencepostsecret1"),
    _domain(r"(.* )?user(name)?|.*user name", "fencepost"),
    _domain(r"session name", "fencepost"),
    _domain(
        r"aws service name|service principal|.*service namespace",
        "ecs.amazonaws.com", "ecs", "lambda.amazonaws.com",
    ),
    # documents
    _domain(r"assume role policy( document)?|trust policy", docs.TRUST_POLICY),
    _domain(r"lifecycle policy( text)?", docs.LIFECYCLE_POLICY),
    _domain(r"(/|^)?policy document", docs.IDENTITY_POLICY, docs.RESOURCE_POLICY),
    _domain(
        r"(.* )?policy( text| body| json| in json| string)?|policy content",
        docs.RESOURCE_POLICY, docs.KEY_POLICY, docs.SERVICE_POLICY, docs.IDENTITY_POLICY,
    ),
    _domain(r"content", docs.SERVICE_CONTROL_POLICY, docs.SSM_DOCUMENT, "fencepost", docs.JSON_OBJECT),
    _domain(r"(.* )?template( body| content)?", docs.TEMPLATE),
    _domain(r"definition|.*state machine definition", docs.STATE_MACHINE, docs.AVRO_SCHEMA),
    _domain(r"schema definition", docs.AVRO_SCHEMA),
    _domain(r"definition string", docs.GRAPHQL),
    _domain(r"event pattern|.*filter pattern", docs.EVENT_PATTERN),
    _domain(r"dashboard body", docs.DASHBOARD),
    _domain(r"image manifest", docs.MANIFEST),
    _domain(r"buildspec", docs.BUILD_SPECIFICATION),
    _domain(r"saml metadata document", docs.SAML_METADATA),
    _domain(r"(.* )?private key( plaintext)?", docs.PRIVATE_KEY),
    _domain(r"(.* )?certificate signing request|csr", docs.CERTIFICATE_REQUEST),
    _domain(r"(.* )?certificate( body| pem| chain)?|.*certificate pem", docs.CERTIFICATE),
    _domain(r"ssh public key( body)?|public key( material| body)?", docs.SSH_PUBLIC_KEY),
    _domain(r"input|payload|message body|.*detail|event data", docs.JSON_OBJECT),
    # networks
    _domain(r"vpc cidr( block)?|cidr block|cidr", "10.0.0.0/16", "10.0.0.0/24", "192.0.2.0/24"),
    _domain(r".*ipv6 cidr.*", "2001:db8::/56"),
    _domain(r".*cidr( block| ip| range)?|.*ip range|.*address range", "10.0.0.0/24", "10.0.0.0/16"),
    _domain(r".*ip( address)?|.*ipv4( address)?|public ip|.*private ip.*", "192.0.2.10", "10.0.0.10"),
    _domain(r"availability zone( name)?|.*availability zone", "us-east-1a"),
    _domain(r"availability zone id", "use1-az1"),
    _domain(r"(.* )?region( name)?|.*region", REGION, "us-west-2"),
    _domain(r".*domain( name)?|.*fqdn|.*host( ?name)?|.*dns name", Fresh("{name}.example.com"), Fresh()),
    _domain(r"hosted zone name|zone name", "fencepost.example.com."),
    _domain(r"port|.*from port|.*to port|.* port", 443, 8080, kind="integer"),
    _domain(r"ip protocol|protocol", "tcp", "TCP", "HTTP", "-1"),
    # times
    _domain(r"(.* )?schedule( expression)?|.*cron.*|.*rate expression", "rate(5 minutes)", "cron(0 12 * * ? *)"),
    _domain(r".*time ?zone", "UTC"),
    _domain(r"(.* )?(end|to|until|expir\w*|stop)( time| date| at)?|.*end time|.*expir.*", _LATER, kind="timestamp"),
    _domain(r".*", _EARLIER, kind="timestamp"),
    _domain(r"(.* )?(time period|date range|period)/(end|end date)", "2026-02-01"),
    _domain(r"end date|end time|.*until|.*end date|end", "2026-02-01T00:00:00Z", "2026-02-01"),
    _domain(
        r"start date|start time|.*since|.*start date|start|.*timestamp|.*date",
        "2026-01-01T00:00:00Z", "2026-01-01",
    ),
    _domain(r".*window", "sun:05:00-sun:06:00", "05:00-06:00"),
    _domain(r"retention in day.*|.*retention.*day.*", 7, kind="integer"),
    # what it runs on
    _domain(r"(.* )?image id|ami( id)?", "ami-12c6146b", "ami-0abcdef1234567890"),
    _domain(r"db instance class|.*instance class", "db.t3.micro", "db.m5.large"),
    _domain(r"cache node type|node type", "cache.t3.micro", "dc2.large", "db.t4g.small"),
    _domain(r"broker instance type|host instance type", "mq.t3.micro", "kafka.m5.large"),
    _domain(r"(.* )?instance type|.*instance type", "t3.micro", "m5.large", "ml.m5.large"),
    _domain(r"engine", "mysql", "postgres", "redis", "aurora-mysql", "neptune", "docdb"),
    _domain(r"(.* )?db parameter group family|parameter group family", "mysql8.0", "redis7"),
    _domain(r"engine name", "mysql"),
    _domain(r"engine version|.*major engine version", "8.0", "8.0.32", "7.0"),
    _domain(r"kubernete version|version", "1.0", "1", "1.30"),
    _domain(r"runtime", "python3.12"),
    _domain(r"handler", "index.handler"),
    _domain(r"(.* )?image( uri)?", "123456789012.dkr.ecr.us-east-1.amazonaws.com/fencepost:latest"),
    _domain(r"platform", "Linux", "ANDROID"),
    _domain(r"virtualization type", "hvm"),
    _domain(r"dimension", "cpu"),
    # places
    _domain(r"(.* )?s3 ?(uri|url|path|location)|.*s3 output.*|.*output location", f"s3://{_BUCKET}/fencepost/"),
    _domain(r"(.* )?bucket arn", f"arn:aws:s3:::{_BUCKET}"),
    _domain(r"(.* )?bucket( name)?|.*s3 bucket.*", _BUCKET),
    _domain(r"(.* )?s3 ?key|object key|(.* )?prefix|.*key prefix", "fencepost/"),
    _domain(r"copy source", f"{_BUCKET}/fencepost"),
    _domain(r"repository (url|uri)|.*git ?hub.*url|clone url", "https://github.com/fencepost/fencepost.git"),
    _domain(r"(.* )?(url|uri|endpoint|callback url)", "https://fencepost.example.com/"),
    _domain(r"path|.*path", "/fencepost", "/fencepost/", "/"),
    _domain(r"branch( name)?|.*branch name", "main"),
    _domain(r".*commit id|.*commit specifier", "main"),
    # other services' resources
    _domain(
        r"(.* )?kms( master)? key( id| arn| identifier)?|.*encryption key( id| arn)?|.*kms.*",
        _KEY, _KEY_ID, "alias/aws/s3",
    ),
    _domain(r"(.* )?(topic|sns)( arn)?|.*sns topic.*", _TOPIC),
    _domain(r"(.* )?queue arn", _arn("sqs", "fencepost")),
    _domain(r"(.* )?(lambda|function)( function)? ?(arn|uri)|.*lambda.*arn", _LAMBDA),
    _domain(r"(.* )?stream arn|.*kinesis.*arn", _arn("kinesis", "stream/fencepost")),
    _domain(r"(.* )?log group arn|.*cloud watch log.*arn|log destination", _arn("logs", "log-group:fencepost:*")),
    _domain(r"(.* )?log group( name)?", "fencepost"),
    _domain(r"(.* )?secret arn|secret id", _arn("secretsmanager", "secret:fencepost-AbCdEf")),
    _domain(r"(.* )?certificate arn|.*acm certificate.*", _arn("acm", f"certificate/{_KEY_ID}")),
    _domain(r"(.* )?cluster arn", _arn("ecs", "cluster/fencepost")),
    _domain(r"(.* )?load balancer arn", _arn("elasticloadbalancing", "loadbalancer/app/fencepost/0123456789abcdef")),
    _domain(r"(.* )?target group arn", _arn("elasticloadbalancing", "targetgroup/fencepost/0123456789abcdef")),
    _domain(r"(.* )?user pool (arn|id)", "us-east-1_fencepost", _arn("cognito-idp", "userpool/us-east-1_fencepost")),
    _domain(r"policy arn", "arn:aws:iam::aws:policy/ReadOnlyAccess"),
    _domain(r"(.* )?web acl arn", _arn("wafv2", f"regional/webacl/fencepost/{_KEY_ID}")),
    _domain(
        r"resource arn|target arn|source arn|arn",
        f"arn:aws:s3:::{_BUCKET}", _LAMBDA, _arn("dynamodb", "table/fencepost"),
    ),
    _domain(r"(.* )?vpc( id)?", "vpc-0123456789abcdef0"),
    _domain(r"(.* )?subnet( id| identifier)?", "subnet-0123456789abcdef0"),
    _domain(r"(.* )?security group( id| identifier)?", "sg-0123456789abcdef0"),
    _domain(r"(.* )?instance id", "i-0123456789abcdef0"),
    _domain(r"(.* )?volume id", "vol-0123456789abcdef0"),
    # small things
    _domain(
        r"(.* )?client( request)? token|idempotency token|.*caller reference|creation token|request token",
        Fresh(),
    ),
    _domain(r"tag/key|tag key|key", "fencepost"),
    _domain(r"tag/value|value", "fencepost", "1", "true"),
    _domain(r"action( name)?", "*", "Publish", "lambda:InvokeFunction", "SendMessage"),
    _domain(r"attribute name", "fencepost"),
    _domain(r"attribute type", "S"),
    _domain(r"key type", "HASH"),
    _domain(r"read capacity unit|write capacity unit|.*capacity", 1, kind="integer"),
    _domain(r"namespace", "fencepost", "/fencepost"),
    _domain(r"language( code)?|.*language code|locale", "en-US", "en"),
    _domain(r"currency( code)?", "USD"),
    _domain(r"country( code)?", "US"),
    _domain(r"(.* )?marker|next token|.*pagination token", ""),
    _domain(r"query( string| text)?|statement|sql|.*query string", "SELECT 1", "fields @message"),
    _domain(r"zip ?file|.*zip.*|code content", docs.archive(), kind="blob"),
    _domain(r"(.* )?private key", docs.encoded(docs.PRIVATE_KEY), kind="blob"),
    _domain(r"(.* )?certificate( chain)?", docs.encoded(docs.CERTIFICATE), kind="blob"),
    _domain(r"csr", docs.encoded(docs.CERTIFICATE_REQUEST), kind="blob"),
    _domain(r"public key( material)?", docs.encoded(docs.SSH_PUBLIC_KEY), kind="blob"),
    _domain(r".*body", docs.encoded(docs.OPENAPI), docs.encoded("fencepost"), kind="blob"),
    _domain(r"payload|policy|.*schema.*|definition", docs.encoded(docs.JSON_OBJECT), kind="blob"),
    _domain(r".*", docs.encoded("fencepost"), kind="blob"),
)  # fmt: skip

#: By kind, so that a lookup goes over few entries.
_BY_KIND: dict[str, list[Domain]] = {}
for _entry in DOMAINS:
    _BY_KIND.setdefault(_entry.kind, []).append(_entry)


def domain_values(path: tuple[Words, ...], kind: str) -> Iterator[Any]:
    """The values that a member may take by its name and those of its parents, the likeliest first, each once.

    `path` are the words of each name on the way, `kind` is botocore's name for the type.
    """
    kind = "integer" if kind in ("long", "integer") else kind
    text = "/".join(" ".join(words) for words in path[-2:])
    seen: list[Any] = []
    for domain in _BY_KIND.get(kind, ()):
        if domain.names.search(text):
            for value in domain.values:
                if value not in seen:
                    seen.append(value)
                    yield value
