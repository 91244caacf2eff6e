"""Plans, phases, live state and workers: what drives cases against targets, told as a stream of events."""

from fencepost.campaign.client import Client, Names
from fencepost.campaign.distribution import check_distribution
from fencepost.campaign.live import Live, Reach, Reading, SetupError, Situation, Stateless, look, made
from fencepost.campaign.phases import PHASES
from fencepost.campaign.rehearsal import edges_of, rehearsed
from fencepost.campaign.replay import Replay, Replayed
from fencepost.campaign.run import Campaign, Options
from fencepost.campaign.shards import Shard

__all__ = [
    "PHASES",
    "Campaign",
    "Client",
    "Live",
    "Names",
    "Options",
    "Reach",
    "Reading",
    "Replay",
    "Replayed",
    "SetupError",
    "Shard",
    "Situation",
    "Stateless",
    "check_distribution",
    "edges_of",
    "look",
    "made",
    "rehearsed",
]
