// The filter of the list: `q` as it is, to see and to change, its terms, and where it is wrong.

import { fill, h, newId } from "../../elements.js";
import { endOfWord, positionOf, refusal } from "../../parts/position.js";
import { typedInto } from "../../route.js";
import { t } from "../../texts.js";
import { addTerm } from "./add_term.js";
import { termsOf, without } from "./terms.js";

/**
 * Return `{element, refuse}`. `sent` is the `q` of what is shown; `search` gets another one. `costs` shows what a `q` costs, where
 * somebody may see that. `refuse(error)` shows an error of `q` at its position, and returns whether it is one.
 */
export function filter(sent, { search, costs }) {
  const wrong = h("div", { id: newId() });
  const terms = h("ul", { class: "actions", "aria-label": t("customers.filter.terms") });
  const q = h("input", { class: "code", ...typedInto("q", sent), "aria-label": t("customers.filter.label"), "aria-describedby": wrong.id, spellcheck: "false", autocomplete: "off" });
  const draw = () => fill(terms, termsOf(q.value).map((term) => termOf(term, () => search(without(q.value, term)))));
  const submitted = (event) => {
    event.preventDefault();
    search(q.value.trim());
  };
  q.addEventListener("input", draw);
  draw();
  const element = h(
    "section",
    { class: "filter", "aria-label": t("customers.filter") },
    h("form", { class: "search", onsubmit: submitted }, q, h("button", null, t("do.search"))),
    costs && h("button", { onclick: () => costs(q.value.trim()) }, t("customers.filter.costs")),
    h("span", { class: "quiet small" }, t("customers.filter.hint")),
    addTerm((term) => search([q.value.trim(), term].filter(Boolean).join(" "))),
    terms,
    wrong,
  );

  function refuse(error) {
    const at = positionOf(error, sent);
    if (at === null) return false;
    q.setAttribute("aria-invalid", "true");
    fill(wrong, refusal(error, sent, at));
    // Somebody who already works elsewhere on the page stays there.
    if (q.value === sent && (document.activeElement === q || document.activeElement.matches("main, body"))) {
      q.focus();
      q.setSelectionRange(at, endOfWord(sent, at));
    }
    return true;
  }
  return { element, refuse };
}

function termOf({ text }, remove) {
  const label = t("customers.filter.remove", { term: text });
  return h("li", { class: "tag" }, h("span", { class: "code" }, text), h("button", { class: "plain", title: label, "aria-label": label, onclick: remove }, "✕"));
}
