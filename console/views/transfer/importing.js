// Customers from a file. An import goes on whatever view is shown, and ends with the log-in of who began it.

import { ApiError, call, path } from "../../api.js";
import { h } from "../../elements.js";
import { number } from "../../formats.js";
import { save } from "../../parts/files.js";
import { announce, failure } from "../../parts/notices.js";
import { table } from "../../parts/table.js";
import { address } from "../../route.js";
import { Work } from "../../parts/work.js";
import { t } from "../../texts.js";
import { patiently } from "../../parts/patience.js";
import { read } from "./reading.js";

const AT_ONCE = 100;
const SIDE_BY_SIDE = 4;
const SHOWN = 200;
const work = new Work("import", contentOf);
export const NDJSON = "application/x-ndjson";
// As functions, since the reader may choose another language later.
const PROBLEMS = {
  notJson: (message) => () => t("state.notJson", { message }),
  empty: () => () => t("transfer.empty"),
  notObject: () => () => t("transfer.notObject"),
  twice: (name) => () => t("transfer.twice", { name }),
  unknown: (name) => () => t("transfer.unknown", { name }),
  cells: (found, wanted) => () => t("transfer.cells", { found, wanted }),
};

/** A file that was chosen, and how far its import is. */
class Import {
  path = ["transfer"];
  part = "transfer.import";
  done = 0;
  rejects = [];
  isRunning = false;
  failure = null;
  // Whoever chooses the file again wants another answer: only a repetition of the same import has the same key.
  key = crypto.randomUUID();

  constructor(file, text) {
    this.file = file;
    this.subject = file.name;
    Object.assign(this, read(text, PROBLEMS));
  }

  isAtRisk() {
    return this.isRunning;
  }

  told() {
    return t("transfer.done", { created: number(this.done - this.rejects.length), rejected: number(this.rejects.length) });
  }

  /** Import what is left, and show how far it is whenever that changes. */
  async proceed(signal) {
    while (this.done < this.records.length) {
      work.draw(this);
      const batch = this.records.slice(this.done, this.done + AT_ONCE);
      const withLogIn = batch.filter(({ customer }) => customer.account);
      const others = batch.filter(({ customer }) => !customer.account);
      const batchKey = `${this.key}-${this.done}`;
      this.rejects.push(...(await imported(withLogIn, { key: batchKey, signal })), ...(await created(others, { key: this.key, signal })));
      this.done += batch.length;
    }
  }

  run() {
    return work.run(this, (signal) => this.proceed(signal));
  }
}

/** Return the panel of imports, with the file that was chosen before. */
export function importing() {
  const take = async (file) => {
    if (!file || work.current?.isRunning) return;
    const taken = new Import(file, await file.text());
    announce(countOf(taken));
    work.draw(taken);
  };
  const again = () => (input.value = ""); // the same file can be chosen again
  const input = h("input", { type: "file", accept: ".csv,.ndjson,.jsonl,.json,.txt", "aria-label": t("transfer.file"), onclick: again, onchange: () => take(input.files[0]) });
  if (work.current) input.files = listOf(work.current.file);
  const over = (event) => event.preventDefault();
  const dropped = (event) => {
    event.preventDefault();
    take(event.dataTransfer.files[0]);
  };
  return h(
    "section",
    { class: "panel stack", ondragover: over, ondrop: dropped },
    h("h2", null, t("transfer.import")),
    h("p", { class: "quiet" }, t("transfer.how")),
    h("p", null, input),
    work.place(),
  );
}

function listOf(file) {
  const list = new DataTransfer();
  list.items.add(file);
  return list.files;
}

const countOf = ({ records, subject }) => t("transfer.read", { count: number(records.length), file: subject });

function contentOf(current) {
  if (!current) return null;
  const { records, problems, rejects, done } = current;
  const run = () => current.run();
  const left = records.length - done;
  const go = (label) => left > 0 && h("div", { class: "actions" }, h("button", { class: "main", onclick: run }, label));
  const head = h("p", null, countOf(current));
  if (current.failure) return [head, done > 0 && h("p", null, current.told()), failure(current.failure, { again: run })];
  if (current.isRunning) return [head, h("progress", { max: String(records.length), value: done, "aria-label": t("transfer.import") }), h("p", null, current.told())];
  if (done === 0) {
    const unread = problems.length > 0 && [h("div", { class: "note warn" }, t("transfer.problems", { count: number(problems.length) })), reasons(problems)];
    return [head, unread, go(t("transfer.begin", { count: number(records.length) }))];
  }
  const file = () => save("rejects.ndjson", NDJSON, rejects.map(({ line, message, customer }) => `${JSON.stringify({ line, message: message(), record: customer })}\n`).join(""));
  return [
    head,
    h("div", { class: rejects.length ? "note warn" : "note" }, current.told(), " ", h("a", { href: address(["customers"]) }, t("view.customers"))),
    go(t("transfer.goOn", { count: number(left) })),
    rejects.length > 0 && [h("div", { class: "actions" }, h("button", { onclick: file }, t("transfer.rejects"))), reasons(rejects)],
  ];
}

/** Import customers with a log-in, whose passwords come along; returns those that were rejected. */
async function imported(batch, { key, signal }) {
  if (batch.length === 0) return [];
  const where = path("customer", "customers", "import");
  try {
    const { document: results } = await patiently(signal, () => call("POST", where, { body: batch.map((each) => each.customer), headers: { "Idempotency-Key": key }, signal }));
    return results.filter((each) => each.code !== 201).map((each) => ({ ...batch[each.index], message: () => String(each.message ?? each.status) }));
  } catch (error) {
    if (!(error instanceof ApiError) || error.status >= 500) throw error;
    return batch.map((each) => ({ ...each, message: () => error.message }));
  }
}

/** Create customers without a password, and without a message to them; returns those that were rejected. */
async function created(batch, { key, signal }) {
  const waiting = [...batch];
  const rejects = [];
  const create = async () => {
    for (let each = waiting.shift(); each; each = waiting.shift()) {
      try {
        await patiently(signal, () =>
          call("POST", path("customer", "customers"), {
            body: each.customer,
            query: { sendPasswordResetNotifications: "false" },
            headers: { "Idempotency-Key": `${key}-${each.line}` },
            signal,
          }),
        );
      } catch (error) {
        if (!(error instanceof ApiError) || error.status >= 500) {
          waiting.length = 0; // the others begin nothing more, as all of this may be tried again
          throw error;
        }
        rejects.push({ ...each, message: () => (error.details[0] ? `${error.details[0].field}: ${error.details[0].message}` : error.message) });
      }
    }
  };
  await Promise.all(Array.from({ length: SIDE_BY_SIDE }, create));
  return rejects.sort((one, other) => one.line - other.line);
}

function reasons(problems) {
  const rows = problems.slice(0, SHOWN).map(({ line, message }) => h("tr", null, h("td", { class: "number" }, number(line)), h("td", { class: "meaning" }, message())));
  const columns = [{ name: "line", label: t("transfer.line"), numeric: true }, { name: "reason", label: t("transfer.reason") }];
  return table({ caption: t("transfer.reason"), columns, body: h("tbody", null, rows) });
}
