// All customers into a file. An export goes on whatever view is shown, and ends with the log-in of who began it.

import { page, path } from "../../api.js";
import { h } from "../../elements.js";
import { number } from "../../formats.js";
import { save } from "../../parts/files.js";
import { failure } from "../../parts/notices.js";
import { patiently } from "../../parts/patience.js";
import { Work } from "../../parts/work.js";
import { t } from "../../texts.js";
import { NDJSON } from "./importing.js";

const AT_ONCE = 100;
const work = new Work("export", contentOf);

/** How far an export is. */
class Export {
  path = ["transfer"];
  part = "transfer.export";
  count = 0;
  isRunning = false;
  failure = null;

  isAtRisk() {
    return this.isRunning;
  }

  told() {
    return t("transfer.exported", { count: number(this.count) });
  }

  /** Read all customers and save them, and show how far it is whenever that changes. */
  async proceed(signal) {
    const lines = [];
    let next;
    do {
      work.draw(this);
      const query = { expand: "addresses,mixin:*", pageSize: AT_ONCE, next, sort: "metadataCreatedAt:asc" };
      const found = await patiently(signal, () => page(path("customer", "customers"), { query, signal }));
      lines.push(...found.items.map((each) => `${JSON.stringify(each)}\n`));
      next = found.next;
      this.count = lines.length;
    } while (next);
    save("customers.ndjson", NDJSON, ...lines);
  }

  run() {
    return work.run(this, (signal) => this.proceed(signal));
  }
}

/** Return the panel of exports, with one that goes on. */
export function exporting() {
  return h("section", { class: "panel stack" }, h("h2", null, t("transfer.export")), h("p", { class: "quiet" }, t("transfer.export.how")), work.place());
}

function contentOf(current) {
  const begin = () => new Export().run();
  return [
    h("div", { class: "actions" }, h("button", { onclick: begin, disabled: current?.isRunning }, t("transfer.begin.export"))),
    current && h("p", { class: "quiet" }, current.told()),
    current?.failure && failure(current.failure, { again: begin }),
  ];
}
