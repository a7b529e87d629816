"""Who takes part in an event."""

from attrs import field, frozen

from dprkrel.records.fields import ActorId, From, OfficeId, StateId
from dprkrel.records.plain import Plain
from dprkrel.records.roles import Role, RoleWord


@frozen(kw_only=True, eq=False, repr=False)
class Participant(Plain):
    """An actor who takes part in an event, in a role.

    Attributes:
        actor_id: who.
        role: in what part.
        acted_for: the state on whose behalf, when on a state's.
        office_id: the office in which, when the sources say so.
    """

    actor_id: ActorId = field(converter=From[str])
    role: Role = field(converter=From[Role | RoleWord])
    acted_for: StateId | None = field(default=None, converter=From[str | None])
    office_id: OfficeId | None = field(default=None, converter=From[str | None])
