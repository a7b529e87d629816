"""Closed vocabularies; the comment above each member is its entry in the codebook."""

from enum import IntEnum, StrEnum


class Precision(StrEnum):
    """Name the coarsest unit in a date, finest first."""

    #: Known to the day.
    DAY = "day"
    #: Known to the month.
    MONTH = "month"
    #: Known to the year.
    YEAR = "year"
    #: No date is given at all.
    NONE = "none"


class DerivationRule(StrEnum):
    """Say how a relative date follows from its anchor; `value` is the part that the text names."""

    #: The anchor's own day ("today").
    SAME_DAY = "same_day"
    #: The day before the anchor ("the day before").
    PREVIOUS_DAY = "previous_day"
    #: The named weekday on the anchor or last before it ("on Thursday", in a report).
    WEEKDAY_ON_OR_BEFORE = "weekday_on_or_before"
    #: The named weekday on the anchor or next after it ("on Thursday", in a preview).
    WEEKDAY_ON_OR_AFTER = "weekday_on_or_after"
    #: Once within the Monday-to-Sunday week of the anchor.
    SAME_WEEK = "same_week"
    #: Once within the Monday-to-Sunday week before the anchor's.
    PREVIOUS_WEEK = "previous_week"
    #: The Saturday and Sunday last before the anchor.
    PREVIOUS_WEEKEND = "previous_weekend"
    #: The anchor's month; `value` may name a day in it.
    SAME_MONTH = "same_month"
    #: The month before the anchor's.
    PREVIOUS_MONTH = "previous_month"
    #: The named month (01 to 12), the last one that began before the anchor's month; of two (`08/02`), from the one to the other.
    LAST_NAMED_MONTH = "last_named_month"
    #: The last days of that month, from the 21st.
    LATE_LAST_NAMED_MONTH = "late_last_named_month"
    #: The anchor's year; `value` may name a month or a month and day in it.
    SAME_YEAR = "same_year"
    #: The year before the anchor's; `value` may name a month or a month and day in it.
    PREVIOUS_YEAR = "previous_year"


class DateEnd(StrEnum):
    """Name one end of a stretch of days."""

    #: Its beginning.
    START = "start"
    #: Its end.
    END = "end"


class ActorKind(StrEnum):
    """Name what an actor is."""

    #: A state, present or former, recognised or not.
    STATE = "state"
    #: A human being.
    PERSON = "person"
    #: A ministry, agency, company, armed force or international organization with organs of its own.
    ORGANIZATION = "organization"
    #: A grouping of states (G7, BRICS) or a looser camp that texts treat as one actor (the West).
    BLOC = "bloc"
    #: A news agency, newspaper, broadcaster or site.
    MEDIA = "media"


class NameKind(StrEnum):
    """Name what a spelling is to its actor."""

    #: The one name under which dprkrel lists the actor.
    PRIMARY = "primary"
    #: Another correct name or spelling.
    ALIAS = "alias"
    #: A name by which another language knows it.
    EXONYM = "exonym"
    #: A shortened form that stands for this actor alone in this dataset.
    SHORT = "short"
    #: The adjective that goes with the name ("Russian").
    DEMONYM = "demonym"
    #: A capital or seat used for the actor ("Pyongyang").
    METONYM = "metonym"
    #: A former name.
    FORMER = "former"
    #: A wrong spelling that a source prints, kept so that it can be found.
    MISSPELLING = "misspelling"


class NameScheme(StrEnum):
    """Name the rule by which a spelling came about."""

    #: The form that DPRK publications use in English.
    DPRK_OFFICIAL = "dprk_official"
    #: McCune–Reischauer romanization.
    MCCUNE_REISCHAUER = "mccune_reischauer"
    #: Revised Romanization of Korean.
    REVISED = "revised"
    #: A Korean name read through its characters in Mandarin.
    PINYIN_READING = "pinyin_reading"
    #: The habit of the Indonesian press.
    INDONESIAN_PRESS = "indonesian_press"
    #: The habit of the English-language press.
    ENGLISH_PRESS = "english_press"
    #: The name in the script of its own language.
    NATIVE = "native"
    #: The form in the register of the state or body concerned.
    OFFICIAL = "official"
    #: No rule is known.
    UNSPECIFIED = "unspecified"


class PlaceKind(StrEnum):
    """Name what a place is; countries lie within nothing but regions."""

    #: An area wider than a country, or one that crosses borders.
    REGION = "region"
    #: A country.
    COUNTRY = "country"
    #: A part of a country.
    AREA = "area"
    #: A city or town.
    CITY = "city"
    #: A building, square, port, plant or launch site.
    SITE = "site"


class SourceKind(StrEnum):
    """Name what a source is."""

    #: A text that was read, hashed and cited by paragraph.
    TEXT = "text"
    #: A public page, cited by its address; it was read in part and not kept, so no copy can be checked.
    PAGE = "page"
    #: What a general reader knows beyond the texts; it never stands alone.
    BACKGROUND = "background"


class Standing(StrEnum):
    """Say how near a source stands to what it tells, as historians grade sources."""

    #: An organ of a party to what it tells (a ministry, a state's news agency), or the document itself.
    PRIMARY = "primary"
    #: Press or scholarship that tells it from its own reporting, or credits from whom it has it.
    SECONDARY = "secondary"
    #: An encyclopedia, list, digest, headline, machine translation or copy of unknown care.
    TERTIARY = "tertiary"


class Stance(StrEnum):
    """Say how a report stands to the record that it is about."""

    #: States that it is so.
    ASSERTS = "asserts"
    #: States that it is so, being a party to it or having been accused of it.
    CONFIRMS = "confirms"
    #: Claims of another, without claiming proof, that it is so.
    ALLEGES = "alleges"
    #: States that it is not so.
    DENIES = "denies"
    #: Was asked, and says neither yes nor no.
    DECLINES_TO_CONFIRM = "declines_to_confirm"
    #: A party says that it will be so.
    ANNOUNCES = "announces"
    #: Someone else thinks that it will be so.
    EXPECTS = "expects"
    #: A party says that what was announced will not be.
    CANCELS = "cancels"
    #: Says so by an evident error; kept as the source's statement, never counted.
    MISSTATES = "misstates"


class Status(StrEnum):
    """Say what the reports of a record add up to; see `status_of`."""

    #: It happened, or holds.
    OCCURRED = "occurred"
    #: It is claimed and not admitted, or stated and denied.
    ALLEGED = "alleged"
    #: A party announced it; whether it happened is not reported here.
    PLANNED = "planned"
    #: It was expected; whether it happened is not reported here.
    EXPECTED = "expected"
    #: It was announced and called off.
    CANCELLED = "cancelled"
    #: It is only denied: as far as is known it did not happen, or does not hold.
    NOT_OCCURRED = "not_occurred"


class Role(StrEnum):
    """Say what a participant does in an event."""

    #: Travels to another place to be received, alone or at the head of a delegation.
    VISITOR = "visitor"
    #: Travels in the delegation of a visitor.
    DELEGATE = "delegate"
    #: Receives the visitor, or holds the banquet or meeting.
    HOST = "host"
    #: Meets or sees off a visitor on behalf of the host, or sees off those who leave for a visit.
    GREETER = "greeter"
    #: Takes part, with no side that differs from the others'.
    PARTICIPANT = "participant"
    #: Signs an agreement, or signs it on behalf of a party.
    SIGNATORY = "signatory"
    #: Is bound by an agreement, or establishes relations.
    PARTY = "party"
    #: Speaks, writes, announces, accuses or denies.
    SPEAKER = "speaker"
    #: Is spoken, written or announced to.
    ADDRESSEE = "addressee"
    #: Carries the words of another to the public.
    PUBLISHER = "publisher"
    #: Is invited.
    INVITEE = "invitee"
    #: Is spoken about: accused, condemned or praised.
    SUBJECT = "subject"
    #: Appoints, or hands over an office.
    APPOINTER = "appointer"
    #: Takes office.
    APPOINTEE = "appointee"
    #: Leaves the office that another takes.
    PREDECESSOR = "predecessor"
    #: Sends a mission.
    SENDING_STATE = "sending_state"
    #: Receives a mission.
    RECEIVING_STATE = "receiving_state"
    #: Votes.
    VOTER = "voter"
    #: Gives arms, goods, money or technology.
    SUPPLIER = "supplier"
    #: Gets arms, goods, money or technology.
    RECIPIENT = "recipient"
    #: Exercises, deploys, attacks, tests or prepares.
    FORCE = "force"
    #: Is attacked.
    TARGET = "target"
    #: Watches, photographs or measures.
    OBSERVER = "observer"


class LinkType(StrEnum):
    """Say what one event is to another."""

    #: Is the return visit for it.
    RECIPROCATES = "reciprocates"
    #: Came after it, as a source says.
    FOLLOWS = "follows"
    #: Is the first of its kind since it, as a source says.
    FIRST_SINCE = "first_since"
    #: Is about it: announces, affirms, denies, praises or condemns it.
    ABOUT = "about"
    #: Prepares it.
    PREPARES = "prepares"
    #: Carries out what was agreed or promised in it.
    IMPLEMENTS = "implements"
    #: Takes the place of it (agreements).
    REPLACES = "replaces"
    #: Answers it: accepts the invitation, rejects the claim.
    ANSWERS = "answers"
    #: Is a step in its life: initials it, ratifies it, brings it into force, ends it (treaties).
    STEP_OF = "step_of"
    #: Is a leg of its journey outside the visit itself: the departure from home, the return (visits).
    LEG_OF = "leg_of"


class SuperlativeKind(StrEnum):
    """Name what a superlative claims."""

    #: The first of its kind, ever or since a time.
    FIRST = "first"
    #: The last of its kind until a time.
    LAST = "last"
    #: One of few; how few is not said.
    RARE = "rare"


class RelationType(StrEnum):
    """Name the tie that a relation is a spell of; the subject stands first."""

    #: Diplomatic relations between two states (Vienna Convention, art. 2); undirected.
    DIPLOMATIC_RELATIONS = "diplomatic_relations"
    #: The subject (sending state) keeps an embassy or legation in the object (receiving state).
    MISSION = "mission"
    #: The subject keeps another post there: a consulate, a trade, liaison or cooperation office, a mission to an organization.
    REPRESENTATION = "representation"
    #: The two are allies; undirected.
    ALLIANCE = "alliance"
    #: A partnership that texts name as such; undirected.
    PARTNERSHIP = "partnership"
    #: The subject holds an office of the object.
    OFFICE_HELD = "office_held"
    #: The subject is a member of the object.
    MEMBERSHIP = "membership"
    #: The subject is owned, run or spoken for by the object.
    AFFILIATION = "affiliation"
    #: The subject is the parent of the object.
    KINSHIP = "kinship"
    #: The subject supports the object politically or materially.
    SPONSORSHIP = "sponsorship"
    #: The two oppose each other, as a source says; undirected.
    HOSTILITY = "hostility"
    #: The subject keeps sanctions on the object.
    SANCTIONS = "sanctions"
    #: The subject governs or occupies territory of the object.
    OCCUPATION = "occupation"


class Rank(IntEnum):
    """Order offices by protocol, highest number first in rank; ties are deliberate."""

    #: Head of state or supreme leader.
    HEAD_OF_STATE = 7
    #: Head of government; chair of parliament.
    HEAD_OF_GOVERNMENT = 6
    #: Minister; deputy head of government; deputy chair of parliament; secretary or department head of a ruling party;
    #: prosecutor general; president of a supreme court; head of a presidential office, security council or intelligence
    #: service; chief of the general staff.
    MINISTER = 5
    #: Vice-minister, deputy minister; presidential aide, first deputy head of a presidential office; head of a region or of a
    #: city of that level; deputy chief of the general staff; head of a national academy, military university or mass
    #: organization; vice-director of a department of a ruling party.
    VICE_MINISTER = 4
    #: Ambassador, chargé d'affaires; director-general or department head of a ministry.
    AMBASSADOR = 3
    #: Spokesperson, member of parliament, mayor, and every other named office.
    OTHER = 1
    #: Not known or not comparable.
    UNKNOWN = 0
