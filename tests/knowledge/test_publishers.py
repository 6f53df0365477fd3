"""Whose pages may be opened: by exact host, and never by anything that only looks like one."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

import pytest

from inspector.errors import SchemaError
from inspector.knowledge import knowledge as everything
from inspector.knowledge import publishers

KNOWN = publishers.load()

OPENED = (
    "https://www.linkedin.com",
    "https://www.linkedin.com/",
    "https://www.linkedin.com/feed/update/urn%3Ali%3Ashare%3A7123456789",
    "https://www.linkedin.com/feed/update/urn:li:activity:1?commentUrn=urn:li:comment:(activity:1,2)",
    "https://www.linkedin.com/mypreferences/d/settings/data-for-ai-improvement#a",
    "https://www.linkedin.com/redir/redirect?a=1&b=2",
    "https://www.security.nl/posting/911530/LinkedIn+gebruikt?channel=rss",
    "https://cy.ico.org.uk/about-the-ico/",
)
REFUSED = (
    "",
    "www.linkedin.com/feed",
    "http://www.linkedin.com/feed",
    "HTTPS://www.linkedin.com/feed",
    "https:/www.linkedin.com/feed",
    "https:www.linkedin.com/feed",
    "https:///www.linkedin.com/feed",
    "//www.linkedin.com/feed",
    "https://linkedin.com/feed",
    "https://de.linkedin.com/in/x",
    "https://WWW.LINKEDIN.COM/feed",
    "https://www.linkedin.com./feed",
    "https://www.linkedin.com:443/feed",
    "https://www.linkedin.com:8080/feed",
    "https://www.linkedin.com:/feed",
    "https://user@www.linkedin.com/feed",
    "https://user:pass@www.linkedin.com/feed",
    "https://www.linkedin.com@evil.example/feed",
    "https://www.linkedin.com%40evil.example/feed",
    "https://www.linkedin.com%2f@evil.example/feed",
    "https://www.linkedin.com.evil.example/feed",
    "https://evil.example/www.linkedin.com",
    "https://evil.example?https://www.linkedin.com/",
    "https://evil.example#@www.linkedin.com/",
    "https://www.linkedin.com\\@evil.example/",
    "https://www.linkedin.com\\.evil.example/",
    "https://www.lınkedin.com/feed",  # a dotless i
    "https://www.linkedіn.com/feed",  # a Cyrillic i
    "https://www.linkedin．com/feed",  # a full-width full stop
    "https://ｗww.linkedin.com/feed",
    "https://www.linkedin。com/feed",
    "https://xn--www-linkedin-com.example/feed",
    "https://www.xn--lnkedin-pfb.com/feed",
    "https://www.linkedin.com/f eed",
    "https://www.linkedin.com/feed\n",
    "https://www.linkedin.com/feed\nhttps://evil.example",
    "https://www.linkedin.com\t.evil.example/",
    "https://www.linked\nin.com/feed",
    " https://www.linkedin.com/feed",
    "\x01https://www.linkedin.com/feed",
    "https://www.linkedin.com/feed\x1b]8;;https://evil.example\x07",
    "https://www.linkedin.com/feed\x00",
    "https://www.linkedin.com/\u202efeed",
    "https://www.linkedin.com/féed",
    'https://www.linkedin.com/"; do shell script "id',
    "https://www.linkedin.com/'id'",
    "https://www.linkedin.com/`id`",
    "https://www.linkedin.com/$(id)",
    "https://www.linkedin.com/;id",
    "https://www.linkedin.com/|id",
    "https://www.linkedin.com/^&calc",
    "https://www.linkedin.com/%zz",
    "https://www.linkedin.com/%",
    "https://www.linkedin.com/<x>",
    "https://[::1]/feed",
    "https://[www.linkedin.com]/feed",
    "https://[",
    "https://www.linkedin.com]/",
    "https://127.0.0.1/",
    "https://guatda.com/cmx.pwww.linkedin.com/posts/x",
    "https://github.com/OpenTermsArchive/pga-versions",
    "javascript:alert(1)//https://www.linkedin.com/",
    "file:///etc/passwd",
    "data:text/html,https://www.linkedin.com/",
    "vscode://www.linkedin.com/",
    "--help",
    "https://www.linkedin.com/" + "a" * publishers.LONGEST,
)


@pytest.mark.parametrize("address", OPENED)
def test_addresses_of_publishers_are_theirs(address: str) -> None:
    found = KNOWN.of(address)
    assert found is not None
    assert found.host == urlsplit(address).hostname


@pytest.mark.parametrize("address", REFUSED)
def test_whatever_else_an_address_is_it_is_nobodys(address: str) -> None:
    assert KNOWN.of(address) is None
    assert not any(address[a:b] == address for a, b in KNOWN.within(address))


def test_addresses_are_found_in_a_text_and_not_within_others() -> None:
    text = (
        "see https://www.linkedin.com/in/a. (https://www.linkedin.com/b). https://www.linkedin.com/(b)) "
        "https://evil.example/?u=https://www.linkedin.com/c https://www.linkedin.com.evil.example/d "
        "«https://www.security.nl/a?b=c», https://www.linkedin.com/é https://www.linkedin.com/$x"
    )
    assert [text[a:b] for a, b in KNOWN.within(text)] == [
        "https://www.linkedin.com/in/a", "https://www.linkedin.com/b",
        "https://www.linkedin.com/(b)", "https://www.security.nl/a?b=c",
    ]  # fmt: skip


def test_every_host_is_that_of_something_its_publisher_published() -> None:
    known = everything.load()
    published = {(text.publisher, text.source) for text in known.policies.texts.values()}
    published |= {(one.publisher, one.link) for one in known.claims.articles.values()}
    published |= {(one.publisher, one.link) for one in known.claims.sources.values()}
    of_host = {(urlsplit(link).hostname, name) for name, link in published if link}
    assert {(one.host, one.name) for one in KNOWN.by_host.values()} <= of_host
    assert [one.host for one in KNOWN.by_host.values() if one.own_items] == ["www.linkedin.com"]


@pytest.mark.parametrize(
    "written",
    [
        'host = "WWW.linkedin.com"\nname = "x"',
        'host = "linkedin"\nname = "x"',
        'host = "www.linkedin.com:443"\nname = "x"',
        'host = "https://www.linkedin.com"\nname = "x"',
        'host = "xn--lnkedin-pfb.com"\nname = "x"',
        'host = "lınkedin.com"\nname = "x"',
        'host = "www.linkedin.com."\nname = "x"',
        'host = "a.example"\nname = " "',
        'host = "a.example"',
        'host = "a.example"\nname = "x"\nother = 1',
        'host = "a.example"\nname = "x"\n[[publishers]]\nhost = "a.example"\nname = "y"',
    ],
)
def test_the_list_is_read_strictly(tmp_path: Path, written: str) -> None:
    (tmp_path / "publishers.toml").write_text(f"[[publishers]]\n{written}\n", "utf-8")
    with pytest.raises(SchemaError):
        publishers.load(tmp_path)
