// Values that are shown once, and copied.

import { h } from "../elements.js";
import { t } from "../texts.js";
import { dialog } from "./dialogs.js";
import { notice } from "./notices.js";

/** Show a value in a dialog, with a button that copies it. `meaning` says what it is good for. */
export function shownOnce(title, meaning, value) {
  const copy = async () => {
    await navigator.clipboard.writeText(value);
    notice(t("state.copied"));
  };
  const buttons = h("div", { class: "actions" }, h("button", { class: "main", onclick: copy }, t("do.copy")), h("button", { onclick: () => close() }, t("do.close")));
  const close = dialog(title, h("div", { class: "stack" }, h("p", null, meaning), h("pre", null, value), buttons));
}
