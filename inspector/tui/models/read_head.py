"""What stands above the words that are read: what it means that they fall inside, and what not."""

from __future__ import annotations

from collections.abc import Iterator

from inspector.knowledge.policy import Policies
from inspector.knowledge.vocabulary import Verdict
from inspector.language import Phrases, mark, percent, say
from inspector.marks.mark import KINDS
from inspector.marks.survey import Survey
from inspector.outputs.wording import answers, mark_kinds, policy_texts
from inspector.outputs.wording.found_marks import found_inside
from inspector.summary.summary import Summary
from inspector.tui.models.topics import listed_topics
from inspector.verdicts.situation import Situation

NO_EXPORT_SHOWS = mark("Whether a model was trained on them, filtered or not, no export shows.")
NO_DELETING = mark("No text says that deleting it takes anything out of a trained model.")
_FALL = Phrases(
    {
        "inside": mark("These words fall inside what LinkedIn says it uses."),
        "outside": mark("These words fall outside what LinkedIn says it uses."),
        "unclear": mark("Whether LinkedIn uses these words, its texts leave unclear."),
    }
)
_COVERED = mark("These words are what LinkedIn's texts name for it.")


def head(
    summary: Summary, policies: Policies, verdict: Verdict, survey: Survey | None, share: float
) -> Iterator[str]:
    """The head, a paragraph each; `share`: how far the marks are looked for (0 to 1)."""
    in_use = summary.standing.status == "in_use"
    status = "" if in_use and verdict != "inside" else answers.status(summary)
    fall = _FALL[verdict] if in_use or verdict != "inside" else say(_COVERED)
    yield " ".join(one for one in (status, fall, say(NO_EXPORT_SHOWS)) if one)
    if verdict == "inside":
        yield from beside(summary.situation, policies)
    if survey is None:
        done = percent(int(100 * share))
        yield say("Looking for addresses, numbers and names in it: {share}").format(share=done)
        return
    if verdict == "inside":
        yield found_inside(survey.tally)


def legend(survey: Survey) -> str:
    """The letters of the marks there are, with the names of what they stand for; empty for none."""
    there = set(survey.found["kind"].unique())
    letters = [
        f"[{mark_kinds.letter(kind)}] {mark_kinds.name(kind)}" for kind in KINDS if kind in there
    ]
    if not letters:
        return ""
    return say("{letters}. A question mark: likely, not certain.").format(
        letters=", ".join(letters)
    )


def word_lists() -> str:
    """What it means that words of the lists are shown."""
    return say(
        "Words from our lists on {topics} are shown, until you leave: a help in reading. They say "
        "nothing of anybody, are not counted, and are written nowhere."
    ).format(topics=listed_topics())


def beside(situation: Situation, policies: Policies) -> Iterator[str]:
    """What authorities say of the use, beside the rules in force; it decides nothing."""
    texts = policies.in_force(situation.region, situation.on, "linkedin")
    ids = {text.id for text in texts}
    cited = dict.fromkeys(
        reference
        for text in texts
        for rule in policies.all_rules(text)
        if not rule.regions or situation.region in rule.regions
        for reference in rule.also
    )
    for reference in cited:
        if reference.partition(":")[0] not in ids:
            continue
        text, clause = policies.clause(reference)
        if text.voice == "regulator" and clause.kind == "status":
            yield policy_texts.cited(text, clause)
