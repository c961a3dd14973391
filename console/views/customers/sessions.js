// Where a customer is logged in.

import { call } from "../../api.js";
import { fill, h } from "../../elements.js";
import { instant } from "../../formats.js";
import { tried } from "../../parts/dialogs.js";
import { empty, failure, notice, skeletonRows } from "../../parts/notices.js";
import { ACTIONS, table } from "../../parts/table.js";
import { t } from "../../texts.js";

const COLUMNS = ["client", "since", "refreshed", "expires", "actor"];

export function sessions(page) {
  const where = `${page.where}/sessions`;
  const rows = h("tbody");
  const columns = [...COLUMNS.map((name) => ({ name, label: t(`sessions.${name}`) })), ACTIONS];
  const shown = table({ caption: t("customer.sessions"), columns, body: rows });
  const place = h("div", { class: "stack" });

  async function read() {
    fill(rows, skeletonRows(COLUMNS.length + 1, 2));
    fill(place, shown);
    try {
      const { document: found } = await call("GET", where, { signal: page.signal });
      if (found.length === 0) return fill(place, empty(t("sessions.none")));
      fill(rows, found.map(row));
      if (page.mayManage) place.prepend(h("div", { class: "actions" }, h("button", { class: "danger", onclick: endAll }, t("sessions.endAll"))));
    } catch (error) {
      if (error.name !== "AbortError") fill(place, failure(error, { again: read }));
    }
  }

  const row = (each) =>
    h(
      "tr",
      null,
      h("td", null, each.clientId),
      h("td", null, instant(each.createdAt)),
      h("td", null, instant(each.lastRefreshedAt)),
      h("td", null, instant(each.expiresAt)),
      h("td", null, each.actor),
      h("td", null, page.mayManage && h("button", { onclick: () => end(each) }, t("sessions.end"))),
    );

  const end = (each) =>
    tried(async () => {
      await call("DELETE", `${where}/${encodeURIComponent(each.id)}`);
      await page.reload();
      notice(t("sessions.ended"));
    });
  const endAll = () =>
    tried(async () => {
      await call("DELETE", where);
      await page.reload();
      notice(t("sessions.endedAll"));
    });

  read();
  return place;
}
