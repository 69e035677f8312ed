"""Password hashes, and which passwords are refused."""

from __future__ import annotations

import pytest

from quizapp.auth.passwords import check_new_password, hash_password, is_right
from quizapp.errors import InvalidInputError


def check(password: str) -> None:
    check_new_password(password, email="ann.lee@example.org", name="Ann Lee-Roe")


@pytest.mark.parametrize(
    "password",
    [
        "",
        "7 signs",
        "x" * 1001,
        "password",
        "PassWord",
        "Password123!",
        "1Welcome!!",
        "iloveyou1",
        "correcthorsebatterystaple",
        "aaaaaaaaaa",
        "12345678",
        "0987654321",
        "abcdefgh",
        "zyxwvuts",
        "qwertyuiop",
        "ann.lee@example.org",
        "ANN LEE-ROE",
        "annlee-roe",
    ],
)
def test_short_long_common_and_own_passwords_are_refused(password):
    with pytest.raises(InvalidInputError) as caught:
        check(password)

    assert caught.value.field == "password"


@pytest.mark.parametrize(
    "password",
    [
        "8 signs.",
        "three grey herons",
        "x1" * 500,
        "пароль из слов",
        "correct horse battery staple",
        "  spaces  ",
    ],
)
def test_everything_else_is_taken_up_to_a_thousand_characters(password):
    check(password)


def test_the_hash_is_argon2id_of_the_recommended_cost():
    assert hash_password("three grey herons").startswith("$argon2id$v=19$m=19456,t=2,p=1$")


def test_every_character_of_a_long_password_counts():
    password_hash = hash_password("x" * 1000)

    assert is_right(password_hash, "x" * 1000)
    assert not is_right(password_hash, "x" * 999 + "y")


def test_an_accent_typed_as_one_sign_or_as_two_is_the_same_password():
    assert is_right(hash_password("caf\u00e9 au lait"), "cafe\u0301 au lait")
