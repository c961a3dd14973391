// Fields of a form, as the API describes them, with its refusals beside the field that they name.

import { member } from "../description.js";
import { h, newId } from "../elements.js";
import { labelOf, t } from "../texts.js";
import { same } from "./merge_patch.js";
import { failure } from "./notices.js";

const SECRET = /(^|\.)secretKey$/;

/**
 * Return `{element, values, changes}` of a form. `fields` are names of members of `schema`, dotted for one of a member's;
 * `document` has their values by these names, and `choices` those that the schema does not know. Without a schema,
 * `described` says what a field is, and `labelled` what it is called. `values()` returns what is in the form, `null` for an empty field; `changes()` only what differs.
 * `submit` gets nothing and may raise `ApiError`. `typed` are changes that were made before; `typing` gets all changes
 * except secrets whenever something is typed, and `null` where there are none.
 */
export function form({ schema, fields, document: given, submit, cancel, label = t("do.save"), typed = {}, typing = () => null, choices = {}, described, labelled = lastWords }) {
  const ofSchema = (name) => ({ ...member(schema, ...name.split(".")), ...(choices[name] && { enum: choices[name] }) });
  const kindOf = described ?? ofSchema;
  const inputs = new Map(fields.map((name) => [name, input(kindOf(name), name, Object.hasOwn(typed, name) ? typed[name] : given[name])]));
  const problems = h("div");
  const send = h("button", { class: "main", type: "submit" }, label);
  const element = h(
    "form",
    { class: "stack", novalidate: true, onsubmit: submitted, oninput: () => typing(Object.keys(lasting()).length ? lasting() : null) },
    h("div", { class: "fields" }, [...inputs].map(([name, each]) => fieldOf(labelled(name), each, kindOf(name)))),
    problems,
    h("div", { class: "actions" }, send, cancel && h("button", { type: "button", onclick: cancel }, t("do.cancel"))),
  );

  async function submitted(event) {
    event.preventDefault();
    for (const each of inputs.values()) say(each, "");
    problems.replaceChildren();
    try {
      await submit();
    } catch (error) {
      refuse(error);
    }
  }

  function refuse(error) {
    const others = (error.details ?? []).filter(({ field, message }) => {
      const named = inputs.get(field) ?? inputs.get(field?.split(".")[0]);
      if (named) say(named, message);
      return !named;
    });
    if (others.length || !error.details?.length) problems.replaceChildren(failure(Object.assign(error, { details: others })));
    element.querySelector("[aria-invalid=true]")?.focus();
  }

  const values = () => Object.fromEntries([...inputs].map(([name, each]) => [name, valueOf(each)]));
  const changes = () => Object.fromEntries(Object.entries(values()).filter(([name, value]) => !same(value, given[name] ?? empty(inputs.get(name)))));
  const lasting = () => Object.fromEntries(Object.entries(changes()).filter(([name]) => !SECRET.test(name)));
  return { element, values, changes };
}

function input({ type, enum: choices, maxLength, format }, name, value) {
  const id = newId();
  const described = { id, name, "aria-describedby": `${id}-wrong` };
  if (type === "boolean") return h("input", { ...described, type: "checkbox", checked: value ?? false });
  if (choices) {
    const options = ["", ...choices.filter((each) => each !== null)].map((each) => h("option", { value: each, selected: each === (value ?? "") }, each));
    return h("select", described, options);
  }
  if (type === "array") return h("input", { ...described, "data-words": true, value: (value ?? []).join(", "), autocomplete: "off" });
  if (type === "number") return h("input", { ...described, type: "number", step: "any", value: value ?? "", autocomplete: "off" });
  const kind = format?.includes("email") ? "email" : format === "date" ? "date" : "text";
  return h("input", { ...described, type: kind, maxlength: maxLength, value: value ?? "", autocomplete: "off" });
}

export const lastWords = (name) => labelOf(name.split(".").at(-1));

function fieldOf(text, each, { description }) {
  const label = h("label", { for: each.id, title: description }, text);
  const wrong = h("span", { class: "wrong", id: `${each.id}-wrong` });
  const isCheck = each.type === "checkbox";
  return h("div", { class: isCheck ? "field check" : "field" }, isCheck ? [each, label] : [label, each], wrong);
}

function say(each, message) {
  each.toggleAttribute("aria-invalid", false);
  if (message) each.setAttribute("aria-invalid", "true");
  each.parentElement.querySelector(".wrong").textContent = message;
}

const empty = (each) => ("words" in each.dataset ? [] : each.type === "checkbox" ? false : null);

function valueOf(each) {
  if ("words" in each.dataset) return each.value.split(/[\s,]+/).filter(Boolean);
  if (each.type === "number") return each.value === "" ? null : each.valueAsNumber;
  return each.type === "checkbox" ? each.checked : each.value.trim() || null;
}
