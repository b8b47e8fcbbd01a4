"""The files of the demo (rapporter/demodata/), and how their cells are read."""

import csv
from datetime import date, time
from pathlib import Path

DATA = Path(__file__).resolve().parent / "demodata"


def rader(fil: str) -> list[dict[str, str]]:
    with (DATA / fil).open(encoding="utf-8", newline="") as innhold:
        return list(csv.DictReader(innhold))


def tall(tekst: str) -> int | None:
    return int(tekst) if tekst else None


def dato(tekst: str) -> date | None:
    return date.fromisoformat(tekst) if tekst else None


def klokke(tekst: str) -> time | None:
    return time.fromisoformat(tekst) if tekst else None
