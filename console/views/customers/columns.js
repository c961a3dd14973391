// The columns of the list: which there are, what is in a cell, and the same as CSV.

import { h } from "../../elements.js";
import { day, nameOf } from "../../formats.js";
import { save } from "../../parts/files.js";
import { labelOf, t } from "../../texts.js";

const place = (customer) => customer.addresses?.find((each) => each.isDefault) ?? customer.addresses?.[0] ?? {};
const text = (name) => ({ label: () => labelOf(name), value: (each) => each[name] ?? "", sortable: true });
const ofAddress = (name) => ({ label: () => labelOf(name), value: (each) => place(each)[name] ?? "" });
const time = (name) => ({ ...text(name), numeric: true, cell: (each) => day(each[name]) });

export const COLUMNS = {
  lastName: { ...text("lastName"), value: (each) => each.lastName ?? nameOf(each) },
  firstName: text("firstName"),
  company: text("company"),
  contactEmail: text("contactEmail"),
  contactPhone: text("contactPhone"),
  zipCode: ofAddress("zipCode"),
  city: ofAddress("city"),
  country: ofAddress("country"),
  customerNumber: text("customerNumber"),
  state: { label: () => t("customer.access"), value: stateOf, cell: stateTag },
  restriction: text("restriction"),
  preferredSite: text("preferredSite"),
  metadataCreatedAt: time("metadataCreatedAt"),
  metadataModifiedAt: time("metadataModifiedAt"),
  lastLogin: time("lastLogin"),
};

const USUAL = "lastName,firstName,company,contactEmail,contactPhone,city,state,metadataCreatedAt";

/** Return the names of the columns in the address, or the usual ones. */
export function shownColumns(wanted) {
  const names = (wanted ?? USUAL).split(",").filter((name) => Object.hasOwn(COLUMNS, name));
  return names.length ? names : USUAL.split(",");
}

function stateOf(customer) {
  if (customer.onHold) return t("customer.onHold");
  if (customer.active === false) return t("customer.inactive");
  return customer.email ? t("customer.active") : t("customer.noAccount");
}

/** Return a customer's state as a coloured word. */
export function stateTag(customer) {
  const kind = customer.onHold ? "bad" : customer.active === false ? "warn" : customer.email ? "good" : "";
  return h("span", { class: `tag ${kind}` }, stateOf(customer));
}

export function cellOf(name, customer) {
  const { cell, value } = COLUMNS[name];
  return cell ? cell(customer) : value(customer);
}

/** Return a menu that says which columns are shown. */
export function columnsMenu(shown, chosen) {
  const boxes = Object.entries(COLUMNS).map(([name, { label }]) =>
    h("label", null, h("input", { type: "checkbox", value: name, checked: shown.includes(name), onchange: changed }), label()),
  );
  const list = h("div", { hidden: true }, boxes);
  const button = h("button", { "aria-expanded": "false", onclick: () => open(list.hidden) }, t("customers.columns"));
  const menu = h("div", { class: "menu", onkeydown: (event) => event.key === "Escape" && open(false) }, button, list);

  function open(isOpen) {
    list.hidden = !isOpen;
    button.setAttribute("aria-expanded", String(isOpen));
    if (!isOpen) button.focus();
  }
  function changed() {
    chosen([...list.querySelectorAll("input:checked")].map((each) => each.value).join(","));
  }
  return menu;
}

/** Save customers as a CSV file, with the shown columns. */
export function csvOf(customers, names) {
  const lines = [names, ...customers.map((each) => names.map((name) => COLUMNS[name].value(each)))];
  save("customers.csv", "text/csv", "\ufeff", lines.map((line) => line.map(quoted).join(",")).join("\r\n"), "\r\n");
}

function quoted(value) {
  // A spreadsheet would run what begins like a formula.
  const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : String(value);
  return `"${safe.replaceAll('"', '""')}"`;
}
