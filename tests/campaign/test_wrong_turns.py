"""Wrong turns of a first hour: each ends with a status, what is wrong, and what to do, and never with a traceback."""

from __future__ import annotations

import socket
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from fencepost.cli import main

FUNCTION = "cloudfront.UpdateFunction"


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["rnu"], "Did you mean run?"),
        (["run", FUNCTION, "--targt", "moto"], "Did you mean --target?"),
        (["run", "cloudfront.UpdateFunktion"], "Did you mean UpdateFunction?"),
        (["run", "cloudfront.update_function"], "Did you mean UpdateFunction?"),
        (["run", "cloudfrond.UpdateFunction"], "Did you mean cloudfront?"),
        (["run", "cloudfrond"], "Did you mean cloudfront?"),
        (["run", "UpdateFunction"], "an operation as in sqs.CreateQueue"),
        (["run", FUNCTION, "--target", "motto"], "Did you mean moto?"),
        (["run", FUNCTION, "--target", "127.0.0.1:4566"], "Did you mean http://127.0.0.1:4566?"),
        (["run", FUNCTION, "--constraint", "Name#requird"], "Did you mean Name#required?"),
        (["run", FUNCTION, "--phase", "boundry"], "Did you mean boundary?"),
        (["show", "cloudfront.UpdateFunktion"], "Did you mean UpdateFunction?"),
    ],
)
def test_a_misspelt_word_is_told_with_the_nearest_one(arguments, says, tmp_path, monkeypatch, capsys):
    """Status 2, and what was probably meant."""
    monkeypatch.chdir(tmp_path)
    assert main(arguments) == 2
    said = capsys.readouterr().err
    assert says in said
    assert "forecastquery" not in said


@pytest.mark.parametrize(("option", "value"), [("--workers", "two"), ("--timeout", "0"), ("--examples", "-1")])
def test_a_wrong_number_is_told_as_one(option, value, capsys):
    """Status 2, what the number must be, and no name of a function of ours."""
    with pytest.raises(SystemExit) as ended:
        main(["run", FUNCTION, option, value])
    assert ended.value.code == 2
    said = capsys.readouterr().err.splitlines()[-1]
    assert value in said
    assert "must be a" in said


@pytest.fixture
def run(tmp_path, capsys):
    """Runs an operation on an address, and returns the status and what was said on standard error."""

    def go(address):
        status = main(["run", FUNCTION, "--target", address, "--output", str(tmp_path), "--timeout", "5"])
        return status, capsys.readouterr().err

    return go


def test_a_port_where_nobody_listens(run):
    """Status 3 before anything is tried: start the emulator, or mend the port."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    status, said = run(f"http://127.0.0.1:{port}")
    assert status == 3
    assert "refused" in said
    assert "mend the host and the port" in said


def test_a_port_where_something_else_than_http_answers(run):
    """What speaks another protocol is no target that crashes: status 3, with what it said."""
    with socket.create_server(("127.0.0.1", 0)) as server:

        def greet():
            connection, _ = server.accept()
            with connection:
                connection.sendall(b"SSH-2.0-OpenSSH_9.6\r\n")
                connection.recv(1000)

        thread = threading.Thread(target=greet, daemon=True)
        thread.start()
        status, said = run(f"http://127.0.0.1:{server.getsockname()[1]}")
        thread.join(10)
    assert status == 3
    assert "doesn't speak HTTP: BadStatusLine: SSH-2.0" in said


class _Website(BaseHTTPRequestHandler):
    def do_GET(self):
        """A page."""
        self._answer(200)

    def do_PUT(self):
        """Nothing that could be put."""
        self._answer(404)

    def do_POST(self):
        """Nor anything that could be posted."""
        self._answer(404)

    def _answer(self, status):
        self.send_response(status)
        self.send_header("Content-Length", "27")
        self.end_headers()
        self.wfile.write(b"<html>A website's.</html>\n\n")

    def log_message(self, *_):
        """Keeps quiet."""


@pytest.fixture
def website():
    """The port of a web server that is no emulator."""
    with HTTPServer(("127.0.0.1", 0), _Website) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        yield server.server_port
        server.shutdown()
        thread.join(10)


def test_a_port_where_a_website_answers(run, website):
    """What lacks every operation is status 3, with the question whether it is what was meant."""
    status, said = run(f"http://127.0.0.1:{website}")
    assert status == 3
    assert "nothing could be exercised" in said
    assert "is it what listens at this address?" in said


def test_https_where_plain_http_is_spoken(run, website):
    """The scheme is what is wrong, and that is said."""
    status, said = run(f"https://127.0.0.1:{website}")
    assert status == 3
    assert "write http://" in said
