"""The page of Croco-Dial's settings is the schema's, as it is now."""

from __future__ import annotations

from tests.vendors.crocodial.page import PAGE, page
from tests.vendors.crocodial.samples import ADAPTER, DESTINATION


def test_the_page_is_the_schema_s() -> None:
    assert PAGE.read_text("utf-8") == page(), "run packaging/crocodial_doc.py"


def test_the_page_has_every_setting_and_every_column() -> None:
    text = page()
    for spec in ADAPTER.destination_schema("Croco-Dial").fields:
        assert f"| {spec.label} |" in text
    for row in DESTINATION.mapping:
        assert f"`{row.column}`" in text
    assert "campaing" in text
