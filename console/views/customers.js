// The list of customers, and the customers in it.

import { fill, h } from "../elements.js";
import { nameOf, number } from "../formats.js";
import { announce, empty, failure, skeletonRows } from "../parts/notices.js";
import { table } from "../parts/table.js";
import { address, current, go, note, typedInto } from "../route.js";
import { may } from "../session.js";
import { t } from "../texts.js";
import { cellOf, COLUMNS, columnsMenu, csvOf, shownColumns } from "./customers/columns.js";
import { create } from "./customers/create.js";
import { show as customer } from "./customers/customer.js";
import { filter } from "./customers/filter.js";
import { queryOf } from "./customers/query.js";
import { byWords, found } from "./customers/search.js";
import { selectionOf } from "./customers/selection.js";

const NEWEST = "metadataCreatedAt:desc";

export function show(context) {
  if (context.path.length) return customer(context);
  return new List(context).element;
}

class List {
  constructor({ parameters, typed, signal }) {
    this.signal = signal;
    this.typed = typed;
    this.columns = shownColumns(parameters.get("columns"));
    this.sort = parameters.get("sort") ?? NEWEST;
    this.chosen = selectionOf(typed);
    this.count = 0;
    this.items = [];
    this.rows = h("tbody");
    this.total = h("span", { class: "quiet" });
    this.below = h("div", { class: "actions" });
    this.selection = h("span", { class: "actions" });
    this.place = h("div");
    this.corrected = h("p", { class: "quiet" });
    this.all = h("input", { type: "checkbox", "aria-label": t("customers.chooseAll"), onchange: () => this.chooseAll() });
    this.filtered = this.filter();
    this.element = [this.head(), this.filtered?.element ?? null, this.corrected, this.place, this.below];
    this.tellChosen();
    this.read();
  }

  /** Return the table. What is found by words comes in order of rank, so no column sorts it. */
  table() {
    const ranked = byWords(this.typed);
    return table({
      caption: t("view.customers"),
      columns: this.columns.map((name) => ({ name, ...COLUMNS[name], label: COLUMNS[name].label(), ...(ranked && { sortable: false }) })),
      body: this.rows,
      sort: ranked ? "" : this.sort,
      sorted: (sort) => this.again({ sort }),
      heading: h("th", { class: "check" }, this.all),
    });
  }

  head() {
    const text = h("input", {
      type: "search",
      ...typedInto("text", this.typed.text),
      placeholder: t("customers.search"),
      "aria-label": t("customers.search"),
    });
    const submitted = (event) => {
      event.preventDefault();
      this.again({ typed: { ...this.typed, unsent: undefined, text: text.value.trim() } });
    };
    const search = h("form", { class: "search", role: "search", onsubmit: submitted }, text, h("button", null, t("do.search")));
    const isOpen = this.isFiltered();
    const opened = () => this.again({ typed: { ...current().typed, filters: !isOpen, ...(isOpen && { q: undefined, unsent: undefined }) } });
    return h(
      "div",
      { class: "head" },
      h("h1", null, t("view.customers")),
      search,
      h("button", { "aria-expanded": String(isOpen), onclick: opened }, t("customers.filter")),
      this.total,
      h("span", { class: "spread actions" }, this.selection, columnsMenu(this.columns, (columns) => this.showColumns(columns)), newButton()),
    );
  }

  /** Return the filter, which shows what the search box means as `q`; as long as there is a filter, it is shown. */
  filter() {
    if (!this.isFiltered()) return null;
    const words = byWords(this.typed) ? this.typed.text : "";
    const explained = (q) => go(["explain"], { sort: words ? "" : this.sort }, { typed: { q, text: words } });
    return filter(queryOf({ ...this.typed, ...(words && { text: "" }) }), {
      search: (q) => this.again({ typed: { ...this.typed, unsent: undefined, text: words, filters: true, q } }),
      costs: may("customer.customer_read") && explained,
    });
  }

  isFiltered() {
    return Boolean(this.typed.filters || this.typed.q);
  }

  again({ sort = this.sort, typed = current().typed }) {
    go(["customers"], { ...this.parameters(), sort: sort === NEWEST ? "" : sort }, { typed });
  }

  /** Show other columns of what has been read; the menu stays open for more. */
  showColumns(columns) {
    this.columns = shownColumns(columns);
    note(["customers"], this.parameters(), current());
    if (this.items.length) fill(this.rows, this.items.map((each) => this.row(each)));
    if (this.rows.children.length) fill(this.place, this.table());
  }

  parameters() {
    const columns = this.columns.join(",");
    return { sort: this.sort === NEWEST ? "" : this.sort, columns: columns === shownColumns(null).join(",") ? "" : columns };
  }

  async read(next) {
    if (!next) {
      fill(this.rows, skeletonRows(this.columns.length + 1, 12));
      fill(this.place, this.table());
    }
    try {
      const wasByWords = byWords(this.typed);
      const page = await found(this.typed, { sort: this.sort, next, signal: this.signal });
      if (!next) this.rows.replaceChildren();
      if (wasByWords && !byWords(this.typed)) fill(this.place, this.table());
      this.add(page);
    } catch (error) {
      if (error.name === "AbortError") return;
      if (this.filtered?.refuse(error)) fill(this.place);
      else fill(next ? this.below : this.place, failure(error, { again: () => this.read(next) }));
    }
  }

  add({ items, total, next, corrected }) {
    this.items.push(...items);
    this.count = this.items.length;
    if (corrected) fill(this.corrected, t("customers.corrected", { words: corrected }));
    if (total !== null) this.all_of = total;
    this.rows.append(...items.map((each) => this.row(each)));
    if (this.count === 0 && !next) fill(this.place, empty(t("customers.empty"), t("customers.empty.hint")));
    const known = /^\d+$/.test(this.all_of ?? "") ? number(Number(this.all_of)) : this.all_of ?? "";
    const before = this.total.textContent;
    this.total.textContent = next ? t("customers.shown", { count: number(this.count), total: known }) : t("customers.found", { total: number(this.count) });
    if (before !== this.total.textContent) announce([this.corrected.textContent, this.total.textContent].filter(Boolean).join(" "));
    const more = h("button", { onclick: () => (more.remove(), this.read(next)) }, t("do.more"));
    fill(this.below, next && more);
    if (next) whenSeen(more, this.signal);
  }

  row(each) {
    const box = h("input", { type: "checkbox", "aria-label": t("customers.choose", { name: nameOf(each) }) });
    const row = h("tr", null, h("td", { class: "check" }, box), this.columns.map((name, place) => this.cell(name, each, place === 0)));
    const choose = (isChosen) => {
      box.checked = isChosen;
      row.classList.toggle("chosen", isChosen);
      if (isChosen) this.chosen.set(each.customerNumber, each);
      else this.chosen.delete(each.customerNumber);
      this.tellChosen();
    };
    if (this.chosen.has(each.customerNumber)) {
      this.chosen.set(each.customerNumber, each); // as it is by now
      box.checked = true;
      row.classList.add("chosen");
    }
    box.addEventListener("change", () => choose(box.checked));
    row.choose = choose;
    return row;
  }

  cell(name, each, isFirst) {
    const content = cellOf(name, each);
    const link = isFirst ? h("a", { href: address(["customers", each.customerNumber]) }, content) : content;
    return h("td", { class: COLUMNS[name].numeric && "number", title: typeof content === "string" ? content : null }, link);
  }

  chooseAll() {
    for (const row of this.rows.children) row.choose?.(this.all.checked);
  }

  tellChosen() {
    const save = () => csvOf([...this.chosen.values()], this.columns);
    const told = [h("span", { class: "quiet" }, t("customers.chosen", { count: number(this.chosen.size) })), h("button", { onclick: save }, t("customers.csv"))];
    fill(this.selection, this.chosen.size > 0 && told);
  }
}

function newButton() {
  if (!may("customer.customer_manage")) return null;
  return h("button", { class: "main", onclick: create }, t("customers.new"));
}

/** Click a button once it comes near the lower edge of the window, so that the list goes on by itself. */
function whenSeen(button, signal) {
  const observer = new IntersectionObserver((entries) => {
    if (entries.some((each) => each.isIntersecting)) button.click();
  }, { rootMargin: "400px" });
  observer.observe(button);
  button.addEventListener("click", () => observer.disconnect());
  signal.addEventListener("abort", () => observer.disconnect());
}
