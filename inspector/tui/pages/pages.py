"""Every page by its name, imported when it is made."""

from __future__ import annotations

from typing import Literal, get_args

from inspector.tui.host import Host
from inspector.tui.pages.page import Page

Name = Literal["overview", "explore", "search", "policy", "whatif", "act", "claims", "read"]
NAMES: tuple[Name, ...] = get_args(Name)
"""In the order in which they are made."""


def page(name: Name, host: Host) -> Page:
    """A page, with its name as id."""
    if name == "overview":
        from inspector.tui.pages.overview import OverviewPage

        return OverviewPage(host, name)
    if name == "explore":
        from inspector.tui.pages.explore import ExplorePage

        return ExplorePage(host, name)
    if name == "search":
        from inspector.tui.pages.search import SearchPage

        return SearchPage(host, name)
    if name == "policy":
        from inspector.tui.pages.policy import PolicyPage

        return PolicyPage(host, name)
    if name == "whatif":
        from inspector.tui.pages.what_if import WhatIfPage

        return WhatIfPage(host, name)
    if name == "act":
        from inspector.tui.pages.act import ActPage

        return ActPage(host, name)
    if name == "claims":
        from inspector.tui.pages.claims import ClaimsPage

        return ClaimsPage(host, name)
    from inspector.tui.pages.read import ReadPage

    return ReadPage(host, name)
