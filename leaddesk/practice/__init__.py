"""The practice server: a local stand-in that speaks the vendors' documented APIs over real HTTP.

It imports nothing else of leaddesk, so a mistake in an adapter cannot be repeated here and go unseen.
Importing this package is cheap; starlette and uvicorn are loaded when a server starts.
"""

from leaddesk.practice.campaign_table import PRACTICE_CAMPAIGNS, CampaignGroup, PracticeCampaign
from leaddesk.practice.numbers import PRACTICE_NUMBERS, Delivery, Group, PracticeNumber
from leaddesk.practice.seen import SeenRequest
from leaddesk.practice.server import PracticeError, PracticeServer

__all__ = [
    "PRACTICE_CAMPAIGNS",
    "PRACTICE_NUMBERS",
    "CampaignGroup",
    "Delivery",
    "Group",
    "PracticeCampaign",
    "PracticeError",
    "PracticeNumber",
    "PracticeServer",
    "SeenRequest",
]
