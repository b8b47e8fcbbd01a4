"""The committed third-party files are the listed ones."""

import hashlib
import json
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
LISTED = json.loads((ROOT / "static/vendor/VENDOR.json").read_text())["files"]


@pytest.mark.parametrize("name", LISTED)
def test_vendored_file_is_the_listed_one(name):
    content = (ROOT / name).read_bytes()
    assert hashlib.sha256(content).hexdigest() == LISTED[name]["sha256"]
    assert len(content) == LISTED[name]["bytes"]


def test_every_file_under_vendor_is_listed_or_a_licence():
    found = {p.relative_to(ROOT).as_posix() for p in (ROOT / "static/vendor").rglob("*") if p.is_file()}
    unlisted = {name for name in found - set(LISTED) if "LICENSE" not in name}
    assert unlisted == {"static/vendor/VENDOR.json"}


def test_every_vendored_folder_has_a_licence():
    folders = [p for p in (ROOT / "static/vendor").iterdir() if p.is_dir()]
    assert folders
    assert [p.name for p in folders if not (p / "LICENSE").is_file()] == []


def test_pinned_versions_are_the_vendored_ones():
    pins = json.loads((ROOT / "package.json").read_text())["devDependencies"]
    vendored = {meta["package"]: meta["version"] for meta in LISTED.values()}
    assert {name: vendored[name] for name in pins} == pins


def test_no_source_map_is_pointed_at():
    for name in LISTED:
        if name.endswith((".js", ".css")):
            assert "sourceMappingURL" not in (ROOT / name).read_text(), name
