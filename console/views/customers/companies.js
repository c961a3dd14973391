// The companies that a customer belongs to.

import { h } from "../../elements.js";
import { empty } from "../../parts/notices.js";
import { address } from "../../route.js";
import { may } from "../../session.js";
import { t } from "../../texts.js";

export function companies(page) {
  const found = page.customer.b2b?.legalEntities ?? [];
  if (found.length === 0) return empty(t("companies.none"));
  return h("div", { class: "columns" }, found.map(card));
}

function card(each) {
  const name = each.name ?? each.id;
  const link = may("customermanagement.legalentity_read") ? h("a", { href: address(["companies", each.id]) }, name) : name;
  return h("section", { class: "panel" }, h("h2", null, link), h("p", { class: "quiet" }, each.contactType, " ", h("span", { class: "code" }, each.id)));
}
