// One company: what it is, where it stands among others, who acts for it, and where it is.

import { call, page, path } from "../../api.js";
import { h } from "../../elements.js";
import { instant } from "../../formats.js";
import { empty } from "../../parts/notices.js";
import { more, part } from "../../parts/part.js";
import { address } from "../../route.js";
import { mayEverywhere } from "../../session.js";
import { labelOf, t } from "../../texts.js";
import { contacts } from "./contacts.js";

const PAGE = 100;

export async function show({ path: [id], signal }) {
  const service = (...segments) => path("customer-management", ...segments);
  const { document: company } = await call("GET", service("legal-entities", id), { signal });
  document.title = company.name;

  const above = async () => {
    const { document: found } = await call("GET", service("legal-entities", id, "parent-hierarchy"), { signal });
    return tree(t("companies.above"), found.filter((each) => each.id !== id).map(link));
  };
  const below = async () => {
    const list = h("ul");
    const read = async (next) => {
      const found = await page(service("legal-entities"), { query: { parentId: id, sort: "name:asc", pageSize: PAGE, next }, signal });
      list.append(...found.items.map(link));
      return found.next;
    };
    const others = more(read, t("do.more"));
    others.offer(await read());
    return tree(t("companies.below"), [...list.children], list, others.place);
  };

  return [
    h("div", { class: "head" }, h("h1", null, company.name), h("span", { class: "tag" }, company.type), (company.restrictions ?? []).map((each) => h("span", { class: "tag" }, each))),
    h(
      "div",
      { class: "stack" },
      h("div", { class: "columns" }, facts(company), part(above, signal), part(below, signal)),
      mayEverywhere("customermanagement.contactassignment_read") && part((again) => contacts(id, signal, again), signal),
      locations(company),
    ),
  ];
}

function facts(company) {
  const legal = company.legalInfo ?? {};
  const limit = company.accountLimit;
  const rows = [
    ["id", company.id],
    ...Object.entries(legal),
    limit?.value !== undefined && ["accountLimit", `${limit.value} ${limit.currency ?? ""}`],
    ["metadataCreatedAt", instant(company.metadata?.createdAt)],
    ["metadataModifiedAt", instant(company.metadata?.modifiedAt)],
  ].filter(Boolean);
  return h("section", { class: "panel" }, h("dl", { class: "facts" }, rows.map(([name, value]) => [h("dt", null, labelOf(name)), h("dd", null, value)])));
}

function tree(title, items, list = h("ul", null, items), below = null) {
  if (items.length === 0) return null;
  return h("section", { class: "panel" }, h("header", null, h("h2", null, title)), list, below);
}

const link = (each) => h("li", null, h("a", { href: address(["companies", each.id]) }, each.name ?? each.id));

function locations(company) {
  const found = company.entitiesAddresses ?? [];
  const cards = found.map(({ name, type, contactDetails: at = {} }) => h(
    "section",
    { class: "panel" },
    h("header", null, h("h3", null, name), h("span", { class: "tag" }, type)),
    [at.addressLine1, at.addressLine2, [at.postcode, at.city].filter(Boolean).join(" "), at.countryCode].filter(Boolean).map((line) => h("p", null, line)),
  ));
  return h("section", { class: "stack" }, h("h2", null, t("companies.locations")), found.length ? h("div", { class: "columns" }, cards) : empty(t("companies.noLocations")));
}
