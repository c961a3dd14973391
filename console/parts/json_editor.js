// JSON to read and change.

import { fill, h, newId } from "../elements.js";
import { t } from "../texts.js";
import { dialog } from "./dialogs.js";
import { failure } from "./notices.js";

/** Return a value as JSON that people can read; nothing for nothing. */
export const inJson = (value) => (value === undefined ? "" : JSON.stringify(value, null, 2));

/**
 * Show a dialog with a value as JSON, which `valueOf` takes from what is shown. `save` gets the new value, what was shown,
 * and a function to call once it is stored; it may raise `ApiError`. `others` are further actions as
 * `{label, kind, action}`, whose `action` gets what was shown and that function. What is typed is kept in the `draft`.
 */
export function editJson({ draft, ...editor }) {
  const { title, meaning, label, valueOf, save, others = [] } = editor;
  const { shown, typed, typing } = draft.begin(editor.shown);
  const before = inJson(valueOf(shown));
  const id = newId();
  const text = h("textarea", { id, class: "code", spellcheck: "false", value: typed ?? before, oninput: () => typing(text.value === before ? null : text.value) });
  const problems = h("div");
  const tried = async (action) => {
    fill(problems);
    try {
      await action();
    } catch (error) {
      fill(problems, failure(error));
    }
  };
  const done = () => {
    draft.drop();
    close();
  };
  const submitted = (event) => {
    event.preventDefault();
    let changed;
    try {
      changed = JSON.parse(text.value);
    } catch (error) {
      return fill(problems, h("div", { class: "note bad", role: "alert" }, t("state.notJson", { message: error.message })));
    }
    return tried(() => save(changed, shown, done));
  };
  const further = others.map((each) => h("button", { type: "button", class: each.kind, onclick: () => tried(() => each.action(shown, done)) }, each.label));
  const close = dialog(
    title,
    h(
      "form",
      { class: "stack", onsubmit: submitted },
      meaning && h("p", { class: "quiet" }, meaning),
      h("div", { class: "field" }, h("label", { for: id }, label), text),
      problems,
      h("div", { class: "actions" }, further, h("button", { class: "main" }, t("do.save")), h("button", { type: "button", onclick: done }, t("do.cancel"))),
    ),
    { closed: () => draft.left(() => editJson({ draft, ...editor })) },
  );
}
