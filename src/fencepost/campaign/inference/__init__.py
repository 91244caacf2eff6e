"""Live state by inference: for an operation that nobody wrote a situation for, a request that the target accepts.

`Search` finds a `Recipe` on a target: which operations make what the request names, with which values, and what they
leave behind. `Memory` keeps it.
"""

from fencepost.campaign.inference.absence import lacks
from fencepost.campaign.inference.memory import Memory, folder_of
from fencepost.campaign.inference.recipe import Recipe
from fencepost.campaign.inference.repair import speaks_of_absence
from fencepost.campaign.inference.search import Search
from fencepost.campaign.inference.unreached import Unreached

__all__ = ["Memory", "Recipe", "Search", "Unreached", "folder_of", "lacks", "speaks_of_absence"]
