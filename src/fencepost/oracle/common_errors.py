"""Errors that any operation of a protocol may answer with, whatever its page names: refusals, of no special meaning.

One list per protocol. Source: the common errors that AWS documents for each service family, and the errors that its
protocols themselves define.
"""

from __future__ import annotations

from collections.abc import Mapping

_ANY = frozenset(
    """AccessDenied AccessDeniedException IncompleteSignature InternalFailure InvalidAction InvalidClientTokenId
    MissingAction MissingAuthenticationToken NotAuthorized OptInRequired RequestExpired ServiceUnavailable Throttling
    ThrottlingException ValidationError ValidationException UnrecognizedClientException RequestEntityTooLarge""".split()
)
#: What Smithy's protocols over JSON and CBOR say of a request that they can't read.
_SMITHY = frozenset(
    """SerializationException UnknownOperationException UnsupportedMediaTypeException NotAcceptableException
    MalformedHttpRequestException""".split()
)
#: What services of the query protocols say of a form that they can't read, or of a field whose kind is wrong.
_FORM = frozenset(
    """InvalidParameterCombination InvalidParameterValue InvalidQueryParameter MalformedQueryString MissingParameter
    MalformedInput UnknownParameter""".split()
)
COMMON_ERRORS: Mapping[str, frozenset[str]] = {
    "rest-xml": _ANY
    | frozenset(
        """MalformedXML MalformedInput InvalidRequest BadRequest InvalidInput BadDigest InvalidDigest InvalidURI
        MethodNotAllowed MissingContentLength MissingRequestBodyError SignatureDoesNotMatch
        XAmzContentSHA256Mismatch""".split()
    ),
    "json": _ANY | _SMITHY | frozenset("InvalidParameterException MissingParameter".split()),
    "rest-json": _ANY
    | _SMITHY
    | frozenset("BadRequestException InvalidParameterException InvalidRequestException MissingParameter".split()),
    "smithy-rpc-v2-cbor": _ANY | _SMITHY,
    "query": _ANY | _FORM,
    "ec2": _ANY
    | _FORM
    | frozenset(
        """AuthFailure Blocked InvalidCharacter InvalidParameter InvalidParameterDependency OperationNotPermitted
        PendingVerification RequestLimitExceeded UnauthorizedOperation Unavailable UnsupportedOperation
        UnsupportedProtocol""".split()
    ),
}


def common_errors(protocol: str) -> frozenset[str]:
    """The errors common to all operations of a protocol; those of any protocol where it has no list of its own."""
    return COMMON_ERRORS.get(protocol, _ANY)
