// What happens: the events on the bus of this machine, as they come.

import { fetched } from "../api.js";
import { configuration } from "../configuration.js";
import { fill, h } from "../elements.js";
import { instant, number } from "../formats.js";
import { dialog, tried } from "../parts/dialogs.js";
import { empty, failure, notice } from "../parts/notices.js";
import { table } from "../parts/table.js";
import { address, go, typedInto } from "../route.js";
import { t } from "../texts.js";

const SECONDS = 2;
const SHOWN = 200;
const COLUMNS = ["event", "customer", "at"];

export async function show({ parameters, signal }) {
  const customer = parameters.get("customer") ?? "";
  const name = parameters.get("name") ?? "";
  const rows = h("tbody");
  const columns = COLUMNS.map((each) => ({ name: each, label: t(`events.${each}`) }));
  const shown = table({ caption: t("view.events"), columns, body: rows });
  const place = h("div", null, empty(t("events.none")));
  const dead = h("div");
  let last = 0;

  const isWanted = (each) => (!customer || numberOf(each) === customer) && each["detail-type"].startsWith(name);

  async function read() {
    try {
      const answer = await fetched(`${configuration().events}?after=${last}`, { signal });
      const found = await answer.json();
      last = found.events.at(-1)?.sequence ?? last;
      rows.prepend(...found.events.filter(isWanted).reverse().map(row));
      while (rows.children.length > SHOWN) rows.lastChild.remove();
      if (rows.children.length && !shown.isConnected) fill(place, shown);
      fill(dead, found.dead.length > 0 && deadLetters(found.dead, again));
    } catch (error) {
      if (error.name === "AbortError") return;
      fill(dead, failure(error));
    }
    const waiting = setTimeout(read, SECONDS * 1000);
    signal.addEventListener("abort", () => clearTimeout(waiting), { once: true });
  }

  const again = () =>
    tried(async () => {
      await fetched(`${configuration().events}/redrive`, { method: "POST", signal });
      fill(dead);
      notice(t("events.redriven"));
    });
  await read();
  return [head(customer, name), dead, place];
}

/** Return the number of the customer whom an event is about. */
function numberOf({ "detail-type": name, detail }) {
  const named = detail.customerNumber ?? detail.customer?.customerNumber ?? detail.customer?.id ?? detail.customerId ?? detail.userId;
  // Elsewhere an `id` is that of a company, a session or a basket.
  return named ?? (name.startsWith("customer.") ? detail.id : null) ?? "";
}

function head(customer, name) {
  const field = (of, label, value) => h("input", { class: "code", ...typedInto(of, value), placeholder: label, "aria-label": label });
  const ofCustomer = field("customer", t("events.customer"), customer);
  const ofName = field("name", t("events.name"), name);
  const submitted = (event) => {
    event.preventDefault();
    go(["events"], { customer: ofCustomer.value.trim(), name: ofName.value.trim() });
  };
  const form = h("form", { class: "search", role: "search", onsubmit: submitted }, ofCustomer, ofName, h("button", null, t("do.search")));
  return h("div", { class: "head" }, h("h1", null, t("view.events")), form);
}

function row(each) {
  const whole = () => {
    const close = dialog(each["detail-type"], h("div", { class: "stack" }, h("pre", null, JSON.stringify(each, null, 2)), h("div", { class: "actions" }, h("button", { onclick: () => close() }, t("do.close")))));
  };
  const customer = numberOf(each);
  return h(
    "tr",
    null,
    h("td", { class: "whole" }, h("button", { class: "plain", onclick: whole }, each["detail-type"])),
    h("td", { class: "code" }, customer && h("a", { href: address(["customers", customer]) }, customer)),
    h("td", null, instant(each.time)),
  );
}

function deadLetters(found, redrive) {
  const names = [...new Set(found.map((each) => `${each.queue}: ${each.body["detail-type"] ?? ""}`))];
  return h(
    "div",
    { class: "note warn" },
    t("events.dead", { count: number(found.length) }),
    h("ul", null, names.map((each) => h("li", { class: "code" }, each))),
    h("p", { class: "actions" }, h("button", { onclick: redrive }, t("events.redrive"))),
  );
}
