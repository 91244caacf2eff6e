"""Recorded calls made again: references filled in, names set apart, and what a hostile report can't make of it."""

from __future__ import annotations

import json

import pytest

from fencepost.campaign.records import Records, UnrepeatableError
from fencepost.protocols import Answer, Codec

FUNCTION = Codec.of("cloudfront", "UpdateFunction")
QUEUE = Codec.of("sqs", "CreateQueue")


def after(*answers, nonce=""):
    """Records after calls with these answers."""
    records = Records(nonce)
    records.answers += [Answer(200, members=members) for members in answers]
    return records


def test_what_a_target_issued_is_taken_from_its_answer():
    """A reference is the value that the earlier answer has now, its last character another one where that was so."""
    records = after({"ETag": "E1"}, {"Items": [{"Id": "abc"}]})
    given = {"IfMatch": {"$from": [1, "ETag"]}, "Ids": [{"$from": [2, "Items[0].Id"], "$last": "z"}], "N": 3}
    assert records.members(given) == {"IfMatch": "E1", "Ids": ["abz"], "N": 3}


@pytest.mark.parametrize("source", [[3, "ETag"], [1, "No.Such"], [1, "ETag[0].x"], "nonsense", [0, "ETag"], ["1", "a"]])
def test_what_no_answer_has_is_said(source):
    """An answer without the value, or a reference that is none, makes the call unrepeatable and nothing else."""
    with pytest.raises(UnrepeatableError):
        after({"ETag": "E1"}).members({"IfMatch": {"$from": source}})


def test_long_texts_have_their_length_and_a_limit():
    """A text of repeated pieces is whole again, but no report makes one that fills the memory."""
    assert after().members({"$repeats": [["ab", 3], ["c", 1]]}) == "abababc"
    with pytest.raises(UnrepeatableError, match="longer than any request"):
        after().members({"$repeats": [["a", 10**12]]})


def test_names_of_a_run_are_set_apart():
    """What an earlier run made has the same name nowhere; other texts that look alike stay."""
    records = after(nonce="abc123-")
    given = {"Name": "fencepost-violation-7", "Other": "fencepost-unknown"}
    assert records.members(given) == {"Name": "fencepost-abc123-violation-7", "Other": "fencepost-unknown"}


@pytest.mark.parametrize(
    ("body", "sent"),
    [
        ("<Id>${1.Id}</Id>", b'<Id>a&lt;"b</Id>'),
        ('{"Id": "${1.Id}"}', b'{"Id": "a<\\"b"}'),
        ("{} ${7.Id}", b"{} ${7.Id}"),
        ({"base64": "AAE="}, b"\x00\x01"),
        ({"$repeats": [["x", 4]]}, b"xxxx"),
    ],
)
def test_a_body_is_filled_in_its_own_language(body, sent):
    """An issued value is escaped as XML or JSON wants it; a reference to a step that wasn't is text like any other."""
    wire = {"method": "PUT", "url": "/x/${1.Id}", "headers": {"X-A": "1"}, "body": body}
    made = after({"Id": 'a<"b'}).wire(FUNCTION, wire, {})
    assert (made.body, made.own_path, made.headers["X-A"]) == (sent, "/x/a%3C%22b", "1")
    assert "Authorization" in made.headers


def test_a_length_that_told_the_truth_does_so_again():
    """Where a body has another length now its header follows; a length that was wrong stays wrong."""
    body = json.dumps({"QueueName": "fencepost-violation-7"})
    for recorded, sent in ((len(body), len(body) + 7), (3, 3)):
        wire = {"url": "/", "headers": {"Content-Length": str(recorded)}, "body": body}
        assert after(nonce="abc123-").wire(QUEUE, wire, {}).headers["Content-Length"] == str(sent)


def test_a_recorded_address_is_sent_nothing():
    """Only the path of a recorded URL is used, and a recorded host not at all: the target alone says where to send."""
    wire = {"url": "https://elsewhere.example/a/b?c=d", "headers": {"Host": "elsewhere.example"}, "body": ""}
    made = after().wire(QUEUE, wire, {})
    assert (made.own_path, made.host) == ("/a/b?c=d", "sqs.us-east-1.amazonaws.com")
    assert "Host" not in made.headers


@pytest.mark.parametrize("url", ["/a b", "/a\r\nX: y", "/\u202e", "a://[", ""])
def test_a_path_that_can_not_be_sent_is_said(url):
    """A path with a line break or what isn't ASCII is no path."""
    try:
        made = after().wire(QUEUE, {"url": url, "body": ""}, {})
    except UnrepeatableError:
        return
    assert made.own_path == "/"


def test_the_bucket_stands_in_the_host_again():
    """A request whose members name the host goes there, and has the whole path at an endpoint of one's own."""
    codec = Codec.of("s3", "PutBucketTagging")
    made = after().wire(codec, {"method": "PUT", "url": "/shop?tagging", "body": "<x"}, {"Bucket": "shop"})
    assert (made.host.partition(".")[0], made.path, made.own_path) == ("shop", "/?tagging", "/shop?tagging")
