// The cursor of the keyboard stays where it is, whatever is shown again.

const CONTROLS = "a[href], button, input, select, textarea, summary, h1, h2, [tabindex='0']";
const remembered = { page: null, dialog: null };
let sought = null; // what has gone, while the cursor waits for it on a heading

/**
 * When what had the cursor is gone, give the cursor to what has the same name now, else to the heading until that is there.
 * A dialog that is closed gives it back to what opened it.
 */
export function keepCursor() {
  addEventListener("focusin", ({ target }) => {
    if (sought?.heading === target) return;
    sought = null;
    remembered[placeOf(target)] = target.matches(CONTROLS) ? described(target) : null;
  });
  for (const each of ["keydown", "pointerdown"]) addEventListener(each, () => (sought = null), true);
  // Who clicks beside everything puts the cursor nowhere.
  const nowhere = ({ target }) => target.closest(`${CONTROLS}, label`) || (remembered[placeOf(target)] = null);
  addEventListener("pointerdown", nowhere, true);
  new MutationObserver(restore).observe(document.body, { childList: true, subtree: true });
}

/** Begin at the top, as in a page that has just been opened. */
export function forgetCursor() {
  remembered.page = null;
}

const placeOf = (element) => (element.closest("dialog") ? "dialog" : "page");

const described = (element) => {
  const name = nameOf(element);
  return { element, name, place: named(element.closest("dialog") ?? document, element.tagName, name).indexOf(element) };
};

/** Return what a control is called, in whichever order it sorts by now. */
const nameOf = (element) => (element.getAttribute("aria-label") ?? element.labels?.[0]?.textContent ?? element.textContent).replace(/ [↑↓]$/, "");

const isOffered = (each, scope) => !each.disabled && (scope !== document || !each.closest("dialog"));
const named = (scope, tag, name) => [...scope.querySelectorAll(tag)].filter((each) => name && isOffered(each, scope) && nameOf(each) === name);

function restore() {
  const isLost = document.activeElement === document.body || document.activeElement === null;
  if (!isLost && document.activeElement !== sought?.heading) return;
  const dialog = [...document.querySelectorAll("dialog[open]")].at(-1);
  const lost = sought?.lost ?? remembered[dialog ? "dialog" : "page"];
  if (!lost || lost.element.isConnected) return;
  const scope = dialog ?? document;
  const same = named(scope, lost.element.tagName, lost.name);
  const control = same[lost.place] ?? same.at(-1);
  if (control) {
    sought = null;
    control.focus({ preventScroll: true });
  } else if (isLost) {
    waitOn(scope.querySelector("main h1, main h2") ?? scope.querySelector("h2"), lost);
  }
}

function waitOn(heading, lost) {
  if (!heading) return;
  sought = { heading, lost };
  heading.tabIndex = -1;
  heading.focus({ preventScroll: true });
}
