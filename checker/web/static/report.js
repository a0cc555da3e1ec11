// One report: comfort over what the page does by links and forms alone.

const all = (selector, within = document) => [...within.querySelectorAll(selector)];
const byId = (id) => (id ? document.getElementById(id) : null);
const side = byId("side");
const text = byId("text");
const cards = all(".gap");
const visible = (card) => !card.hidden && card.checkVisibility();
let current = null; // the finding or relation that we are at
let place = null; // the mark that we are at
const trail = []; // where Esc leads back to

document.documentElement.classList.add("scripted");

// ---- going to places --------------------------------------------------------------------------

function unfold(element) {
  for (let at = element.closest("details"); at; at = at.parentElement.closest("details")) at.open = true;
}

function make(one, old) {
  if (old) old.removeAttribute("aria-current");
  if (one) one.setAttribute("aria-current", "true");
  return one;
}

function focus(element) {
  if (!element.matches("a, button, input, select, [tabindex]")) element.tabIndex = -1;
  element.focus({ preventScroll: true });
}

function remember() {
  const at = document.activeElement;
  if (at && at !== document.body) trail.push(at);
  if (trail.length > 50) trail.shift();
}

function address(id) {
  if (location.hash !== `#${id}`) history.replaceState(null, "", `#${id}`);
}

function toCard(card) {
  card.hidden = false;
  const group = card.closest(".group");
  if (group) group.hidden = false;
  unfold(card);
  current = make(card, current);
  card.scrollIntoView({ block: "nearest" });
  focus(card);
  address(card.id);
}

/** All pieces of the stretch that a link of a finding leads to. */
function pieces(link) {
  const first = Number(link.hash.slice(2));
  const last = Number((link.dataset.last || "").slice(1)) || first;
  const found = [];
  for (let n = first; n <= last && found.length < 200; n += 1) {
    const piece = byId(`p${n}`);
    if (piece) found.push(piece);
  }
  return found;
}

function flash(elements) {
  for (const one of elements) {
    one.classList.remove("flash");
    void one.offsetWidth; // the animation begins anew
    one.classList.add("flash");
    setTimeout(() => one.classList.remove("flash"), 1600);
  }
}

function toPlace(element, flashed = [element]) {
  if (!element) return;
  remember();
  place = element.matches("mark") ? make(element, place) : place;
  element.scrollIntoView({ block: "center" });
  focus(element);
  flash(flashed);
  address(element.id);
}

function toLink(link) {
  const target = byId(decodeURIComponent(link.hash.slice(1)));
  if (!target) return;
  const piecemeal = link.hash.startsWith("#p") && link.dataset.last;
  toPlace(target, piecemeal ? pieces(link) : [target]);
}

/** The links of a finding to the text, in their order. */
const linksOf = (card) =>
  all(".quotes a, .pairs dd a[href^='#l'], .operands a", card);

function nextPlace(card) {
  const links = linksOf(card);
  if (!links.length) return;
  const at = (Number(card.dataset.at ?? -1) + 1) % links.length;
  card.dataset.at = String(at);
  toLink(links[at]);
}

// ---- from the text to the findings ------------------------------------------------------------

const which = byId("which");
const cardOf = (rule) => byId(`g-${rule.replaceAll("/", "_")}`);

function choose(mark, found) {
  which.replaceChildren(
    ...found.map((card) => {
      const button = document.createElement("button");
      button.type = "button";
      const badge = card.querySelector(".badge").cloneNode(true);
      button.append(badge, ` ${card.querySelector("h4").textContent.trim()}`);
      button.addEventListener("click", () => {
        which.hidePopover();
        toCard(card);
      });
      return button;
    }),
  );
  const box = mark.getClientRects()[0];
  which.showPopover();
  const size = which.getBoundingClientRect();
  const left = Math.max(8, Math.min(box.left, innerWidth - size.width - 8));
  const below = box.bottom + 6 + size.height < innerHeight;
  const top = Math.max(8, below ? box.bottom + 6 : box.top - size.height - 6);
  which.style.left = `${left}px`;
  which.style.top = `${top}px`;
  which.firstChild.focus();
}

function fromMark(mark) {
  const found = mark.dataset.rules.split(" ").map(cardOf).filter(Boolean);
  if (!found.length) return;
  place = make(mark, place);
  focus(mark);
  remember();
  if (found.length === 1) toCard(found[0]);
  else choose(mark, found);
}

if (text) {
  text.addEventListener("click", (event) => {
    const figure = event.target.closest(".figure[data-relations], .ref");
    if (figure && figure.hash) {
      event.preventDefault();
      focus(figure);
      remember();
      toCard(byId(figure.hash.slice(1)));
      return;
    }
    const mark = event.target.closest("mark");
    if (mark && getSelection().isCollapsed) fromMark(mark);
  });
}

if (side) {
  side.addEventListener("click", (event) => {
    const link = event.target.closest("a[href^='#']");
    if (link) {
      event.preventDefault();
      const card = link.closest(".gap, .relation");
      if (card) current = make(card, current);
      const target = byId(decodeURIComponent(link.hash.slice(1)));
      if (target?.matches(".gap")) toCard(target);
      else toLink(link);
      return;
    }
    if (event.target.closest("a, button, input, select, label, summary, form")) return;
    const card = event.target.closest(".gap, .relation");
    if (!card || !getSelection().isCollapsed) return;
    current = make(card, current);
    focus(card);
    card.dataset.at = "-1";
    nextPlace(card);
  });
}

// ---- filters ----------------------------------------------------------------------------------

const filter = byId("filter");

function narrow() {
  const wanted = new FormData(filter);
  const lists = ["pack", "status", "severity"].map((key) => [key, wanted.getAll(key).filter(Boolean)]);
  let shown = 0;
  for (const card of cards) {
    card.hidden = !lists.every(([key, values]) => !values.length || values.includes(card.dataset[key]));
    shown += card.hidden ? 0 : 1;
  }
  const active = lists.some(([, values]) => values.length);
  const told = shown ? `${cards.length} 项里有 ${shown} 项符合条件` : "没有符合条件的";
  byId("told").textContent = active ? told : `共 ${cards.length} 项`;
  byId("clear").hidden = !active;
  for (const group of all("details.group")) group.open = active && all(".gap:not([hidden])", group).length > 0;
  empty();
  const query = new URLSearchParams(lists.flatMap(([key, values]) => values.map((value) => [key, value])));
  history.replaceState(null, "", `${location.pathname}${active ? `?${query}` : ""}${location.hash}`);
}

/** Groups in which nothing is left are not shown. */
function empty() {
  for (const group of all(".group")) {
    const mine = all(".gap", group);
    group.hidden = mine.length > 0 && mine.every((card) => card.hidden);
  }
}

if (filter) {
  empty();
  filter.addEventListener("change", narrow);
  filter.addEventListener("submit", (event) => {
    event.preventDefault();
    narrow();
  });
  byId("clear").addEventListener("click", (event) => {
    event.preventDefault();
    for (const box of all("input", filter)) box.checked = false;
    filter.elements.namedItem("pack").value = "";
    narrow();
    all("input", filter)[0]?.focus();
  });
}

// ---- keyboard ---------------------------------------------------------------------------------

const help = byId("help");
const keys = byId("keys");

if (keys) {
  keys.hidden = false;
  keys.addEventListener("click", () => help.showModal());
}

function step(by) {
  const there = cards.concat(all(".relation")).filter(visible);
  if (!there.length) return;
  const at = there.indexOf(current);
  const next = at < 0 ? (by > 0 ? 0 : there.length - 1) : at + by;
  if (next >= 0 && next < there.length) toCard(there[next]);
}

function stepPlace(by) {
  const marks = all("mark", text);
  if (!marks.length) return;
  const at = place ? marks.indexOf(place) : by > 0 ? -1 : marks.length;
  const next = marks[at + by];
  if (!next) return;
  place = make(next, place);
  next.scrollIntoView({ block: "center" });
  focus(next);
  address(next.id);
}

function back() {
  const at = trail.pop();
  if (!at) return;
  at.scrollIntoView({ block: "nearest" });
  focus(at);
  if (at.matches(".gap, .relation")) current = make(at, current);
}

const actions = {
  j: () => step(1),
  ArrowDown: () => step(1),
  k: () => step(-1),
  ArrowUp: () => step(-1),
  n: () => stepPlace(1),
  p: () => stepPlace(-1),
  Escape: back,
  "/": () => filter && all("input", filter)[0]?.focus(),
  "?": () => help.showModal(),
  Enter: () => {
    const at = document.activeElement;
    if (at?.matches("mark")) fromMark(at);
    else if (at?.matches(".gap, .relation")) nextPlace(at);
  },
};

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || help?.open) return;
  const at = document.activeElement;
  if (which?.matches(":popover-open")) return;
  const typing = at?.matches("input:not([type=checkbox]), select, textarea");
  if (typing && event.key !== "Escape") return;
  const arrows = event.key.startsWith("Arrow");
  // Arrows scroll a pane that has the focus; they step only among the findings.
  if (arrows && !at?.matches(".gap, .relation")) return;
  if (event.key === "Enter" && !at?.matches("mark, .gap, .relation")) return;
  const action = actions[event.key];
  if (!action) return;
  event.preventDefault();
  action();
});

// What is folded of the report's own words is printed too.
addEventListener("beforeprint", () => {
  for (const fold of all("details.about")) fold.open = true;
});

// ---- where the address leads ------------------------------------------------------------------

function arrive() {
  const target = byId(decodeURIComponent(location.hash.slice(1)));
  if (!target) return;
  if (target.matches(".gap, .relation")) toCard(target);
  else target.scrollIntoView({ block: target.matches("mark, .figure") ? "center" : "start" });
}

addEventListener("hashchange", arrive);
if (location.hash) arrive();
