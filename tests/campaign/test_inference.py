"""Live state by inference: an invented service on a target of our own, and a few of moto's services."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import pytest

from fencepost.campaign import Client, Names
from fencepost.campaign.inference import Memory, Recipe, Search, Unreached
from fencepost.campaign.inference.catalogue import catalogue_of
from fencepost.campaign.inference.domains import domain_values
from fencepost.campaign.inference.producers import sources
from fencepost.campaign.inference.recipe import Fresh, From, Step, from_json, to_json
from fencepost.campaign.inference.situation import Inferred, inferred, memory_of
from fencepost.campaign.inference.words import alike, field_of, verb_and_noun, words_of
from fencepost.protocols import WireRequest, WireResponse
from fencepost.targets import Target, open_target

STRING = {"shape": "Text"}
OPERATIONS: Mapping[str, tuple[Mapping[str, Any], tuple[str, ...], Mapping[str, Any]]] = {
    "CreatePlot": ({"PlotName": STRING}, ("PlotName",), {"Plot": {"shape": "Plot"}}),
    "CreateBed": ({"PlotId": STRING, "Soil": STRING}, ("PlotId",), {"BedId": STRING}),
    "DescribeBed": ({"BedId": STRING}, ("BedId",), {"BedId": STRING, "PlotId": STRING, "Soil": STRING}),
    "DeleteBed": ({"BedId": STRING}, ("BedId",), {}),
    "DeletePlot": ({"PlotId": STRING}, ("PlotId",), {}),
    "WaterBed": ({"BedId": STRING}, ("BedId",), {}),
    "ListTools": ({"ShedId": STRING}, ("ShedId",), {}),
    "Burn": ({}, (), {}),
}


class Garden(Target):
    """A small service that keeps plots and beds; it waters whatever it is asked to, and can't burn."""

    def __init__(self, *, shared: bool = False) -> None:
        self.name, self.shared = "garden", shared
        self.plots: dict[str, str] = {}
        self.beds: dict[str, Mapping[str, str]] = {}
        self.count = 0

    def send(self, wire: WireRequest) -> WireResponse:
        """What the service answers."""
        operation = wire.headers["X-Amz-Target"].partition(".")[2]
        status, answer = self.answer(operation, json.loads(wire.body))
        return WireResponse(status, {}, json.dumps(answer).encode())

    def answer(self, operation: str, members: Mapping[str, str]) -> tuple[int, Mapping[str, Any]]:  # noqa: PLR0911
        """The status and the members or the error."""
        match operation:
            case "CreatePlot" if members["PlotName"] not in self.plots.values():
                self.plots[self.new("plot")] = members["PlotName"]
                return 200, {"Plot": {"PlotId": f"plot-{self.count:08d}"}}
            case "CreatePlot":
                return refusal("PlotAlreadyExists", "There is such a plot")
            case "CreateBed" if members["PlotId"] not in self.plots:
                return refusal("PlotNotFound", "No such plot")
            case "CreateBed" if members.get("Soil") not in ("loam", "clay"):
                return refusal("InvalidSoil", "Soil must be one of [loam, clay]")
            case "CreateBed":
                self.beds[self.new("bed")] = members
                return 200, {"BedId": f"bed-{self.count:08d}"}
            case "DescribeBed" if members["BedId"] in self.beds:
                return 200, {"BedId": members["BedId"], **self.beds[members["BedId"]]}
            case "DeleteBed" if self.beds.pop(members["BedId"], None):
                return 200, {}
            case "DeletePlot" if self.plots.pop(members["PlotId"], None):
                return 200, {}
            case "WaterBed":
                return 200, {}
            case "Burn":
                return refusal("UnknownOperationException", "")
        return refusal("BedNotFound", "No such bed")

    def new(self, kind: str) -> str:
        """A new identifier."""
        self.count += 1
        return f"{kind}-{self.count:08d}"

    def reset(self, service: str) -> bool:
        """Empties the service."""
        self.plots, self.beds = {}, {}
        return True

    def close(self) -> None:
        """Nothing to let go of."""


def refusal(code: str, message: str) -> tuple[int, Mapping[str, Any]]:
    """An error."""
    return 400, {"__type": code, "message": message}


@pytest.fixture
def models(tmp_path):
    """A folder with the model of the invented service."""
    place = tmp_path / "models" / "garden" / "2020-01-01"
    place.mkdir(parents=True)
    shapes: dict[str, Any] = {"Text": {"type": "string"}}
    shapes["Plot"] = {"type": "structure", "members": {"PlotId": STRING}}
    operations = {}
    for name, (given, required, answered) in OPERATIONS.items():
        shapes[f"{name}In"] = {"type": "structure", "members": given, "required": list(required)}
        shapes[f"{name}Out"] = {"type": "structure", "members": answered}
        operations[name] = {
            "name": name,
            "http": {"method": "POST", "requestUri": "/"},
            "input": {"shape": f"{name}In"},
            "output": {"shape": f"{name}Out"},
        }
    metadata = {
        "apiVersion": "2020-01-01", "endpointPrefix": "garden", "protocol": "json", "jsonVersion": "1.0",
        "targetPrefix": "Garden", "serviceId": "Garden", "signatureVersion": "v4",
    }  # fmt: skip
    model = {"version": "2.0", "metadata": metadata, "operations": operations, "shapes": shapes}
    (place / "service-2.json").write_text(json.dumps(model))
    return tmp_path / "models"


def test_names_say_what_they_name():
    """A member's name says a resource and a field of it, an operation's a verb and a resource."""
    assert words_of("DBClusterARNs") == ("db", "cluster", "arn")
    assert field_of("UserPoolId") == (("user", "pool"), "id")
    assert field_of("resourceArn") == ((), "arn")
    assert field_of("RuleSetName") == (("rule", "set"), "name")
    assert verb_and_noun("ListTagsForResource") == ("list", ("tag",))
    assert alike(("pool",), ("user", "pool")) == 2
    assert alike(("user",), ("pool",)) == 0


def test_a_producer_is_found_by_name(models):
    """Who makes a bed gives what a bed is named by, and comes before who only shows one."""
    catalogue = catalogue_of("garden", models)
    describing = catalogue.operations["DescribeBed"]
    best = sources(catalogue, describing.given[0], describing)
    assert best[0].operation == "CreateBed"
    assert best[0].leaf.place == ("BedId",)


def test_a_chain_of_producers_is_planned_and_mended(models):
    """A bed needs a plot, and a soil that only the refusal tells of; the request that works is verified."""
    found = Search(Garden(), Memory(), models).recipe("garden.DescribeBed")
    assert isinstance(found, Recipe)
    assert [step.operation for step in found.steps] == ["garden.CreatePlot", "garden.CreateBed"]
    assert found.steps[1].members["Soil"] in ("loam", "clay")
    assert found.steps[1].members["PlotId"] == From(0, "answer", ("Plot", "PlotId"))
    assert found.named == (("BedId",),)
    assert not found.vacuous
    assert not found.consumed
    assert [step.operation for step in found.removal] == ["garden.DeleteBed", "garden.DeletePlot"]


def test_what_is_used_up_is_known(models):
    """A bed can be deleted once."""
    found = Search(Garden(), Memory(), models).recipe("garden.DeleteBed")
    assert isinstance(found, Recipe)
    assert found.consumed


def test_a_request_that_is_always_accepted_is_vacuous(models):
    """The service waters beds that aren't there, so that an accepted request says nothing."""
    found = Search(Garden(), Memory(), models).recipe("garden.WaterBed")
    assert isinstance(found, Recipe)
    assert found.vacuous


def test_reasons_are_given_where_nothing_is_found(models):
    """A target may lack the operation, or nothing may make what it needs; the number of calls is bounded."""
    search = Search(Garden(), Memory(), models)
    burn, tools = search.recipe("garden.Burn"), search.recipe("garden.ListTools")
    assert isinstance(burn, Unreached)
    assert burn.reason == "not-implemented"
    assert isinstance(tools, Unreached)
    assert tools.reason == "missing-resource"
    assert tools.calls <= 60


def test_the_same_search_finds_the_same(models):
    """Nothing depends on time or on the order of a hash."""
    first, second = (Search(Garden(), Memory(), models).recipe("garden.DescribeBed") for _ in range(2))
    assert first == second


def test_a_recipe_is_remembered_on_disk(models, tmp_path):
    """Another worker needs no calls for what one has found; a file that can't be read is none."""
    folder = tmp_path / "kept"
    found = Search(Garden(), Memory(folder), models).recipe("garden.DescribeBed")
    other = Search(Garden(), Memory(folder), models)
    assert other.recipe("garden.DescribeBed") == found
    assert other.ground.calls == 0
    (folder / "garden.DescribeBed.json").write_text("{")
    assert Memory(folder).get("garden.DescribeBed") is None


def test_recipes_survive_json():
    """References and new names are written down as such."""
    members = {"A": From(0, "answer", ("B", 0), "x/{}"), "C": [Fresh("{word}")], "D": {"E": 1}}
    recipe = Recipe((Step("garden.CreatePlot", {"PlotName": Fresh()}),), Step("garden.X", members), (("A",),))
    assert from_json(json.loads(json.dumps(to_json(recipe)))) == recipe


def test_a_situation_replays_with_new_names(models, monkeypatch, tmp_path):
    """Each resource is made anew in two calls, proposes its request, can be read and is deleted, children first."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    memory_of.cache_clear()
    target = Garden(shared=True)
    client = Client(target, Names("t-"), models)
    situation = inferred("garden.DescribeBed", models)(client)
    assert isinstance(situation, Inferred)
    situation.prepare()
    client.forget()
    before = dict(target.beds)
    live = situation.prepare()
    assert [call.operation for call in client.trace] == ["garden.CreatePlot", "garden.CreateBed"]
    assert live.bindings["BedId"] in target.beds
    assert list(situation.proposals(live)) == [{"BedId": live.bindings["BedId"]}]
    assert situation.remove(live)
    assert target.beds == before
    memory_of.cache_clear()


def test_a_way_that_rested_on_what_others_left_is_looked_for_anew(models):
    """A recipe that leads nowhere on a clean target is replaced by one that makes what it needs, once."""
    memory = Memory()
    left = Step("garden.CreateBed", {"PlotId": "plot-00000001", "Soil": "loam"})
    memory.put("garden.CreateBed", Recipe((), left))
    situation = inferred("garden.CreateBed", models)(Client(Garden(), Names("t-"), models, memory=memory))
    assert situation.prepare().bindings == {}
    assert situation.reconsider()
    assert situation.prepare().bindings.keys() == {"PlotId"}
    assert not situation.reconsider()


def test_domains_are_chosen_by_name():
    """The ARN of a role is one wherever it stands, and a range of addresses too."""
    assert next(domain_values((("execution", "role", "arn"),), "string")).startswith("arn:aws:iam::")
    assert next(domain_values((("vpc", "cidr", "block"),), "string")) == "10.0.0.0/16"


@pytest.mark.parametrize(
    "name", ["sqs.SendMessage", "logs.PutRetentionPolicy", "kms.DescribeKey", "iam.AttachRolePolicy"]
)
def test_moto_is_reached(name):
    """Operations that name what others make are accepted by moto, and refused for a made-up name."""
    with open_target("moto") as target:
        found = Search(target, Memory(), held=False).recipe(name)
    assert isinstance(found, Recipe)
    assert found.steps
    assert found.named
    assert not found.vacuous


def test_a_search_leaves_nothing_behind_on_a_shared_target(models):
    """What a search made on a target that others use too is deleted, and what was there before stays."""
    target = Garden(shared=True)
    target.plots["plot-0"] = "somebody's"
    found = Search(target, Memory(), models).recipe("garden.DescribeBed")
    assert isinstance(found, Recipe)
    assert (target.plots, target.beds) == ({"plot-0": "somebody's"}, {})
