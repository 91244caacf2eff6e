"""WSGI applications in this process: well-behaved, broken, hostile, slow, endless."""

from __future__ import annotations

import os
import threading
import time
import wsgiref.validate
from collections.abc import Iterator
from typing import Any

import pytest

from fencepost.errors import UsageError
from fencepost.protocols import Codec, Failure, WireRequest, WireResponse
from fencepost.targets import Target, WsgiTarget, open_target

WIRE = WireRequest(
    "cloudfront",
    "cloudfront.amazonaws.com",
    "PUT",
    "/2020-05-31/function/a%2Fb%20%C3%A4?x=1",
    {"If-Match": "E1", "Content-Type": "application/xml"},
    b"<body/>",
)


def ok(body: Any = (b"fine",), status: Any = "200 OK", headers: Any = (), starts: int = 1) -> Any:
    """An application that gives one answer."""

    def application(environ, start_response):
        for _ in range(starts):
            start_response(status, list(headers))
        return body

    return application


def sent(application: Any, **options: Any) -> WireResponse | Failure:
    """What a target with this application gives."""
    with WsgiTarget(lambda: application, **options) as target:
        return target.send(WIRE)


def failed(application: Any, **options: Any) -> Failure:
    """The failure that a target with this application gives."""
    result = sent(application, **options)
    assert isinstance(result, Failure), result
    return result


def test_an_application_gets_the_request_and_gives_the_response():
    """Method, path, query, headers and body arrive as under a server that keeps to PEP 3333, and so does the answer."""
    seen = {}

    def application(environ, start_response):
        seen.update(environ, body=environ["wsgi.input"].read(int(environ["CONTENT_LENGTH"])))
        start_response("201 Created", [("ETag", "E2"), ("X-A", "1"), ("X-A", "2"), ("Content-Type", "text/plain")])
        return [b"a", b"b"]

    result = sent(wsgiref.validate.validator(application))
    assert isinstance(result, WireResponse)
    assert (result.status, result.body) == (201, b"ab")
    assert result.headers == {"etag": "E2", "x-a": "1, 2", "content-type": "text/plain"}
    assert seen["REQUEST_METHOD"] == "PUT"
    assert seen["PATH_INFO"].encode("latin-1").decode() == "/2020-05-31/function/a/b ä"
    assert seen["RAW_URI"] == WIRE.path
    assert (seen["QUERY_STRING"], seen["HTTP_IF_MATCH"], seen["CONTENT_TYPE"]) == ("x=1", "E1", "application/xml")
    assert (seen["body"], seen["HTTP_HOST"]) == (b"<body/>", "cloudfront.amazonaws.com")


def test_the_write_callable_works_and_the_answer_is_closed():
    """What an application writes the old way counts, and its iterable is closed, also after a failure."""
    closed = []

    class Body:
        def __init__(self, *, fails: bool) -> None:
            self.fails = fails

        def __iter__(self) -> Iterator[bytes]:
            if self.fails:
                raise RuntimeError("midway")
            yield b" and returned"

        def close(self) -> None:
            closed.append(self.fails)

    def application(*, fails):
        def call(environ, start_response):
            start_response("200 OK", [])(b"written")
            return Body(fails=fails)

        return call

    result = sent(application(fails=False))
    assert isinstance(result, WireResponse)
    assert result.body == b"written and returned"
    assert failed(application(fails=True)).detail == "RuntimeError: midway"
    assert closed == [False, True]


@pytest.mark.parametrize(
    "application",
    [
        ok(status="fine"),
        ok(status="99 Low"),
        ok(status="200 OK\r\nX: y"),
        ok(status=200),
        ok(headers=[("X", 5)]),
        ok(headers=[("X", "a\r\nb")]),
        ok(headers=[("no name", "x")]),
        ok(headers=["x"]),
        ok(body=["text"]),
        ok(body=None),
        ok(body=5),
        ok(body=[b"no start"], starts=0),
        ok(body=[], starts=0),
        ok(starts=2),
    ],
)
def test_what_no_server_could_send_is_garbage(application):
    """Broken statuses, headers and bodies, or none at all, are the application's fault and say so."""
    assert failed(application).kind == "garbage"


@pytest.mark.parametrize(
    "raised", [RuntimeError("a\nb"), SystemExit(3), KeyboardInterrupt(), RecursionError(), OSError(5, "x")]
)
def test_whatever_it_raises_is_its_answer(raised):
    """Exceptions, even those that end a process, become a failure of one line, and the next request is answered."""
    answers = iter([raised, None])

    def application(environ, start_response):
        error = next(answers)
        if error is not None:
            raise error
        start_response("200 OK", [])
        return []

    with WsgiTarget(lambda: application) as target:
        first, second = target.send(WIRE), target.send(WIRE)
    assert isinstance(first, Failure)
    assert first.kind == "exception"
    assert first.detail.startswith(type(raised).__name__)
    assert "\n" not in first.detail
    assert isinstance(second, WireResponse)


def test_details_hold_no_addresses_of_memory():
    """The same failure reads the same in every run, and a message that can't be shown doesn't matter."""

    class Odd(Exception):  # noqa: N818
        def __str__(self) -> str:
            raise ValueError

    def application(environ, start_response):
        raise ValueError(object())

    def odd(environ, start_response):
        raise Odd

    assert failed(application).detail == "ValueError: <object object at 0x…>"
    assert failed(odd).detail.startswith("Odd: ")


def test_large_and_endless_bodies_end_at_the_limit():
    """A body beyond the limit, or without an end, is given up in bounded memory."""

    def endless(environ, start_response):
        start_response("200 OK", [])
        while True:
            yield b"x" * 1000

    assert failed(endless, limit=50_000).kind == "too-large"
    assert failed(ok(body=[b"x" * 50_001]), limit=50_000).kind == "too-large"
    assert isinstance(sent(ok(body=[b"x" * 50_000]), limit=50_000), WireResponse)


def spinning(environ, start_response):
    """A body without an end and without a byte."""
    start_response("200 OK", [])
    while True:
        yield b""


def sleeping(environ, start_response):
    """An answer that comes too late."""
    time.sleep(2)
    return []


@pytest.mark.parametrize("application", [spinning, sleeping])
def test_a_slow_application_ends_at_the_time_limit(application):
    """Work that takes too long is abandoned, its thread ends when it can, and a new one answers the next request."""
    threads = set(threading.enumerate())
    start = time.perf_counter()
    slow = True

    def choosing(environ, start_response):
        return application(environ, start_response) if slow else ok()(environ, start_response)

    with WsgiTarget(lambda: choosing, timeout=0.2) as target:
        result = target.send(WIRE)
        assert time.perf_counter() - start < 1.8
        assert isinstance(result, Failure)
        assert result.kind == "timeout"
        assert 0.2 <= result.seconds < 1.8
        slow = False
        assert isinstance(target.send(WIRE), WireResponse)
    deadline = time.monotonic() + 10
    while set(threading.enumerate()) - threads and time.monotonic() < deadline:
        time.sleep(0.02)
    assert not set(threading.enumerate()) - threads


def test_waiting_can_be_interrupted():
    """Ctrl-C while a target works ends the waiting at once, and its late answer goes to no later request."""
    import _thread

    answers = iter([b"late", b"next"])

    def application(environ, start_response):
        answer = next(answers)
        if answer == b"late":
            _thread.interrupt_main()
            time.sleep(0.3)
        start_response("200 OK", [])
        return [answer]

    with WsgiTarget(lambda: application) as target:
        with pytest.raises(KeyboardInterrupt):
            target.send(WIRE)
        result = target.send(WIRE)
    assert isinstance(result, WireResponse)
    assert result.body == b"next"


def test_a_fork_has_a_thread_of_its_own():
    """A worker process that inherits a target can go on with it."""
    with WsgiTarget(ok) as target:
        assert isinstance(target.send(WIRE), WireResponse)
        child = os.fork()
        if child == 0:
            os._exit(0 if isinstance(target.send(WIRE), WireResponse) else 1)
        assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0


def test_a_factory_gives_a_clean_state():
    """Reset puts a new application in place of the old where a factory makes them, and says so where none does."""

    def make():
        count = 0

        def application(environ, start_response):
            nonlocal count
            count += 1
            start_response("200 OK", [])
            return [str(count).encode()]

        return application

    def body(target: Target) -> bytes:
        result = target.send(WIRE)
        assert isinstance(result, WireResponse)
        return result.body

    with WsgiTarget(make) as target:
        assert [body(target), body(target), target.reset("cloudfront"), body(target)] == [b"1", b"2", True, b"1"]
    with open_target(make()) as target:
        assert [body(target), target.reset("cloudfront"), body(target)] == [b"1", False, b"2"]


MODULE = """
def app(environ, start_response):
    start_response("200 OK", [])
    return [b"app"]

class Made:
    def __call__(self, environ, start_response):
        start_response("200 OK", [])
        return [b"made"]

constant = 5
"""


@pytest.mark.parametrize(("spec", "body", "fresh"), [("app", b"app", False), ("Made()", b"made", True)])
def test_a_spec_names_an_application_or_a_factory(tmp_path, monkeypatch, spec, body, fresh):
    """The current directory is importable; `()` at the end asks for what the name makes."""
    (tmp_path / "fencepost_example_app.py").write_text(MODULE)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("sys.path", [*__import__("sys").path])
    with open_target(f"wsgi:fencepost_example_app:{spec}") as target:
        result = target.send(WIRE)
        assert isinstance(result, WireResponse)
        assert (result.body, target.reset("cloudfront")) == (body, fresh)
        assert (target.name, target.shared) == (f"wsgi:fencepost_example_app:{spec}", False)


@pytest.mark.parametrize(
    ("spec", "says"),
    [
        ("wsgi:no_such_module_here:app", "can't import no_such_module_here"),
        ("wsgi:json:nothing", "json has no nothing"),
        ("wsgi:json:__name__", "can't be called"),
        ("wsgi:json", "doesn't name an application"),
        ("wsgi:json:a-b", "doesn't name an application"),
        ("aws", "aws is AWS itself"),
        ("localstack", "no target is called 'localstack'"),
        ("ftp://user:secret@host/", "no target is called 'host/'"),
    ],
)
def test_a_spec_that_names_no_target_is_refused_with_a_remedy(spec, says):
    """Every refusal says what is wrong and, on a second line, what to write; never a password."""
    with pytest.raises(UsageError) as refused:
        open_target(spec)
    problem, _, remedy = str(refused.value).partition("\n")
    assert says in problem
    assert remedy.strip()
    assert "secret" not in str(refused.value)


def test_the_reference_is_a_target_with_a_clean_state():
    """The reference answers through its target, forgets on reset, and belongs to nobody else."""
    create = Codec.of("codedeploy", "CreateApplication")
    with open_target("reference") as target:
        statuses = []
        for step in ("create", "create", "reset", "create"):
            if step == "reset":
                assert target.reset("codedeploy")
                continue
            answer = create.read_response(target.send(create.encode({"applicationName": "a"})))
            statuses.append(answer.accepted)
        assert not target.shared
    assert statuses == [True, False, True]
