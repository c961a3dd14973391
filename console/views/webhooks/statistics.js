// How many deliveries have succeeded, month by month.

import { call, path } from "../../api.js";
import { h } from "../../elements.js";
import { month, number } from "../../formats.js";
import { table } from "../../parts/table.js";
import { t } from "../../texts.js";

export async function statistics({ signal }) {
  const { document: found } = await call("GET", path("webhook", "statistics"), { signal });
  const columns = [
    { name: "month", label: t("statistics.month") },
    { name: "sent", label: t("statistics.sent"), numeric: true },
  ];
  const rows = found.monthStatistics.toReversed().map((each) => h("tr", null, h("td", null, month(each.statisticsMonth)), h("td", { class: "number" }, number(each.succesfullySentWebhooks))));
  return h("div", { class: "narrow" }, table({ caption: t("webhooks.tab.statistics"), columns, body: h("tbody", null, rows) }));
}
