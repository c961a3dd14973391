// Webhooks: where events are sent to, which events, and how many have been.

import { call, path } from "../api.js";
import { h } from "../elements.js";
import { empty } from "../parts/notices.js";
import { part } from "../parts/part.js";
import { table } from "../parts/table.js";
import { tabs } from "../parts/tabs.js";
import { address } from "../route.js";
import { mayEverywhere } from "../session.js";
import { t } from "../texts.js";
import { create } from "./webhooks/create.js";
import { statistics } from "./webhooks/statistics.js";
import { subscriptions } from "./webhooks/subscriptions.js";
import { stateTag, tabOf, webhook } from "./webhooks/webhook.js";

const TABS = { config: list, events: subscriptions, statistics };
const COLUMNS = ["code", "state", "destinationUrl", "elements", "contactEmail"];

/** Return a path below this view with the parts that it leaves out. */
export const whole = ([tab = "config", code, part]) => (tab === "config" && code ? [tab, code, tabOf(part)] : [tab]);

export function show({ path: [tab = "config", ...rest], ...context }) {
  if (tab === "config" && rest.length) return webhook({ ...context, path: rest });
  if (!Object.hasOwn(TABS, tab)) return empty(t("view.missing"));
  const links = Object.keys(TABS).map((each) => ({ label: t(`webhooks.tab.${each}`), href: address(["webhooks", each]), isShown: each === tab }));
  const isNew = tab === "config" && mayEverywhere("webhook.subscription_manage");
  const button = isNew && h("span", { class: "spread actions" }, h("button", { class: "main", onclick: create }, t("webhooks.new")));
  return [
    h("div", { class: "head" }, h("h1", null, t("view.webhooks")), button),
    tabs(t("view.webhooks"), links),
    part((again) => TABS[tab]({ ...context, again }), context.signal),
  ];
}

async function list({ signal }) {
  const { document: found } = await call("GET", path("webhook", "config"), { signal });
  if (found.length === 0) return empty(t("webhooks.none"), t("webhooks.none.hint"));
  const columns = COLUMNS.map((name) => ({ name, label: t(`webhooks.${name}`), numeric: name === "elements" }));
  return table({ caption: t("view.webhooks"), columns, body: h("tbody", null, found.map(row)) });
}

function row(each) {
  const { destinationUrl, eventsConfiguration: elements } = each.configuration;
  return h(
    "tr",
    null,
    h("td", { class: "whole" }, h("a", { href: address(["webhooks", "config", each.code]) }, each.code)),
    h("td", null, stateTag(each)),
    h("td", { class: "code", title: destinationUrl }, destinationUrl),
    h("td", { class: "number" }, String(elements.length)),
    h("td", null, each.contactEmail),
  );
}
