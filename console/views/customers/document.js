// The customer as the API returns it.

import { h } from "../../elements.js";
import { notice } from "../../parts/notices.js";
import { t } from "../../texts.js";

export function raw(page) {
  const text = JSON.stringify(page.customer, null, 2);
  const copy = async () => {
    await navigator.clipboard.writeText(text);
    notice(t("state.copied"));
  };
  return h(
    "section",
    { class: "panel" },
    h("header", null, h("h2", null, t("customer.document")), h("span", { class: "actions" }, h("button", { onclick: copy }, t("do.copy")))),
    h("pre", null, text),
  );
}
