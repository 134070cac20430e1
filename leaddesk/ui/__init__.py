"""The window: the only Qt in LeadDesk besides the composition root."""
