"""Collects every text of LeadDesk for translators, compiles what they wrote, and makes two languages up for tests.

Nothing that it makes from the source is kept in the repository, so nothing can be out of date there.
"""
