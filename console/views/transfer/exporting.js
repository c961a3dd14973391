// All customers into a file. An export goes on whatever view is shown, and ends with the log-in of who began it.

import { page, path } from "../../api.js";
import { fill, h } from "../../elements.js";
import { number } from "../../formats.js";
import { keep, recall } from "../../memory.js";
import { save } from "../../parts/files.js";
import { announce, failure, notice } from "../../parts/notices.js";
import { whileSignedIn } from "../../session.js";
import { t } from "../../texts.js";
import { NDJSON } from "./importing.js";
import { patiently } from "./patience.js";

const KEY = "export";
const AT_ONCE = 100;

/** How far an export is. */
class Export {
  path = ["transfer"];
  part = "transfer.export";
  count = 0;
  isRunning = true;
  failure = null;

  isAtRisk() {
    return this.isRunning;
  }

  told() {
    return t("transfer.exported", { count: number(this.count) });
  }

  /** Read all customers and save them, and show how far it is whenever that changes. */
  async run() {
    const signal = whileSignedIn();
    const lines = [];
    try {
      let next;
      do {
        drawn(this);
        const query = { expand: "addresses,mixin:*", pageSize: AT_ONCE, next, sort: "metadataCreatedAt:asc" };
        const found = await patiently(signal, () => page(path("customer", "customers"), { query, signal }));
        lines.push(...found.items.map((each) => `${JSON.stringify(each)}\n`));
        next = found.next;
        this.count = lines.length;
      } while (next);
      save("customers.ndjson", NDJSON, ...lines);
    } catch (error) {
      if (error.name !== "AbortError") this.failure = error;
    }
    this.isRunning = false;
    if (signal.aborted) return;
    drawn(this);
    if (this.failure === null) (place?.isConnected ? announce : notice)(this.told());
  }
}

let place = null;

function drawn(current) {
  keep(KEY, current);
  if (place) fill(place, contentOf(current));
}

/** Return the panel of exports, with one that goes on. */
export function exporting() {
  place = h("div", { class: "stack" }, contentOf(recall(KEY)));
  return h("section", { class: "panel stack" }, h("h2", null, t("transfer.export")), h("p", { class: "quiet" }, t("transfer.export.how")), place);
}

function contentOf(current) {
  const begin = () => new Export().run();
  return [
    h("div", { class: "actions" }, h("button", { onclick: begin, disabled: current?.isRunning }, t("transfer.begin.export"))),
    current && h("p", { class: "quiet" }, current.told()),
    current?.failure && failure(current.failure, { again: begin }),
  ];
}
