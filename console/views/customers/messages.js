// The messages that a customer was sent, as far as the mailbox of this machine has them.

import { h } from "../../elements.js";
import { part } from "../../parts/part.js";
import { address } from "../../route.js";
import { t } from "../../texts.js";
import { listOf } from "../mailbox.js";

export function messages({ customerNumber, signal }) {
  const link = h("a", { href: address(["mailbox"], { customer: customerNumber }) }, t("view.mailbox"));
  return h("div", { class: "stack" }, part(() => listOf(customerNumber, signal), signal), h("p", null, link));
}
