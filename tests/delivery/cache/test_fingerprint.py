"""Each release, and each set of settings, has a build fingerprint of its own."""

from types import SimpleNamespace

from cms.delivery.cache import fingerprint


def test_another_secret_makes_another_release_since_cursors_are_signed(settings):
    first = fingerprint.build_fingerprint()
    settings.SECRET_KEY = "another"
    assert fingerprint.build_fingerprint() != first


def test_code_of_an_app_that_was_added_makes_another_release(tmp_path, settings, monkeypatch):
    def digest() -> bytes:
        fingerprint._code.cache_clear()
        return fingerprint._code()

    settings.BASE_DIR = tmp_path
    added = [tmp_path / "apps" / "shop", tmp_path / ".venv" / "site-packages" / "theirs"]
    for folder in added:
        folder.mkdir(parents=True)
    found = [SimpleNamespace(path=str(folder)) for folder in added]
    monkeypatch.setattr(fingerprint.apps, "get_app_configs", lambda: found)
    try:
        first = digest()
        (added[1] / "views.py").write_text("# Pinned: its version says what it is.")
        assert digest() == first
        (added[0] / "views.py").write_text("# Another answer.")
        assert digest() != first
    finally:
        fingerprint._code.cache_clear()
