"""What a JSON schema describes and what a document holds of it, as paths of keys.

`/files/[]/columns/[]/header`; `[]` stands for the items of a list, `{}` for keys that are data.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

Schema = Mapping[str, Any]


def described(schema: Schema) -> set[str]:
    """Every key that the schema allows."""
    return {path for path, _ in _keys(schema, schema, "")}


def optional(schema: Schema) -> set[str]:
    """Keys that a document may leave out."""
    return {path for path, is_required in _keys(schema, schema, "") if not is_required}


def written(document: Any, schema: Schema) -> set[str]:
    """Every key that the schema allows and the document holds."""
    return set(_held(document, schema, schema, ""))


def unlocked(given: Any, path: str = "") -> list[str]:
    """Where a schema names keys, but allows others beside them."""
    found = []
    if isinstance(given, dict):
        if isinstance(given.get("properties"), dict) and given.get("additionalProperties", True):
            found.append(path)
        for name, one in given.items():
            found += unlocked(one, f"{path}/{name}")
    elif isinstance(given, list):
        for at, one in enumerate(given):
            found += unlocked(one, f"{path}/{at}")
    return found


def values(schema: Schema) -> Iterator[tuple[str, set[str | None]]]:
    """Where only some values are allowed, under the name of their key, with these values."""
    for name, one in _enums(schema, ""):
        yield name, set(one)


def _enums(given: Any, name: str) -> Iterator[tuple[str, list[str | None]]]:
    if isinstance(given, dict):
        if isinstance(given.get("enum"), list):
            yield name, given["enum"]
        for key, one in given.items():
            named = name if key in ("items", "propertyNames", "additionalProperties") else key
            yield from _enums(one, named)
    elif isinstance(given, list):
        for one in given:
            yield from _enums(one, name)


def _parts(schema: Schema, root: Schema) -> Iterator[Schema]:
    """A schema and the alternatives that it names."""
    if "$ref" in schema:
        found: Any = root
        for name in schema["$ref"].removeprefix("#/").split("/"):
            found = found[name]
        yield from _parts(found, root)
    yield schema
    for one in schema.get("anyOf", ()):
        yield from _parts(one, root)


def _keys(schema: Schema, root: Schema, path: str) -> Iterator[tuple[str, bool]]:
    for part in _parts(schema, root):
        for name, one in part.get("properties", {}).items():
            yield f"{path}/{name}", name in part.get("required", ())
            yield from _keys(one, root, f"{path}/{name}")
        for name, sign in (("items", "[]"), ("additionalProperties", "{}")):
            if isinstance(part.get(name), dict):
                yield from _keys(part[name], root, f"{path}/{sign}")


def _held(given: Any, schema: Schema, root: Schema, path: str) -> Iterator[str]:
    for part in _parts(schema, root):
        known, others = part.get("properties", {}), part.get("additionalProperties")
        for name, one in given.items() if isinstance(given, dict) else ():
            if name in known:
                yield f"{path}/{name}"
                yield from _held(one, known[name], root, f"{path}/{name}")
            elif isinstance(others, dict):
                yield from _held(one, others, root, f"{path}/{{}}")
        for one in given if isinstance(given, list) and "items" in part else ():
            yield from _held(one, part["items"], root, f"{path}/[]")
