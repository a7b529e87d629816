"""The pages that are made from the data, made from data that would do harm."""

import sys
from html.parser import HTMLParser
from pathlib import Path

import pytest

from dprkrel import Actor, ActorKindWord, Dataset, Name, Office, Participant, Relation, Report, Source, Visit

sys.path.insert(0, str(Path(__file__).parents[2] / "docs" / "_ext"))  # as docs/conf.py does

HARM = """<script>alert("1")</script>' onclick='alert(2)"""
ADDRESS = "https://gazette.example/?a='onclick='alert(3)"


@pytest.fixture
def data() -> Dataset:
    """Return a dataset whose every text would be a script if a page did not escape it."""

    def actor(actor_id: str, kind: ActorKindWord, state_id: str | None) -> Actor:
        names = [Name(text=f"{HARM} {actor_id}", language="en", kind="primary", note=HARM)]
        return Actor(id=actor_id, kind=kind, names=names, state_id=state_id, note=HARM)

    reports = [Report(source_id="page", stance="asserts", note=HARM)]
    return Dataset(
        actors=[actor("arcadia", "state", None), actor("anna", "person", "arcadia")],
        offices=[Office(id="post", title=HARM, of_id="arcadia", rank="minister", function="foreign_minister")],
        sources=[
            Source(id="page", kind="page", description=HARM, language="en", title=HARM, standing="secondary",
                   published="2024-06-30", url=ADDRESS),
        ],
        events=[
            Visit(id="visit", event_type="visit", when="2024-01-15", summary=HARM, reports=reports,
                  participants=[Participant(actor_id="anna", role="visitor", acted_for="arcadia")]),
        ],
        relations=[
            Relation(id="held", relation_type="office_held", subject_id="anna", object_id="arcadia", office_id="post",
                     when="2024", summary=HARM, reports=reports),
        ],
    )  # fmt: skip


def test_text_of_the_data_is_escaped(data: Dataset) -> None:
    """No text of the data becomes markup or an attribute, and no link leads anywhere but to http and https."""
    from actors import HEADS, Pages  # late: Sphinx is there only where the site is built
    from made_pages import TEMPLATES

    made = Pages(data, None)
    written = [page.body for page in made.pages()]
    for shown, actors in made.listed.items():
        rows = [made.row(shown, actor) for actor in actors]
        written.append(TEMPLATES.get_template("list.html").render(heads=HEADS[shown], rows=rows, label=HARM))
    read = Read()
    read.feed("".join(written))

    assert len(written) == 5
    assert "script" not in read.tags
    assert [name for name, _ in read.attributes if name.startswith("on")] == []
    links = {value for name, value in read.attributes if name == "href" and value and ":" in value}
    assert links == {ADDRESS}
    assert "".join(read.said).count(HARM) > 20


class Read(HTMLParser):
    """What a browser would make of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: list[tuple[str, str | None]] = []
        self.said: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a tag and its attributes."""
        self.tags.add(tag)
        self.attributes += attrs

    def handle_data(self, data: str) -> None:
        """Note text."""
        self.said.append(data)
