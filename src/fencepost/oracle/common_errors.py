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
COMMON_ERRORS: Mapping[str, frozenset[str]] = {
    "rest-xml": _ANY | frozenset("MalformedXML MalformedInput InvalidRequest BadRequest InvalidInput".split()),
    "json": _ANY
    | frozenset(
        """SerializationException UnknownOperationException UnsupportedMediaTypeException NotAcceptableException
        MalformedHttpRequestException InvalidParameterException MissingParameter""".split()
    ),
}


def common_errors(protocol: str) -> frozenset[str]:
    """The errors common to all operations of a protocol; those of any protocol where it has no list of its own."""
    return COMMON_ERRORS.get(protocol, _ANY)
