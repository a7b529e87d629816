"""The codes of CAMEO in our words: which type of event each is, if it is one type alone, and in which roles its actors are."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from dprkrel.engines.foreign.coding import Coding
from dprkrel.records.event_types import EventType
from dprkrel.records.roles import Role

_VISITING: Final = "the codebook pairs the two codes, one for each side of a visit"
_MEETING: Final = "all consultations and meetings of no other code; the type is that of no stated form"
_APPEAL: Final = "calls on the other to do something"
_APPEALS: Final = """
    02 020 021 0211 0212 0213 0214 022 023 0231 0232 0233 0234 024 0241 0242 0243 0244
    025 0251 0252 0253 0254 0255 0256 026 027 028
"""
_DEMANDS: Final = """
    10 100 101 1011 1012 1013 1014 102 103 1031 1032 1033 1034 104 1041 1042 1043 1044
    105 1051 1052 1053 1054 1055 1056 106 107 108
"""
_SEVERAL: Final = "fits several types of ours"
_BROADER: Final = "broader than any type of ours"

CODINGS: Final[Mapping[str, Coding]] = MappingProxyType(
    {
        "010": Coding(None, Role.SPEAKER, None, _SEVERAL + ": speech, message, article, remark, assessment"),
        "011": Coding(None, Role.SPEAKER, None, _BROADER),
        "012": Coding(None, Role.SPEAKER, None, _SEVERAL + ": remark, assessment"),
        "013": Coding(None, Role.SPEAKER, None, _SEVERAL + ": remark, assessment"),
        "014": Coding(None, Role.SPEAKER, None, _BROADER),
        "015": Coding(None, Role.SPEAKER, None, _BROADER),
        "016": Coding(EventType.DENIAL, Role.SPEAKER, None, "denies responsibility; of whom or to whom is not told"),
        "018": Coding(None, Role.SPEAKER, None, _BROADER),
        "019": Coding(None, Role.SPEAKER, None, _BROADER),
        **{code: Coding(EventType.APPEAL, Role.SPEAKER, Role.ADDRESSEE, _APPEAL) for code in _APPEALS.split()},
        "036": Coding(None, Role.SPEAKER, None, _SEVERAL + ": invitation, acceptance, announcement"),
        "040": Coding(EventType.MEETING, Role.PARTICIPANT, Role.PARTICIPANT, _MEETING),
        "041": Coding(EventType.TELEPHONE_CALL, Role.PARTICIPANT, Role.PARTICIPANT, "means just the type"),
        "042": Coding(EventType.VISIT, Role.VISITOR, Role.HOST, _VISITING),
        "043": Coding(EventType.VISIT, Role.HOST, Role.VISITOR, _VISITING),
        "044": Coding(
            EventType.MEETING,
            Role.PARTICIPANT,
            Role.PARTICIPANT,
            "a meeting at a place of neither, so that neither is host",
        ),
        "045": Coding(None, None, None, "mediation need not be a meeting; which of the two mediates is not told"),
        "046": Coding(EventType.TALKS, Role.PARTICIPANT, Role.PARTICIPANT, "negotiations"),
        "050": Coding(
            None,
            None,
            None,
            _SEVERAL + " (relations established, upgraded, resumed, a mission opened), and what is none of these",
        ),
        "051": Coding(None, Role.SPEAKER, Role.SUBJECT, _BROADER + ": praise, support and consent"),
        "052": Coding(None, Role.SPEAKER, Role.SUBJECT, _BROADER),
        "054": Coding(None, None, None, _SEVERAL + ": recognition, relations established"),
        "057": Coding(
            None,
            Role.PARTY,
            Role.PARTY,
            _SEVERAL + ": treaty, agreement, plan, and the acts by which a treaty comes into force",
        ),
        "060": Coding(None, Role.PARTICIPANT, Role.PARTICIPANT, _BROADER),
        "061": Coding(None, Role.PARTICIPANT, Role.PARTICIPANT, _BROADER),
        "062": Coding(None, Role.PARTICIPANT, Role.PARTICIPANT, _BROADER),
        "063": Coding(None, Role.PARTICIPANT, Role.PARTICIPANT, _BROADER),
        "070": Coding(None, Role.SUPPLIER, Role.RECIPIENT, _SEVERAL + ": the kinds of transfer"),
        "071": Coding(EventType.FINANCIAL_AID, Role.SUPPLIER, Role.RECIPIENT, "money, guarantees, grants and credit"),
        "072": Coding(
            EventType.MILITARY_AID,
            Role.SUPPLIER,
            Role.RECIPIENT,
            "arms and personnel, also of police; the type is that of no stated kind",
        ),
        "073": Coding(None, Role.SUPPLIER, Role.RECIPIENT, _SEVERAL + ": shipment, financial aid"),
        **{
            code: Coding(EventType.APPEAL, Role.SPEAKER, Role.ADDRESSEE, _APPEAL + ", with more force")
            for code in _DEMANDS.split()
        },
        "110": Coding(None, Role.SPEAKER, Role.SUBJECT, _BROADER + ": disapproval, objections and complaints"),
        "111": Coding(EventType.CONDEMNATION, Role.SPEAKER, Role.SUBJECT, "means just the type"),
        **{
            code: Coding(EventType.ACCUSATION, Role.SPEAKER, Role.SUBJECT, "says that the other did wrong")
            for code in ("112", "1121", "1122", "1123", "1124", "1125")
        },
        "114": Coding(None, Role.SPEAKER, None, _BROADER),
        "120": Coding(None, None, None, _BROADER),
        "129": Coding(
            None, None, None, "a veto in a council, or of a law by a president; only the first is a type of ours"
        ),
        "150": Coding(
            None, None, None, _SEVERAL + " (exercise, deployment, weapon test, parade), and what the police do"
        ),
        "152": Coding(None, Role.FORCE, None, _BROADER),
        "154": Coding(None, Role.FORCE, None, _BROADER),
        "160": Coding(None, None, None, _BROADER),
        "161": Coding(None, None, None, _SEVERAL + ": relations suspended, relations severed, a mission closed"),
        **{
            code: Coding(None, Role.FORCE, Role.TARGET, _BROADER + ": any use of arms, down to a shot")
            for code in ("190", "193", "194", "195")
        },
    }
)
"""What is known of a code; every other code has neither type nor roles."""

_ALL: Final = """
    01 010 011 012 013 014 015 016 017 018 019
    02 020 021 0211 0212 0213 0214 022 023 0231 0232 0233 0234 024 0241 0242 0243 0244
    025 0251 0252 0253 0254 0255 0256 026 027 028
    03 030 031 0311 0312 0313 0314 032 033 0331 0332 0333 0334 034 0341 0342 0343 0344
    035 0351 0352 0353 0354 0355 0356 036 037 038 039
    04 040 041 042 043 044 045 046
    05 050 051 052 053 054 055 056 057
    06 060 061 062 063 064
    07 070 071 072 073 074 075
    08 080 081 0811 0812 0813 0814 082 083 0831 0832 0833 0834 084 0841 0842 085 086 0861 0862 0863 087 0871 0872 0873 0874
    09 090 091 092 093 094
    10 100 101 1011 1012 1013 1014 102 103 1031 1032 1033 1034 104 1041 1042 1043 1044
    105 1051 1052 1053 1054 1055 1056 106 107 108
    11 110 111 112 1121 1122 1123 1124 1125 113 114 115 116
    12 120 121 1211 1212 1213 1214 122 1221 1222 1223 1224 123 1231 1232 1233 1234
    124 1241 1242 1243 1244 1245 1246 125 126 127 128 129
    13 130 131 1311 1312 1313 132 1321 1322 1323 1324 133 134 135 136 137 138 1381 1382 1383 1384 1385 139
    14 140 141 1411 1412 1413 1414 142 1421 1422 1423 1424 143 1431 1432 1433 1434 144 1441 1442 1443 1444
    145 1451 1452 1453 1454
    15 150 151 152 153 154 155
    16 160 161 162 1621 1622 1623 163 164 165 166 1661 1662 1663
    17 170 171 1711 1712 172 1721 1722 1723 1724 173 174 175 176
    18 180 181 182 1821 1822 1823 183 1831 1832 1833 184 185 186
    19 190 191 192 193 194 195 196
    20 200 201 202 203 204 2041 2042
    """

CODES: Final = frozenset(_ALL.split())
"""All codes of CAMEO 1.1, those of the twenty classes of event among them."""

STATE_ROLES: Final = frozenset({"COP", "GOV", "JUD", "LEG", "MIL", "SPY"})
"""The codes of what an actor is in CAMEO that are parts of a state: police, government, courts, parliament, armed forces, intelligence."""
