"""A set with an item to be edited."""

import pytest


@pytest.fixture
def set_id(make, owner) -> int:
    return make.question_set(owner, make.multiple_choice()).id
