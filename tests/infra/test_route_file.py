"""Routes come back as they were kept, and a file that cannot be read is never written over."""

import stat

import pytest

from leaddesk.domain.errors import StoreProblem
from leaddesk.domain.route import OnBlock, OnReview, Route
from leaddesk.infra.route_file import RouteFile

ROUTES = (
    Route(id="r1", name='Pure “first”, "then" Croco', destination_ids=("d1", "d2")),
    Route(id="r2", name="Späti", destination_ids=("d2", "d1", "d3"), on_block=OnBlock.ASK, on_review=OnReview.GO_ON),
)


@pytest.fixture
def path(tmp_path):
    return tmp_path / "config" / "routes.toml"


async def test_without_a_file_there_are_no_routes_and_nothing_is_made(path):
    assert await RouteFile(path).load() == ()
    assert not path.parent.exists()


async def test_what_is_saved_comes_back_and_is_private(path):
    file = RouteFile(path)
    await file.save(ROUTES)
    assert await RouteFile(path).load() == ROUTES
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[[route", "routes.toml"),
        ('[[route]]\nname = "A"\ndestinations = []', "id is missing"),
        ('[[route]]\nid = "r"\nname = "A"\ndestinations = [1]', "something other than text"),
        ('[[route]]\nid = ""\nname = "A"\ndestinations = []', "something other than text"),
        ('[[route]]\nid = "r"\nname = "A"\ndestinations = ["d"]\nafter_do_not_contact = "Go on"', "Go on"),
        ('route = "r"', "routes.toml"),
        ("route = 7", "routes.toml"),
    ],
)
async def test_a_file_that_cannot_be_understood_is_named_and_never_written_over(path, text, said):
    path.parent.mkdir()
    path.write_text(text, "utf-8")
    file = RouteFile(path)
    with pytest.raises(StoreProblem) as caught:
        await file.load()
    assert said in caught.value.sentence()
    with pytest.raises(StoreProblem, match="not saved"):
        await file.save(ROUTES)
    assert path.read_text("utf-8") == text
    path.unlink()
    assert await file.load() == ()
    await file.save(ROUTES)
    assert await file.load() == ROUTES
