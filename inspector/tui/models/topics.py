"""The lists of words on special categories, by what they are about; shown here and nowhere else."""

from __future__ import annotations

from collections.abc import Mapping

from inspector.knowledge.special_words import TOPICS, Topic
from inspector.language import Phrases, mark, say

_NAMES: Mapping[Topic, str] = Phrases(
    {
        "health": mark("health"),
        "belief": mark("belief"),
        "union": mark("unions"),
        "politics": mark("politics"),
        "origin": mark("origin"),
        "orientation": mark("orientation"),
    }
)


def sign(topic: Topic) -> str:
    """What stands before a word; it is not broken over lines."""
    return say("[list: {topic}]").format(topic=_NAMES[topic]).replace(" ", "\u00a0")


def told(topic: Topic) -> str:
    """What is said of a word; nothing is said of anybody."""
    return say("a word from our list on {topic}").format(topic=_NAMES[topic])


def listed_topics() -> str:
    """What the lists are about."""
    return ", ".join(_NAMES[topic] for topic in TOPICS)
