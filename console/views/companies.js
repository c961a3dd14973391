// Companies: the list, and one with its place in the tree, its contacts and its locations.

import { page, path } from "../api.js";
import { fill, h } from "../elements.js";
import { number } from "../formats.js";
import { beginning } from "../parts/literal.js";
import { announce, empty, failure, skeletonRows } from "../parts/notices.js";
import { table } from "../parts/table.js";
import { address, current, go, typedInto } from "../route.js";
import { labelOf, t } from "../texts.js";
import { show as company } from "./companies/company.js";

const PAGE = 50;
const COLUMNS = ["name", "type", "parentId", "registrationId", "id"];

export function show(context) {
  return context.path.length ? company(context) : list(context);
}

function list({ parameters, typed, signal }) {
  const sort = parameters.get("sort") ?? "name:asc";
  const rows = h("tbody", null, skeletonRows(COLUMNS.length, 6));
  const total = h("span", { class: "quiet" });
  const columns = COLUMNS.map((name) => ({ name, label: labelOf(name), sortable: name === "name" }));
  const sorted = (next) => go(["companies"], { sort: next }, current());
  const place = h("div", null, table({ caption: t("view.companies"), columns, body: rows, sort, sorted }));
  const below = h("div", { class: "actions" });

  async function read(next) {
    try {
      const q = typed.text ? `name:${beginning(typed.text)}` : "";
      const found = await page(path("customer-management", "legal-entities"), { query: { q, sort, pageSize: PAGE, next }, signal, counted: !next });
      if (!next) rows.replaceChildren();
      rows.append(...found.items.map(row));
      if (found.total !== null) announce((total.textContent = t("companies.found", { total: number(Number(found.total)) })));
      if (!rows.children.length && !found.next) fill(place, empty(t("companies.none")));
      fill(below, found.next && h("button", { onclick: () => read(found.next) }, t("do.more")));
    } catch (error) {
      if (error.name !== "AbortError") fill(next ? below : place, failure(error, { again: () => (next ? read(next) : go(["companies"], Object.fromEntries(parameters), { typed, replace: true })) }));
    }
  }

  read();
  return [head(typed, parameters, total), place, below];
}

function head(typed, parameters, total) {
  const text = h("input", { type: "search", ...typedInto("text", typed.text), placeholder: t("companies.search"), "aria-label": t("companies.search") });
  const submitted = (event) => {
    event.preventDefault();
    go(["companies"], Object.fromEntries(parameters), { typed: { text: text.value.trim() } });
  };
  const search = h("form", { class: "search", role: "search", onsubmit: submitted }, text, h("button", null, t("do.search")));
  return h("div", { class: "head" }, h("h1", null, t("view.companies")), search, total);
}

function row(each) {
  const parent = each.parentId && h("a", { href: address(["companies", each.parentId]) }, each.parentId);
  return h(
    "tr",
    null,
    h("td", null, h("a", { href: address(["companies", each.id]) }, each.name)),
    h("td", null, each.type),
    h("td", null, parent),
    h("td", null, each.legalInfo?.registrationId),
    h("td", { class: "code" }, each.id),
  );
}
