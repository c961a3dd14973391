// Adds a term to a filter: a field, a comparison, and a value.

import { fill, h } from "../../elements.js";
import { typedInto } from "../../route.js";
import { t } from "../../texts.js";
import { comparisonsOf, fields, needsValue, termOf } from "./terms.js";

const USUAL = "lastName";

/** Return a form; `add` gets the term that it spells. */
export function addTerm(add) {
  const known = fields();
  const groups = Map.groupBy(known, ({ group }) => group);
  const field = chooser("filterField", t("customers.filter.field"), USUAL, (chosen) =>
    [...groups].map(([group, each]) => {
      const options = each.map(({ name, label }) => option(name, label, chosen));
      return group ? h("optgroup", { label: group }, options) : options;
    }),
  );
  const rest = h("span", { class: "rest" });
  const submit = h("button", null, t("customers.filter.add"));
  const chosen = () => known.find(({ name }) => name === field.value) ?? known[0];
  const draw = () => fill(rest, partsOf(chosen()));
  const submitted = (event) => {
    event.preventDefault();
    const { filterComparison, filterValue = "", filterMember = "" } = Object.fromEntries(new FormData(event.target));
    add(termOf(chosen(), filterComparison, filterValue.trim(), filterMember.trim()));
  };
  field.addEventListener("change", draw);
  draw();
  return h("form", { class: "term", "aria-label": t("customers.filter.add"), onsubmit: submitted }, field, rest, submit);
}

/** Return what the chosen field needs besides: the name of a member, a comparison, a value. */
function partsOf(field) {
  const comparisons = comparisonsOf(field);
  const comparison = chooser("filterComparison", t("customers.filter.comparison"), comparisons[0], (chosen) =>
    comparisons.map((each) => option(each, t(`customers.filter.compare.${each}`), chosen)),
  );
  const value = h("span", { class: "rest" });
  const draw = () => fill(value, needsValue(comparison.value) && valueOf(field));
  comparison.addEventListener("change", draw);
  draw();
  return [field.kind === "named" && text("filterMember", { "aria-label": t("customers.filter.member"), placeholder: "loyalty.points" }), comparison, value];
}

function valueOf({ kind, choices, maxLength, description }) {
  const label = t("customers.filter.value");
  if (kind === "boolean") return chooser("filterValue", label, "true", (chosen) => ["true", "false"].map((each) => option(each, t(`customers.filter.${each}`), chosen)));
  if (kind === "choice") return chooser("filterValue", label, choices[0], (chosen) => choices.map((each) => option(each, each, chosen)));
  return text("filterValue", { "aria-label": label, placeholder: label, title: description, maxlength: maxLength, ...(kind === "time" && { type: "date" }) });
}

const text = (name, properties) => h("input", { name, required: true, autocomplete: "off", spellcheck: "false", ...typedInto(name), ...properties });
const option = (value, label, chosen) => h("option", { value, selected: value === chosen }, label);

/** Return a field of choices, which `optionsOf` makes; what was chosen and not sent yet is chosen again where it still can be. */
function chooser(name, label, usual, optionsOf) {
  const { value, oninput } = typedInto(name, usual);
  const element = h("select", { name, "aria-label": label, oninput }, optionsOf(value));
  if (element.selectedIndex < 0 || element.value !== value) element.value = usual;
  return element;
}
