"""The place *Campaigns*: a vendor's text campaigns seen, stopped and started."""

from leaddesk.ui.views.campaigns.desk import CampaignDesk
from leaddesk.ui.views.campaigns.view import CampaignsView

__all__ = ["CampaignDesk", "CampaignsView"]
