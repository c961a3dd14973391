// JSON to read and change.

import { fill, h, newId } from "../elements.js";
import { t } from "../texts.js";
import { dialog } from "./dialogs.js";
import { failure } from "./notices.js";

/**
 * Show a dialog with a value as JSON. `save` gets the new value and may raise `ApiError`; `others` are further actions as
 * `{label, kind, action}`.
 */
export function editJson({ title, meaning, label, value, save, others = [] }) {
  const id = newId();
  const text = h("textarea", { id, class: "code", spellcheck: "false", value: value === undefined ? "" : JSON.stringify(value, null, 2) });
  const problems = h("div");
  const done = async (action) => {
    try {
      await action();
      close();
    } catch (error) {
      fill(problems, failure(error));
    }
  };
  const submitted = (event) => {
    event.preventDefault();
    let changed;
    try {
      changed = JSON.parse(text.value);
    } catch (error) {
      return fill(problems, h("div", { class: "note bad", role: "alert" }, t("state.notJson", { message: error.message })));
    }
    return done(() => save(changed));
  };
  const further = others.map((each) => h("button", { type: "button", class: each.kind, onclick: () => done(each.action) }, each.label));
  const close = dialog(
    title,
    h(
      "form",
      { class: "stack", onsubmit: submitted },
      meaning && h("p", { class: "quiet" }, meaning),
      h("div", { class: "field" }, h("label", { for: id }, label), text),
      problems,
      h("div", { class: "actions" }, further, h("button", { class: "main" }, t("do.save")), h("button", { type: "button", onclick: () => close() }, t("do.cancel"))),
    ),
  );
}
