"""The use-cases: asynchronous, without a toolkit, returning frozen values or raising LeadDeskError."""
