// Customers from a file, and into one.

import { h } from "../elements.js";
import { may } from "../session.js";
import { t } from "../texts.js";
import { exporting } from "./transfer/exporting.js";
import { importing } from "./transfer/importing.js";

export function show() {
  return [
    h("div", { class: "head" }, h("h1", null, t("view.transfer"))),
    h("div", { class: "columns" }, may("customer.import_manage") && importing(), exporting()),
  ];
}
