"""The language of a text."""

from __future__ import annotations

import pytest

from trackrecord.clean.language import language_of


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("The delegations left the capital on Monday after three days of talks about the river.", "en"),
        ("Die Delegationen verließen am Montag nach drei Tagen die Hauptstadt, sagten Beamte.", "de"),
        (
            "Les délégations ont quitté la capitale lundi après trois jours de pourparlers sur le fleuve.",
            "fr",
        ),
        ("Делегации покинули столицу в понедельник после трёх дней переговоров о реке.", "ru"),
        ("غادرت الوفود العاصمة يوم الاثنين بعد ثلاثة أيام من المحادثات حول النهر.", "ar"),
    ],
)
def test_languages(text: str, code: str) -> None:
    assert language_of(text) == code


@pytest.mark.parametrize(
    "text", ["", "12 345", "Adan Mire", "Talks end", "Adan Mire met Ana Duarte in Selma"]
)
def test_too_little_to_tell_counts_as_english(text: str) -> None:
    assert language_of(text) == "en"
