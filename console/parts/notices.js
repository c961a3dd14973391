// What has just happened, what failed, and what is being waited for.

import { ApiError, SignedOut, Unreachable } from "../api.js";
import { h } from "../elements.js";
import { t } from "../texts.js";

const SECONDS = 8;
// Screen readers tell what is added to a place that was there before, so this one stays through all views.
const said = h("p", { class: "unseen" });
const place = h("div", { class: "notices", role: "status", "aria-atomic": "false" }, said);
document.body.append(place);

/** Say to screen readers what has changed elsewhere on the page, such as how many were found. */
export function announce(text) {
  said.textContent = text;
}

/** Say for a while what has happened; `undo` takes it back, or does what its `label` says. */
export function notice(text, { undo, label = t("do.undo") } = {}) {
  const shown = h("div", { class: "notice" }, h("span", null, text));
  const close = () => shown.remove();
  if (undo) shown.append(h("button", { onclick: () => (close(), undo()) }, label));
  place.append(shown);
  setTimeout(close, SECONDS * 1000);
}

export function clearNotices() {
  place.replaceChildren(said);
  announce("");
}

/** Return the reasons of a failure, in the service's own words. What this page did wrong itself goes to the browser's log, too. */
export function failure(error, { again } = {}) {
  const details = (error.details ?? []).filter((each) => each.message !== error.message);
  return h(
    "div",
    { class: "note bad", role: "alert" },
    textOf(error),
    details.length > 0 && h("ul", null, details.map((each) => h("li", null, told(each)))),
    h("p", { class: "actions" }, again && h("button", { onclick: again }, t("do.retry")), requestOf(error)),
  );
}

function textOf(error) {
  if (error instanceof ApiError || error instanceof SignedOut) return error.message;
  if (error instanceof Unreachable) return t("state.network");
  console.error(error);
  return t("state.unexpected");
}

const told = ({ field, message }) => (field ? `${field}: ${message}` : message);

function requestOf(error) {
  return error.requestId && h("span", { class: "small code" }, t("state.request", { id: error.requestId }));
}

/** Return grey lines in the place of rows that are being read. */
export function skeletonRows(columns, rows) {
  const cells = Array.from({ length: columns }, () => h("td", null, h("span", { class: "skeleton" })));
  return Array.from({ length: rows }, () => h("tr", { "aria-hidden": "true" }, cells.map((each) => each.cloneNode(true))));
}

/** Return what is shown where there is nothing. */
export const empty = (text, hint) => h("div", { class: "empty" }, h("p", null, text), hint && h("p", { class: "small" }, hint));
