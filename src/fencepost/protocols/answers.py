"""From an HTTP response to an answer in the operation's own terms."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any
from xml.etree import ElementTree as ET

from fencepost.protocols.readers import BodyError, MessageReader, parsed_cbor, parsed_json, parsed_xml
from fencepost.protocols.wire import Answer, Failure, WireResponse
from fencepost.protocols.xml_values import local_name

#: Messages are for people: no longer than this many characters.
_LONGEST_MESSAGE = 500
_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]+")
_ERROR_DOCUMENT = re.compile(rb"\s*(<\?xml[^>]*>\s*)?<(ErrorResponse|Error|Response(\s[^>]*)?>\s*<Errors)[\s>]")
_ERROR_NAME = re.compile(r"(Exception|Error|Fault)$")


def read_answer(response: WireResponse | Failure, reader: MessageReader) -> Answer:
    """The answer that a response is. Never raises: what can't be read becomes the answer's `problem`."""
    if isinstance(response, Failure):
        return Answer(None, failure=response)
    headers = _lowered(response.headers)
    if not 200 <= response.status < 300:  # noqa: PLR2004 - the classes of RFC 9110, section 15
        code, message = error_in(headers, response.body)
        return Answer(response.status, code, message)
    try:
        members = reader.read(headers, response.body, response.status)
    except BodyError as problem:
        return Answer(response.status, problem=str(problem))
    code, message = _error_despite_success(headers, response.body, members)
    return Answer(response.status, code, message, {} if code else members)


def error_in(headers: Mapping[str, str], body: bytes) -> tuple[str | None, str | None]:
    """The code and the message of an error: of the headers that name one, else from a JSON, XML or CBOR body.

    A service that once spoke the query protocol gives its old code in `x-amzn-query-error`, before a semicolon; that
    is the one that clients go by. A body in none of the forms is the message itself. Names of headers in lower case.
    """
    code, message = _cbor_error(body) if _is_cbor(headers) else _error_in_body(body)
    earlier = headers.get("x-amzn-query-error", "").partition(";")
    if earlier[0] and earlier[1]:
        return clean(earlier[0]), message
    return _bare(headers.get("x-amzn-errortype")) or code, message


def clean(text: str) -> str:
    """One readable line of at most 500 characters."""
    return _CONTROLS.sub(" ", text).strip()[:_LONGEST_MESSAGE]


def _error_in_body(body: bytes) -> tuple[str | None, str | None]:
    start = body.lstrip()[:1]
    try:
        if start == b"{":
            return _json_error(parsed_json(body))
        if start == b"<":
            return _xml_error(parsed_xml(body))
    except BodyError:
        pass
    text = clean(body[: 4 * _LONGEST_MESSAGE].decode("utf-8", "replace"))
    return None, text or None


def _is_cbor(headers: Mapping[str, str]) -> bool:
    return headers.get("content-type", "").startswith("application/cbor")


def _cbor_error(body: bytes) -> tuple[str | None, str | None]:
    try:
        value = parsed_cbor(body)
    except BodyError:
        return _error_in_body(body)
    return _json_error(value) if isinstance(value, dict) else (None, None)


def _json_error(value: Mapping[str, Any]) -> tuple[str | None, str | None]:
    code = _first_text(value.get(key) for key in ("__type", "code", "Code"))
    message = _first_text(value.get(key) for key in ("message", "Message", "errorMessage", "error"))
    return _bare(code), clean(message) if message is not None else None


def _xml_error(root: ET.Element) -> tuple[str | None, str | None]:
    # <ErrorResponse><Error>…, <Response><Errors><Error>… or a bare <Error>.
    for element in root.iter():
        if local_name(element.tag) == "Error":
            texts = {local_name(child.tag): child.text or "" for child in element}
            message = texts.get("Message", texts.get("message"))
            return texts.get("Code", "").strip() or None, clean(message) if message is not None else None
    text = clean("".join(root.itertext()))
    return None, text or None


def _error_despite_success(
    headers: Mapping[str, str], body: bytes, members: Mapping[str, Any]
) -> tuple[str | None, str | None]:
    """The error that a 2xx reports all the same, as S3's copies and some emulators do."""
    named = members.get("__type")
    if "x-amzn-errortype" in headers or (isinstance(named, str) and _ERROR_NAME.search(named)):
        return error_in(headers, body)
    if _ERROR_DOCUMENT.match(body):
        return error_in(headers, body)
    return None, None


def _bare(code: str | None) -> str | None:
    """An error's name without its namespace (`com.amazonaws.x#Name`) and without what follows a colon."""
    if not code:
        return None
    return clean(code.split(":", 1)[0].rsplit("#", 1)[-1]) or None


def _first_text(values: Iterable[Any]) -> str | None:
    return next((value for value in values if isinstance(value, str)), None)


def _lowered(headers: Mapping[str, str]) -> Mapping[str, str]:
    return {name.lower(): value for name, value in headers.items()}
