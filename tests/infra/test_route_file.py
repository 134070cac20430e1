"""Routes come back as they were kept, and a file that cannot be read is never written over."""

import stat
import tomllib

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
        ('route = "r"', "no list of tables"),
        ("route = 7", "no list of tables"),
        ("route = [7]", "no list of tables"),
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


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ('name = "A"\ndestinations = []', "route “A”: key “id” is missing"),
        ('id = "r"\nname = ""\ndestinations = []', "route 1: key “name” is missing"),
        ('id = "r"\nname = "A"', "key “destinations” has to be a list"),
        ('id = "r"\nname = "A"\ndestinations = [1]', "key “destinations” is missing, or something other than text"),
        ('id = "r"\nname = "A"\ndestinations = ["d"]\nafter_review = 7', "“after_review” cannot be 7"),
        (
            'id = "r"\nname = "A"\ndestinations = ["d"]\nafter_do_not_contact = "Go on"',
            "“after_do_not_contact” cannot be 'Go on'; it is one of: Stop, Ask",
        ),
    ],
)
async def test_a_route_that_cannot_be_read_leaves_the_others_and_stays_in_the_file_as_it_is(path, row, said):
    file = RouteFile(path)
    await file.save(ROUTES)
    path.write_text(f"[[route]]\n{row}\n" + path.read_text("utf-8"), "utf-8")
    assert await file.load() == ROUTES
    (why,) = file.left_out
    assert said in why
    await file.save(ROUTES[:1])
    assert tomllib.loads(path.read_text("utf-8"))["route"][1:] == tomllib.loads(f"[[route]]\n{row}\n")["route"]
    assert await file.load() == ROUTES[:1]
