// One company: what it is, where it stands among others, who acts for it, and where it is.

import { call, page, path } from "../../api.js";
import { fill, h } from "../../elements.js";
import { instant } from "../../formats.js";
import { empty } from "../../parts/notices.js";
import { address } from "../../route.js";
import { may } from "../../session.js";
import { labelOf, t } from "../../texts.js";
import { contactsOf, readContacts } from "./contacts.js";

const PAGE = 100;

export async function show({ path: [id], signal, failed }) {
  const service = (...segments) => path("customer-management", ...segments);
  const { document: company } = await call("GET", service("legal-entities", id), { signal });
  document.title = company.name;
  const place = h("div", { class: "stack" });

  async function draw() {
    const [above, below, contacts] = await Promise.all([
      call("GET", service("legal-entities", id, "parent-hierarchy"), { signal }),
      page(service("legal-entities"), { query: { parentId: id, sort: "name:asc", pageSize: PAGE }, signal }),
      may("customermanagement.contactassignment_read") && readContacts(id, signal),
    ]);
    fill(
      place,
      h("div", { class: "columns" }, facts(company), tree(t("companies.above"), above.document.filter((each) => each.id !== id)), tree(t("companies.below"), below.items)),
      contacts && contactsOf(id, contacts, again),
      locations(company),
    );
  }

  const again = () => draw().catch((error) => failed(error, place));
  await draw();
  return [h("div", { class: "head" }, h("h1", null, company.name), h("span", { class: "tag" }, company.type), (company.restrictions ?? []).map((each) => h("span", { class: "tag" }, each))), place];
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

function tree(title, companies) {
  if (companies.length === 0) return null;
  const links = companies.map((each) => h("li", null, h("a", { href: address(["companies", each.id]) }, each.name ?? each.id)));
  return h("section", { class: "panel" }, h("header", null, h("h2", null, title)), h("ul", null, links));
}

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
