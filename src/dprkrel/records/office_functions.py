"""The functions of offices, and their titles in the languages of the data."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final, Literal, NamedTuple, TypeAlias

from dprkrel.records.words import Word, word

Titles: TypeAlias = Mapping[str, tuple[str, ...]]
"""Titles by ISO 639-1 code of the language in whose texts they are used."""


class _Titled(NamedTuple):
    """The titles of a function: those that mean one office of a state or body, and those that others bear, too."""

    titles: Titles
    shared_titles: Titles


def _titles(**by_language: str) -> Titles:
    return MappingProxyType({language: tuple(text.split(", ")) for language, text in by_language.items()})


_NONE: Final = _titles()

_MINISTER: Final = _titles(en="minister", id="Menteri", ru="министр", ko="장관", zh="部长", ja="大臣", be="міністр")
_DEPUTY_MINISTER: Final = _titles(
    en="deputy minister, vice minister, first deputy minister, first vice minister",
    id="Wakil Menteri, Wamen",
    ru="заместитель министра, замминистра, первый заместитель министра, первый замминистра",
    ko="부상, 차관, 제1부상, 제1차관",
    zh="副部长, 副相, 第一副相",
    ja="副大臣, 次官, 副相, 第1次官",
    be="намеснік міністра, першы намеснік міністра",
)
_CHAIR: Final = _titles(
    en="chairman, chairwoman, chairperson, chair",
    id="Ketua",
    ru="председатель",
    ko="위원장",
    zh="委员长, 主席",
    ja="委員長",
    be="старшыня",
)
_DEPUTY_CHAIR: Final = _titles(
    en="deputy chairman, vice chairman, deputy chair",
    id="Wakil Ketua",
    ru="заместитель председателя",
    ko="부위원장",
    zh="副委员长, 副主席",
    ja="副委員長",
    be="намеснік старшыні",
)
_SECRETARY: Final = _titles(
    en="secretary", id="Sekretaris", ru="секретарь", ko="비서, 서기", zh="书记, 秘书", ja="書記", be="сакратар"
)
_DIRECTOR: Final = _titles(
    en="director, head, chief, department director",
    id="Direktur, Kepala",
    ru="директор, глава, начальник, директор департамента",
    ko="국장, 부장",
    zh="局长, 司长",
    ja="局長",
    be="дырэктар",
)
_DEPUTY_DIRECTOR: Final = _titles(
    en="deputy director, vice director, deputy head",
    id="Wakil Direktur",
    ru="заместитель директора, замдиректора, заместитель начальника",
    ko="부국장, 부부장",
    zh="副局长, 副部长",
    ja="副局長, 副部長",
    be="намеснік дырэктара",
)
_SPEAKER: Final = _titles(en="speaker", id="Ketua Parlemen", ru="спикер", ko="의장", zh="议长", ja="議長", be="спікер")
_DEPUTY_SPEAKER: Final = _titles(
    en="deputy speaker, vice speaker",
    id="Wakil Ketua Parlemen",
    ru="вице-спикер, заместитель председателя",
    ko="부의장",
    zh="副议长",
    ja="副議長",
    be="віцэ-спікер",
)


class OfficeFunction(Word):
    """What an office is for; offices of several states have one function, and the titles of the function in every language."""

    _data: _Titled

    #: Leads the state, whatever posts that rests on.
    LEADER = word("leader", _Titled(_titles(
        en="leader, supreme leader, paramount leader, ruler, dictator, strongman", id="pemimpin, pemimpin tertinggi",
        ru="лидер, верховный лидер, руководитель", ko="지도자, 최고지도자, 최고령도자, 최고영도자, 수령",
        zh="领导人, 最高领导人, 领袖", ja="指導者, 最高指導者", be="лідар"), _NONE))  # fmt: skip
    #: A president who is head of state and leads it.
    PRESIDENT = word("president", _Titled(_titles(
        en="president, head of state, leader", id="Presiden, Kepala Negara, pemimpin",
        ru="президент, глава государства, лидер", ko="대통령, 국가원수, 지도자", zh="总统, 国家元首, 领导人, 国家主席",
        ja="大統領, 国家元首, 国家主席", be="прэзідэнт, кіраўнік дзяржавы"), _NONE))  # fmt: skip
    #: Represents the state by its constitution, and need not lead it.
    HEAD_OF_STATE = word("head_of_state", _Titled(_titles(
        en="head of state, nominal head of state, ceremonial head of state", id="Kepala Negara", ru="глава государства",
        ko="국가수반, 국가원수", zh="国家元首", ja="国家元首", be="кіраўнік дзяржавы"), _NONE))  # fmt: skip
    #: Stands in for a president.
    VICE_PRESIDENT = word("vice_president", _Titled(_NONE, _titles(
        en="vice president, vice-president", id="Wakil Presiden", ru="вице-президент", ko="부통령, 부주석", zh="副总统, 副主席",
        ja="副大統領, 副主席", be="віцэ-прэзідэнт")))  # fmt: skip
    #: Leads the government.
    HEAD_OF_GOVERNMENT = word("head_of_government", _Titled(_titles(
        en="head of government, prime minister, premier, PM", id="Perdana Menteri, PM, Kepala Pemerintahan",
        ru="премьер-министр, премьер, глава правительства, глава кабинета министров", ko="총리, 수상, 내각총리",
        zh="总理, 内阁总理, 首相", ja="首相, 総理, 内閣総理, 内閣首相", be="прэм'ер-міністр, прэм'ер, кіраўнік урада"), _NONE))  # fmt: skip
    #: Deputy of the head of the government.
    DEPUTY_HEAD_OF_GOVERNMENT = word("deputy_head_of_government", _Titled(_titles(
        en="deputy prime minister, vice premier, deputy premier, vice prime minister, deputy head of government",
        id="Wakil Perdana Menteri, Deputi Perdana Menteri",
        ru="вице-премьер, заместитель председателя правительства, заместитель премьер-министра, зампред правительства",
        ko="부총리, 내각부총리", zh="副总理, 内阁副总理", ja="副首相, 副総理", be="віцэ-прэм'ер, намеснік прэм'ер-міністра"), _NONE))  # fmt: skip
    #: First among the deputies of the head of the government.
    FIRST_DEPUTY_HEAD_OF_GOVERNMENT = word("first_deputy_head_of_government", _Titled(_titles(
        en="first deputy prime minister, first vice premier", id="Wakil Perdana Menteri Pertama",
        ru="первый вице-премьер, первый заместитель председателя правительства", ko="제1부총리", zh="第一副总理", ja="第1副首相",
        be="першы віцэ-прэм'ер"), _NONE))  # fmt: skip
    #: Leads the foreign ministry.
    FOREIGN_MINISTER = word("foreign_minister", _Titled(_titles(
        en="""foreign minister, minister of foreign affairs, minister for foreign affairs, FM, top diplomat, \
foreign affairs minister, head of the foreign ministry""",
        id="Menteri Luar Negeri, Menlu", ru="""министр иностранных дел, глава МИД, глава МИДа, министр ИД, \
глава внешнеполитического ведомства, глава министерства иностранных дел""",
        ko="외무상, 외무장관, 외교부장관, 외교장관, 외교부장, 외무대신, 외상", zh="外交部长, 外长, 外相, 外务相, 外务大臣",
        ja="外相, 外務相, 外務大臣, 外務部長", be="міністр замежных спраў, кіраўнік МЗС"), _MINISTER))  # fmt: skip
    #: Deputy of the foreign minister.
    DEPUTY_FOREIGN_MINISTER = word("deputy_foreign_minister", _Titled(_titles(
        en="deputy foreign minister, vice foreign minister, deputy minister of foreign affairs, vice minister of foreign affairs",
        id="Wakil Menteri Luar Negeri, Wamenlu",
        ru="заместитель министра иностранных дел, замминистра иностранных дел, замглавы МИД, заместитель главы МИД",
        ko="외무성부상, 외무부상, 외무차관, 외교부차관", zh="外交部副部长, 副外长, 外务省副相, 副外相", ja="外務次官, 副外相, 外務副大臣",
        be="намеснік міністра замежных спраў"), _DEPUTY_MINISTER))  # fmt: skip
    #: First among the deputies of the foreign minister.
    FIRST_DEPUTY_FOREIGN_MINISTER = word("first_deputy_foreign_minister", _Titled(_titles(
        en="""first deputy foreign minister, first vice foreign minister, first deputy minister of foreign affairs, \
first vice minister of foreign affairs""",
        id="Wakil Menteri Luar Negeri Pertama", ru="первый заместитель министра иностранных дел, первый замглавы МИД",
        ko="외무성제1부상, 제1외무차관, 외무제1부상", zh="外务省第一副相, 第一副外长", ja="第1外務次官, 外務省第1次官",
        be="першы намеснік міністра замежных спраў"), _DEPUTY_MINISTER))  # fmt: skip
    #: Leads the defence ministry.
    DEFENCE_MINISTER = word("defence_minister", _Titled(_titles(
        en="""defence minister, defense minister, minister of defence, minister of defense, defense chief, defence chief, \
secretary of defense, defense secretary, defence secretary, minister of national defence, minister of national defense""",
        id="Menteri Pertahanan, Menhan", ru="министр обороны, глава Минобороны, глава минобороны, министр нацобороны",
        ko="국방상, 국방장관, 국방부장관, 국방부장, 인민무력상, 인민무력부장", zh="国防部长, 防长, 国防相, 国防大臣",
        ja="国防相, 国防大臣, 防衛相, 人民武力相", be="міністр абароны"), _MINISTER))  # fmt: skip
    #: Deputy of the defence minister.
    DEPUTY_DEFENCE_MINISTER = word("deputy_defence_minister", _Titled(_titles(
        en="deputy defence minister, deputy defense minister, vice defence minister, vice defense minister",
        id="Wakil Menteri Pertahanan, Wamenhan", ru="заместитель министра обороны, замминистра обороны", ko="국방성부상, 국방차관",
        zh="国防部副部长, 国防省副相", ja="国防次官, 国防副大臣", be="намеснік міністра абароны"), _DEPUTY_MINISTER))  # fmt: skip
    #: Heads the general staff.
    CHIEF_OF_GENERAL_STAFF = word("chief_of_general_staff", _Titled(_titles(
        en="chief of the general staff, chief of general staff, army chief, military chief", id="Kepala Staf Umum",
        ru="начальник Генерального штаба, начальник Генштаба", ko="총참모장", zh="总参谋长", ja="総参謀長, 参謀総長",
        be="начальнік Генеральнага штаба"), _NONE))  # fmt: skip
    #: Deputy of the chief of the general staff.
    DEPUTY_CHIEF_OF_GENERAL_STAFF = word("deputy_chief_of_general_staff", _Titled(_titles(
        en="deputy chief of the general staff, vice chief of the general staff", id="Wakil Kepala Staf Umum",
        ru="заместитель начальника Генерального штаба, замначальника Генштаба", ko="부총참모장", zh="副总参谋长", ja="副総参謀長",
        be="намеснік начальніка Генеральнага штаба"), _NONE))  # fmt: skip
    #: Commands the armed forces of the state.
    SUPREME_COMMANDER = word("supreme_commander", _Titled(_titles(
        en="supreme commander, commander-in-chief", id="Panglima Tertinggi", ru="верховный главнокомандующий",
        ko="최고사령관", zh="最高司令官", ja="最高司令官", be="вярхоўны галоўнакамандуючы"), _NONE))  # fmt: skip
    #: Leads the ministry of the interior, in some states named for public security.
    INTERIOR_MINISTER = word("interior_minister", _Titled(_titles(
        en="""interior minister, minister of the interior, minister of internal affairs, public security minister, \
minister of public security, minister of people's security, people's security minister""",
        id="Menteri Dalam Negeri, Mendagri", ru="министр внутренних дел, глава МВД, министр общественной безопасности",
        ko="내무상, 내무장관, 사회안전상, 인민보안상, 인민보안부장", zh="内务部长, 内政部长, 公安部长, 社会安全相", ja="内相, 内務相, 社会安全相",
        be="міністр унутраных спраў"), _MINISTER))  # fmt: skip
    #: Leads the ministry of state security.
    STATE_SECURITY_MINISTER = word("state_security_minister", _Titled(_titles(
        en="state security minister, minister of state security", id="Menteri Keamanan Negara",
        ru="министр государственной безопасности, министр госбезопасности", ko="국가보위상, 국가안전보위부장", zh="国家安全部长, 国家保卫相",
        ja="国家保衛相", be="міністр дзяржаўнай бяспекі"), _MINISTER))  # fmt: skip
    #: Leads the security council from day to day.
    SECURITY_COUNCIL_SECRETARY = word("security_council_secretary", _Titled(_titles(
        en="security council secretary, secretary of the security council, security council chief", id="Sekretaris Dewan Keamanan",
        ru="секретарь Совета безопасности, секретарь Совбеза, глава Совбеза", ko="안전보장회의서기, 안보회의서기, 국가안보회의서기",
        zh="安全会议秘书, 联邦安全会议秘书", ja="安全保障会議書記", be="сакратар Савета бяспекі, дзяржаўны сакратар Савета бяспекі"),
        _SECRETARY))  # fmt: skip
    #: Leads a service of foreign intelligence or reconnaissance.
    INTELLIGENCE_DIRECTOR = word("intelligence_director", _Titled(_titles(
        en="spy chief, intelligence chief, head of foreign intelligence", id="Kepala Intelijen", ru="глава разведки, глава СВР",
        ko="대외정보국장, 정찰총국장", zh="情报局长, 侦察总局长", ja="対外情報局長官, 偵察総局長", be="кіраўнік разведкі"), _DIRECTOR))  # fmt: skip
    #: Leads the prosecution.
    PROSECUTOR_GENERAL = word("prosecutor_general", _Titled(_titles(
        en="prosecutor general, general prosecutor, chief prosecutor, attorney general", id="Jaksa Agung",
        ru="генеральный прокурор, генпрокурор", ko="검찰총장, 중앙검찰소소장", zh="总检察长, 检察总长, 中央检察所所长", ja="検事総長, 中央検察所所長",
        be="генеральны пракурор"), _NONE))  # fmt: skip
    #: Deputy of the prosecutor general.
    DEPUTY_PROSECUTOR_GENERAL = word("deputy_prosecutor_general", _Titled(_titles(
        en="deputy prosecutor general, vice prosecutor general", id="Wakil Jaksa Agung", ru="заместитель генерального прокурора",
        ko="검찰차장, 중앙검찰소부소장", zh="副总检察长", ja="次長検事", be="намеснік генеральнага пракурора"), _NONE))  # fmt: skip
    #: Presides over the highest court.
    SUPREME_COURT_PRESIDENT = word("supreme_court_president", _Titled(_titles(
        en="president of the supreme court, chairman of the supreme court, chief justice", id="Ketua Mahkamah Agung",
        ru="председатель Верховного суда, глава Верховного суда", ko="대법원장, 최고재판소소장, 중앙재판소소장", zh="最高法院院长, 中央裁判所所长",
        ja="最高裁判所長官, 中央裁判所所長", be="старшыня Вярхоўнага суда"), _NONE))  # fmt: skip
    #: Chairs a parliament that has one chamber.
    PARLIAMENT_CHAIR = word("parliament_chair", _Titled(_titles(
        en="speaker of parliament, parliament speaker, parliamentary speaker, chairman of parliament", id="Ketua Dewan Perwakilan",
        ru="спикер парламента, председатель парламента", ko="의회의장, 국회의장, 최고인민회의의장", zh="议会议长, 最高人民会议议长",
        ja="国会議長, 最高人民会議議長", be="спікер парламента"), _SPEAKER))  # fmt: skip
    #: Chairs one of two chambers of a parliament.
    CHAMBER_CHAIR = word("chamber_chair", _Titled(_NONE, _SPEAKER))
    #: Deputy of the chair of a parliament or chamber.
    DEPUTY_PARLIAMENT_CHAIR = word("deputy_parliament_chair", _Titled(_titles(
        en="deputy speaker of parliament, vice speaker of parliament", id="Wakil Ketua Dewan Perwakilan", ru="вице-спикер парламента",
        ko="국회부의장, 최고인민회의부의장", zh="最高人民会议副议长", ja="国会副議長", be="віцэ-спікер парламента"), _DEPUTY_SPEAKER))  # fmt: skip
    #: Chairs the standing organ of a parliament between its sessions.
    STANDING_COMMITTEE_CHAIR = word("standing_committee_chair", _Titled(_titles(
        en="""standing committee chairman, chairman of the standing committee, chairman of the presidium, \
president of the presidium""",
        id="Ketua Komite Tetap, Ketua Presidium", ru="председатель Постоянного комитета, председатель Президиума",
        ko="상임위원장, 상임위원회위원장", zh="常任委员会委员长, 常委会委员长, 常务委员会委员长", ja="常任委員長, 常任委員会委員長, 常務委員長",
        be="старшыня Пастаяннага камітэта"), _CHAIR))  # fmt: skip
    #: Deputy of the chair of the standing organ of a parliament.
    DEPUTY_STANDING_COMMITTEE_CHAIR = word("deputy_standing_committee_chair", _Titled(_titles(
        en="standing committee vice chairman, vice chairman of the standing committee, vice president of the presidium",
        id="Wakil Ketua Komite Tetap", ru="заместитель председателя Постоянного комитета, заместитель председателя Президиума",
        ko="상임부위원장, 상임위원회부위원장", zh="常任委员会副委员长, 常委会副委员长", ja="常任副委員長, 常任委員会副委員長",
        be="намеснік старшыні Пастаяннага камітэта"), _DEPUTY_CHAIR))  # fmt: skip
    #: A member of a parliament, or the head of a group of its members.
    PARLIAMENT_MEMBER = word("parliament_member", _Titled(_NONE, _titles(
        en="member of parliament, MP, lawmaker, deputy, senator", id="Anggota Parlemen", ru="депутат, сенатор, парламентарий",
        ko="의원, 대의원", zh="议员, 代议员", ja="議員, 代議員", be="дэпутат, сенатар")))  # fmt: skip
    #: Leads a party.
    PARTY_LEADER = word("party_leader", _Titled(_titles(
        en="party leader, party chief, leader of the party", id="Pemimpin Partai, Ketua Partai", ru="лидер партии, глава партии",
        ko="당대표, 당수", zh="党首, 党魁, 党领导人", ja="党首", be="лідар партыі"), _CHAIR))  # fmt: skip
    #: Leads a ruling communist party as the secretary of its central committee.
    GENERAL_SECRETARY = word("general_secretary", _Titled(_titles(
        en="general secretary, party leader, party chief", id="Sekretaris Jenderal, Sekjen, Pemimpin Partai",
        ru="генеральный секретарь, генсек, лидер партии", ko="총비서, 총서기, 서기장, 당총비서", zh="总书记, 总秘书", ja="総書記, 書記長, 総秘書",
        be="генеральны сакратар"), _SECRETARY))  # fmt: skip
    #: A member of a leading organ of a party.
    PARTY_OFFICIAL = word("party_official", _Titled(_NONE, _titles(
        en="party official, politburo member, member of the politburo, party secretary, secretary",
        id="Anggota Politbiro, Sekretaris",
        ru="член политбюро, секретарь ЦК, секретарь", ko="정치국위원, 당비서, 비서, 부위원장", zh="政治局委员, 书记, 党中央书记",
        ja="政治局員, 党書記, 書記", be="член палітбюро, сакратар")))  # fmt: skip
    #: Represents the state in another, as its ambassador.
    AMBASSADOR = word("ambassador", _Titled(_NONE, _titles(
        en="ambassador, envoy, top envoy, H.E. Ambassador", id="Duta Besar, Dubes", ru="посол, чрезвычайный и полномочный посол, полпред",
        ko="대사, 특명전권대사", zh="大使, 特命全权大使", ja="大使, 特命全権大使", be="пасол")))  # fmt: skip
    #: Leads an embassy for the time being.
    CHARGE_DAFFAIRES = word("charge_daffaires", _Titled(_NONE, _titles(
        en="chargé d'affaires, charge d'affaires ad interim", id="Kuasa Usaha", ru="временный поверенный, временный поверенный в делах",
        ko="대사대리, 림시대리대사, 임시대리대사", zh="临时代办, 代办", ja="臨時代理大使", be="часовы павераны")))  # fmt: skip
    #: Represents the armed forces at an embassy.
    MILITARY_ATTACHE = word("military_attache", _Titled(_NONE, _titles(
        en="military attaché, defence attaché, defense attaché", id="Atase Pertahanan, Atase Militer", ru="военный атташе", ko="무관, 국방무관",
        zh="武官, 国防武官", ja="駐在武官, 武官", be="ваенны аташэ")))  # fmt: skip
    #: Speaks to the press for a head of state, a government or a ministry.
    SPOKESPERSON = word("spokesperson", _Titled(_NONE, _titles(
        en="spokesperson, spokesman, spokeswoman, press secretary", id="Juru Bicara, Jubir", ru="пресс-секретарь, официальный представитель",
        ko="대변인, 공보비서", zh="发言人, 新闻秘书", ja="報道官, 報道担当", be="прэс-сакратар")))  # fmt: skip
    #: Aide of a head of state, or deputy head of the office of one.
    PRESIDENTIAL_AIDE = word("presidential_aide", _Titled(_NONE, _titles(
        en="presidential aide, aide, adviser", id="Ajudan, Ajudan Presiden, Penasihat", ru="помощник президента, помощник, советник", ko="보좌관",
        zh="总统助理, 助理", ja="大統領補佐官, 補佐官", be="памочнік прэзідэнта")))  # fmt: skip
    #: Governs a region.
    GOVERNOR = word("governor", _Titled(_NONE, _titles(
        en="governor", id="Gubernur", ru="губернатор", ko="주지사, 지사", zh="州长, 边疆区长", ja="知事", be="губернатар")))  # fmt: skip
    #: Heads a city.
    MAYOR = word("mayor", _Titled(_NONE, _titles(
        en="mayor", id="Wali Kota", ru="мэр", ko="시장", zh="市长", ja="市長", be="мэр")))  # fmt: skip
    #: Leads the ministry of agriculture.
    AGRICULTURE_MINISTER = word("agriculture_minister", _Titled(_titles(
        en="agriculture minister, minister of agriculture", id="Menteri Pertanian", ru="министр сельского хозяйства, глава Минсельхоза",
        ko="농업상, 농업장관", zh="农业部长, 农业相", ja="農業相", be="міністр сельскай гаспадаркі"), _MINISTER))  # fmt: skip
    #: Leads the ministry of culture.
    CULTURE_MINISTER = word("culture_minister", _Titled(_titles(
        en="culture minister, minister of culture", id="Menteri Kebudayaan", ru="министр культуры, глава Минкультуры", ko="문화상, 문화장관",
        zh="文化部长, 文化相", ja="文化相", be="міністр культуры"), _MINISTER))  # fmt: skip
    #: Leads the ministry of education.
    EDUCATION_MINISTER = word("education_minister", _Titled(_titles(
        en="education minister, minister of education", id="Menteri Pendidikan", ru="министр просвещения, министр образования",
        ko="교육상, 교육장관", zh="教育部长, 教育相", ja="教育相", be="міністр адукацыі"), _MINISTER))  # fmt: skip
    #: Leads the ministry of science or higher education.
    HIGHER_EDUCATION_MINISTER = word("higher_education_minister", _Titled(_titles(
        en="higher education minister, minister of higher education, science minister", id="Menteri Pendidikan Tinggi",
        ru="министр науки и высшего образования, министр науки, министр высшего образования", ko="고등교육상, 과학고등교육장관",
        zh="高等教育部长, 高等教育相", ja="高等教育相", be="міністр вышэйшай адукацыі"), _MINISTER))  # fmt: skip
    #: Leads the ministry of emergencies.
    EMERGENCIES_MINISTER = word("emergencies_minister", _Titled(_titles(
        en="emergencies minister, minister of emergencies, emergency situations minister, minister of emergency situations",
        id="Menteri Situasi Darurat", ru="министр по чрезвычайным ситуациям, глава МЧС", ko="비상사태장관", zh="紧急情况部长", ja="非常事態相",
        be="міністр па надзвычайных сітуацыях"), _MINISTER))  # fmt: skip
    #: Leads the ministry of energy or electric power.
    ENERGY_MINISTER = word("energy_minister", _Titled(_titles(
        en="energy minister, minister of energy", id="Menteri Energi", ru="министр энергетики, глава Минэнерго", ko="전력공업상, 에너지장관",
        zh="能源部长, 电力工业相", ja="エネルギー相, 電力工業相", be="міністр энергетыкі"), _MINISTER))  # fmt: skip
    #: Leads the ministry of finance.
    FINANCE_MINISTER = word("finance_minister", _Titled(_titles(
        en="finance minister, minister of finance", id="Menteri Keuangan", ru="министр финансов", ko="재정상, 재무장관", zh="财政部长, 财政相",
        ja="財政相, 財務相", be="міністр фінансаў"), _MINISTER))  # fmt: skip
    #: Leads the ministry of forestry.
    FORESTRY_MINISTER = word("forestry_minister", _Titled(_titles(
        en="forestry minister, minister of forestry", id="Menteri Kehutanan", ru="министр лесной промышленности, министр лесного хозяйства",
        ko="림업상, 임업상", zh="林业部长, 林业相", ja="林業相", be="міністр лясной гаспадаркі"), _MINISTER))  # fmt: skip
    #: Leads the ministry of health.
    HEALTH_MINISTER = word("health_minister", _Titled(_titles(
        en="health minister, minister of health, public health minister, minister of public health", id="Menteri Kesehatan, Menkes",
        ru="министр здравоохранения, глава Минздрава", ko="보건상, 보건장관", zh="卫生部长, 保健相", ja="保健相", be="міністр аховы здароўя"),
        _MINISTER))  # fmt: skip
    #: Leads the ministry of natural resources.
    NATURAL_RESOURCES_MINISTER = word("natural_resources_minister", _Titled(_titles(
        en="natural resources minister, minister of natural resources", id="Menteri Sumber Daya Alam",
        ru="министр природных ресурсов, глава Минприроды", ko="천연자원장관, 자원개발상", zh="自然资源部长", ja="天然資源相", be="міністр прыродных рэсурсаў"),
        _MINISTER))  # fmt: skip
    #: Leads the ministry of railways.
    RAILWAYS_MINISTER = word("railways_minister", _Titled(_titles(
        en="railways minister, railway minister, minister of railways", id="Menteri Perkeretaapian", ru="министр железных дорог", ko="철도상",
        zh="铁道部长, 铁道相", ja="鉄道相", be="міністр чыгунак"), _MINISTER))  # fmt: skip
    #: Leads the ministry of sport.
    SPORT_MINISTER = word("sport_minister", _Titled(_titles(
        en="sports minister, sport minister, minister of sport, minister of sports", id="Menteri Olahraga, Menpora",
        ru="министр спорта, глава Минспорта", ko="체육상, 체육장관", zh="体育部长, 体育相", ja="体育相, スポーツ相", be="міністр спорту"), _MINISTER))  # fmt: skip
    #: Leads the ministry of foreign trade or external economic relations.
    TRADE_MINISTER = word("trade_minister", _Titled(_titles(
        en="""external economic relations minister, minister of external economic relations, foreign trade minister, \
minister of foreign trade""",
        id="Menteri Hubungan Ekonomi Luar Negeri, Menteri Perdagangan Luar Negeri",
        ru="министр внешнеэкономических связей, министр внешних экономических связей, министр внешней торговли", ko="대외경제상, 무역상",
        zh="对外经济相, 对外经济部长, 贸易相", ja="対外経済相, 貿易相", be="міністр знешняга гандлю"), _MINISTER))  # fmt: skip
    #: Leads the ministry of transport.
    TRANSPORT_MINISTER = word("transport_minister", _Titled(_titles(
        en="transport minister, minister of transport", id="Menteri Perhubungan, Menhub", ru="министр транспорта, глава Минтранса",
        ko="교통장관, 륙해운상, 육해운상", zh="交通部长, 运输部长, 陆海运相", ja="運輸相, 陸海運相", be="міністр транспарту"), _MINISTER))  # fmt: skip
    #: Leads another ministry.
    MINISTER = word("minister", _Titled(_NONE, _MINISTER))
    #: Deputy of another minister.
    DEPUTY_MINISTER = word("deputy_minister", _Titled(_NONE, _DEPUTY_MINISTER))
    #: Chairs a commission, committee, council or organization.
    CHAIR = word("chair", _Titled(_NONE, _CHAIR))
    #: Deputy of the chair of a commission, committee, council or organization.
    DEPUTY_CHAIR = word("deputy_chair", _Titled(_NONE, _DEPUTY_CHAIR))
    #: Heads an agency, an institution, a company or a department of a ministry or party.
    DIRECTOR = word("director", _Titled(_NONE, _DIRECTOR))
    #: Deputy of the head of an agency, an institution, a company or a department.
    DEPUTY_DIRECTOR = word("deputy_director", _Titled(_NONE, _DEPUTY_DIRECTOR))
    #: Every other office.
    OTHER = word("other", _Titled(_NONE, _NONE))

    @property
    def titles(self) -> Titles:
        """The titles by language that mean one office of a state or body; an office is asked for by them."""
        return self._data.titles

    @property
    def shared_titles(self) -> Titles:
        """The titles by language that other offices of the state or body bear, too; they are known with a name alone."""
        return self._data.shared_titles


OfficeFunctionWord: TypeAlias = Literal[
    "leader",
    "president",
    "head_of_state",
    "vice_president",
    "head_of_government",
    "deputy_head_of_government",
    "first_deputy_head_of_government",
    "foreign_minister",
    "deputy_foreign_minister",
    "first_deputy_foreign_minister",
    "defence_minister",
    "deputy_defence_minister",
    "chief_of_general_staff",
    "deputy_chief_of_general_staff",
    "supreme_commander",
    "interior_minister",
    "state_security_minister",
    "security_council_secretary",
    "intelligence_director",
    "prosecutor_general",
    "deputy_prosecutor_general",
    "supreme_court_president",
    "parliament_chair",
    "chamber_chair",
    "deputy_parliament_chair",
    "standing_committee_chair",
    "deputy_standing_committee_chair",
    "parliament_member",
    "party_leader",
    "general_secretary",
    "party_official",
    "ambassador",
    "charge_daffaires",
    "military_attache",
    "spokesperson",
    "presidential_aide",
    "governor",
    "mayor",
    "agriculture_minister",
    "culture_minister",
    "education_minister",
    "higher_education_minister",
    "emergencies_minister",
    "energy_minister",
    "finance_minister",
    "forestry_minister",
    "health_minister",
    "natural_resources_minister",
    "railways_minister",
    "sport_minister",
    "trade_minister",
    "transport_minister",
    "minister",
    "deputy_minister",
    "chair",
    "deputy_chair",
    "director",
    "deputy_director",
    "other",
]
"""The words of `OfficeFunction`, for type checkers."""
