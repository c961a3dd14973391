// A new service client, with scopes of those that the caller has.

import { call, path } from "../../api.js";
import { h } from "../../elements.js";
import { dialog, tried } from "../../parts/dialogs.js";
import { draftOf } from "../../parts/drafts.js";
import { form } from "../../parts/form.js";
import { go } from "../../route.js";
import { mayEverywhere, present } from "../../session.js";
import { t } from "../../texts.js";
import { showSecret } from "./client.js";
import { givable, ownScopes } from "./rights.js";

/** Ask for a new client, show its secret once, and then the client. */
export const create = () => tried(async () => ask(givable(await ownScopes()), await restrictions()));

/** Return the restrictions that a client can be limited to, as far as the caller may know them. */
async function restrictions() {
  if (!mayEverywhere("configuration.configuration_view")) return present().restrictions;
  const { document: found } = await call("GET", path("configuration", "configurations"), { query: { keys: "restrictions" } });
  return found.find(({ key }) => key === "restrictions")?.value ?? [];
}

function ask(scopes, places) {
  const draft = draftOf(["settings", "clients"], { part: "clients.new" });
  const { shown, typed, typing } = draft.begin({ kind: "service" });
  const end = () => {
    draft.drop();
    close();
  };
  const given = () => ({ ...main.values(), scopes: chosen(ofScopes), restrictions: chosen(ofPlaces) });
  const begun = ({ name, scopes: wanted, restrictions: limits }) => Boolean(name) || wanted.length > 0 || limits.length > 0;
  const submit = async () => {
    const { document: made } = await call("POST", path("iam", "clients"), { body: given() });
    end();
    go(["settings", "clients", made.client_id]);
    if (made.client_secret) showSecret(made, made.client_secret);
  };
  const ofScopes = choices(t("clients.scopes"), scopes, typed?.scopes);
  const ofPlaces = choices(t("clients.restrictions"), places.map((each) => [each, ""]), typed?.restrictions);
  const main = form({
    schema: "ServiceClientCreate",
    fields: ["name", "kind"],
    document: shown,
    submit,
    cancel: end,
    label: t("do.create"),
    typed,
    typing: () => typing(begun(given()) ? given() : null),
  });
  main.element.querySelector(".fields").after(ofScopes, ...(places.length ? [ofPlaces, h("p", { class: "quiet small" }, t("clients.restrictions.none"))] : []));
  const close = dialog(t("clients.new"), main.element, { closed: () => draft.left(create) });
}

/** Return boxes to choose from `[name, meaning]`. */
function choices(label, offered, wanted = []) {
  const boxes = offered.map(([name, meaning]) =>
    h("label", null, h("input", { type: "checkbox", value: name, checked: wanted.includes(name) }), h("span", null, h("span", { class: "code" }, name), meaning && h("span", { class: "quiet small", lang: "en" }, meaning))),
  );
  return h("fieldset", null, h("legend", { class: "quiet small" }, label), h("div", { class: "choices" }, boxes));
}

const chosen = (group) => [...group.querySelectorAll(":checked")].map((each) => each.value);
