"""Reading back: what was lost, kept or altered."""

from __future__ import annotations

from fencepost.oracle import readback


def test_what_was_given_must_read_the_same():
    """Values that read otherwise, or not at all, are lost; what the service doesn't show is not."""
    given = {"Config": {"Size": 3, "Tags": ["a"], "Note": "x"}, "Secret": "s"}
    read = {"Config": {"Size": 4, "Tags": ["a"]}}
    assert readback.lost(given, read) == ["Config.Size", "Config.Note"]


def test_floats_read_as_32_bits():
    """A weight that went through a 32-bit float is no loss."""
    assert readback.lost({"Weight": 0.1}, {"Weight": 0.10000000149011612}) == []


def test_nothing_given_is_nothing_lost():
    """An empty structure or list gives nothing that would have to be kept."""
    assert readback.lost({"Config": {}, "Items": []}, {"Config": {"Size": 1}, "Items": ["a"]}) == []


def test_true_is_not_one():
    """JSON tells truth values from numbers."""
    assert readback.lost({"On": True}, {"On": 1}) == ["On"]


def test_kept_is_what_a_whole_replacement_should_have_dropped():
    """Left out by the second update, and still there."""
    before = {"Config": {"Size": 3, "Note": "x"}}
    assert readback.kept(before, {"Config": {"Size": 4}}, {"Config": {"Size": 4, "Note": "x"}}, ("Config",)) == {
        "Config.Note": "x"
    }
    assert readback.kept(before, {"Config": {"Size": 4}}, {"Config": {"Size": 4}}, ("Config",)) == {}


def test_altered_is_what_a_partial_update_should_have_left():
    """Not given, and changed all the same."""
    assert readback.altered({"A": 1, "B": 2}, {"A": 5}, {"A": 5, "B": 3}) == ["B"]
    assert readback.altered({"A": 1, "B": 2}, {"A": 5}, {"A": 5, "B": 2}) == []
