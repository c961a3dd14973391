// What has just happened, what failed, and what is being waited for.

import { ApiError, Unreachable } from "../api.js";
import { h } from "../elements.js";
import { t } from "../texts.js";

const SECONDS = 8;
let place = null;

/** Say for a while what has happened; `undo` takes it back. */
export function notice(text, { undo } = {}) {
  if (place === null || !place.isConnected) {
    place = h("div", { class: "notices", role: "status" });
    document.body.append(place);
  }
  const shown = h("div", { class: "notice" }, h("span", null, text));
  const close = () => shown.remove();
  if (undo) shown.append(h("button", { onclick: () => (close(), undo()) }, t("do.undo")));
  place.append(shown);
  setTimeout(close, SECONDS * 1000);
}

export function clearNotices() {
  place?.replaceChildren();
}

/** Return the reasons of a failure, in the service's own words. */
export function failure(error, { again } = {}) {
  const text = error instanceof ApiError ? error.message : t("state.network");
  if (!(error instanceof ApiError || error instanceof Unreachable)) throw error;
  const details = (error.details ?? []).filter((each) => each.message !== error.message);
  return h(
    "div",
    { class: "note bad", role: "alert" },
    error.status === 403 ? t("state.forbidden") : text,
    details.length > 0 && h("ul", null, details.map((each) => h("li", null, told(each)))),
    h("p", { class: "actions" }, again && h("button", { onclick: again }, t("do.retry")), requestOf(error)),
  );
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
