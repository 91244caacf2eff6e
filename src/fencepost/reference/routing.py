"""From an HTTP request to the operation that it calls."""

from __future__ import annotations

from dataclasses import dataclass

from fencepost.reference.protocol import AwsJson, Call, Request, RestXml, RpcCbor
from fencepost.reference.refusal import RefusedError

_JSON_SERVICES = {
    "Lightsail_20161128": ("lightsail", AwsJson("1.1")),
    "CodeDeploy_20141006": ("codedeploy", AwsJson("1.1")),
    "AwsProton20200720": ("proton", AwsJson("1.0")),
}
_CBOR = "/service/CodeDeploy_20141006/operation/"
_XML = "/2020-05-31/"
#: How a request that belongs to no service is answered.
NOWHERE = RestXml({})


@dataclass(frozen=True, slots=True)
class _Route:
    """A method and a path: the collection, then a name where `member` says what it is, then `suffix`."""

    method: str
    collection: str
    operation: str
    member: str | None = None
    suffix: str = ""
    root: str | None = None
    payload: str | None = None

    def name(self, rest: str) -> str | None:
        """The name in the path after the collection, or None for another path. A name may hold slashes."""
        if self.member is None:
            return "" if not rest else None
        if not rest.startswith("/") or not rest.endswith(self.suffix) or len(rest) <= len(self.suffix):
            return None
        return rest[1 : len(rest) - len(self.suffix)]


_POLICY, _FUNCTION, _CONFIG = "continuous-deployment-policy", "function", "ContinuousDeploymentPolicyConfig"
#: The longer path of two that fit comes first.
_ROUTES = (
    _Route("POST", _POLICY, "CreateContinuousDeploymentPolicy", root=_CONFIG, payload=_CONFIG),
    _Route("GET", _POLICY, "ListContinuousDeploymentPolicies"),
    _Route("GET", _POLICY, "GetContinuousDeploymentPolicyConfig", "Id", "/config"),
    _Route("GET", _POLICY, "GetContinuousDeploymentPolicy", "Id"),
    _Route("PUT", _POLICY, "UpdateContinuousDeploymentPolicy", "Id", root=_CONFIG, payload=_CONFIG),
    _Route("DELETE", _POLICY, "DeleteContinuousDeploymentPolicy", "Id"),
    _Route("POST", _FUNCTION, "CreateFunction", root="CreateFunctionRequest"),
    _Route("GET", _FUNCTION, "ListFunctions"),
    _Route("GET", _FUNCTION, "DescribeFunction", "Name", "/describe"),
    _Route("GET", _FUNCTION, "GetFunction", "Name"),
    _Route("PUT", _FUNCTION, "UpdateFunction", "Name", root="UpdateFunctionRequest"),
    _Route("DELETE", _FUNCTION, "DeleteFunction", "Name"),
)


def _located(request: Request, route: _Route, name: str) -> dict[str, str]:
    located = {} if route.member is None else {route.member: name}
    if "if-match" in request.headers:
        located["IfMatch"] = request.headers["if-match"]
    if "Stage" in request.query:
        located["Stage"] = request.query["Stage"]
    return located


def _xml_call(request: Request) -> Call:
    rest = request.path[len(_XML) :]
    collection, slash, tail = rest.partition("/")
    for route in _ROUTES:
        if route.method == request.method and route.collection == collection:
            name = route.name(slash + tail)
            if name is not None:
                dialect = RestXml(_located(request, route, name), route.root, route.payload)
                return Call(f"cloudfront.{route.operation}", dialect)
    raise RefusedError("NoSuchResource", "There is nothing at this address.")


def route(request: Request) -> Call:
    """The operation that a request calls, which may not be one that the reference has.

    Raises RefusedError, NoSuchResource, for an address that means nothing.
    """
    if request.path.startswith(_XML):
        return _xml_call(request)
    if request.method == "POST" and request.path.startswith(_CBOR):
        return Call(f"codedeploy.{request.path[len(_CBOR) :]}", RpcCbor())
    if request.method == "POST" and request.path in ("/", ""):
        prefix, _, operation = request.headers.get("x-amz-target", "").partition(".")
        service, dialect = _JSON_SERVICES.get(prefix, ("unknown", AwsJson("1.1")))
        return Call(f"{service}.{operation}", dialect)
    raise RefusedError("NoSuchResource", "There is nothing at this address.")
