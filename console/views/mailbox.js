// What the service on this machine would have sent to customers.

import { ApiError, fetched } from "../api.js";
import { configuration } from "../configuration.js";
import { h } from "../elements.js";
import { instant } from "../formats.js";
import { empty, notice } from "../parts/notices.js";
import { part } from "../parts/part.js";
import { table } from "../parts/table.js";
import { address, go, typedInto } from "../route.js";
import { present } from "../session.js";
import { t } from "../texts.js";

const COLUMNS = ["subject", "to", "received"];

export function show({ path: [id], parameters, signal }) {
  return id ? message(id, signal) : list(parameters.get("customer") ?? "", signal);
}

async function read(id, signal, customer = "") {
  const where = id ? `${configuration().mailbox}/${encodeURIComponent(id)}` : configuration().mailbox;
  const asked = customer ? `?${new URLSearchParams({ tenant: present().tenant, customer })}` : "";
  return (await fetched(`${where}${asked}`, { headers: { Accept: "application/json" }, signal })).json();
}

/** Return a table of all messages, or of those to a customer. */
export async function listOf(customer, signal) {
  const found = await read(null, signal, customer);
  if (found.length === 0) return empty(t(customer ? "mailbox.noneFor" : "mailbox.none"));
  const columns = COLUMNS.map((name) => ({ name, label: t(`mailbox.${name}`) }));
  return table({ caption: t("view.mailbox"), columns, body: h("tbody", null, found.map(row)) });
}

function list(customer, signal) {
  const field = h("input", { class: "code", ...typedInto("customer", customer), placeholder: t("mailbox.customer"), "aria-label": t("mailbox.customer") });
  const submitted = (event) => {
    event.preventDefault();
    go(["mailbox"], { customer: field.value.trim() });
  };
  const form = h("form", { class: "search", role: "search", onsubmit: submitted }, field, h("button", null, t("do.search")));
  const refresh = h("button", { onclick: () => draw() }, t("mailbox.refresh"));
  let draw = () => null;
  const place = part((again) => ((draw = again), listOf(customer, signal)), signal);
  return [h("div", { class: "head" }, h("h1", null, t("view.mailbox")), form, refresh), place];
}

function row(each) {
  return h(
    "tr",
    null,
    h("td", null, h("a", { href: address(["mailbox", each.id]) }, each.subject)),
    h("td", null, each.to),
    h("td", null, instant(each.receivedAt)),
  );
}

async function message(id, signal) {
  const found = await read(id, signal).catch((error) => {
    if (error instanceof ApiError && error.status === 404) return null;
    throw error;
  });
  if (found === null) return empty(t("mailbox.none"));
  document.title = found.subject;
  const copy = async () => {
    await navigator.clipboard.writeText(found.token);
    notice(t("state.copied"));
  };
  const facts = [
    [t("mailbox.to"), found.to],
    [t("mailbox.received"), instant(found.receivedAt)],
    found.customerNumber && [t("mailbox.customer"), h("a", { href: address(["customers", found.customerNumber]) }, found.customerNumber)],
    found.link && [t("mailbox.link"), h("a", { href: found.link, target: "_blank", rel: "noreferrer" }, found.link)],
    found.token && [t("mailbox.token"), [h("code", null, found.token), " ", h("button", { onclick: copy }, t("do.copy"))]],
  ].filter(Boolean);
  return h(
    "div",
    { class: "stack" },
    h("div", { class: "head" }, h("h1", null, found.subject)),
    h("section", { class: "panel" }, h("dl", { class: "facts" }, facts.map(([name, value]) => [h("dt", null, name), h("dd", null, value)]))),
    // The message is not trusted: it is shown, but can do nothing.
    found.html && h("iframe", { class: "message", title: found.subject, sandbox: "allow-popups allow-popups-to-escape-sandbox", src: `${configuration().mailbox}/${encodeURIComponent(id)}/html` }),
    h("details", null, h("summary", null, t("mailbox.text")), h("pre", { class: "panel" }, found.text)),
  );
}
