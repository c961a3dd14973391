// Which events are sent at all, and which of their members.

import { ApiError, call, path } from "../../api.js";
import { h } from "../../elements.js";
import { dialog, tried } from "../../parts/dialogs.js";
import { failure, notice } from "../../parts/notices.js";
import { ACTIONS, table } from "../../parts/table.js";
import { mayEverywhere } from "../../session.js";
import { t } from "../../texts.js";

const COLUMNS = ["eventType", "state", "description", "excludedFields"];
const where = () => path("webhook", "event-subscriptions");

export async function subscriptions({ signal, again }) {
  const { document: found } = await call("GET", where(), { signal });
  const columns = [...COLUMNS.map((name) => ({ name, label: t(`webhooks.${name}`) })), ACTIONS];
  const rows = h("tbody", null, found.map((each) => row(each, again)));
  return h("div", { class: "stack" }, h("p", { class: "quiet" }, t("subscriptions.how")), table({ caption: t("webhooks.tab.events"), columns, body: rows }));
}

function row(each, again) {
  const { type, description } = each.event;
  const isSent = each.subscription === "SUBSCRIBED";
  const asked = (subscribed) => changed(each, { action: subscribed ? "SUBSCRIBE" : "UNSUBSCRIBE" }, again);
  const toggle = () =>
    tried(async () => {
      await asked(!isSent);
      notice(t(isSent ? "subscriptions.unsubscribed" : "subscriptions.subscribed", { type }), { undo: () => tried(() => asked(isSent)) });
    });
  const button = (label, onclick) => h("button", { onclick, "aria-label": `${label}: ${type}` }, label);
  return h(
    "tr",
    null,
    h("td", { title: type }, type),
    h("td", null, h("span", { class: isSent ? "tag good" : "tag" }, t(isSent ? "subscriptions.on" : "subscriptions.off"))),
    h("td", { class: "quiet", lang: "en", title: description.en }, description.en),
    h("td", { title: each.excludedFields.join(", ") }, each.excludedFields.join(", ")),
    h("td", { class: "whole" }, mayEverywhere("webhook.subscription_manage") && h("span", { class: "actions" }, button(t(isSent ? "subscriptions.unsubscribe" : "subscriptions.subscribe"), toggle), button(t("subscriptions.fields"), () => choose(each, again)))),
  );
}

/** Change a subscription. Each of a call's elements has an answer of its own, so a refusal is in the answer. */
async function changed({ event: { type: eventType } }, change, again) {
  const { document: answers, headers } = await call("PATCH", where(), { body: [{ eventType, ...change }] });
  const refusal = answers.find(({ code }) => code >= 400);
  if (refusal) throw new ApiError(refusal.code, refusal, headers);
  await again();
}

/** Ask which members of an event are left out. */
function choose(each, again) {
  const { type, eventSchema } = each.event;
  const left = new Set(each.excludedFields);
  const names = [...new Set([...Object.keys(eventSchema.properties ?? {}), ...left])].filter((name) => !("const" in (eventSchema.properties?.[name] ?? {})));
  const boxes = names.map((name) => h("label", { class: "field check" }, h("input", { type: "checkbox", name, checked: !left.has(name) }), h("span", { class: "code" }, name)));
  const problems = h("div");
  const submitted = async (event) => {
    event.preventDefault();
    const sent = new Set([...event.target.querySelectorAll("input:checked")].map((box) => box.name));
    const fieldsToUnsubscribe = names.filter((name) => !sent.has(name) && !left.has(name));
    const fieldsToSubscribe = names.filter((name) => sent.has(name) && left.has(name));
    try {
      if (fieldsToUnsubscribe.length || fieldsToSubscribe.length) await changed(each, { fieldsToUnsubscribe, fieldsToSubscribe }, again);
      close();
    } catch (error) {
      problems.replaceChildren(failure(error));
    }
  };
  const close = dialog(
    type,
    h(
      "form",
      { class: "stack", onsubmit: submitted },
      h("p", { class: "quiet" }, t("subscriptions.fields.how")),
      h("div", { class: "fields" }, boxes),
      problems,
      h("div", { class: "actions" }, h("button", { class: "main" }, t("do.save")), h("button", { type: "button", onclick: () => close() }, t("do.cancel"))),
    ),
  );
}
