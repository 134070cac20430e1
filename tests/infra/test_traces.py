"""A trace says where it failed and nothing of what was at hand there."""

import json

import pytest

from leaddesk.infra.traces import trace_of


def failing(said: str) -> BaseException:
    try:
        try:
            int(said)
        except ValueError as error:
            raise RuntimeError(said) from error
    except RuntimeError as error:
        return error
    raise AssertionError("it fails")


def test_types_places_and_causes_are_there_and_no_word_of_what_was_said() -> None:
    said = " ".join(("Robin", "Example"))
    text = trace_of(failing(said))
    assert text.index("ValueError") < text.index("RuntimeError")
    assert text.count('File "tests/infra/test_traces.py", line') == 2
    assert "in failing" in text
    assert "Robin" not in text


def test_a_path_outside_the_program_loses_its_folders() -> None:
    with pytest.raises(json.JSONDecodeError) as caught:
        json.loads("{")
    text = trace_of(caught.value)
    assert 'File "decoder.py", line' in text
    assert "json.decoder.JSONDecodeError" in text


def test_an_endless_recursion_is_cut_in_its_middle() -> None:
    def again() -> None:
        again()

    with pytest.raises(RecursionError) as caught:
        again()
    text = trace_of(caught.value)
    assert " more\n" in text
    assert text.count("in again") < 60


def test_causes_that_lead_back_to_themselves_end() -> None:
    one, two = ValueError("a"), KeyError("b")
    one.__cause__, two.__cause__ = two, one
    assert trace_of(one).count("Traceback") == 2


def test_an_error_of_the_system_keeps_its_number() -> None:
    assert trace_of(PermissionError(13, "no", "robin.txt")).endswith("PermissionError [errno 13]")
