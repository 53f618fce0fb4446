// Keys for people who go from page to page all day: to a page, to the search field, from row to row, to the list of
// the keys. They only go and look: none presses a button or sends a form. They rest while somebody types, and whoever
// switched them off is not sent this file. Without it every page works as it is.
(() => {
  "use strict";
  const { go = "", help = "" } = document.currentScript.dataset;
  const places = new Map(go.trim().split(/\s+/).map((place) => place.split("=")));
  // How long after the first key of two the second one counts.
  const WAIT = 1500;
  let first = -Infinity;

  const FIELDS = "input, textarea, select, [contenteditable]:not([contenteditable=false])";
  const ROWS = [
    ".b-now .b-acts a",
    ".b-duty__what > a",
    ".b-slot__what a",
    ".b-day__what > a",
    ".b-rows > li > a",
    ".b-rows > li h3 a",
    ".b-next h3 a",
    ".b-sheet tbody a",
  ].join(", ");
  const SEARCH = "main input[name=name], main input[name=words], main input[name=near], main input[type=search]";

  const shown = (part) => part.checkVisibility({ visibilityProperty: true });

  /** The row after the one that has the focus, or before it; from outside the rows, the nearest on that side. */
  function step(down) {
    const rows = [...document.querySelectorAll(`main :is(${ROWS})`)].filter(shown);
    const here = document.activeElement;
    const inMain = here?.closest("main");
    const after = (row) => Boolean(here.compareDocumentPosition(row) & Node.DOCUMENT_POSITION_FOLLOWING);
    const before = (row) => Boolean(here.compareDocumentPosition(row) & Node.DOCUMENT_POSITION_PRECEDING);
    const to = down ? (inMain ? rows.find(after) : rows[0]) : inMain ? rows.findLast(before) : null;
    if (!to) return false;
    to.focus();
    return true;
  }

  function search() {
    const field = [...document.querySelectorAll(SEARCH)].find(shown);
    field?.focus();
    return Boolean(field);
  }

  /** What a key does; whether it did anything. */
  function did(key, at) {
    if (at - first < WAIT && places.has(key)) {
      location.assign(places.get(key));
      return true;
    }
    first = key === "g" ? at : -Infinity;
    if (key === "j" || key === "k") return step(key === "j");
    if (key === "/") return search();
    if (key === "?" && help) {
      location.assign(help);
      return true;
    }
    return key === "g";
  }

  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.isComposing || event.ctrlKey || event.altKey || event.metaKey) return;
    if (event.target.closest?.(FIELDS)) return;
    if (event.repeat && !["j", "k"].includes(event.key)) return;
    if (did(event.key, event.timeStamp)) event.preventDefault();
  });
})();
