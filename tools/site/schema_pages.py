"""A page for each JSON schema: every property with its type, whether it is required, what it is.

A table for each object, under the path by which it is reached: `[]` stands for each item of a
list, `*` for keys that are data.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tools.site.markdown import code, prose, table

Schema = Mapping[str, Any]
SUFFIX = ".schema.json"
HEADS = ("Name", "Type and values", "What it is", "Required")
_SAID = {
    "$defs", "$id", "$ref", "$schema", "additionalProperties", "anyOf", "const", "description",
    "enum", "format", "items", "minLength", "minimum", "pattern", "properties", "propertyNames",
    "required", "title", "type",
}  # fmt: skip
"""Keywords that a page says something of, or need not."""
_INNER = (("items", "each"), ("propertyNames", "each key"), ("additionalProperties", "each value"))


@dataclass(frozen=True)
class Thing:
    """An object of a document: the path that leads to it, and its schema."""

    path: str
    schema: Schema


@dataclass(frozen=True)
class Reference:
    """One schema as a page; `name`: of its file, without suffix."""

    name: str
    schema: Schema

    def page(self) -> str:
        """As Markdown; raises `ValueError` where the schema says what no page would say."""
        blocks = [
            f"# {prose(self.schema['title'])}",
            *([prose(self.schema["description"])] if "description" in self.schema else []),
            f'The schema itself: <a href="../../schemas/{self.name}{SUFFIX}">{self.name}{SUFFIX}</a>. '
            "In names of objects, `[]` stands for each item of a list, `*` for keys that are data. "
            "Nothing but what is named here occurs.",
        ]
        for one in self.things():
            heading = code(one.path) if one.path else "The document"
            blocks.append(f"({self._target(one.path)})=\n## {heading}")
            if one.path and "description" in one.schema:
                blocks.append(prose(one.schema["description"]))
            blocks.append("\n".join(table(HEADS, self._rows(one))))
        return "\n\n".join(blocks) + "\n"

    def things(self) -> list[Thing]:
        """Every object whose keys are named, in the order in which a reader meets them."""
        found = list(self._within(self.schema, ""))
        for name, one in self.schema.get("$defs", {}).items():
            found += self._within(one, name)
        return found

    def _within(self, schema: Schema, path: str) -> Iterator[Thing]:
        unknown = schema.keys() - _SAID
        if unknown:
            raise ValueError(f"{self.name}{SUFFIX}: no page would say {sorted(unknown)}")
        if "properties" in schema:
            if schema.get("additionalProperties", True):
                raise ValueError(f"{self.name}{SUFFIX}: {path or 'the document'} allows other keys")
            yield Thing(path, schema)
        for name, one in schema.get("properties", {}).items():
            yield from self._within(one, f"{path}.{name}" if path else name)
        for word, sign in (("items", "[]"), ("additionalProperties", ".*")):
            if isinstance(schema.get(word), dict):
                yield from self._within(schema[word], f"{path}{sign}")
        for one in schema.get("anyOf", ()):
            yield from self._within(one, path)

    def _target(self, path: str) -> str:
        named = (
            path.replace("[]", "-each").replace(".*", "-any").replace(".", "-").replace("_", "-")
        )
        return f"{self.name}-document" if not path else f"{self.name}-{named}".lower()

    def _rows(self, thing: Thing) -> Iterator[tuple[str, str, str, str]]:
        required = thing.schema.get("required", ())
        for name, one in thing.schema["properties"].items():
            path = f"{thing.path}.{name}" if thing.path else name
            yield (
                code(name),
                "; ".join([self._type(one, path), *self._allowed(one)]),
                prose(one.get("description", "")),
                "yes" if name in required else "no",
            )

    def _type(self, schema: Schema, path: str) -> str:
        """What kind of value it is; objects are linked to their tables."""
        if "$ref" in schema:
            meant, name = self._meant(schema["$ref"])
            if "properties" in meant:
                return f"[{name}](#{self._target(name)})"
            return self._type(meant, name)
        if "anyOf" in schema:
            return " or ".join(self._type(one, path) for one in schema["anyOf"])
        if "const" in schema:
            return f"always {code(json.dumps(schema['const']))}"
        if "enum" in schema:
            return "string or null" if None in schema["enum"] else "string"
        kinds = schema["type"]
        kinds = [kinds] if isinstance(kinds, str) else kinds
        return " or ".join(self._kind(kind, schema, path) for kind in kinds)

    def _kind(self, kind: str, schema: Schema, path: str) -> str:
        if kind == "array":
            return f"list of {self._type(schema['items'], f'{path}[]')}"
        if kind == "object" and "properties" in schema:
            return f"[object](#{self._target(path)})"
        if kind == "object":
            return f"object, of each key {self._type(schema['additionalProperties'], f'{path}.*')}"
        return f"{kind} ({schema['format']})" if kind == "string" and "format" in schema else kind

    def _allowed(self, schema: Schema) -> Iterator[str]:
        """Which values are allowed, beyond the type."""
        if "$ref" in schema:
            meant, _ = self._meant(schema["$ref"])
            yield from self._allowed(meant)
        for one in schema.get("anyOf", ()):
            yield from self._allowed(one)
        yield from _bounds(schema)
        for word, whose in _INNER:
            if isinstance(schema.get(word), dict):
                yield from (f"{whose} {bound}" for bound in self._allowed(schema[word]))

    def _meant(self, reference: str) -> tuple[Schema, str]:
        """What a `$ref` refers to, and the path of it in this page."""
        found: Any = self.schema
        path = ""
        steps = iter(reference.removeprefix("#/").split("/"))
        for step in steps:
            found = found[step]
            if step in ("properties", "$defs"):
                name = next(steps)
                found = found[name]
                path += f".{name}" if path else name
            else:
                path += {"items": "[]", "additionalProperties": ".*"}[step]
        return found, path


def _bounds(schema: Schema) -> Iterator[str]:
    allowed = [code("null" if one is None else one) for one in schema.get("enum", ())]
    if allowed:
        yield f"one of {', '.join(allowed)}"
    if "minimum" in schema:
        yield f"at least {schema['minimum']}"
    if "minLength" in schema:
        yield f"of at least {schema['minLength']} characters"
    if "pattern" in schema:
        yield f"matches {code(schema['pattern'])}"


def references(folder: Path) -> list[Reference]:
    """One for each schema of a folder, by name."""
    return [
        Reference(path.name.removesuffix(SUFFIX), json.loads(path.read_text("utf-8")))
        for path in sorted(folder.glob(f"*{SUFFIX}"))
    ]
