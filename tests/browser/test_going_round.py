"""Between findings and text, with the real server: every quote stands where its link leads."""

from __future__ import annotations

from typing import TYPE_CHECKING

import clerk
import pytest
from playwright.sync_api import expect

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page
    from workbench import Server

_WORDS = """link => {
  const first = Number(link.hash.slice(2));
  const last = Number((link.dataset.last || link.hash.slice(1)).slice(1));
  let words = "";
  for (let n = first; n <= last; n += 1) {
    const piece = document.getElementById("p" + n);
    if (piece) words += piece.textContent;
  }
  return [words, link.textContent];
}"""


def _bare(words: str) -> str:
    return "".join(words.strip("「」").split())


@pytest.mark.parametrize("number", range(5))
def test_the_words_of_every_place_are_its_quote(
    server: Server, visit: Callable[..., Page], number: int
) -> None:
    page = visit(server.url)
    page.goto(clerk.put(page, clerk.seed(number))[0])
    links = page.locator(".gap .quotes a[href^='#p']")
    said = links.evaluate_all(f"links => links.map({_WORDS})")
    assert len(said) > 10
    for words, quote in said:
        start, _, end = _bare(quote).partition("…")
        assert _bare(words).startswith(start), (words, quote)
        assert _bare(words).endswith(end), (words, quote)


@pytest.mark.parametrize("by", ["click", "keyboard"])
def test_a_gap_leads_to_its_place(server: Server, visit: Callable[..., Page], by: str) -> None:
    page = visit(server.url, viewport={"width": 1280, "height": 720}, reduced_motion="reduce")
    page.goto(clerk.put(page, clerk.seed(4))[0])
    target = page.locator(".gap:not(.brief) .quotes a").evaluate_all(
        "links => links.map(link => link.hash).sort((a, b) => a.slice(2) - b.slice(2)).at(-1)"
    )
    assert not clerk.in_view(page, target)
    gap = page.locator(f".gap:not(.brief):has(.quotes li:first-child a[href='{target}'])").first
    link = gap.locator(".quotes a").first
    if by == "click":
        link.click()
    else:
        gap.focus()
        page.keyboard.press("Enter")
    page.wait_for_url(f"**{target}")
    assert clerk.in_view(page, target)
    expect(page.locator(target)).to_be_focused()
    page.keyboard.press("Enter")
    if page.locator("#which button").count():
        page.keyboard.press("Enter")
    assert page.locator(".gap[aria-current=true]").count() == 1


def test_a_figure_leads_to_its_relation_and_back(
    server: Server, visit: Callable[..., Page]
) -> None:
    page = visit(server.url, viewport={"width": 1280, "height": 720}, reduced_motion="reduce")
    page.goto(clerk.put(page, clerk.seed(0))[0])
    page.locator("a.figure").first.click()
    relation = page.locator(".relation:focus")
    expect(relation.locator(".first")).to_be_visible()
    assert clerk.in_view(page, ".relation:focus .first")
    operand = relation.locator(".operands a").first
    words, target = operand.inner_text(), operand.get_attribute("href") or ""
    operand.click()
    assert clerk.in_view(page, target)
    assert page.locator(target).inner_text().strip() in words


def test_filters_narrow_and_the_address_keeps_them(
    server: Server, visit: Callable[..., Page]
) -> None:
    page = visit(server.url)
    page.goto(clerk.put(page, clerk.seed(0))[0])
    page.locator("[name=status][value=fail]").check()
    page.locator("[name=severity][value=warning]").check()
    pack = page.locator("[name=pack] option:nth-child(2)").get_attribute("value") or ""
    page.locator("[name=pack]").select_option(pack)
    told = page.locator("#told").inner_text()
    shown = page.locator(".gap:not([hidden])").evaluate_all(
        "cards => cards.map(card => [card.dataset.status, card.dataset.severity, card.dataset.pack])"
    )
    assert all(each == ["fail", "warning", pack] for each in shown)
    page.reload()
    assert page.locator("#told").inner_text() == told
    assert page.locator(".gap:not([hidden])").count() == len(shown)
