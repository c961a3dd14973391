// Where the service found an error in a `q`.

import { ApiError } from "../api.js";
import { h } from "../elements.js";
import { t } from "../texts.js";
import { failure } from "./notices.js";

const AROUND = 40;

/** Return why a `q` is refused, and the text with the mark of the place. */
export const refusal = (error, q, at) => [failure(error), marked(q, at)];

/** Return where the service found an error in a `q`, as an index; `null` if the error is another one. */
export function positionOf(error, q) {
  const detail = error instanceof ApiError && error.details.find(({ field }) => field === "q");
  if (!detail) return null;
  const position = /^q, position (\d+):/.exec(detail.message)?.[1];
  // The service counts characters, and JavaScript the halves of those beyond the first 65,536.
  return position ? [...q].slice(0, position - 1).join("").length : null;
}

/** Return where the word ends that begins here; what separates words is one itself. */
export const endOfWord = (q, at) => at + /^(?:[^\s;()]+|[^]?)/u.exec(q.slice(at))[0].length;

/** Return the text around an error, which is marked. */
function marked(q, at) {
  const end = endOfWord(q, at);
  const before = q.slice(Math.max(0, at - AROUND), at);
  const after = q.slice(end, end + AROUND);
  const place = h("mark", null, h("span", { class: "unseen" }, ` ${t("customers.filter.here")} `), q.slice(at, end) || "\u00a0");
  return h("p", { class: "code wrong-place" }, at > AROUND && "…", before, place, after, q.length > end + AROUND && "…");
}
