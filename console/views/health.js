// Whether the service works.

import { call } from "../api.js";
import { h } from "../elements.js";
import { number, words } from "../formats.js";
import { t } from "../texts.js";

export async function show({ signal }) {
  const begun = performance.now();
  const { document: health } = await call("GET", "/health", { query: { deep: "1" }, signal });
  const took = Math.round(performance.now() - begun);
  const facts = Object.entries(health).filter(([, value]) => typeof value !== "object");
  return [
    h("div", { class: "head" }, h("h1", null, t("view.health")), h("span", { class: "tag good" }, t("health.works"))),
    h(
      "section",
      { class: "panel" },
      h("dl", { class: "facts" }, facts.map(([name, value]) => [h("dt", null, words(name)), h("dd", { class: "code" }, String(value))])),
      h("p", { class: "quiet small" }, t("health.took", { ms: number(took) })),
    ),
  ];
}
