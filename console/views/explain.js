// How a list of customers is read, what that costs, and what would be cheaper.

import { call, path } from "../api.js";
import { h, newId } from "../elements.js";
import { number } from "../formats.js";
import { positionOf, refusal } from "../parts/position.js";
import { address, go, typedInto } from "../route.js";
import { labelOf, t } from "../texts.js";

export async function show({ parameters, typed, signal }) {
  const asked = { search: typed.text || undefined, q: typed.q || undefined, sort: parameters.get("sort") || undefined };
  return [
    h("div", { class: "head" }, h("h1", null, t("view.explain")), h("a", { href: address(["customers"]) }, t("view.customers"))),
    h("div", { class: "stack" }, form(asked), await explanation(asked, signal)),
  ];
}

/** Return the explanation, or where `q` is wrong. */
async function explanation(asked, signal) {
  try {
    const { document: explained } = await call("POST", path("customer", "customers", "explain"), { body: asked, signal });
    const plan = h("section", { class: "panel", "aria-label": t("explain.plan") }, h("dl", { class: "facts" }, facts(explained)));
    return [plan, costs(explained), advice(explained.cheaper)];
  } catch (error) {
    const at = positionOf(error, asked.q ?? "");
    if (at === null) throw error;
    return h("div", null, refusal(error, asked.q, at));
  }
}

function form(asked) {
  const field = (name, label, value) => {
    const id = newId();
    return h("div", { class: "field" }, h("label", { for: id }, label), h("input", { id, name, ...typedInto(name, value), class: "code", spellcheck: "false" }));
  };
  const fields = [field("search", t("explain.search"), asked.search), field("q", t("customers.filter.label"), asked.q), field("sort", t("explain.sort"), asked.sort)];
  const submitted = (event) => {
    event.preventDefault();
    const { search, q, sort } = Object.fromEntries(new FormData(event.target));
    go(["explain"], { sort: sort.trim() }, { typed: { text: search.trim(), q: q.trim() } });
  };
  return h("form", { class: "panel", onsubmit: submitted }, h("div", { class: "fields" }, fields), h("p", { class: "actions" }, h("button", { class: "main" }, t("explain.do"))));
}

/** Return the parts of the plan: the words of the service, in the language of the reader. */
function facts(explained) {
  const { plan } = explained;
  const order = plan.order.map(({ field, descending }) => `${labelOf(field)}${descending ? " ↓" : " ↑"}`).join(", ");
  const parts = {
    reads: plan.sources.map((source) => h("div", null, reads(source))),
    order: t(`explain.order.${plan.orderedBy}`, { fields: order }),
    tests: plan.tested.length ? t("explain.tests.fields", { fields: plan.tested.map(labelOf).join(", ") }) : t("explain.tests.none"),
    documents: t(`explain.documents.${plan.fetchedWhole}`, { fields: plan.notInIndex.map(labelOf).join(", ") }),
  };
  return Object.entries(parts).map(([name, value]) => [h("dt", null, t(`explain.${name}`)), h("dd", null, value)]);
}

function reads(source) {
  const values = (source.values ?? []).join(", ") + (source.more ? t("explain.more", { count: number(source.more) }) : "");
  const given = { values, field: source.field && labelOf(source.field), partitions: number(source.partitions ?? 0) };
  const bounds = [source.from && t("explain.from", source), source.to && t("explain.to", source)].filter(Boolean).join(" ");
  return [t(`explain.reads.${source.by}`, given), bounds].filter(Boolean).join(" ");
}

function costs({ estimated, actual }) {
  const columns = ["customers", "documents", "requests", "readUnits"];
  const row = (name, cost) =>
    cost && h("tr", null, h("th", { scope: "row" }, t(`explain.${name}${cost.atLeast ? ".atLeast" : ""}`)), columns.map((column) => h("td", { class: "number" }, cost[column] === undefined ? "–" : number(Math.round(cost[column] * 10) / 10))));
  const heading = h("tr", null, h("td"), columns.map((column) => h("th", { scope: "col", class: "number" }, t(`explain.cost.${column}`))));
  return [
    h(
      "div",
      { class: "table", tabindex: "0", role: "region", "aria-label": t("explain.costs") },
      h("table", null, h("caption", { class: "unseen" }, t("explain.costs")), h("thead", null, heading), h("tbody", null, row("estimated", estimated) ?? [], row("actual", actual) ?? [])),
    ),
    actual?.refused && h("div", { class: "note bad" }, h("strong", null, t("explain.refused")), h("p", null, actual.refused)),
  ];
}

function advice(cheaper) {
  const told = ({ code, fields }) => t(`explain.cheaper.${code}`, { fields: fields.join(", ") });
  const list = cheaper.length ? h("ul", null, cheaper.map((each) => h("li", null, told(each)))) : h("p", null, t("explain.cheaper.none"));
  return h("section", { class: "panel" }, h("header", null, h("h2", null, t("explain.cheaper"))), list);
}
