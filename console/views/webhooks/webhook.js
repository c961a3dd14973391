// One webhook: whether it works, where its events go, and what became of them.

import { ApiError, call, path } from "../../api.js";
import { fill, h } from "../../elements.js";
import { instant } from "../../formats.js";
import { tried, typedConfirmation } from "../../parts/dialogs.js";
import { empty, notice } from "../../parts/notices.js";
import { Stale } from "../../parts/saving.js";
import { tabs } from "../../parts/tabs.js";
import { address, go } from "../../route.js";
import { mayEverywhere } from "../../session.js";
import { t } from "../../texts.js";
import { deliveries } from "./deliveries.js";
import { destinations } from "./destinations.js";
import { renewSecret } from "./secrets.js";
import { SECRET, upsert } from "./steps.js";

const TABS = { destinations, deliveries };

/** Return the tab that is shown where one is asked for. */
export const tabOf = (asked) => (Object.hasOwn(TABS, asked ?? "") ? asked : "destinations");

/** Return a webhook's state as a coloured word. */
export function stateTag({ active, disabled }) {
  const [kind, name] = active ? ["good", "active"] : disabled ? ["bad", "disabled"] : ["warn", "inactive"];
  return h("span", { class: `tag ${kind}` }, t(`webhooks.state.${name}`));
}

export async function webhook({ path: [code, asked], parameters, signal }) {
  const tab = tabOf(asked);
  const where = path("webhook", "config", code);
  const place = h("div");
  const page = { code, where, parameters, signal, read, reload, step, mayManage: mayEverywhere("webhook.subscription_manage") };

  /** Return the webhook as it is stored, and what its version is called. */
  async function read() {
    const { document: members, headers } = await call("GET", where, { signal });
    return { members, version: headers.get("etag") };
  }

  async function reload() {
    page.shown = await read();
    draw();
  }

  /** Make steps over a version, or over any. Raises `Stale` if another one is stored. */
  async function step(steps, version) {
    try {
      await call("PATCH", where, { body: steps, headers: version ? { "If-Match": version } : {} });
    } catch (error) {
      throw error instanceof ApiError && error.status === 412 ? new Stale(error.message, { cause: error }) : error;
    }
  }

  function draw() {
    document.title = code;
    const links = Object.keys(TABS).map((each) => ({ label: t(`webhooks.${each}`), href: address(["webhooks", "config", code, each]), isShown: each === tab }));
    fill(place, head(page), tabs(code, links), TABS[tab](page));
  }

  try {
    await reload();
  } catch (error) {
    if (error instanceof ApiError && error.status === 404) return empty(t("webhooks.missing", { code }));
    throw error;
  }
  return place;
}

function head(page) {
  const { members } = page.shown;
  return [
    h(
      "div",
      { class: "head" },
      h("h1", null, page.code),
      stateTag(members),
      h("a", { href: address(["webhooks"]) }, t("view.webhooks")),
      page.mayManage && h("span", { class: "spread actions" }, actions(page)),
    ),
    members.disabled && h("div", { class: "note warn" }, t(`webhooks.disabled.${members.disabled.reason}`), " ", t("webhooks.disabled.since"), " ", instant(members.disabled.since), h("p", null, t("webhooks.disabled.then"))),
  ];
}

function actions(page) {
  const { active } = page.shown.members;
  const changed = async (value) => {
    await page.step([upsert("/active", value)]);
    await page.reload();
  };
  const toggle = () =>
    tried(async () => {
      await changed(!active);
      notice(t(active ? "webhooks.inactiveNow" : "webhooks.activeNow", page), { undo: () => tried(() => changed(active)) });
    });
  const renew = () =>
    renewSecret(t("webhooks.secret.renew"), async (secret) => {
      await page.step([upsert(SECRET, secret)]);
      await page.reload();
    });
  return [
    h("button", { class: active ? "" : "main", onclick: toggle }, t(active ? "webhooks.deactivate" : "webhooks.activate")),
    h("button", { onclick: renew }, t("webhooks.secret.renew")),
    h("button", { class: "danger", onclick: () => remove(page) }, t("do.delete")),
  ];
}

function remove({ code, where }) {
  typedConfirmation({
    title: t("webhooks.delete", { code }),
    what: t("webhooks.delete.what"),
    ask: t("webhooks.delete.type", { code }),
    word: code,
    action: t("do.delete"),
    confirmed: async () => {
      await call("DELETE", where, { query: { force: "true" } });
      go(["webhooks"]);
      notice(t("webhooks.deleted", { code }));
    },
  });
}
