"""Citations: of the data by version, edition and digest, of records with their sources; read back by other software."""

import json
import re
import tomllib
from pathlib import Path
from typing import Any, Final

import pytest
from hypothesis import given, settings

import dprkrel
from dprkrel import CallError, Dataset, UnknownRecordError, VocabularyError, When, strategies
from dprkrel.examples import tiny_dataset
from tests.small import small, small_with, unchecked

ROOT: Final = Path(__file__).parents[2]


def page(**fields: Any) -> dprkrel.Source:
    """Return a page with some fields of its own."""
    usual: dict[str, Any] = {
        "title": "A visit", "url": "https://example.org/1", "published": "2024-07-24", "standing": "primary",
        "publisher_id": "russia-mfa",
    }  # fmt: skip
    return dprkrel.Source(id="page", kind="page", description="A page.", language="en", **usual | fields)


def entries(text: str) -> dict[str, dict[str, str]]:
    """Return the fields of each entry of BibTeX by its key; `tests/readers` reads them with other software."""
    found = (entry.partition(",\n") for entry in text.removeprefix("@misc{").split("\n\n@misc{"))
    return {key: dict(re.findall(r"^  (\w+) = \{(.*)\},?$", fields, re.MULTILINE)) for key, _, fields in found}


def items(text: str) -> dict[str, dict[str, Any]]:
    """Return the items of CSL-JSON by id."""
    found = json.loads(text)
    by_id = {item["id"]: item for item in found}
    assert len(by_id) == len(found)
    return by_id


class TestData:
    """The data are cited by what tells them apart."""

    def test_package_edition_and_digest_are_named(self) -> None:
        """Version, edition, year and digest stand in each of the forms."""
        data = dprkrel.load()
        year = data.edition.partition(".")[0]
        for cited in (dprkrel.cite(), dprkrel.cite(format="bibtex"), dprkrel.cite(format="csl")):
            for part in (dprkrel.__version__, data.edition, data.digest, year, "The dprkrel authors"):
                assert part in cited, part

    def test_the_citation_file_agrees(self) -> None:
        """CITATION.cff, `cite`, pyproject.toml and the changelog say the same of title, authors, version and edition."""
        cff = (ROOT / "CITATION.cff").read_text("utf-8")
        code, data = cff.split("\nreferences:\n")
        cited = items(dprkrel.cite(format="csl"))[f"dprkrel:{dprkrel.load().edition}"]
        project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]

        assert re.findall(r'title: "(.+)"', cff) == [cited["title"]] * 2
        assert re.findall(r"- name: (.+)", cff) == [cited["author"][0]["literal"], project["authors"][0]["name"]]
        assert re.findall(r"^version: (.+)", code, re.MULTILINE) == [dprkrel.__version__]
        assert re.findall(r"version: (.+)", data) == [dprkrel.load().edition]
        assert re.findall(r"year: (.+)", data) == [str(cited["issued"]["date-parts"][0][0])]
        assert cited["version"] == f"{dprkrel.__version__}, data of edition {dprkrel.load().edition}"
        assert re.findall(r"license: (\S+)", cff) == project["license"].split(" AND ")

    def test_the_citation_file_has_the_day_of_release(self) -> None:
        """Once the changelog gives the version a day, the citation file has it; before, it has none."""
        version = re.escape(dprkrel.__version__)
        [released] = re.findall(rf"^## {version} \((.+)\)", (ROOT / "CHANGELOG.md").read_text("utf-8"), re.MULTILINE)
        days = re.findall(r"^date-released: (.+)", (ROOT / "CITATION.cff").read_text("utf-8"), re.MULTILINE)
        assert days == ([] if released == "unreleased" else [released])

    def test_other_data_are_not_called_ours(self) -> None:
        """Of data that are no edition of ours the package alone is cited, without a year, and the data are named."""
        [item] = items(tiny_dataset().cite(format="csl")).values()
        assert (item["type"], item["version"], "issued" in item) == ("software", dprkrel.__version__, False)
        assert item["note"].startswith("used with data that are no released edition: fictional, digest ")

    def test_what_was_known_by_a_day_is_cited_as_that(self) -> None:
        """The dataset as of a day has its own digest, and says the day."""
        past = dprkrel.as_of("2024-06-18")
        assert f"data of edition {dprkrel.load().edition}, as of 2024-06-18, digest {past.digest}." in past.cite()


class TestRecords:
    """A record is cited with its sources and the data."""

    def test_each_source_is_cited_once_and_the_data_last(self) -> None:
        """Two events of the same sources give each source once, in the order of the records."""
        data = tiny_dataset()
        cited = items(data.cite(["arms-alleged", data.event("trade-agreement")], format="csl"))
        assert [*cited] == ["gazette", "herald", "dprkrel:fictional"]
        assert cited["dprkrel:fictional"]["note"].endswith(", records arms-alleged, trade-agreement")

    def test_records_of_every_kind_and_results_are_cited(self) -> None:
        """Whatever cites a source is cited with it; a source is cited alone, results are taken one by one."""
        data = small()
        assert [*items(data.cite(data.actor("dprk"), format="csl"))] == ["press-2024-07-24", "dprkrel:small"]
        assert [*items(data.cite("press-2024-07-24", format="csl"))] == ["press-2024-07-24", "dprkrel:small"]
        assert [*items(data.cite(data.place("moscow"), format="csl"))] == ["dprkrel:small"]
        assert data.cite(data.relations_of("Belarus")) == data.cite([*data.relations_of("Belarus")])
        assert data.cite([]) == data.cite()

    def test_paragraphs_of_a_text_are_named(self) -> None:
        """A text is cited by its paragraphs, of all records together, and by its hash."""
        line, _ = small().cite(["lavrov-visit", "arms"]).splitlines()
        assert line == (f"[A news text.] (2024-10-01). paragraphs 1, 5, 6, text with the SHA-256 {'0' * 64}.")

    @pytest.mark.parametrize(
        ("published", "issued", "note"),
        [
            ("2024-07-24", {"date-parts": [[2024, 7, 24]]}, ""),
            ("2024-07", {"date-parts": [[2024, 7]]}, ""),
            ("2024-07/2024-08", {"date-parts": [[2024, 7], [2024, 8]]}, ""),
            ("2024~", {"literal": "2024~"}, ""),
            ("2024-24", {"literal": "2024-24"}, ""),
            ("[2024-07-24..2024-07-26]", {"literal": "[2024-07-24..2024-07-26]"}, ""),
            ("[..2024-07-24]", None, "undated, written by 2024-07-24"),
        ],
    )
    def test_no_day_is_made_up(self, published: str, issued: object, note: str) -> None:
        """A date that is exact is given in parts, any other as it stands, and of an undated page none."""
        data = small_with(page(published=published))
        item = items(data.cite("page", format="csl"))["page"]
        entry = entries(data.cite("page", format="bibtex"))["page"]
        assert item.get("issued") == issued
        assert note in item["note"]
        assert ("date" in entry) == ("date-parts" in (item.get("issued") or {}))
        assert ("year" in entry) == (issued is not None and published not in ("2024~", "2024-24"))

    def test_persons_who_are_credited_are_not_called_authors(self) -> None:
        """A photographer whom a page credits is named as credited."""
        item = items(small_with(page(author_ids=["choe-son-hui"])).cite("page", format="csl"))["page"]
        assert "author" not in item
        assert item["note"] == "credits Choe Son Hui; primary source"

    def test_what_is_no_record_is_refused(self) -> None:
        """A wrong id is refused with the nearest, a wrong format with those that there are."""
        with pytest.raises(UnknownRecordError, match="lavrov-visit"):
            small().cite("lavrov-visitt")
        with pytest.raises(UnknownRecordError, match="fish"):
            small().cite(dprkrel.Place(id="fish", name="Fish", kind="city"))
        for wrong in (5, None, object(), b"treaty"):
            with pytest.raises(UnknownRecordError, match="expected an event, relation or other record"):
                small().cite(wrong)  # type: ignore[arg-type] # the point
        deep: list[Any] = ["treaty"]
        for _ in range(99):
            deep = [deep]
        assert small().cite(deep) == small().cite("treaty")
        with pytest.raises(CallError, match="lists stand in lists more than 100 deep"):
            small().cite([deep])  # type: ignore[list-item] # no type says how deep
        with pytest.raises(VocabularyError, match="the nearest is bibtex"):
            small().cite(format="bibtx")  # type: ignore[arg-type] # the point

    @settings(max_examples=25)
    @given(strategies.datasets())
    def test_any_dataset_is_cited(self, data: Dataset) -> None:
        """Of any dataset all records are cited, in each form as often as the sources that they name, and the data."""
        everything = [record for table in data.tables().values() for record in table]
        cited = items(data.cite(everything, format="csl"))
        assert cited.keys() == entries(data.cite(everything, format="bibtex")).keys()
        assert len(data.cite(everything).splitlines()) == len(cited) == len(data.sources) + 1
        assert all(When(item["issued"]["literal"]) for item in cited.values() if "literal" in item.get("issued", {}))

    def test_an_address_that_nobody_checked_is_left_out(self) -> None:
        """Compiled data of somebody else may hold what no constructor lets through, and are cited all the same."""
        for url in ("https://[", "javascript:alert(1)", "https://[x]/"):
            assert "URL" not in items(small_with(unchecked(page(), url=url)).cite("page", format="csl"))["page"]
