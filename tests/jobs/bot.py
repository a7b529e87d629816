"""The developer of a news bot: names to ids, news since an edition, a calendar, JSON for an API, what was known when."""

import json
from collections.abc import Iterator
from pathlib import Path

import dprkrel


def who(text: str, on: str | None = None) -> dprkrel.ActorId | None:
    """Return the id of whoever a text names; None where an editor must decide."""
    try:
        return dprkrel.find_actor(text, on=on).id
    except dprkrel.AmbiguousActorError as error:
        print(text, "may be", *error.candidates[:3])
    except dprkrel.UnknownActorError as error:
        print(text, "is unknown; near it:", *error.suggestions)
    return None


def news(since: str) -> Iterator[dprkrel.Event]:
    """Yield the events that were added since an edition and are still there."""
    for change in dprkrel.changes(since):
        if change.kind == "added" and change.record_kind == "event":
            found = [dprkrel.resolve(event_id) for event_id in change.record_ids]
            yield from (event for event in found if isinstance(event, dprkrel.Event))


def answer(actor_id: str, start: str) -> str:
    """Return the visits of an actor as JSON."""
    visits = dprkrel.visits_by_actor(actor_id, start=start)
    return json.dumps(visits.table().to_dicts(), default=str, ensure_ascii=False)


def known_on(day: str, event_id: str) -> dprkrel.Status:
    """Return what an event was on a day, by all that was published until then."""
    return dprkrel.as_of(day).event(event_id).status


if __name__ == "__main__":
    for name in ("최선희 외무상", "Президента Путина", "Menlu Korut Choe Son Hui", "Lavrov", "Kim", "Bob Smith"):
        print(name, "->", who(name))
    Path("feed.ics").write_bytes(dprkrel.to_icalendar(news("2026.11.22.1")).encode())
    print(answer("sergei-lavrov", "2024-06"))
    print(known_on("2024-06-18", "putin-visit-dprk-2024"))
