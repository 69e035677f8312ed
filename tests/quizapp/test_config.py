"""Settings: all faults at once, each with what would be right."""

from __future__ import annotations

import pytest

from quizapp.config import SETTINGS, SettingsError, read_settings


def test_without_any_setting_the_app_runs_on_sqlite_in_the_data_folder(tmp_path):
    settings = read_settings({"QUIZAPP_DATA": str(tmp_path)})

    assert settings.database_url.database == str(tmp_path / "quizapp.sqlite3")
    assert settings.address == "http://localhost:8000"


def test_the_secret_key_is_made_once_and_only_its_owner_can_read_it(tmp_path):
    first = read_settings({"QUIZAPP_DATA": str(tmp_path)}).secret_key
    second = read_settings({"QUIZAPP_DATA": str(tmp_path)}).secret_key

    assert first == second
    assert (tmp_path / "secret.key").stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("PORT", "http"),
        ("PORT", "70000"),
        ("QUIZAPP_WORKERS", "0"),
        ("QUIZAPP_PROXIES", "-1"),
        ("QUIZAPP_HTTPS", "yes"),
        ("QUIZAPP_BIND", "999.1.1.1"),
        ("QUIZAPP_HOSTS", "https://quiz.example.org"),
        ("QUIZAPP_HOSTS", " , "),
        ("QUIZAPP_DATABASE_URL", "quizapp.sqlite3"),
        ("QUIZAPP_DATABASE_URL", "mysql://localhost/quizapp"),
        ("QUIZAPP_DATABASE_URL", "sqlite:///:memory:"),
        ("QUIZAPP_DATABASE_URL", "sqlite:////no/such/folder/quizapp.sqlite3"),
        ("QUIZAPP_SECRET_KEY", "short"),
        ("QUIZAPP_DATA", "/dev/null/quizapp"),
    ],
)
def test_a_bad_value_is_named_with_what_would_be_right(tmp_path, variable, value):
    right = next(setting.right for setting in SETTINGS if setting.variable == variable)

    with pytest.raises(SettingsError) as caught:
        read_settings({"QUIZAPP_DATA": str(tmp_path), variable: value})

    assert variable in str(caught.value)
    assert right in str(caught.value)


def test_all_bad_values_are_named_together(tmp_path):
    with pytest.raises(SettingsError) as caught:
        read_settings({"QUIZAPP_DATA": str(tmp_path), "PORT": "x", "QUIZAPP_HTTPS": "maybe"})

    assert len(str(caught.value).splitlines()) == 2


def test_a_bad_secret_key_is_not_printed(tmp_path):
    with pytest.raises(SettingsError) as caught:
        read_settings({"QUIZAPP_DATA": str(tmp_path), "QUIZAPP_SECRET_KEY": "hunter2"})

    assert "hunter2" not in str(caught.value)


def test_behind_a_proxy_the_address_is_the_public_one(tmp_path):
    settings = read_settings(
        {
            "QUIZAPP_DATA": str(tmp_path),
            "QUIZAPP_HOSTS": "quiz.example.org",
            "QUIZAPP_PROXIES": "1",
            "QUIZAPP_HTTPS": "1",
        }
    )

    assert settings.address == "https://quiz.example.org"


def test_a_misspelt_setting_is_named_with_the_one_that_is_meant(tmp_path):
    with pytest.raises(SettingsError, match=r"QUIZAPP_HTPS is no setting\. Is QUIZAPP_HTTPS meant"):
        read_settings({"QUIZAPP_DATA": str(tmp_path), "QUIZAPP_HTPS": "1"})


def test_a_bad_data_folder_blames_nothing_that_would_lie_in_it(tmp_path):
    with pytest.raises(SettingsError) as caught:
        read_settings({"QUIZAPP_DATA": "/dev/null/quizapp"})

    assert len(str(caught.value).splitlines()) == 1
