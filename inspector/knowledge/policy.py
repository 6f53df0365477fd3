"""The policy texts: dated clauses, and the rules that lead from a value to a clause.

Structures of `schemas/policies/*.toml`, one file per dated text, and of
`schemas/policies/programme/*.toml`, one file per region: on which days its members' data were in
the training programme, and the clause that says so. How the opinions of several texts combine is
in `verdicts`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import ClassVar, Literal, get_args

from inspector.knowledge.dataset import Dataset
from inspector.knowledge.schema import Strict
from inspector.knowledge.vocabulary import VERDICTS, Effect, Verdict

Region = Literal["eu", "ch", "uk", "ca", "hk", "us", "cn", "other"]
REGIONS: tuple[Region, ...] = get_args(Region)
Recipient = Literal["linkedin", "microsoft"]
RECIPIENTS: tuple[Recipient, ...] = get_args(Recipient)
"""Whose models a text may speak of; LinkedIn's own first."""
Promise = Literal["notice", "help_page", "settings_page", "regulator"]
STALE_AFTER = 365
"""Days after which a text that is still in force has to be checked against its source again."""
LINKS = ("https://", "http://")
"""What the address of a page that can be opened begins with."""


class Clause(Strict, frozen=True, kw_only=True):
    """One sentence or list item of a text, word for word."""

    id: str
    quote: str
    locator: str
    """Where in the text it stands."""
    source: str
    """Link to the copy the quote was read from; its name in plain words where it has no address, or
    none to send anybody to."""
    seen: dt.date
    """Day of that copy."""
    archived_by: str
    reported_by: str = ""
    """Whose report the words are known from, where no copy of the text itself is."""
    unverified: bool = False
    """No stored copy has these words in full, letter by letter."""
    kind: Literal["includes", "excludes", "elsewhere", "general", "status", "rights"]
    """`elsewhere`: named for another purpose. `general`: a sentence that is never a rule."""
    settles: Effect | None = None
    """What it says of a member's own case, if it does."""
    beside: tuple[str, ...] = ()
    """`policy:clause` of what other texts say of the same thing, where no export holds it."""
    language: str = "en"
    """In which the quote is, by its code."""

    @property
    def link(self) -> str:
        """Address of the copy; empty where it has only a name."""
        return self.source if self.source.startswith(LINKS) else ""


class Rule(Strict, frozen=True, kw_only=True):
    """What a text says of some values of a dataset."""

    dataset: str
    columns: tuple[str, ...]
    """Headers, or `*` for all."""
    states: tuple[str, ...] = ()
    """States of the record it is limited to (`""`: none of them); empty: any."""
    regions: tuple[Region, ...] = ()
    """Regions it is limited to; empty: all those of its text."""
    says: Literal["inside", "outside", "undecidable", "omits", "contests", "silent"]
    """`omits`: a closed list leaves it out. `contests`: draws a narrower line than others.
    `silent`: says nothing; the clauses named are the nearest it comes."""
    basis: Literal["stated", "inferred"] | None = None
    """For inside and outside only."""
    open_list: bool = False
    """The inference rests on an open list ("such as")."""
    clauses: tuple[str, ...] = ()
    named_elsewhere: tuple[str, ...] = ()
    """Clauses that name the item for another purpose."""
    also: tuple[str, ...] = ()
    """`policy:clause` of what other texts say of it; where they are in force they stand beside
    the verdict and decide nothing."""
    note: str = ""


class Policy(Strict, frozen=True, kw_only=True):
    """One dated text."""

    own: ClassVar[bool] = False
    """Whether it was given by the member."""
    id: str
    title: str
    label: str
    """The title in a few words."""
    publisher: str
    source: str
    """Where the publisher put it; the name of a copy where that is not known."""
    effective: dt.date | None = None
    first_seen: dt.date
    last_seen: dt.date
    until: dt.date | None = None
    """Last day on which it was in force, where a later text took its place."""
    regions: tuple[Region, ...]
    voice: Literal["linkedin", "regulator", "press"] = "linkedin"
    """Who speaks: LinkedIn itself, an authority, or the press that reports."""
    recipient: Recipient = "linkedin"
    """Whose models the text speaks of."""
    promise: Promise | None = None
    """Kind of text, where it promises that something is not used."""
    rank: int
    """Order in which texts are named: the notice of the member's own region first."""
    own_region: bool = False
    """A notice written for these regions: what its closed lists omit weighs."""
    rules_from: str | None = None
    """Id of an earlier text with the same words, whose rules hold for this one too."""
    nearest: tuple[str, ...] = ()
    """Clauses cited where no rule speaks: the nearest this text comes to it."""
    clauses: tuple[Clause, ...]
    rules: tuple[Rule, ...] = ()

    @property
    def link(self) -> str:
        """Address at which it was published; empty where none is known."""
        return self.source if self.source.startswith(LINKS) else ""

    @property
    def start(self) -> dt.date:
        """First day on which it counts."""
        return self.effective or self.first_seen

    def holds(self, on: dt.date) -> bool:
        """Whether it counts on a day, for anybody."""
        return self.start <= on and (self.until is None or on <= self.until)

    def in_force(self, region: Region, on: dt.date) -> bool:
        """Whether it speaks to members of a region on a day."""
        return region in self.regions and self.holds(on)

    def stale(self, on: dt.date) -> bool:
        """Whether it still counts on a day, and was last checked more than a year before."""
        return self.holds(on) and (on - self.last_seen).days > STALE_AFTER


class OwnPolicy(Policy, frozen=True, kw_only=True):
    """A text that does not ship: the member gave it."""

    own: ClassVar[bool] = True


class Period(Strict, frozen=True, kw_only=True):
    """Days during which a region was in the programme, out of it, or unspoken of."""

    start: dt.date | None = None
    until: dt.date | None = None
    status: Literal["in", "out", "unstated"]
    paused: bool = False
    """Out after having been in: data may have been used before."""
    clauses: tuple[str, ...] = ()
    """`policy:clause`."""

    def covers(self, on: dt.date) -> bool:
        """Whether a day falls into it."""
        return (self.start is None or self.start <= on) and (self.until is None or on <= self.until)


class Programme(Strict, frozen=True, kw_only=True):
    """The history of one region."""

    region: Region
    name: str
    locations: tuple[str, ...] = ()
    """Countries and territories by which a profile's location names this region for certain."""
    exempt_until_start: tuple[str, ...] = ()
    """Clauses (`policy:clause`) that exempt whoever opted out before the region's start."""
    opted_out: tuple[str, ...] = ()
    """Clauses on what opting out does."""
    under_18: tuple[str, ...] = ()
    """Clauses on members under 18."""
    periods: tuple[Period, ...]

    def period(self, on: dt.date) -> Period:
        """The period of a day (the periods leave no day out)."""
        return next(period for period in self.periods if period.covers(on))

    @property
    def first_in(self) -> Period | None:
        """The first period in the programme that has a beginning, if any."""
        begun = [one for one in self.periods if one.status == "in" and one.start]
        return min(begun, key=lambda one: one.start or dt.date.max, default=None)

    @property
    def began(self) -> dt.date | None:
        """First day in the programme, if any."""
        return self.first_in.start if self.first_in is not None else None

    @property
    def exempt_before(self) -> dt.date | None:
        """The first day in the programme, where texts put every day before it outside."""
        began = self.began
        if began is None:
            return None
        before = (p for p in self.periods if p.start is None or p.start < began)
        return began if all(p.status == "out" for p in before) else None


class Policies:
    """Every text, clause and region."""

    def __init__(self, texts: Sequence[Policy], programmes: Sequence[Programme]) -> None:
        self.texts: Mapping[str, Policy] = {text.id: text for text in texts}
        self.programmes: Mapping[Region, Programme] = {one.region: one for one in programmes}
        self._clauses = {
            f"{text.id}:{clause.id}": (text, clause) for text in texts for clause in text.clauses
        }
        self._rules: dict[tuple[str, str], tuple[Rule, ...]] = {}
        for text in texts:
            origin = self.texts[text.rules_from] if text.rules_from else text
            by_dataset: dict[str, list[Rule]] = {}
            for rule in (*origin.rules, *(text.rules if origin is not text else ())):
                by_dataset.setdefault(rule.dataset, []).append(rule)
            for dataset, rules in by_dataset.items():
                self._rules[text.id, dataset] = tuple(rules)

    def clause(self, reference: str) -> tuple[Policy, Clause]:
        """A clause by its `policy:clause` reference, with its text."""
        return self._clauses[reference]

    def references(self) -> Collection[str]:
        """Every `policy:clause` there is."""
        return self._clauses.keys()

    def rules(self, text: Policy, dataset: str, region: Region) -> tuple[Rule, ...]:
        """The rules of a text on a dataset, those it shares with an earlier text included."""
        rules = self._rules.get((text.id, dataset), ())
        return tuple(rule for rule in rules if not rule.regions or region in rule.regions)

    def all_rules(self, text: Policy) -> tuple[Rule, ...]:
        """Every rule of a text, those it shares with an earlier text included."""
        return tuple(
            rule for (owner, _), rules in self._rules.items() if owner == text.id for rule in rules
        )

    def verdict_of(self, text: Policy, clause: str) -> Verdict | None:
        """The verdict that rules draw from a clause of a text; None where none rests on it."""
        says = {rule.says for rule in self.all_rules(text) if clause in rule.clauses}
        for verdict in VERDICTS:
            if verdict in says:
                return verdict
        return "unclear" if says & {"undecidable", "omits", "contests"} else None

    def in_force(self, region: Region, on: dt.date, recipient: Recipient) -> tuple[Policy, ...]:
        """The texts that speak on a day, in the order in which they are named."""
        found = [
            text
            for text in self.texts.values()
            if text.recipient == recipient and text.in_force(region, on)
        ]
        return tuple(sorted(found, key=lambda text: (text.rank, text.id)))


def matching(rules: Iterable[Rule], dataset: Dataset, header: str, state: str) -> Rule | None:
    """The rule of one text that decides a value, or None.

    A rule limited to the record's state goes before one that is not; then an exclusion
    before an inclusion; then a named column before `*`; then the order in the file. A column
    never seen before is reached by `*` only where the dataset's header was never seen.
    """
    column = dataset.column(header)
    best: tuple[tuple[bool, bool, bool], Rule] | None = None
    for rule in rules:
        if rule.states and state not in rule.states:
            continue
        named = column is not None and any(dataset.column(one) is column for one in rule.columns)
        every = "*" in rule.columns and (column is not None or dataset.claimed)
        if not (named or every):
            continue
        rank = (bool(rule.states), rule.says == "outside", named)
        if best is None or rank > best[0]:
            best = (rank, rule)
    return best[1] if best else None
