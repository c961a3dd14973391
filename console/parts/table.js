// A table that scrolls within itself, sorts by its headings, and says what it shows.

import { h } from "../elements.js";
import { t } from "../texts.js";

/** A column of buttons, whose heading only screen readers need. */
export const ACTIONS = { name: "actions" };

/**
 * Return a table. `columns` are `{name, label, numeric, sortable}`; `sort` is `name:asc` or `name:desc`; `sorted` is
 * called with another one. `heading` is a cell before the first column.
 */
export function table({ caption, columns, body, sort = "", sorted, heading }) {
  const [sortedBy, direction] = sort.split(":");
  const headings = columns.map(({ name, label, numeric, sortable }) => {
    const isSorted = name === sortedBy;
    const next = `${name}:${isSorted && direction !== "desc" ? "desc" : "asc"}`;
    const arrow = isSorted ? (direction === "desc" ? " ↓" : " ↑") : "";
    const aria = isSorted && (direction === "desc" ? "descending" : "ascending");
    const content = sortable
      ? h("button", { onclick: () => sorted(next), title: t("customers.sortBy", { column: label }) }, label, arrow)
      : label ?? h("span", { class: "unseen" }, t("table.actions"));
    return h("th", { scope: "col", class: numeric && "number", "aria-sort": aria }, content);
  });
  return h(
    "div",
    { class: "table", tabindex: "0", role: "region", "aria-label": caption },
    h(
      "table",
      null,
      h("caption", { class: "unseen" }, caption),
      h("thead", null, h("tr", null, heading, headings)),
      body,
    ),
  );
}
