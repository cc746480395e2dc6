"""The site of the documentation builds without a warning, leads somewhere, and fetches nothing from anywhere."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

ROOT = Path(__file__).parents[1]
FETCHED = {
    "script": ("src",),
    "link": ("href",),
    "img": ("src", "srcset"),
    "iframe": ("src",),
    "source": ("src", "srcset"),
    "video": ("src", "poster"),
    "audio": ("src",),
    "embed": ("src",),
    "object": ("data",),
    "input": ("src",),
    "use": ("href", "xlink:href"),
}
"""What a browser fetches without being asked, by element."""

ELSEWHERE = re.compile(r"^(?:[a-z][a-z+.-]*:)?//", re.IGNORECASE)
IN_CSS = re.compile(r"url\(\s*['\"]?([^'\")]+)|@import\s+['\"]([^'\"]+)", re.IGNORECASE)


class Page(HTMLParser):
    """What one page fetches, where it leads, and the anchors that it has."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.path = path
        self.fetched: list[str] = []
        self.links: list[str] = []
        self.anchors: set[str] = set()
        self.in_style = False
        self.feed(path.read_text(encoding="utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.in_style = tag == "style"
        self.anchors.update(given[name] for name in ("id", "name") if given.get(name))
        self.fetched += [given[name] for name in FETCHED.get(tag, ()) if given.get(name)]
        self.fetched += css_urls(given.get("style", ""))
        if tag == "a" and given.get("href"):
            self.links.append(given["href"])

    def handle_data(self, data: str) -> None:
        if self.in_style:
            self.fetched += css_urls(data)


def css_urls(text: str) -> list[str]:
    return [first or second for first, second in IN_CSS.findall(text)]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site, built strictly: a warning fails it. Proxies lead nowhere, so that a build cannot fetch anything."""
    folder = tmp_path_factory.mktemp("site")
    nowhere = "http://127.0.0.1:9"
    settings = {"NO_MKDOCS_2_WARNING": "1", "HTTP_PROXY": nowhere, "HTTPS_PROXY": nowhere, "NO_PROXY": ""}
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(folder)]
    done = subprocess.run(command, cwd=ROOT, env=os.environ | settings, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "WARNING" not in done.stdout + done.stderr
    return folder


@pytest.fixture(scope="module")
def pages(site: Path) -> dict[Path, Page]:
    return {path: Page(path) for path in sorted(site.rglob("*.html"))}


def test_every_page_is_there(site: Path, pages: dict[Path, Page]) -> None:
    for source in (ROOT / "docs").rglob("*.md"):
        assert site / source.relative_to(ROOT / "docs").with_suffix(".html") in pages
    assert not list(site.rglob("*.py"))


def test_a_browser_fetches_nothing_from_elsewhere(site: Path, pages: dict[Path, Page]) -> None:
    for path, page in pages.items():
        assert [url for url in page.fetched if ELSEWHERE.match(url)] == [], path.name
    for sheet in site.rglob("*.css"):
        assert [url for url in css_urls(sheet.read_text(encoding="utf-8")) if ELSEWHERE.match(url)] == [], sheet.name


def test_what_a_page_fetches_is_in_the_site(pages: dict[Path, Page]) -> None:
    for path, page in pages.items():
        for url in page.fetched:
            if not url.startswith(("data:", "/")):
                assert (path.parent / unquote(urlsplit(url).path)).is_file(), f"{path.name}: {url}"


def test_scripts_that_could_fetch_have_no_reason_to(pages: dict[Path, Page]) -> None:
    """The theme's script asks a code host for stars where a repository is named, and a package host for diagrams."""
    for path, page in pages.items():
        text = path.read_text(encoding="utf-8")
        assert 'data-md-component="source"' not in text, path.name
        assert not re.search(r'class="[^"]*\bmermaid\b', text), path.name
        assert not [url for url in page.links if ELSEWHERE.match(url)], path.name


def test_links_and_anchors_lead_somewhere(pages: dict[Path, Page]) -> None:
    for path, page in pages.items():
        if path.name == "404.html":
            continue
        for url in page.links:
            parts = urlsplit(url)
            target = (path.parent / unquote(parts.path)).resolve() if parts.path else path
            assert target.is_file(), f"{path.name}: {url}"
            if parts.fragment and target in pages:
                assert unquote(parts.fragment) in pages[target].anchors, f"{path.name}: {url}"


def test_every_code_has_an_anchor(site: Path, pages: dict[Path, Page]) -> None:
    from spendreview.codes import CODES

    assert {code.lower() for code in CODES} <= pages[site / "error-codes.html"].anchors


def test_search_works_from_a_folder(site: Path, pages: dict[Path, Page]) -> None:
    """From file:// the index comes as a script, and our own stand-in for a worker is loaded before it is needed."""
    index = (site / "search" / "search_index.js").read_text(encoding="utf-8")
    assert index.startswith("var __index = ")
    assert "error-codes.html#wb104" in index
    for path, page in pages.items():
        own = [url for url in page.fetched if url.endswith("javascripts/iframe-worker.js")]
        assert len(own) == 1, path.name


def test_every_term_of_the_glossary_has_a_source() -> None:
    text = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8")
    terms = re.split(r"^### ", text, flags=re.MULTILINE)[1:]
    assert len(terms) > 40
    for term in terms:
        assert re.search(r"^\*Source:\* \w", term, re.MULTILINE), term.splitlines()[0]


with_a_browser = pytest.mark.skipif(shutil.which("chromium") is None, reason="no Chromium to look at the pages with")


def drawn(address: str, folder: Path, budget_ms: int) -> str:
    """The page as Chromium has it when its scripts have run."""
    command = ["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--allow-file-access-from-files"]
    command += [f"--user-data-dir={folder / 'profile'}", f"--virtual-time-budget={budget_ms}", "--dump-dom", address]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", timeout=120).stdout


@with_a_browser
@pytest.mark.parametrize("width", [390, 1280])
def test_no_page_is_wider_than_the_screen(pages: dict[Path, Page], width: int, tmp_path: Path) -> None:
    """Wide tables and code scroll in themselves, never the page."""
    own = [path for path in pages if path.name != "404.html"]
    frames = "".join(f'<iframe src="{path.as_uri()}" width="{width}" height="800"></iframe>' for path in own)
    watcher = tmp_path / "watch.html"
    watcher.write_text(
        f"<body>{frames}<script>onload = () => {{ const all = [...document.querySelectorAll('iframe')];"
        "document.body.dataset.drawn = all.filter(one => one.contentDocument.querySelector('h1')).length;"
        "const wide = one => one.contentDocument.documentElement.scrollWidth > one.clientWidth;"
        "document.body.dataset.wide = all.filter(wide).map(one => one.src).join(' '); }</script></body>",
        encoding="utf-8",
    )
    text = drawn(watcher.as_uri(), tmp_path, 20_000)
    assert f'data-drawn="{len(own)}"' in text
    assert 'data-wide=""' in text, re.findall(r'data-wide="[^"]*"', text)


@with_a_browser
def test_a_search_from_a_folder_finds_a_code(site: Path, tmp_path: Path) -> None:
    text = drawn((site / "index.html").as_uri() + "?q=WB108", tmp_path, 10_000)
    results = re.findall(r'<a href="([^"]*)"[^>]*class="md-search-result__link"', text)
    assert any("error-codes.html" in url and url.endswith("#wb108") for url in results), results
