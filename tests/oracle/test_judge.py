"""The oracle: what a case and its answer show, and what they don't."""

from __future__ import annotations

from dataclasses import replace

import pytest

from fencepost.contracts import Origin
from fencepost.generation import Cases, Requests
from fencepost.oracle import Beside, Oracle, Verdict
from fencepost.protocols import Answer, Failure
from tests.generation.invented import contract, promise

CONTRACT = contract()
CASES = Cases(Requests(CONTRACT))
ORACLE = Oracle(CONTRACT, "json")
ACCEPTED = Answer(200)
REFUSED = Answer(400, "InvalidInput", "out of range")
EXISTS = CASES.exercise(CONTRACT.by_id["Name#exists"]).violations[0]
WEIGHT = CASES.exercise(CONTRACT.by_id["Routing.Weighted.Weight#maximum"])
TOO_HEAVY = WEIGHT.violations[0]
ON_BOUND = WEIGHT.boundaries[0]


def verdict(case, answer, control=ACCEPTED, changed=None):
    """The verdict on a case beside a control."""
    return ORACLE.judge(case, answer, Beside(control, changed)).verdict


def test_an_accepted_violation_is_a_divergence():
    """A target that takes a weight above the maximum accepts what is invalid."""
    judgement = ORACLE.judge(TOO_HEAVY, ACCEPTED, Beside(ACCEPTED))
    assert judgement.verdict is Verdict.ACCEPTS_INVALID
    assert judgement.constraints == ("Routing.Weighted.Weight#maximum",)


def test_a_refusal_needs_an_accepted_control():
    """Without one, a refusal of a violation shows nothing."""
    assert verdict(TOO_HEAVY, REFUSED) is Verdict.CONFORMS
    assert verdict(TOO_HEAVY, REFUSED, control=REFUSED) is Verdict.INCONCLUSIVE
    assert verdict(TOO_HEAVY, REFUSED, control=None) is Verdict.INCONCLUSIVE
    assert verdict(TOO_HEAVY, ACCEPTED, control=REFUSED) is Verdict.INCONCLUSIVE


def test_a_refused_request_must_change_nothing():
    """A violation that was refused and yet changed the resource leaks."""
    assert verdict(TOO_HEAVY, REFUSED, changed="the version changed") is Verdict.STATE_LEAK


def test_a_refused_boundary_is_a_divergence_only_beside_an_accepted_control():
    """Valid, one change away from what was accepted, and refused."""
    assert verdict(ON_BOUND, REFUSED) is Verdict.REJECTS_VALID
    assert verdict(ON_BOUND, REFUSED, control=REFUSED) is Verdict.INCONCLUSIVE
    assert verdict(ON_BOUND, ACCEPTED) is Verdict.CONFORMS


@pytest.mark.parametrize("kind", ["timeout", "dropped", "exception", "too-large", "garbage"])
def test_no_answer_is_a_crash(kind):
    """A target that gives no answer crashed, whatever was sent."""
    assert verdict(TOO_HEAVY, Answer(None, failure=Failure(kind, "detail"))) is Verdict.CRASH
    assert verdict(ON_BOUND, Answer(503)) is Verdict.CRASH


@pytest.mark.parametrize("kind", ["blocked", "unreachable"])
def test_what_the_target_did_not_answer_itself_is_no_verdict(kind):
    """A blocked call-out, or nobody there, says nothing about the target."""
    assert verdict(TOO_HEAVY, Answer(None, failure=Failure(kind, "detail"))) is Verdict.INCONCLUSIVE


def tied(*codes):
    """An oracle for a contract whose rule `Name#exists` is tied to these errors."""
    from fencepost.contracts import Origin

    exists = replace(
        CONTRACT.by_id["Name#exists"], errors=codes, origins=tuple(Origin("error", "error.no-such", c) for c in codes)
    )
    others = tuple(c for c in CONTRACT.constraints if c.id != "Name#exists")
    return Oracle(replace(CONTRACT, constraints=(exists, *others)), "json")


def test_another_error_than_the_tied_one_is_wrong():
    """Where the documentation names the error of a rule, another one is a divergence; a common one isn't."""
    oracle = tied("NoSuchRoute")
    beside = Beside(ACCEPTED)
    assert oracle.judge(EXISTS, Answer(404, "NoSuchRoute"), beside).verdict is Verdict.CONFORMS
    assert oracle.judge(EXISTS, Answer(400, "RouteBusy"), beside).verdict is Verdict.WRONG_ERROR
    assert oracle.judge(EXISTS, Answer(400, None), beside).verdict is Verdict.WRONG_ERROR
    assert oracle.judge(EXISTS, Answer(400, "ValidationException"), beside).verdict is Verdict.CONFORMS


def test_an_error_of_another_member_is_wrong():
    """A weight that is refused with the error of an unknown name: the emulator checks the wrong thing."""
    oracle = tied("NoSuchRoute")
    assert oracle.judge(TOO_HEAVY, Answer(404, "NoSuchRoute"), Beside(ACCEPTED)).verdict is Verdict.WRONG_ERROR
    assert oracle.judge(TOO_HEAVY, Answer(400, "Whatever"), Beside(ACCEPTED)).verdict is Verdict.CONFORMS


def test_an_error_of_the_same_member_fits():
    """A name of the wrong type names nothing either."""
    oracle = tied("NoSuchRoute")
    number = CASES.exercise(CONTRACT.by_id["Name#type"]).violations[0]
    assert oracle.judge(number, Answer(404, "NoSuchRoute"), Beside(ACCEPTED)).verdict is Verdict.CONFORMS


def test_a_name_that_breaks_its_own_rule_may_be_looked_up_all_the_same():
    """A version that is too long names nothing: the documented error for that is a refusal, another one isn't."""
    said = (Origin("error", "error.invalid", "BadVersion"),)
    long = replace(promise("Version", "maxLength", 9, errors=("BadVersion",)), origins=said)
    tight = replace(CONTRACT, constraints=(*CONTRACT.constraints, long), errors={"NoSuchRoute": {}})
    violation = Cases(Requests(tight)).exercise(long).violations[0]
    oracle = Oracle(tight, "json")
    assert oracle.judge(violation, Answer(404, "NoSuchRoute"), Beside(ACCEPTED)).verdict is Verdict.CONFORMS
    assert oracle.judge(violation, Answer(404, "NoSuchThing"), Beside(ACCEPTED)).verdict is Verdict.WRONG_ERROR


def test_an_error_that_says_too_much_fits_an_upper_bound():
    """A documented error that no other rule claims may say so in its own words; of a lower bound it says nothing."""
    said = (Origin("error", "error.invalid", "BadWeight"),)
    bounds = {f"Routing.Weighted.Weight#{name}" for name in ("minimum", "maximum")}
    firm = tuple(replace(c, errors=("BadWeight",), origins=said) if c.id in bounds else c for c in CONTRACT.constraints)
    oracle = Oracle(replace(CONTRACT, constraints=firm, errors={"TooManyGrams": {}}), "json")
    too_light = CASES.exercise(CONTRACT.by_id["Routing.Weighted.Weight#minimum"]).violations[0]
    answer = Answer(400, "TooManyGrams")
    assert oracle.judge(TOO_HEAVY, answer, Beside(ACCEPTED)).verdict is Verdict.CONFORMS
    assert oracle.judge(too_light, answer, Beside(ACCEPTED)).verdict is Verdict.WRONG_ERROR


def test_what_follows_from_a_deletion_is_no_wrong_error():
    """Where the whole is gone, a documented error about another part of it is a refusal of the one change."""
    documented = replace(tied("NoSuchRoute")._contract, errors={"NotEnabled": {}})
    oracle = Oracle(documented, "json")
    deleted = replace(EXISTS, kind="state", edits=())
    assert oracle.judge(deleted, Answer(400, "NotEnabled"), Beside(ACCEPTED)).verdict is Verdict.CONFORMS
    assert oracle.judge(deleted, Answer(400, "Whatever"), Beside(ACCEPTED)).verdict is Verdict.WRONG_ERROR


def with_response(known=None):
    """An oracle for a contract whose response has a literal and a number."""
    response = [
        promise("Status", "type", "string", message="response"),
        promise("Status", "enum", ("ON", "OFF"), message="response"),
        promise("Size", "type", "integer", message="response"),
    ]
    return Oracle(replace(CONTRACT, constraints=(*CONTRACT.constraints, *response), response={}), "json", known)


def test_a_response_must_keep_its_own_contract():
    """An accepted request whose response has a wrong type is a malformed response, at that promise."""
    judgement = with_response().judge(ON_BOUND, Answer(200, members={"Size": "large"}))
    assert judgement.verdict is Verdict.MALFORMED_RESPONSE
    assert judgement.constraints == ("Size#type@response",)
    assert with_response().judge(ON_BOUND, Answer(200, members={"Size": 4})).verdict is Verdict.CONFORMS


def test_a_literal_that_the_installed_model_lists_is_contested():
    """The page is older than the model: an unknown literal of a response that the model has is no divergence."""
    answer = Answer(200, members={"Status": "PAUSED"})
    assert with_response().judge(ON_BOUND, answer).verdict is Verdict.MALFORMED_RESPONSE
    known = {"Status": frozenset({"ON", "OFF", "PAUSED"})}
    assert with_response(known).judge(ON_BOUND, answer).verdict is Verdict.CONTESTED


def test_an_unreadable_success_is_malformed():
    """A 200 whose body is not of the protocol."""
    judgement = ORACLE.judge(ON_BOUND, Answer(200, problem="not JSON"))
    assert judgement.verdict is Verdict.MALFORMED_RESPONSE
    assert judgement.constraints == ("#response",)


def test_malformed_requests_only_crash_leak_or_confuse():
    """Pages are silent on what malformed requests get: refused or accepted, both conform."""
    case = replace(ON_BOUND, kind="malformed", expect="either", constraint=None)
    assert verdict(case, REFUSED) is Verdict.CONFORMS
    assert verdict(case, ACCEPTED) is Verdict.CONFORMS
    assert verdict(case, Answer(500)) is Verdict.CRASH
    assert verdict(case, REFUSED, changed="Limit changed") is Verdict.STATE_LEAK
    assert verdict(case, Answer(200, problem="garbage")) is Verdict.MALFORMED_RESPONSE


def refused_boundary(message="", code="InvalidInput"):
    """The verdict on a boundary that was refused in these words."""
    return verdict(ON_BOUND, Answer(400, code, message))


def test_a_limit_is_no_wrong_refusal():
    """What the service refuses for a quota, it may refuse though the value is within its bounds."""
    assert refused_boundary("Rate exceeded", "SomethingElse") is Verdict.INCONCLUSIVE
    assert refused_boundary("The weight is out of range", "SomethingElse") is Verdict.REJECTS_VALID
    assert refused_boundary("The weight is out of range", "InvalidParameterCombination") is Verdict.INCONCLUSIVE


def test_a_documented_reason_of_its_own_is_no_wrong_refusal():
    """An error that the operation documents for something else says why a valid value was refused."""
    other = replace(CONTRACT, errors={**CONTRACT.errors, "ThingIsBusy": {}})
    oracle = Oracle(other, "json")
    assert oracle.judge(ON_BOUND, Answer(400, "ThingIsBusy"), Beside(ACCEPTED)).verdict is Verdict.INCONCLUSIVE
    unknown = Answer(400, "NobodyKnows", "out of range")
    assert oracle.judge(ON_BOUND, unknown, Beside(ACCEPTED)).verdict is Verdict.REJECTS_VALID


def test_a_success_that_lists_what_failed_accepts_nothing():
    """Partial failure inside a 200: the entry was refused there."""
    failed = Answer(200, members={"FailedEntries": [{"ErrorCode": "Bad"}]})
    assert verdict(TOO_HEAVY, failed) is Verdict.INCONCLUSIVE
    assert verdict(TOO_HEAVY, Answer(200, members={"FailedEntries": []})) is Verdict.ACCEPTS_INVALID


def test_a_code_on_the_wire_counts_as_the_name_it_is_documented_under():
    """Query services answer with a code of their own for a documented exception."""
    tied = replace(CONTRACT.by_id["Name#exists"], origins=(Origin("error", "invented", "NoSuchRoute"),))
    others = [tied if constraint.id == tied.id else constraint for constraint in CONTRACT.constraints]
    known = replace(CONTRACT, constraints=tuple(others))
    answer = Answer(404, "NoRoute")
    assert EXISTS.edits[0].value.how == "last-character"
    assert Oracle(known, "query").judge(EXISTS, answer, Beside(ACCEPTED)).verdict is Verdict.WRONG_ERROR
    oracle = Oracle(known, "query", codes={"NoRoute": "NoSuchRoute"})
    assert oracle.judge(EXISTS, answer, Beside(ACCEPTED)).verdict is Verdict.CONFORMS


def test_what_looks_like_no_identifier_may_be_called_malformed():
    """A made-up name of another look is refused with whatever error fits its form."""
    made_up = next(
        case
        for case in CASES.exercise(CONTRACT.by_id["Name#exists"]).violations
        if case.edits[0].value.how == "made-up"
    )
    assert verdict(made_up, Answer(400, "MalformedThing")) is Verdict.CONFORMS
    assert verdict(made_up, ACCEPTED) is Verdict.ACCEPTS_INVALID


def test_an_operation_that_is_not_there_is_no_crash():
    """To the name of an operation that nobody knows, not implemented is the right answer."""
    case = replace(CASES.control(), kind="malformed", expect="either", label="target:unknown")
    for detail in ("NotImplementedError: the action Foo", "NotImplementedError"):
        answer = Answer(None, failure=Failure("exception", detail))
        assert ORACLE.judge(case, answer).verdict is Verdict.CONFORMS
    assert ORACLE.judge(case, Answer(None, failure=Failure("exception", "KeyError"))).verdict is Verdict.CRASH


def test_a_refusal_for_another_member_is_no_wrong_one():
    """A value may ask for another member beside it, which the message names."""
    assert refused_boundary("Routing.Hosts.Quantity must be given", "Other") is Verdict.INCONCLUSIVE
    assert refused_boundary("Weight must be given", "Other") is Verdict.REJECTS_VALID


LITERAL = CASES.exercise(CONTRACT.by_id["Mode#enum"]).boundaries[0]
LENGTH = CASES.exercise(CONTRACT.by_id["Note#maxLength"]).boundaries[0]


@pytest.mark.parametrize(
    ("case", "message", "expected"),
    [
        (LITERAL, "Return values set to something else", Verdict.INCONCLUSIVE),
        (LITERAL, "Mode must be something else", Verdict.REJECTS_VALID),
        (LITERAL, f"{LITERAL.edits[0].value} isn't supported", Verdict.REJECTS_VALID),
        (LENGTH, "The document can't be parsed", Verdict.INCONCLUSIVE),
        (LENGTH, "The note is too long", Verdict.REJECTS_VALID),
        (ON_BOUND, "Weight must be below 0.1", Verdict.REJECTS_VALID),
        (ON_BOUND, "Weight must be smaller than the interval 0.1", Verdict.INCONCLUSIVE),
        (ON_BOUND, "Weight must be smaller than the maximum 0.1", Verdict.REJECTS_VALID),
    ],
)
def test_a_refusal_must_speak_of_what_was_tried(case, message, expected):
    """Of a literal, of a length: a refusal in other words may be for something that nobody wrote down."""
    assert verdict(case, Answer(400, "ValidationException", message)) is expected


def test_what_names_nothing_is_not_there():
    """A name that is too long, or no text at all, may be answered with the documented absence of such a thing."""
    named = replace(
        CONTRACT,
        constraints=(
            *CONTRACT.constraints,
            promise("StoreName", "type", "string"),
            promise("StoreName", "maxLength", 5, errors=("Invalid",)),
            promise("Depot", "exists", True, errors=("NoSuchDepot",)),
        ),
        errors={"NoSuchDepot": {}, "Invalid": {}},
    )
    owned = [
        replace(c, origins=(Origin("error", "e", "NoSuchDepot"),)) if c.path == "Depot" else c
        for c in named.constraints
    ]
    contract_with = replace(named, constraints=tuple(owned))
    cases = Cases(Requests(contract_with))
    too_long = cases.exercise(contract_with.by_id["StoreName#maxLength"]).violations[0]
    too_heavy = cases.exercise(contract_with.by_id["Routing.Weighted.Weight#maximum"]).violations[0]
    oracle, answer = Oracle(contract_with, "json"), Answer(404, "NoSuchDepot")
    assert oracle.judge(too_long, answer, Beside(ACCEPTED)).verdict is Verdict.CONFORMS
    assert oracle.judge(too_heavy, answer, Beside(ACCEPTED)).verdict is Verdict.WRONG_ERROR


def test_an_operation_that_reports_what_was_invalid_accepts_nothing():
    """Where the response has a member for warnings, a success may hold the refusal."""
    warned = replace(
        CONTRACT, constraints=(*CONTRACT.constraints, promise("Warning", "type", "object", message="response"))
    )
    assert Oracle(warned, "ec2").judge(TOO_HEAVY, ACCEPTED, Beside(ACCEPTED)).verdict is Verdict.INCONCLUSIVE


def test_the_length_of_a_number_says_nothing_of_its_size():
    """What is a number by its name and by its digits may be refused for what it says."""
    said = Answer(400, "ValidationException", "The note is too long")
    edit = replace(LENGTH.edits[0], value="00000")
    assert verdict(replace(LENGTH, edits=(edit,)), said) is Verdict.REJECTS_VALID
    amount = replace(LENGTH, edits=(replace(edit, place=("NoteLength",)),))
    assert verdict(amount, said) is Verdict.INCONCLUSIVE
