"""How targets say that they have no such operation.

Only statements about a whole operation count: that one resource isn't there, or one parameter isn't supported, is an
answer like any other. Each way is documented by the implementation named beside it, or was observed there.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from fencepost.protocols import Answer, Failure, WireResponse

#: Codes by which AWS and emulators call the operation itself unknown. InvalidAction, UnknownOperationException: AWS's
#: common errors, and ministack's. NotImplemented: the AWS Emulator, S3, adobe/s3mock, LocalStack.
_CODES = frozenset(
    {
        "InvalidAction",
        "NotImplemented",
        "NotImplementedException",
        "UnknownAction",
        "UnknownOperation",
        "UnknownOperationException",
    }
)

#: What a message says of an operation under a code that says less.
_MESSAGES = re.compile(
    r"Not yet implemented$"  # moto, where it has no URL
    r"|The \S+ action has not been implemented"  # moto, where it has the URL but no method
    r"|API (action '[^']*' )?for service '[^']*' (is )?not (yet )?implemented"  # LocalStack
    r"|(Unknown|Unsupported) (\w+ ){0,3}(action|operation|endpoint|path|route|service)\b"  # ministack
    r"|No route for [A-Z]+ /"  # ministack, for the REST protocols
    r"|There is nothing at this address",  # the reference, for the REST protocols
)

#: Codes that speak of one resource, whatever their message says. (ministack routes nothing with a NoSuchResource.)
_ABOUT_ONE = re.compile(r"NotFound|DoesNotExist|NoSuch(?!Resource$)")
#: What web frameworks answer where nothing is routed: Werkzeug and nginx (HTML), Starlette, Go's ServeMux, Express.
_UNROUTED = re.compile(
    rb"\s*(<!doctype html|<html|not found\s*$|404 page not found|{\"detail\":\s*\"not found\"})", re.IGNORECASE
)
#: An S3 answer that a method is not allowed for this one thing.
_ONE_RESOURCE = re.compile(rb"<(Resource|ResourceType)>[^<]")


def says_not_implemented(response: WireResponse | Failure, answer: Answer) -> bool:
    """Whether a response to a valid request says that the target lacks the operation. `answer` is the same, read."""
    if isinstance(response, Failure):
        return response.kind == "exception" and response.detail.startswith("NotImplementedError")
    if response.status < 400:  # noqa: PLR2004
        return False
    return any(way(response, answer) for way in _WAYS)


def _status(response: WireResponse, _answer: Answer) -> bool:
    """501 means just this (RFC 9110, section 15.6.2); LocalStack and the AWS Emulator use it."""
    return response.status == 501  # noqa: PLR2004


def _code(_response: WireResponse, answer: Answer) -> bool:
    return answer.code in _CODES


def _message(_response: WireResponse, answer: Answer) -> bool:
    if answer.message is None or (answer.code and _ABOUT_ONE.search(answer.code)):
        return False
    return _MESSAGES.match(answer.message) is not None


def _unrouted(response: WireResponse, answer: Answer) -> bool:
    """A 404 that names no error comes from a router, not from an operation, which would name the resource."""
    if response.status != 404 or answer.code is not None:  # noqa: PLR2004
        return False
    return not response.body.strip() or _UNROUTED.match(response.body) is not None


def _method(response: WireResponse, _answer: Answer) -> bool:
    """405 for an operation's own method: its route isn't there (ministack hands unknown services to its S3)."""
    return response.status == 405 and not _ONE_RESOURCE.search(response.body)  # noqa: PLR2004


_WAYS: tuple[Callable[[WireResponse, Answer], bool], ...] = (_status, _code, _message, _unrouted, _method)
