"""Pages that can't be read: the error says where and what to do, and comes in bounded time."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pytest

from fencepost.documentation import read, read_text
from fencepost.errors import UnreadableInputError

Pages = Callable[[str], dict[str, Path]]

_RST = """\
.. py:method:: Parcel.Client.move_parcel(**kwargs)

  Moves a parcel.

  **Request Syntax**
  ::

    response = client.move_parcel(
        route={
            'hops': 123
        }
    )

  :type route: dict
  :param route: **[REQUIRED]**

    The way.

    - **hops** *(integer) --*

      How many.

  :rtype: dict
  :returns:

    **Response Syntax**

    ::

      {
          'name': 'string'
      }

    **Response Structure**

    - *(dict) --*

      - **name** *(string) --*

        Its name.
"""
_HEAD = "Parcel.Client.move_parcel(**kwargs)\n\nRequest Syntax\n\nresponse = client.move_parcel(\n    a='string'\n)\n"
_TAIL = "Return type\n\ndict\n\nReturns\n\nNone\n"


def test_the_page_that_the_others_spoil_is_readable() -> None:
    """The whole page is read, so that what the next tests take away is what makes them fail."""
    documented = read_text(_RST)
    assert documented.name == "parcel.MoveParcel"
    assert [path for path, _ in documented.request.walk()] == ["route", "route.hops"]


@pytest.mark.parametrize("cut", range(7, len(_RST.splitlines()) - 4))
def test_a_page_that_ends_too_early_is_refused(cut: int) -> None:
    """Wherever a page is cut off before its last member, the error says so, with a line and a remedy."""
    error = _error("\n".join(_RST.splitlines()[:cut]))
    assert error.line
    assert "whole page" in error.remedy


def test_a_cut_api_reference_page_is_refused() -> None:
    """A page without errors, or a member without a type, is no whole page."""
    page = "Move - Parcels\n\nRequest Parameters\n\nx\n\nA thing.\n\n"
    assert "before its Errors" in _error(page).problem
    error = _error(page + "Errors\n")
    assert (error.problem, error.line) == ("nothing says the type of x", 5)


@pytest.mark.parametrize("text", ["", " \n\t\n", "\ufeff\n"])
def test_an_empty_page_is_refused(text: str) -> None:
    """Nothing but space is an empty page."""
    assert "empty" in _error(text).problem


@pytest.mark.parametrize("text", ["Dear reader,\n\nno page.\n", "{}", "<html></html>", "A - b\n\nc\n"])
def test_what_is_no_page_is_refused(text: str) -> None:
    """Other text is refused with the list of what can be read."""
    error = _error(text)
    assert "no page" in error.problem
    assert "API Reference" in error.remedy


def test_titles_out_of_turn_are_words_of_the_prose() -> None:
    """A paragraph that reads like the title of a later section doesn't end the one that it stands in."""
    for title in ("Examples", "Returns", "Exceptions", "Response Structure"):
        for place in ("Moves a parcel.", "How many.", "Its name."):
            indent = " " * {"M": 2, "H": 6, "I": 8}[place[0]]
            documented = read_text(_RST.replace(place, f"{place}\n\n{indent}**{title}**\n\n{indent}One."))
            assert [path for path, _ in documented.request.walk()] == ["route", "route.hops"]
            assert documented.response
            assert [path for path, _ in documented.response.walk()] == ["name"]


@pytest.mark.parametrize(
    "signature",
    [
        *("Parcel.Client.get_waiter(waiter_name)", "Parcel.Client.can_paginate(operation_name)"),
        *("Parcel.Client.close()", "SQS.Client.close()"),
        *("SQS.Client.get_paginator(operation_name)", "S3.Client.upload_file(Filename, Bucket)"),
    ],
)
def test_helpers_of_the_client_are_no_operations(signature: str) -> None:
    """A method that boto3 adds documents no operation, with or without arguments, and the error says so."""
    assert "helper" in _error(f".. py:method:: {signature}\n\n  Does it.\n").problem
    assert "helper" in _error(f".. py:method:: {signature}\n\n  Does it.\n\n  :returns: It.\n").problem
    assert "helper" in _error(f"{signature}\n\nDoes it.\n").problem


@pytest.mark.parametrize("service", ["sqs", "codedeploy"])
def test_every_page_of_a_service_without_an_operation_is_a_helper(service: str, pages: Pages) -> None:
    """Beside its operations, a service has pages of helpers alone, and each is reported as one."""
    operations = set(pages(service).values())
    helpers = [path for path in next(iter(operations)).parent.glob("*.rst") if path not in operations]
    assert {"close", "can_paginate", "get_paginator", "get_waiter"} >= {path.stem for path in helpers} >= {"close"}
    for path in helpers:
        with pytest.raises(UnreadableInputError, match="helper"):
            read(path)


def test_an_operation_without_arguments_that_is_cut_off_is_no_helper() -> None:
    """What botocore knows as an operation is a page that isn't whole, not a helper."""
    assert "ends before" in _error("SQS.Client.list_queues()\n\nLists them.\n").problem


def test_binary_data_is_refused(tmp_path: Path) -> None:
    """Bytes that aren't text, or text with zero bytes, are named with their line."""
    file = tmp_path / "page.txt"
    file.write_bytes(b"line\n\xff\xfe")
    with pytest.raises(UnreadableInputError, match=f"{file}:2: .*UTF-8"):
        read(file)
    file.write_bytes(b"line\nline\n\0")
    with pytest.raises(UnreadableInputError, match=f"{file}:3: .*binary"):
        read(file)


def test_missing_files_and_folders_are_refused(tmp_path: Path) -> None:
    """What can't be opened is refused with its path."""
    for path in (tmp_path, tmp_path / "missing"):
        with pytest.raises(UnreadableInputError, match=str(path)):
            read(path)


def test_a_file_beyond_any_page_is_refused_unread(tmp_path: Path) -> None:
    """Ten million bytes are refused by their number."""
    file = tmp_path / "page.txt"
    file.write_bytes(b"x" * 10_000_000)
    with pytest.raises(UnreadableInputError, match="10,000,000 bytes"):
        read(file)


@pytest.mark.parametrize(
    "make",
    [
        lambda: _HEAD + "Parameters\n" + "".join(f"{' ' * i}• m{i} (dict) –\n\n" for i in range(2500)) + _TAIL,
        lambda: _HEAD.replace("a='string'", "\n".join(["'a': {"] * 50_000)) + _TAIL,
        lambda: _RST.replace("'hops': 123", "\n".join(["'a': {"] * 50_000)),
        lambda: "Move - Parcels\n\nRequest Syntax\n\n" + '{ "a": ' * 100_000 + "\n\nErrors\n",
    ],
    ids=["members", "text syntax", "rst syntax", "json"],
)
def test_deep_nesting_is_refused(make: Callable[[], str]) -> None:
    """Thousands of levels end in an error with a line, in seconds."""
    text, start = make(), time.process_time()
    assert _error(text).line
    assert time.process_time() - start < 5


@pytest.mark.parametrize(
    "prose",
    [
        *("`a ", "``a ", "**a ", "*a ", ":a:`b ", "( ", "(a. B) ", "a. B ", "A.B. ", ".", "a :", "x. a-a-a "),
        *(" " * 1000 + ".", '."', "• ", "\\a ", "[(", "a - ", "e.g. "),
    ],
)
def test_prose_is_read_in_linear_time(prose: str) -> None:
    """A million characters of prose that invites backtracking take no more than seconds."""
    text = _RST.replace("Moves a parcel.", prose * (1_000_000 // len(prose)))
    start = time.process_time()
    read_text(text)
    assert time.process_time() - start < 5


def test_members_that_the_page_never_describes_are_named() -> None:
    """A member of the syntax without a description is named in the error."""
    assert "names b" in _error(_RST.replace("route={", "b='string',\n        route={")).problem


def _error(text: str) -> UnreadableInputError:
    with pytest.raises(UnreadableInputError) as caught:
        read_text(text)
    assert caught.value.remedy
    return caught.value


@pytest.mark.parametrize("second", [_RST, _RST.replace("move_parcel", "drop_parcel")])
def test_a_file_of_several_rst_pages_is_refused(second: str) -> None:
    """Two pages in one file aren't read as the first; the error has the line of the second, and what to do."""
    error = _error(_RST + second)
    assert error.problem == "the file documents 2 operations"
    assert error.line == len(_RST.splitlines()) + 1
    assert "file of its own" in error.remedy


def test_a_file_of_several_copied_pages_is_refused() -> None:
    """Two copied pages in one file are refused, of whichever kind they are."""
    boto3 = _HEAD + "Parameters\na (string) –\n\nIt.\n\n" + _TAIL
    assert read_text(boto3).source.kind == "boto3-text"
    assert "2 operations" in _error(boto3 + boto3.replace("move", "drop")).problem
    assert "2 operations" in _error(boto3 + _RST).problem
    page = "Move - Parcels\n\nMove\n\nMoves.\n\nRequest Parameters\n\nx\n\nA thing.\n\nType: String\n\nErrors\n\n"
    assert read_text(page).source.kind == "api-reference-text"
    error = _error(page + page.replace("Move", "Drop"))
    assert (error.problem, error.line) == ("the file documents 2 operations", len(page.splitlines()) + 1)


def test_a_line_that_looks_like_a_signature_begins_no_page() -> None:
    """A call in the prose, or a title in a list, documents no second operation."""
    calls = _HEAD.replace("\n\nR", "\n\nCalls\n\nParcel.Client.find_parcel(**kwargs)\n\nfirst.\n\nR", 1)
    boto3 = calls + "Parameters\na (string) –\n\nIt.\n\n" + _TAIL + "\nExamples\n\nParcel.Client.close()\n"
    assert read_text(boto3).operation == "MoveParcel"
    page = "Move - Parcels\n\nAir - by plane\n\nRequest Parameters\n\nErrors\n\nSee Also\n\nDrop - Parcels\n"
    assert read_text(page).operation == "Move"
