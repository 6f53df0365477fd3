"use strict";

// Filters, sorts and searches what stands on the page. It fetches nothing and keeps nothing: no
// choice outlives the page. What comes from an export is only ever the text of an element.

const data = JSON.parse(document.getElementById("data").textContent);
const words = data.words;
const plurals = new Intl.PluralRules(words.locale);
const numbers = new Intl.NumberFormat(words.locale);
const letters = new Intl.Collator(words.locale, { numeric: true });
const FIELDS = ["verdict", "category", "author", "year", "clause"];
const FILES_SHOWN = 200;
const PLACES_SHOWN = 100;
const AROUND = 60; // letters that are shown before what was searched for
const PAUSE = 200; // milliseconds without a key until a search begins
const SEARCHED = "h1 span, .lead, .note, .prose > li, .grounds .basis, blockquote, .files > li, " +
  ".every tbody tr, .sentences > li, .record";

const byId = (id) => document.getElementById(id);
const fill = (message, values) =>
  message.replace(/\{(\w+)\}/g, (_, name) => String(values[name]));
const figure = (n) => (n ? numbers.format(n) : "–");
const counted = ([one, many], n) =>
  fill(plurals.select(n) === "one" ? one : many, { n: numbers.format(n) });

function element(name, text, className) {
  const made = document.createElement(name);
  made.textContent = text;
  if (className) made.className = className;
  return made;
}

// Filters ------------------------------------------------------------------------------------

// What rows and records are filtered by, as the values of the choices.
function key([file, verdict, clause, year, author]) {
  const found = { verdict, category: data.files[file][1], author, year, clause };
  return FIELDS.map((field) => String(found[field] ?? "none"));
}

const rows = data.rows.map((row) => ({ key: key(row), file: row[0], counts: row.slice(5) }));
const records = data.records.map(key);

const chosen = () => FIELDS.map((field) => byId(`by-${field}`).value);
const matches = (key, choice) => choice.every((value, at) => !value || value === key[at]);

function filter() {
  const choice = chosen();
  const total = [0, 0, 0];
  const files = new Map();
  for (const row of rows) {
    if (!matches(row.key, choice)) continue;
    const sums = files.get(row.file) ?? [0, 0, 0];
    row.counts.forEach((count, at) => { sums[at] += count; total[at] += count; });
    files.set(row.file, sums);
  }
  const [recordCount, values, wordCount] = total;
  byId("count").textContent = fill(words.count, {
    records: counted(words.record, recordCount),
    values: counted(words.value, values),
    words: counted(words.word, wordCount),
    files: counted(words.file, files.size),
  });
  byId("matching").hidden = choice.every((value) => !value);
  list(files);
}

function list(files) {
  const sorted = [...files].sort(([, a], [, b]) => b[2] - a[2] || b[1] - a[1]);
  const body = byId("matching").querySelector("tbody");
  body.replaceChildren(...sorted.slice(0, FILES_SHOWN).map(([file, counts]) => {
    const link = element("a", data.files[file][0], "path");
    link.href = `#f${file}`;
    const head = element("th", "");
    head.scope = "row";
    head.append(link);
    const line = document.createElement("tr");
    const cells = [counts[2], counts[0], counts[1]].map((n) => element("td", figure(n), "num"));
    line.append(head, ...cells);
    return line;
  }));
  const left = sorted.length - FILES_SHOWN;
  byId("more").textContent = left > 0 ? fill(words.more, { n: numbers.format(left) }) : "";
  for (const head of byId("matching").querySelectorAll("th[aria-sort]")) {
    head.removeAttribute("aria-sort");
  }
}

// Search -------------------------------------------------------------------------------------

// Without accents and capitals; time and memory grow with the text and no faster.
const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
const textOf = (place) => read(place).replace(/\s+/gu, " ").trim();

// What a reader reads of a place: without numbers of sentences and signs that are only drawn.
function read(node) {
  if (node.nodeType === Node.TEXT_NODE) return node.data;
  if (node.nodeType !== Node.ELEMENT_NODE || node.matches('.refs, button, [aria-hidden="true"]')) {
    return "";
  }
  const text = [...node.childNodes].map(read).join("");
  return node.matches("td, th") ? `${text} · ` : node.matches("p, li, summary") ? `${text} ` : text;
}

let places = null;

function searched() {
  places ??= [...document.querySelectorAll(SEARCHED)]
    .map((place) => ({ place, text: plain(textOf(place)) }));
  return places;
}

function excerpt(place, wanted) {
  const text = textOf(place);
  const before = Math.max(text.toLowerCase().indexOf(wanted.toLowerCase()) - AROUND, 0);
  const at = before && text.indexOf(" ", before) + 1; // where a word begins
  const shown = text.slice(at, at + 4 * AROUND);
  return (at ? "… " : "") + shown + (at + 4 * AROUND < text.length ? " …" : "");
}

function search() {
  const given = byId("find").value.trim();
  const wanted = plain(given);
  showRecords(wanted);
  const found = wanted
    ? searched().filter(({ place, text }) => !place.hidden && text.includes(wanted))
    : [];
  byId("found-count").textContent =
    !wanted ? "" : found.length ? counted(words.places, found.length) : words.none;
  const lines = found.slice(0, PLACES_SHOWN).map(({ place }) => {
    const part = place.closest("section[aria-labelledby]");
    const name = part ? textOf(byId(part.getAttribute("aria-labelledby"))) : "";
    const button = element("button", "");
    button.type = "button";
    button.append(element("strong", name), ` ${excerpt(place, given)}`);
    button.addEventListener("click", () => goTo(place));
    const line = document.createElement("li");
    line.append(button);
    return line;
  });
  if (found.length > PLACES_SHOWN) {
    const n = numbers.format(found.length - PLACES_SHOWN);
    lines.push(element("li", fill(words.more, { n }), "notes"));
  }
  byId("found").replaceChildren(...lines);
}

// Folds --------------------------------------------------------------------------------------

function reveal(place) {
  for (let one = place; one; one = one.parentElement) {
    if (one.localName === "details") one.open = true;
  }
}

function goTo(place) {
  reveal(place);
  place.tabIndex = -1;
  place.focus();
  place.scrollIntoView();
}

function goToFragment() {
  const place = byId(location.hash.slice(1));
  if (place) {
    reveal(place);
    place.scrollIntoView();
  }
}

function foldAll(open) {
  for (const fold of document.querySelectorAll("main details:not(.columns)")) fold.open = open;
}

// Tables -------------------------------------------------------------------------------------

function valueOf(line, at) {
  const cell = line.cells[at];
  if (cell.classList.contains("num")) return Number(cell.textContent.replace(/\D/g, "") || -1);
  const time = cell.querySelector("time");
  if (time) return time.getAttribute("datetime") || time.textContent;
  return (cell.querySelector(".path") ?? cell).textContent.trim();
}

function sort(table, head) {
  const at = head.cellIndex;
  const isNumber = head.classList.contains("num");
  const before = head.getAttribute("aria-sort");
  const isUpward = before ? before === "descending" : !isNumber;
  const body = table.tBodies[0];
  const lines = [...body.rows].filter((line) => !line.classList.contains("rest"));
  const rest = [...body.rows].filter((line) => line.classList.contains("rest"));
  const keyed = lines.map((line) => [valueOf(line, at), line]);
  keyed.sort(([a], [b]) => (isNumber ? a - b : letters.compare(a, b)) * (isUpward ? 1 : -1));
  body.append(...keyed.map(([, line]) => line), ...rest);
  for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
  head.setAttribute("aria-sort", isUpward ? "ascending" : "descending");
}

function makeSortable(table) {
  for (const head of table.tHead.rows[0].querySelectorAll("th")) {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...head.childNodes);
    button.addEventListener("click", () => sort(table, head));
    head.append(button);
  }
}

// Citations ----------------------------------------------------------------------------------

function citation(line) {
  const source = textOf(line.querySelector(".source"));
  const address = line.querySelector(".source a")?.href ?? "";
  return `“${textOf(line.querySelector("q"))}” ${source} ${address}`.trim();
}

// What stands on a button, and what it is called where that says more.
function say(button, text, name = text) {
  button.textContent = text;
  button.setAttribute("aria-label", name);
}

async function copy(line, button) {
  try {
    await navigator.clipboard.writeText(citation(line));
    say(button, words.copied);
  } catch {
    const range = document.createRange();
    range.setStart(line, 0);
    range.setEndBefore(button);
    getSelection().removeAllRanges();
    getSelection().addRange(range);
    say(button, words.selected);
  }
}

function makeCopyable(line) {
  const button = element("button", "", "copy");
  const name = fill(words.copySentence, { n: line.value });
  button.type = "button";
  button.setAttribute("aria-live", "polite");
  button.addEventListener("click", () => copy(line, button));
  button.addEventListener("blur", () => say(button, words.copy, name));
  say(button, words.copy, name);
  line.append(button);
}

// Records ------------------------------------------------------------------------------------

function showRecords(wanted) {
  if (!records.length) return;
  const choice = chosen();
  const texts = wanted ? new Map(searched().map(({ place, text }) => [place, text])) : null;
  let shown = 0;
  byId("records").querySelectorAll(".record").forEach((record, at) => {
    const isShown = matches(records[at], choice) && (!texts || texts.get(record).includes(wanted));
    record.hidden = !isShown;
    shown += isShown;
  });
  const isAll = shown === records.length;
  byId("records-count").textContent = isAll ? "" : counted(words.record, shown);
}

// Beginning ----------------------------------------------------------------------------------

let waiting = 0;

function change() {
  filter();
  search();
}

for (const field of FIELDS) byId(`by-${field}`).addEventListener("change", change);
byId("find").addEventListener("input", () => {
  clearTimeout(waiting);
  waiting = setTimeout(search, PAUSE);
});
byId("reset").addEventListener("click", () => {
  for (const field of FIELDS) byId(`by-${field}`).value = "";
  byId("find").value = "";
  change();
});
byId("unfold").addEventListener("click", () => foldAll(true));
byId("fold").addEventListener("click", () => foldAll(false));
document.querySelectorAll("table.sortable").forEach(makeSortable);
document.querySelectorAll(".sentences > li").forEach(makeCopyable);
document.addEventListener("click", (event) => {
  const link = event.target.closest?.('a[href^="#"]');
  if (link) reveal(byId(link.hash.slice(1)));
});
addEventListener("hashchange", goToFragment);
goToFragment();
byId("panel").hidden = false;
change();
