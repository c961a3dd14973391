// What is not saved or goes on elsewhere than in the view that is shown.

import { h } from "../elements.js";
import { atRisk, forget, keep, watch } from "../memory.js";
import { address } from "../route.js";
import { t } from "../texts.js";
import { dialog } from "./dialogs.js";
import { same } from "./merge_patch.js";
import { notice } from "./notices.js";

const labelOf = ({ subject, part }) => [subject, t(part)].filter(Boolean).join(": ");

/** Return a list of it that leads there. `path` is the whole path of the view that is shown. */
export function unfinished(path) {
  const place = h("div");
  const isHere = (each) => same(each.path, path);
  const draw = () => {
    const rows = atRisk().filter((each) => !isHere(each)).map(row);
    place.replaceChildren(...(rows.length ? [h("section", { class: "unfinished" }, h("h2", null, t("unfinished.title")), h("ul", null, rows))] : []));
  };
  watch(draw);
  draw();
  return place;
}

function row(each) {
  const what = labelOf(each);
  const giveUp = () => {
    forget(each.key);
    notice(t("unfinished.givenUp", { what }), { undo: () => keep(each.key, each) });
  };
  const button = h("button", { class: "plain", onclick: giveUp, "aria-label": `${t("unfinished.giveUp")}: ${what}`, title: t("unfinished.giveUp") }, "✕");
  return h("li", null, h("a", { href: address(each.path) }, what), each.key && button);
}

/** Do something that ends all of it; it asks first where there is anything. */
export function endingAll(label, action) {
  const found = atRisk();
  if (found.length === 0) return action();
  const confirmed = () => {
    close();
    action();
  };
  const close = dialog(
    t("unfinished.title"),
    h(
      "div",
      { class: "stack" },
      h("p", null, t("unfinished.ends")),
      h("ul", { class: "unfinished" }, found.map((each) => h("li", null, labelOf(each)))),
      h("div", { class: "actions" }, h("button", { class: "danger", onclick: confirmed }, label), h("button", { onclick: () => close() }, t("do.cancel"))),
    ),
  );
}
