// Dialogs: questions that must be answered before anything else.

import { SignedOut } from "../api.js";
import { fill, h } from "../elements.js";
import { t } from "../texts.js";
import { same } from "./merge_patch.js";
import { failure } from "./notices.js";

/**
 * Show content in a dialog; returns how to close it. Escape and another view close it, too, unless it `stays`. `closed` is
 * called then.
 */
export function dialog(title, content, { closed = () => null, stays = false } = {}) {
  let isOver = !stays;
  const left = () => {
    if (!isOver) return element.showModal(); // as a browser closes it at the second Escape without asking
    element.remove();
    closed();
  };
  const asked = (event) => isOver || event.preventDefault();
  const element = h("dialog", { class: stays && "stays", "aria-label": title, oncancel: asked, onclose: left }, h("h2", null, title), content);
  document.body.append(element);
  element.showModal();
  return () => {
    isOver = true;
    element.close();
  };
}

/** Do something, and show why if it is refused. */
export async function tried(action) {
  try {
    await action();
  } catch (error) {
    if (error.name === "AbortError" || error instanceof SignedOut) return;
    const close = dialog(t("state.refused"), h("div", { class: "stack" }, failure(error), h("div", { class: "actions" }, h("button", { onclick: () => close() }, t("do.close")))));
  }
}

/** Ask to type a word before something that cannot be undone; `confirmed` may raise. */
export function typedConfirmation({ title, what, ask, word, action, confirmed }) {
  const wanted = h("input", { "aria-label": ask, autocomplete: "off", oninput: () => (button.disabled = wanted.value !== word) });
  const button = h("button", { class: "danger", disabled: true, type: "submit" }, action);
  const problems = h("div");
  const submitted = async (event) => {
    event.preventDefault();
    try {
      await confirmed();
      close();
    } catch (error) {
      fill(problems, failure(error));
    }
  };
  const close = dialog(
    title,
    h(
      "form",
      { class: "stack", onsubmit: submitted },
      h("p", null, what),
      h("p", { class: "field" }, h("span", { class: "quiet small" }, ask), wanted),
      problems,
      h("div", { class: "actions" }, button, h("button", { type: "button", onclick: () => close() }, t("do.cancel"))),
    ),
  );
}

/**
 * Show both sides of a conflict. `base` is what the reader began with, `mine` their values, `theirs` what is stored.
 * `labelled` and `written` say what a member and its value are called. `chosen` gets the members to store over `theirs`;
 * why it fails is shown here, and the choice stays.
 */
export function conflict({ base, mine, theirs, labelled, written, chosen }) {
  const differing = Object.keys(mine).filter((name) => !same(mine[name], theirs[name]));
  const rows = differing.map((name) => {
    const isMine = !same(mine[name], base[name]);
    const radio = (side, value, checked) =>
      h("label", null, h("input", { type: "radio", name, value: side, checked }), h("span", { class: "written" }, (value ?? null) === null ? t("conflict.none") : written(value)));
    return [h("span", { class: "quiet" }, labelled(name)), radio("mine", mine[name], isMine), radio("theirs", theirs[name], !isMine)];
  });
  const submitted = async (event) => {
    event.preventDefault();
    const choice = new FormData(event.target);
    try {
      await chosen(Object.fromEntries(differing.filter((name) => choice.get(name) === "mine").map((name) => [name, mine[name]])));
      close();
    } catch (error) {
      fill(problems, failure(error));
    }
  };
  const send = h("button", { class: "main" }, t("do.save"));
  const problems = h("div");
  const headings = [h("span"), h("h3", null, t("conflict.mine")), h("h3", null, t("conflict.theirs"))];
  const close = dialog(
    t("conflict.title"),
    h(
      "form",
      { class: "stack", onsubmit: submitted },
      h("p", { class: "quiet" }, t("conflict.what")),
      h("div", { class: "both" }, headings, rows),
      problems,
      h("div", { class: "actions" }, send, h("button", { type: "button", onclick: () => close() }, t("do.cancel"))),
    ),
  );
}
