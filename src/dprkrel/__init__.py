"""North Korea's foreign relations as typed, cited, immutable records: who met whom, when, who says so, how surely.

Ask a question, and take the answer elsewhere:

    visits = dprkrel.visits_by_actor("Lavrov", start="2023-09", end="2025", rank="minister")
    visits.table().to_csv("visits.csv")
    dprkrel.why(visits[0])

Events: `visits_by_actor`, `events_between`, `events_of_dyad`, `meetings_of`, `agreements_of`, `statements_by`; relations
and offices: `relations_of`, `office_holders`, `offices_of`, `missions_at_work`; counts: `count_visits`, `panel`; names:
`find_actor`; evidence: `why`, `conflicts`, `coverage`, `as_of`, `changes`, `cite`; for other software: `table`,
`write_package`, `write_sqlite`, `to_networkx`, `to_icalendar`, and the module `plots`. Each function is also a
method of every `Dataset`, such as that which `load` returns.

Nothing is imported before it is asked for (PEP 562): each public name is fetched from its module on first use.
"""

from sys import _getframe

from dprkrel.questions import QUESTIONS

TYPE_CHECKING = False  # as in `typing`, which is slow to import; type checkers take it for true

if TYPE_CHECKING:
    from collections.abc import Callable

    from dprkrel import engines as engines
    from dprkrel import examples as examples
    from dprkrel import plots as plots
    from dprkrel.bundled import agreements_of as agreements_of
    from dprkrel.bundled import as_of as as_of
    from dprkrel.bundled import before as before
    from dprkrel.bundled import changes as changes
    from dprkrel.bundled import cite as cite
    from dprkrel.bundled import confidence as confidence
    from dprkrel.bundled import conflicts as conflicts
    from dprkrel.bundled import count_events as count_events
    from dprkrel.bundled import count_visits as count_visits
    from dprkrel.bundled import coverage as coverage
    from dprkrel.bundled import coverage_by_month as coverage_by_month
    from dprkrel.bundled import events_between as events_between
    from dprkrel.bundled import events_of_dyad as events_of_dyad
    from dprkrel.bundled import evidence as evidence
    from dprkrel.bundled import find_actor as find_actor
    from dprkrel.bundled import implied_when as implied_when
    from dprkrel.bundled import json_schema as json_schema
    from dprkrel.bundled import load as load
    from dprkrel.bundled import meetings_of as meetings_of
    from dprkrel.bundled import missions_at_work as missions_at_work
    from dprkrel.bundled import office_holder as office_holder
    from dprkrel.bundled import office_holders as office_holders
    from dprkrel.bundled import offices_of as offices_of
    from dprkrel.bundled import order as order
    from dprkrel.bundled import order_reasons as order_reasons
    from dprkrel.bundled import panel as panel
    from dprkrel.bundled import positions_on as positions_on
    from dprkrel.bundled import relations_of as relations_of
    from dprkrel.bundled import resolve as resolve
    from dprkrel.bundled import statements_by as statements_by
    from dprkrel.bundled import superlatives as superlatives
    from dprkrel.bundled import table as table
    from dprkrel.bundled import to_icalendar as to_icalendar
    from dprkrel.bundled import to_networkx as to_networkx
    from dprkrel.bundled import treaty_actions as treaty_actions
    from dprkrel.bundled import verify as verify
    from dprkrel.bundled import visits_by_actor as visits_by_actor
    from dprkrel.bundled import why as why
    from dprkrel.bundled import write_package as write_package
    from dprkrel.bundled import write_sqlite as write_sqlite
    from dprkrel.codec import read as read
    from dprkrel.dataset import Dataset as Dataset
    from dprkrel.dates.edtf import Precision as Precision
    from dprkrel.dates.when import Certainty as Certainty
    from dprkrel.dates.when import DateLike as DateLike
    from dprkrel.dates.when import When as When
    from dprkrel.errors import AmbiguousActorError as AmbiguousActorError
    from dprkrel.errors import CoverageWarning as CoverageWarning
    from dprkrel.errors import DatasetError as DatasetError
    from dprkrel.errors import DateError as DateError
    from dprkrel.errors import DateTypeError as DateTypeError
    from dprkrel.errors import DprkrelDeprecationWarning as DprkrelDeprecationWarning
    from dprkrel.errors import DprkrelError as DprkrelError
    from dprkrel.errors import EditionError as EditionError
    from dprkrel.errors import EngineError as EngineError
    from dprkrel.errors import Fault as Fault
    from dprkrel.errors import FileError as FileError
    from dprkrel.errors import HolderWarning as HolderWarning
    from dprkrel.errors import LackingError as LackingError
    from dprkrel.errors import LackingWarning as LackingWarning
    from dprkrel.errors import LayoutError as LayoutError
    from dprkrel.errors import MissingExtraError as MissingExtraError
    from dprkrel.errors import PlotError as PlotError
    from dprkrel.errors import RecordError as RecordError
    from dprkrel.errors import SuccessionWarning as SuccessionWarning
    from dprkrel.errors import TextsError as TextsError
    from dprkrel.errors import UnknownActorError as UnknownActorError
    from dprkrel.errors import UnknownOfficeError as UnknownOfficeError
    from dprkrel.errors import UnknownRecordError as UnknownRecordError
    from dprkrel.errors import VocabularyError as VocabularyError
    from dprkrel.errors import WindowError as WindowError
    from dprkrel.export.dated import DatedLike as DatedLike
    from dprkrel.export.dated import DatedRecordsLike as DatedRecordsLike
    from dprkrel.questions.arguments import ActorLike as ActorLike
    from dprkrel.questions.arguments import RankLike as RankLike
    from dprkrel.questions.arguments import RelationTypesLike as RelationTypesLike
    from dprkrel.questions.arguments import RoleLike as RoleLike
    from dprkrel.questions.arguments import StatusLike as StatusLike
    from dprkrel.questions.arguments import TypesLike as TypesLike
    from dprkrel.questions.conflicts import Conflict as Conflict
    from dprkrel.questions.conflicts import ConflictField as ConflictField
    from dprkrel.questions.conflicts import Corroboration as Corroboration
    from dprkrel.questions.conflicts import ReportedValue as ReportedValue
    from dprkrel.questions.counting import Admission as Admission
    from dprkrel.questions.counting import Count as Count
    from dprkrel.questions.counting import CountedEvent as CountedEvent
    from dprkrel.questions.coverage import MonthCoverage as MonthCoverage
    from dprkrel.questions.evidence import Confidence as Confidence
    from dprkrel.questions.evidence import Position as Position
    from dprkrel.questions.offices import NoHolder as NoHolder
    from dprkrel.questions.offices import OfficeHolder as OfficeHolder
    from dprkrel.questions.order import ImpliedWhen as ImpliedWhen
    from dprkrel.questions.order import TimeLike as TimeLike
    from dprkrel.questions.panel import Frequency as Frequency
    from dprkrel.questions.panel import FrequencyLike as FrequencyLike
    from dprkrel.questions.panel import FrequencyWord as FrequencyWord
    from dprkrel.questions.panel import Panel as Panel
    from dprkrel.questions.panel import PanelBy as PanelBy
    from dprkrel.questions.panel import PanelByLike as PanelByLike
    from dprkrel.questions.panel import PanelByWord as PanelByWord
    from dprkrel.questions.panel import PanelCell as PanelCell
    from dprkrel.questions.selection import Fit as Fit
    from dprkrel.questions.selection import FitLike as FitLike
    from dprkrel.questions.selection import FitWord as FitWord
    from dprkrel.questions.selection import Match as Match
    from dprkrel.questions.selection import MatchLike as MatchLike
    from dprkrel.questions.selection import MatchWord as MatchWord
    from dprkrel.questions.subjects import EventLike as EventLike
    from dprkrel.questions.subjects import RecordLike as RecordLike
    from dprkrel.questions.superlatives import JudgedSuperlative as JudgedSuperlative
    from dprkrel.questions.superlatives import Verdict as Verdict
    from dprkrel.questions.verify import CheckedText as CheckedText
    from dprkrel.questions.verify import TextState as TextState
    from dprkrel.questions.verify import Verification as Verification
    from dprkrel.questions.why import Explanation as Explanation
    from dprkrel.questions.why import Section as Section
    from dprkrel.records.actors import Actor as Actor
    from dprkrel.records.actors import ActorKind as ActorKind
    from dprkrel.records.actors import ActorKindWord as ActorKindWord
    from dprkrel.records.changes import Cause as Cause
    from dprkrel.records.changes import CauseWord as CauseWord
    from dprkrel.records.changes import Change as Change
    from dprkrel.records.changes import ChangeKind as ChangeKind
    from dprkrel.records.changes import ChangeKindWord as ChangeKindWord
    from dprkrel.records.changes import Edit as Edit
    from dprkrel.records.counting_rules import CountingRule as CountingRule
    from dprkrel.records.counting_rules import Figure as Figure
    from dprkrel.records.coverage import Completeness as Completeness
    from dprkrel.records.coverage import CompletenessWord as CompletenessWord
    from dprkrel.records.coverage import Coverage as Coverage
    from dprkrel.records.coverage import Gap as Gap
    from dprkrel.records.coverage import Searched as Searched
    from dprkrel.records.coverage import SearchedWord as SearchedWord
    from dprkrel.records.derivations import DateEnd as DateEnd
    from dprkrel.records.derivations import DateEndWord as DateEndWord
    from dprkrel.records.derivations import Derivation as Derivation
    from dprkrel.records.derivations import DerivationRule as DerivationRule
    from dprkrel.records.derivations import DerivationRuleWord as DerivationRuleWord
    from dprkrel.records.event_types import EventClassWord as EventClassWord
    from dprkrel.records.event_types import EventType as EventType
    from dprkrel.records.event_types import EventTypeLike as EventTypeLike
    from dprkrel.records.event_types import EventTypeWord as EventTypeWord
    from dprkrel.records.events import Agreement as Agreement
    from dprkrel.records.events import Appointment as Appointment
    from dprkrel.records.events import Event as Event
    from dprkrel.records.events import Meeting as Meeting
    from dprkrel.records.events import MilitaryActivity as MilitaryActivity
    from dprkrel.records.events import RelationChange as RelationChange
    from dprkrel.records.events import Statement as Statement
    from dprkrel.records.events import Transfer as Transfer
    from dprkrel.records.events import TreatyAction as TreatyAction
    from dprkrel.records.events import Visit as Visit
    from dprkrel.records.events import Vote as Vote
    from dprkrel.records.events import event_from_dict as event_from_dict
    from dprkrel.records.fields import ActorId as ActorId
    from dprkrel.records.fields import ChangeId as ChangeId
    from dprkrel.records.fields import CountingRuleId as CountingRuleId
    from dprkrel.records.fields import CoverageId as CoverageId
    from dprkrel.records.fields import EventId as EventId
    from dprkrel.records.fields import OfficeId as OfficeId
    from dprkrel.records.fields import PlaceId as PlaceId
    from dprkrel.records.fields import RelationId as RelationId
    from dprkrel.records.fields import SourceId as SourceId
    from dprkrel.records.fields import StateId as StateId
    from dprkrel.records.links import Link as Link
    from dprkrel.records.links import LinkType as LinkType
    from dprkrel.records.links import LinkTypeWord as LinkTypeWord
    from dprkrel.records.names import Name as Name
    from dprkrel.records.names import NameKind as NameKind
    from dprkrel.records.names import NameKindWord as NameKindWord
    from dprkrel.records.names import NameScheme as NameScheme
    from dprkrel.records.names import NameSchemeWord as NameSchemeWord
    from dprkrel.records.office_functions import OfficeFunction as OfficeFunction
    from dprkrel.records.office_functions import OfficeFunctionWord as OfficeFunctionWord
    from dprkrel.records.offices import Office as Office
    from dprkrel.records.participants import Participant as Participant
    from dprkrel.records.places import Place as Place
    from dprkrel.records.places import PlaceKind as PlaceKind
    from dprkrel.records.places import PlaceKindWord as PlaceKindWord
    from dprkrel.records.ranks import Rank as Rank
    from dprkrel.records.ranks import RankWord as RankWord
    from dprkrel.records.relation_types import RelationType as RelationType
    from dprkrel.records.relation_types import RelationTypeWord as RelationTypeWord
    from dprkrel.records.relations import Relation as Relation
    from dprkrel.records.reports import Quantity as Quantity
    from dprkrel.records.reports import Report as Report
    from dprkrel.records.roles import Role as Role
    from dprkrel.records.roles import RoleWord as RoleWord
    from dprkrel.records.sources import Excuse as Excuse
    from dprkrel.records.sources import Source as Source
    from dprkrel.records.sources import SourceKind as SourceKind
    from dprkrel.records.sources import SourceKindWord as SourceKindWord
    from dprkrel.records.sources import Standing as Standing
    from dprkrel.records.sources import StandingWord as StandingWord
    from dprkrel.records.stances import Stance as Stance
    from dprkrel.records.stances import StanceWord as StanceWord
    from dprkrel.records.stances import Status as Status
    from dprkrel.records.stances import StatusWord as StatusWord
    from dprkrel.records.superlatives import Scope as Scope
    from dprkrel.records.superlatives import Superlative as Superlative
    from dprkrel.records.superlatives import SuperlativeKind as SuperlativeKind
    from dprkrel.records.superlatives import SuperlativeKindWord as SuperlativeKindWord
    from dprkrel.records.tellings import Earlier as Earlier
    from dprkrel.store.results import Results as Results
    from dprkrel.tabular.columns import Column as Column
    from dprkrel.tabular.columns import ColumnType as ColumnType
    from dprkrel.tabular.table import Table as Table

__version__ = "1.0.0"

_NAMES = {
    "bundled": ("load",),
    "codec": ("read",),
    "dataset": ("Dataset",),
    "dates.edtf": ("Precision",),
    "dates.when": ("Certainty", "DateLike", "When"),
    "errors": (
        "AmbiguousActorError",
        "CoverageWarning",
        "DatasetError",
        "DateError",
        "DateTypeError",
        "DprkrelDeprecationWarning",
        "DprkrelError",
        "EditionError",
        "EngineError",
        "Fault",
        "FileError",
        "LackingError",
        "LackingWarning",
        "LayoutError",
        "HolderWarning",
        "MissingExtraError",
        "PlotError",
        "RecordError",
        "SuccessionWarning",
        "TextsError",
        "UnknownActorError",
        "UnknownOfficeError",
        "UnknownRecordError",
        "VocabularyError",
        "WindowError",
    ),
    "export.dated": ("DatedLike", "DatedRecordsLike"),
    "questions.arguments": (
        "ActorLike",
        "RankLike",
        "RelationTypesLike",
        "RoleLike",
        "StatusLike",
        "TypesLike",
    ),
    "questions.conflicts": ("Conflict", "ConflictField", "Corroboration", "ReportedValue"),
    "questions.counting": ("Admission", "Count", "CountedEvent"),
    "questions.coverage": ("MonthCoverage",),
    "questions.evidence": ("Confidence", "Position"),
    "questions.offices": ("NoHolder", "OfficeHolder"),
    "questions.order": ("ImpliedWhen", "TimeLike"),
    "questions.panel": (
        "Frequency",
        "FrequencyLike",
        "FrequencyWord",
        "Panel",
        "PanelBy",
        "PanelByLike",
        "PanelByWord",
        "PanelCell",
    ),
    "questions.selection": ("Fit", "FitLike", "FitWord", "Match", "MatchLike", "MatchWord"),
    "questions.subjects": ("EventLike", "RecordLike"),
    "questions.superlatives": ("JudgedSuperlative", "Verdict"),
    "questions.verify": ("CheckedText", "TextState", "Verification"),
    "questions.why": ("Explanation", "Section"),
    "records.actors": ("Actor", "ActorKind", "ActorKindWord"),
    "records.changes": ("Cause", "CauseWord", "Change", "ChangeKind", "ChangeKindWord", "Edit"),
    "records.counting_rules": ("CountingRule", "Figure"),
    "records.coverage": ("Completeness", "CompletenessWord", "Coverage", "Gap", "Searched", "SearchedWord"),
    "records.derivations": ("DateEnd", "DateEndWord", "Derivation", "DerivationRule", "DerivationRuleWord"),
    "records.event_types": ("EventClassWord", "EventType", "EventTypeLike", "EventTypeWord"),
    "records.events": (
        "Agreement",
        "Appointment",
        "Event",
        "Meeting",
        "MilitaryActivity",
        "RelationChange",
        "Statement",
        "Transfer",
        "TreatyAction",
        "Visit",
        "Vote",
        "event_from_dict",
    ),
    "records.fields": (
        "ActorId",
        "ChangeId",
        "CountingRuleId",
        "CoverageId",
        "EventId",
        "OfficeId",
        "PlaceId",
        "RelationId",
        "SourceId",
        "StateId",
    ),
    "records.links": ("Link", "LinkType", "LinkTypeWord"),
    "records.names": ("Name", "NameKind", "NameKindWord", "NameScheme", "NameSchemeWord"),
    "records.office_functions": ("OfficeFunction", "OfficeFunctionWord"),
    "records.offices": ("Office",),
    "records.ranks": ("Rank", "RankWord"),
    "records.participants": ("Participant",),
    "records.places": ("Place", "PlaceKind", "PlaceKindWord"),
    "records.relation_types": ("RelationType", "RelationTypeWord"),
    "records.relations": ("Relation",),
    "records.reports": ("Quantity", "Report"),
    "records.roles": ("Role", "RoleWord"),
    "records.sources": ("Excuse", "Source", "SourceKind", "SourceKindWord", "Standing", "StandingWord"),
    "records.stances": ("Stance", "StanceWord", "Status", "StatusWord"),
    "records.tellings": ("Earlier",),
    "records.superlatives": ("Scope", "Superlative", "SuperlativeKind", "SuperlativeKindWord"),
    "store.results": ("Results",),
    "tabular.columns": ("Column", "ColumnType"),
    "tabular.table": ("Table",),
}
"""The public names of each module; the questions and exports come from `bundled`, too."""

_MODULE_OF = {name: module for module, names in _NAMES.items() for name in names} | dict.fromkeys(QUESTIONS, "bundled")

__all__ = [*sorted(_MODULE_OF)]  # noqa: PLE0604 - every one is text

_MODULES = ("engines", "examples", "plots")
"""The modules for users that need no extra to be imported: they are there without an import of their own."""


_on_first_use: list["Callable[[], None]"] = []
"""What other software does once somebody uses the package, and not before: see `hypothesis_plugin`."""


class _UnknownNameError(AttributeError):
    """A name that the package does not have; the nearest is looked for when somebody reads it, which imports do not."""

    def __str__(self) -> str:
        from importlib.util import find_spec  # late, as below: only errors need it

        from dprkrel.errors import no_attribute

        name = str(self.name)
        if name.isidentifier() and find_spec(f"{__name__}.{name}"):
            return f"module {__name__!r} has no attribute {name!r} before it is imported: import {__name__}.{name}"
        return no_attribute(f"module {__name__!r}", name, __all__)


if not TYPE_CHECKING:  # to checkers a name that is not imported above is an error

    def __getattr__(name: str) -> object:
        if name not in _MODULE_OF and name not in _MODULES:
            # `from dprkrel import name` asks twice, first whether it may be a module: then no name is an old one.
            if _getframe(1).f_globals.get("__name__") == "importlib._bootstrap":
                raise _UnknownNameError(name=name)
            from dprkrel.deprecations import name_now  # late: nobody needs it who writes the names of today

            instead = name_now(name)
            if instead is None:
                raise _UnknownNameError(name=name)
            name = instead
        if _on_first_use:
            due = _on_first_use[:]
            _on_first_use.clear()
            for act in due:
                act()
        if name in _MODULES:
            return __import__(f"{__name__}.{name}", fromlist=[name])
        value = getattr(__import__(f"{__name__}.{_MODULE_OF[name]}", fromlist=[name]), name)
        globals()[name] = value  # so that this is not called for it again
        return value


def _unpickled(*given: object) -> object:
    """Return what a pickle holds: pickles name this function and no other, wherever what they hold is defined."""
    from dprkrel.pickles import unpickled  # late: importing the package imports nothing

    return unpickled(*given)  # type: ignore[arg-type] # as `pickled` wrote it


def __dir__() -> list[str]:
    return sorted({*__all__, *_MODULES, *(name for name in globals() if name.startswith("__"))})
