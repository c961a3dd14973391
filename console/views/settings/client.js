// One service client: what it may do, and its secrets.

import { ApiError, call, path } from "../../api.js";
import { fill, h } from "../../elements.js";
import { age, instant } from "../../formats.js";
import { tried, typedConfirmation } from "../../parts/dialogs.js";
import { empty, notice } from "../../parts/notices.js";
import { shownOnce } from "../../parts/shown_once.js";
import { ACTIONS, table } from "../../parts/table.js";
import { address, go } from "../../route.js";
import { mayEverywhere } from "../../session.js";
import { t } from "../../texts.js";
import { lacking, meaningOf, ownScopes } from "./rights.js";

const MOST_SECRETS = 2;

/** Return a client's kind in the reader's words. */
export const kindOf = ({ kind }) => t(`clients.kind.${kind.replace(" ", "")}`);

export const stateTag = ({ state }) => h("span", { class: `tag ${state === "enabled" ? "good" : "bad"}` }, t(`clients.state.${state}`));

export async function client({ path: [, id], signal }) {
  const where = path("iam", "clients", id);
  const place = h("div", { class: "stack" });
  const page = { where, reload };

  async function read() {
    const { document: found } = await call("GET", where, { signal });
    page.client = found;
  }

  /** Read the client again, and show it. */
  async function reload() {
    await read();
    draw();
  }

  function draw() {
    document.title = page.client.name;
    fill(place, head(page), h("div", { class: "columns" }, rights(page), secrets(page)));
  }

  try {
    await read();
    page.configuredByOthers = await configuredByOthers(id, signal);
    page.missing = mayEverywhere("iam.client_manage") ? lacking(page.client, await ownScopes(signal)) : [];
  } catch (error) {
    if (error instanceof ApiError && error.status === 404) return empty(t("clients.missing", { id }));
    throw error;
  }
  page.mayManage = mayEverywhere("iam.client_manage") && page.missing.length === 0;
  draw();
  return place;
}

/** Return whether deleting the client would drop configurations that the reader may not drop, as far as the reader may know. */
async function configuredByOthers(id, signal) {
  const mayAsk = mayEverywhere("iam.client_manage") && mayEverywhere("configuration.configuration_view");
  if (!mayAsk || mayEverywhere("configuration.configuration_manage")) return false;
  const { document: configured } = await call("GET", path("configuration", "clients"), { signal });
  return configured.includes(id);
}

function head(page) {
  const { name } = page.client;
  return [
    h(
      "div",
      { class: "head" },
      h("a", { href: address(["settings", "clients"]) }, t("settings.part.clients")),
      h("h2", null, name),
      stateTag(page.client),
      page.mayManage && h("span", { class: "spread actions" }, toggle(page), !page.configuredByOthers && h("button", { class: "danger", onclick: () => remove(page) }, t("do.delete"))),
    ),
    page.missing.length > 0 && h("p", { class: "note" }, t("clients.beyond", { scopes: page.missing.join(", ") })),
    page.mayManage && page.configuredByOthers && h("p", { class: "note" }, t("clients.configured")),
  ];
}

function toggle(page) {
  const { name, state } = page.client;
  const become = async (next) => {
    await call("PATCH", page.where, { body: { state: next } });
    await page.reload();
  };
  const next = state === "enabled" ? "disabled" : "enabled";
  const changed = async () => {
    await become(next);
    notice(t(`clients.now.${next}`, { name }), { undo: () => tried(() => become(state)) });
  };
  return h("button", { onclick: () => tried(changed) }, t(`clients.become.${next}`));
}

function rights({ client: shown }) {
  const facts = [
    ["id", h("span", { class: "code" }, shown.client_id)],
    ["kind", kindOf(shown)],
    ["restrictions", shown.restrictions.length ? shown.restrictions.join(", ") : t("clients.unlimited")],
    ["created", shown.createdAt && [instant(shown.createdAt), " ", t("clients.by", { who: shown.createdBy ?? t("clients.operator") })]],
  ];
  return h(
    "section",
    { class: "panel stack" },
    h("header", null, h("h2", null, t("clients.rights"))),
    h("dl", { class: "facts" }, facts.map(([name, value]) => [h("dt", null, t(`clients.${name}`)), h("dd", null, value)])),
    h("h3", null, t("clients.scopes")),
    shown.scopes.length
      ? h("ul", { class: "choices" }, shown.scopes.map((word) => h("li", null, h("span", { class: "code" }, word), h("span", { class: "quiet small", lang: "en" }, meaningOf(word)))))
      : h("p", { class: "quiet" }, t("clients.scopes.none")),
  );
}

function secrets(page) {
  const { kind, secrets: found } = page.client;
  if (kind !== "service") return h("section", { class: "panel" }, h("header", null, h("h2", null, t("clients.secrets"))), h("p", { class: "quiet" }, t(`clients.secrets.${kind === "public" ? "none" : "elsewhere"}`)));
  const mayDrop = page.mayManage && found.length > 1;
  const columns = [{ name: "secret", label: t("clients.secret") }, { name: "since", label: t("clients.since") }, ...(mayDrop ? [ACTIONS] : [])];
  const rows = found.map((each) =>
    h(
      "tr",
      null,
      h("td", { class: "code" }, `${each.id}…`),
      h("td", null, each.createdAt ? age(each.createdAt) : t("clients.since.unknown")),
      mayDrop && h("td", null, h("button", { onclick: () => drop(page, each) }, t("clients.drop"))),
    ),
  );
  return h(
    "section",
    { class: "panel stack" },
    h("header", null, h("h2", null, t("clients.secrets")), page.mayManage && found.length < MOST_SECRETS && h("span", { class: "actions" }, h("button", { onclick: () => tried(() => add(page)) }, t("clients.add")))),
    table({ caption: t("clients.secrets"), columns, body: h("tbody", null, rows) }),
    h("p", { class: "quiet small" }, t("clients.rotate")),
  );
}

async function add(page) {
  const { document: added } = await call("POST", `${page.where}/secrets`);
  // Before anything else is read: if that failed, nobody would ever see it.
  showSecret(page.client, added.client_secret);
  await page.reload();
}

/** Show a secret of a client; this is the only time. */
export function showSecret({ name, client_id: id }, secret) {
  shownOnce(t("clients.secret.of", { name }), t("clients.secret.once", { id }), secret);
}

function drop(page, { id }) {
  typedConfirmation({
    title: t("clients.drop.title", { id }),
    what: t("clients.drop.what"),
    ask: t("clients.type", { word: id }),
    word: id,
    action: t("clients.drop"),
    confirmed: async () => {
      await call("DELETE", `${page.where}/secrets/${id}`);
      await page.reload();
      notice(t("clients.dropped", { id }));
    },
  });
}

function remove(page) {
  const { name, client_id: id } = page.client;
  typedConfirmation({
    title: t("clients.delete", { name }),
    what: t("clients.delete.what"),
    ask: t("clients.type", { word: id }),
    word: id,
    action: t("do.delete"),
    confirmed: async () => {
      await call("DELETE", page.where);
      go(["settings", "clients"]);
      notice(t("clients.deleted", { name }));
    },
  });
}
