"""The strategies make what readers make: else properties of formats would say nothing."""

from hypothesis import given

from questions.formats.carrying import with_texts
from questions.formats.studyable import require_studyable, with_answer
from questions.model import Item, Markup
from tests.questions.formats.item_strategies import cleaned, items


@given(items())
def test_each_item_can_be_studied_and_is_clean(item: Item) -> None:
    require_studyable(item)

    assert with_answer(item) == item
    if item.markup is Markup.HTML:
        assert with_texts(item, cleaned, Markup.HTML) == item
