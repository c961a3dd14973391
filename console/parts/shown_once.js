// Values that are shown once, and copied.

import { h, newId } from "../elements.js";
import { forget, keep } from "../memory.js";
import { current } from "../route.js";
import { whileSignedIn } from "../session.js";
import { t } from "../texts.js";
import { dialog } from "./dialogs.js";
import { notice } from "./notices.js";

/**
 * Show a value in a dialog, with a button that copies it. `meaning` says what it is good for. Nothing but its own button or
 * the end of the log-in closes it, as nobody could ever see the value again.
 */
export function shownOnce(title, meaning, value) {
  const signal = whileSignedIn();
  const key = `shown ${newId()}`;
  const copy = async () => {
    await navigator.clipboard.writeText(value);
    notice(t("state.copied"));
  };
  const close = dialog(title, h("div", { class: "stack" }, h("p", null, meaning), h("pre", null, value), h("div", { class: "actions" }, h("button", { class: "main", onclick: copy }, t("do.copy")), h("button", { onclick: () => close() }, t("do.close")))), {
    stays: true,
    closed: () => {
      signal.removeEventListener("abort", close);
      forget(key);
    },
  });
  signal.addEventListener("abort", close);
  // The browser asks before the page is left meanwhile.
  keep(key, { path: current().path, part: "state.shownOnce", subject: title, isAtRisk: () => true });
}
