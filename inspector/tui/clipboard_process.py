"""A process of its own: puts what it reads in the system's clipboard (`desktop`)."""

from __future__ import annotations

import sys

import pyperclip


def main() -> None:
    """Copy standard input, UTF-8; raises what pyperclip does where there is no clipboard."""
    pyperclip.copy(sys.stdin.buffer.read().decode("utf-8"))


if __name__ == "__main__":
    main()
