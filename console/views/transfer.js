// Customers from a file, and into one.

import { ApiError, call, page, path } from "../api.js";
import { fill, h } from "../elements.js";
import { number } from "../formats.js";
import { save } from "../parts/files.js";
import { announce, failure } from "../parts/notices.js";
import { table } from "../parts/table.js";
import { address } from "../route.js";
import { may } from "../session.js";
import { t } from "../texts.js";
import { patiently } from "./transfer/patience.js";
import { read } from "./transfer/reading.js";

const AT_ONCE = 100;
const SIDE_BY_SIDE = 4;
const SHOWN = 200;
const NDJSON = "application/x-ndjson";
const PROBLEMS = {
  notJson: (message) => t("state.notJson", { message }),
  empty: () => t("transfer.empty"),
  notObject: () => t("transfer.notObject"),
  twice: (name) => t("transfer.twice", { name }),
  unknown: (name) => t("transfer.unknown", { name }),
  cells: (found, wanted) => t("transfer.cells", { found, wanted }),
};

export async function show({ signal }) {
  return [
    h("div", { class: "head" }, h("h1", null, t("view.transfer"))),
    h("div", { class: "columns" }, may("customer.import_manage") && importing(signal), exporting(signal)),
  ];
}

function importing(signal) {
  const result = h("div", { class: "stack" });
  const input = h("input", { type: "file", accept: ".csv,.ndjson,.jsonl,.json,.txt", "aria-label": t("transfer.file"), onchange: () => take(input.files[0]) });
  const over = (event) => event.preventDefault();
  const dropped = (event) => {
    event.preventDefault();
    take(event.dataTransfer.files[0]);
  };

  async function take(file) {
    if (!file) return;
    const text = await file.text();
    const { records, problems } = read(text, PROBLEMS);
    // Whoever begins again wants another answer: only a repetition of the same run has the same key.
    const begin = () => run(result, records, { key: crypto.randomUUID(), signal });
    announce(t("transfer.read", { count: number(records.length), file: file.name }));
    fill(
      result,
      h("p", null, t("transfer.read", { count: number(records.length), file: file.name })),
      problems.length > 0 && [h("div", { class: "note warn" }, t("transfer.problems", { count: number(problems.length) })), reasons(problems)],
      records.length > 0 && h("div", { class: "actions" }, h("button", { class: "main", onclick: begin }, t("transfer.begin", { count: number(records.length) }))),
    );
  }

  return h(
    "section",
    { class: "panel stack", ondragover: over, ondrop: dropped },
    h("h2", null, t("transfer.import")),
    h("p", { class: "quiet" }, t("transfer.how")),
    h("p", null, input),
    result,
  );
}

/** Import records. It ends with the view: whoever signs in next has not begun it. */
async function run(place, records, { key, signal }) {
  const progress = h("progress", { max: String(records.length), value: 0, "aria-label": t("transfer.import") });
  const told = h("p");
  const rejects = [];
  fill(place, progress, told);
  for (let begin = 0; begin < records.length; begin += AT_ONCE) {
    const batch = records.slice(begin, begin + AT_ONCE);
    try {
      const withLogIn = batch.filter(({ customer }) => customer.account);
      const others = batch.filter(({ customer }) => !customer.account);
      rejects.push(...(await imported(withLogIn, { key: `${key}-${begin}`, signal })), ...(await created(others, { key, signal })));
    } catch (error) {
      if (error.name === "AbortError") return;
      return fill(place, failure(error, { again: () => run(place, records, { key, signal }) }));
    }
    progress.value = begin + batch.length;
    told.textContent = t("transfer.done", { created: number(begin + batch.length - rejects.length), rejected: number(rejects.length) });
  }
  announce(told.textContent);
  const file = () => save("rejects.ndjson", NDJSON, rejects.map(({ line, message, customer }) => `${JSON.stringify({ line, message, record: customer })}\n`).join(""));
  fill(
    place,
    h("div", { class: rejects.length ? "note warn" : "note" }, told.textContent, " ", h("a", { href: address(["customers"]) }, t("view.customers"))),
    rejects.length > 0 && [h("div", { class: "actions" }, h("button", { onclick: file }, t("transfer.rejects"))), reasons(rejects)],
  );
}

/** Import customers with a log-in, whose passwords come along; returns those that were rejected. */
async function imported(batch, { key, signal }) {
  if (batch.length === 0) return [];
  const where = path("customer", "customers", "import");
  try {
    const { document: results } = await patiently(signal, () => call("POST", where, { body: batch.map((each) => each.customer), headers: { "Idempotency-Key": key }, signal }));
    return results.filter((each) => each.code !== 201).map((each) => ({ ...batch[each.index], message: each.message ?? each.status }));
  } catch (error) {
    if (!(error instanceof ApiError) || error.status >= 500) throw error;
    return batch.map((each) => ({ ...each, message: error.message }));
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
        rejects.push({ ...each, message: error.details[0] ? `${error.details[0].field}: ${error.details[0].message}` : error.message });
      }
    }
  };
  await Promise.all(Array.from({ length: SIDE_BY_SIDE }, create));
  return rejects.sort((one, other) => one.line - other.line);
}

function reasons(problems) {
  const rows = problems.slice(0, SHOWN).map(({ line, message }) => h("tr", null, h("td", { class: "number" }, number(line)), h("td", { class: "meaning" }, message)));
  const columns = [{ name: "line", label: t("transfer.line"), numeric: true }, { name: "reason", label: t("transfer.reason") }];
  return table({ caption: t("transfer.reason"), columns, body: h("tbody", null, rows) });
}

function exporting(signal) {
  const told = h("p", { class: "quiet" });
  const problems = h("div");
  const button = h("button", { onclick: begin }, t("transfer.begin.export"));

  async function begin() {
    button.disabled = true;
    fill(problems);
    const lines = [];
    try {
      let next;
      do {
        const query = { expand: "addresses,mixin:*", pageSize: AT_ONCE, next, sort: "metadataCreatedAt:asc" };
        const found = await patiently(signal, () => page(path("customer", "customers"), { query, signal }));
        lines.push(...found.items.map((each) => `${JSON.stringify(each)}\n`));
        next = found.next;
        told.textContent = t("transfer.exported", { count: number(lines.length) });
      } while (next);
      announce(told.textContent);
      save("customers.ndjson", NDJSON, ...lines);
    } catch (error) {
      if (error.name !== "AbortError") fill(problems, failure(error, { again: begin }));
    } finally {
      button.disabled = false;
    }
  }

  return h("section", { class: "panel stack" }, h("h2", null, t("transfer.export")), h("p", { class: "quiet" }, t("transfer.export.how")), h("div", { class: "actions" }, button), told, problems);
}
