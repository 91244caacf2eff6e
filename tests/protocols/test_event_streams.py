"""Event streams, in requests and in answers."""

from __future__ import annotations

import pytest

from fencepost.protocols import Codec, Inexpressible, WireResponse

TALK = Codec.of("lexv2-runtime", "StartConversation")
NAMES = {"botId": "b", "botAliasId": "a", "localeId": "l", "sessionId": "s"}


def test_events_are_written_and_read_back():
    """Each member of the union is a message, with its blob or its object as the payload."""
    events = {"AudioInputEvent": {"audioChunk": "YWI=", "contentType": "c"}, "TextInputEvent": {"text": "t"}}
    members = {**NAMES, "requestEventStream": events}
    wire = TALK.encode(members)
    assert wire.headers["Content-Type"] == "application/vnd.amazon.eventstream"
    assert TALK.read_request(wire) == members
    assert TALK.read_request(TALK.encode(NAMES)) == NAMES


@pytest.mark.parametrize("events", ["text", [1], {}, {"Unknown": {}}, {"TextInputEvent": 5}])
def test_what_is_no_event_is_inexpressible(events):
    """A stream holds nothing but the events of its union."""
    with pytest.raises(Inexpressible):
        TALK.encode({**NAMES, "requestEventStream": events})


def test_an_answer_that_is_a_stream_has_the_last_event_of_each_kind():
    """A stream is read as the union that it is; what isn't a stream is a problem of the answer."""
    written = TALK.encode({**NAMES, "requestEventStream": {"TextInputEvent": {"text": "t"}}}).body
    codec = Codec.of("s3", "SelectObjectContent")
    answer = codec.read_response(WireResponse(200, {}, written * 2))
    assert answer.problem is None
    assert list(answer.members) == ["Payload"]
    assert list(answer.members["Payload"]) == ["TextInputEvent"]
    for body in (b"oops", written[:-1], b"<Payload/>" * 5):
        assert codec.read_response(WireResponse(200, {}, body)).problem is not None
    assert codec.read_response(WireResponse(200, {}, b"")).members == {}
