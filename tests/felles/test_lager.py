"""The file store: random names, nobody else's to read, never overwritten, and not handed out when changed."""

import stat
from pathlib import Path
from uuid import UUID, uuid4

import pytest

from bosetting.felles import lager


@pytest.fixture(autouse=True)
def mappe(settings, tmp_path) -> Path:
    settings.DOKUMENTMAPPE = tmp_path / "lager"
    return settings.DOKUMENTMAPPE


def filer(mappe: Path) -> list[Path]:
    return [sti for sti in mappe.rglob("*") if sti.is_file()]


def test_a_file_lies_under_a_random_name_that_only_its_owner_reads(mappe):
    noekkel = lager.lagre(b"innhold")
    (sti,) = filer(mappe)
    assert sti == mappe / noekkel.hex[:2] / str(noekkel)
    assert noekkel.version == 4
    assert stat.S_IMODE(sti.stat().st_mode) == 0o600
    assert stat.S_IMODE(sti.parent.stat().st_mode) == 0o700
    assert lager.les(noekkel, lager.sha256(b"innhold")) == b"innhold"


def test_a_name_that_is_taken_is_never_written_over(monkeypatch):
    fast = uuid4()
    monkeypatch.setattr(lager, "uuid4", lambda: fast)
    lager.lagre(b"en")
    with pytest.raises(FileExistsError):
        lager.lagre(b"to")
    assert lager.les(fast, lager.sha256(b"en")) == b"en"


def test_a_planted_link_is_not_followed(mappe, monkeypatch, tmp_path):
    fast = uuid4()
    monkeypatch.setattr(lager, "uuid4", lambda: fast)
    maal = tmp_path / "annet"
    (mappe / fast.hex[:2]).mkdir(parents=True)
    (mappe / fast.hex[:2] / str(fast)).symlink_to(maal)
    with pytest.raises(OSError, match=str(fast)):
        lager.lagre(b"x")
    assert not maal.exists()


@pytest.mark.parametrize("endring", [b"innhOld", b"", b"innhold og mer"])
def test_a_changed_file_is_not_handed_out(mappe, caplog, endring):
    noekkel = lager.lagre(b"innhold")
    filer(mappe)[0].write_bytes(endring)
    with pytest.raises(lager.Lagerfeil):
        lager.les(noekkel, lager.sha256(b"innhold"))
    assert str(noekkel) in caplog.text


def test_a_file_that_is_gone_is_told_of():
    with pytest.raises(lager.Lagerfeil):
        lager.les(uuid4(), lager.sha256(b""))


def test_a_full_disk_leaves_nothing_behind(mappe, monkeypatch):
    def full(_fd):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(lager.os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        lager.lagre(b"x")
    assert filer(mappe) == []


def test_removing_what_is_gone_is_no_failure(mappe):
    noekkel = lager.lagre(b"x")
    lager.fjern(noekkel)
    lager.fjern(noekkel)
    assert filer(mappe) == []


def test_only_our_own_files_are_counted_as_old(mappe):
    from datetime import timedelta

    from bosetting.felles.dag import naa

    noekkel = lager.lagre(b"x")
    (mappe / noekkel.hex[:2] / "notat.txt").write_text("ikke vår")
    assert list(lager.gamle(naa())) == []
    assert list(lager.gamle(naa() + timedelta(hours=25))) == [UUID(str(noekkel))]


def test_the_store_lies_outside_every_folder_that_is_served():
    from bosetting import settings as modul

    mappe = Path(modul.DOKUMENTMAPPE).resolve()
    for servert in (*modul.STATICFILES_DIRS, modul.STATIC_ROOT):
        assert Path(servert).resolve() not in (mappe, *mappe.parents)
