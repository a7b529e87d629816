"""How an event was told before."""

from attrs import field, frozen

from dprkrel.records.event_types import EventType, EventTypeWord
from dprkrel.records.fields import From, SourceId
from dprkrel.records.plain import Plain


@frozen(kw_only=True, eq=False, repr=False)
class Earlier(Plain):
    """How an event was described until a source was published that changed it, for `as_of`.

    Attributes:
        until: the source with which it ceased to be told so.
        summary: one English sentence of ours, from what had been published before.
        event_type: its type until then, where that differs.
    """

    until: SourceId = field(converter=From[str])
    summary: str
    event_type: EventType | None = field(default=None, converter=From[EventType | EventTypeWord | None])
