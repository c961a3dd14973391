// Service clients: the programs that get tokens of the tenant, and its storefronts.

import { page, path } from "../../api.js";
import { h } from "../../elements.js";
import { age, day } from "../../formats.js";
import { empty } from "../../parts/notices.js";
import { table } from "../../parts/table.js";
import { address } from "../../route.js";
import { mayEverywhere } from "../../session.js";
import { t } from "../../texts.js";
import { client, kindOf, stateTag } from "./client.js";
import { create } from "./new_client.js";

const PAGE = 1000;
const COLUMNS = ["name", "state", "kind", "scopes", "restrictions", "secrets", "created", "id"];

export const clients = (context) => (context.path[1] ? client(context) : list(context));

async function list({ signal }) {
  const { items } = await page(path("iam", "clients"), { query: { pageSize: PAGE }, signal });
  const columns = COLUMNS.map((name) => ({ name, label: t(`clients.${name}`) }));
  const rows = items.toSorted((one, other) => one.name.localeCompare(other.name)).map(row);
  return [
    h("div", { class: "head" }, h("p", { class: "quiet" }, t("clients.what")), mayEverywhere("iam.client_manage") && h("button", { class: "main spread", onclick: create }, t("clients.new"))),
    rows.length ? table({ caption: t("settings.part.clients"), columns, body: h("tbody", null, rows) }) : empty(t("clients.none")),
  ];
}

function row(each) {
  const { name, scopes, restrictions, secrets } = each;
  const oldest = secrets[0]?.createdAt;
  return h(
    "tr",
    null,
    h("td", null, h("a", { href: address(["settings", "clients", each.client_id]) }, name)),
    h("td", null, stateTag(each)),
    h("td", null, kindOf(each)),
    h("td", { class: scopes.length === 1 && "code", title: scopes.join("\n") }, scopes.length > 1 ? t("clients.scopes.count", { count: scopes.length }) : scopes),
    h("td", null, restrictions.length ? restrictions.join(", ") : h("span", { class: "quiet" }, t("clients.unlimited"))),
    h("td", null, secrets.length > 0 && [`${secrets.length}`, oldest && [" · ", age(oldest)]]),
    h("td", null, day(each.createdAt)),
    h("td", { class: "code" }, each.client_id),
  );
}
