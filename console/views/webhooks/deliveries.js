// What became of the events of a webhook, and the ways to send them again.

import { call, page as pageOf } from "../../api.js";
import { member } from "../../description.js";
import { fill, h } from "../../elements.js";
import { instant, number } from "../../formats.js";
import { tried } from "../../parts/dialogs.js";
import { empty, notice } from "../../parts/notices.js";
import { more, part } from "../../parts/part.js";
import { ACTIONS, table } from "../../parts/table.js";
import { go } from "../../route.js";
import { t } from "../../texts.js";
import { replay } from "./replay.js";

const COLUMNS = ["eventType", "occurredAt", "state", "attempts", "lastAttempt", "nextAttempt"];
const LOOKS = [1, 2, 3, 5, 8]; // seconds from one look to the next at what was sent again
const KINDS = { SUCCEEDED: "good", WAITING: "warn", DEAD: "bad" };

export function deliveries(page) {
  const state = page.parameters.get("state") ?? "";
  const place = part((again) => list(page, state, again), page.signal);
  return h("div", { class: "stack" }, filter(page, state), place);
}

function filter(page, state) {
  const options = ["", ...member("WebhookDelivery", "state").enum].map((each) => h("option", { value: each, selected: each === state }, t(each ? `deliveries.${each}` : "deliveries.any")));
  const chosen = (event) => go(["webhooks", "config", page.code, "deliveries"], { state: event.target.value });
  return h(
    "div",
    { class: "head" },
    h("select", { "aria-label": t("webhooks.state"), onchange: chosen }, options),
    h("button", { onclick: page.reload }, t("mailbox.refresh")),
    page.mayManage && h("span", { class: "spread actions" }, h("button", { onclick: () => replay(page) }, t("replay.title"))),
  );
}

async function list(page, state, again) {
  const where = `${page.where}/deliveries`;
  const rows = h("tbody");
  const place = h("div");
  const columns = [...COLUMNS.map((name) => ({ name, label: t(`webhooks.${name}`), numeric: name === "attempts" })), ACTIONS];
  const shown = table({ caption: t("webhooks.deliveries"), columns, body: rows });
  // A page looks at so many deliveries, and may have none of the state.
  const read = async (next) => {
    const found = await pageOf(where, { query: { state, next }, signal: page.signal });
    for (const each of found.items.filter((each) => each.state === "WAITING")) page.waiting.add(each.id);
    rows.append(...found.items.map((each) => row(page, each, again)));
    fill(place, rows.children.length ? shown : empty(t(found.next ? "deliveries.noneYet" : state ? "deliveries.noneOf" : "deliveries.none")));
    return found.next;
  };
  const others = more(read, t("do.more"));
  page.waiting = new Set();
  others.offer(await read());
  return [place, others.place];
}

function row(page, each, again) {
  const last = each.lastAttempt;
  const retry = () =>
    tried(async () => {
      await call("POST", `${page.where}/deliveries/${encodeURIComponent(each.id)}/retry`);
      notice(t("deliveries.retried"));
      await outcomeOf(page, each.id, again);
    });
  return h(
    "tr",
    null,
    h("td", { title: each.eventId }, each.eventType),
    h("td", null, instant(each.occurredAt)),
    h("td", null, h("span", { class: `tag ${KINDS[each.state] ?? ""}` }, t(`deliveries.${each.state}`))),
    h("td", { class: "number" }, number(each.attempts)),
    h("td", { class: "wraps" }, last && [instant(last.at), " ", h("span", { class: "quiet" }, outcome(last))]),
    h("td", null, each.nextAttemptAt && instant(each.nextAttemptAt)),
    h("td", null, page.mayManage && h("button", { onclick: retry, "aria-label": `${t("deliveries.retry")}: ${each.eventType} ${each.id}` }, t("deliveries.retry"))),
  );
}

/** Look again until a delivery waits no longer, or is no longer shown. */
async function outcomeOf(page, id, again) {
  for (const seconds of LOOKS) {
    await new Promise((resolve) => setTimeout(resolve, seconds * 1000));
    if (page.signal.aborted) return;
    await again();
    if (!page.waiting.has(id)) return;
  }
}

function outcome({ status, failure }) {
  return [failure && t(`deliveries.failure.${failure}`), status && `(${status})`].filter(Boolean).join(" ");
}
