"""An undertaking to refrain never reads as its contrary."""

import pytest

from trackrecord.weigh.wording import undertaking


@pytest.mark.parametrize(
    ("action", "polarity", "words"),
    [
        ("fire on the convoys", "refrain", "[not] fire on the convoys"),
        ("fire on the convoys", "do", "fire on the convoys"),
        ("the port would not be used by anyone", "refrain", "the port would not be used by anyone"),
        ("halt the shelling", "refrain", "halt the shelling"),
        ("host them and not to let them act", "refrain", "[not] host them and not to let them act"),
        ("no more prisoners will be moved", "refrain", "no more prisoners will be moved"),
        ("they won’t attack", "refrain", "they won’t attack"),
        ("notify the monitors of nothingness", "refrain", "[not] notify the monitors of nothingness"),
        ("keep the road open", "maintain", "keep the road open"),
    ],
)
def test_not_is_put_before_it_where_its_words_do_not_say_so(action, polarity, words):
    assert undertaking(action, polarity) == words
