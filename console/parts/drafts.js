// Edits that are not saved: kept until they are saved or given up, whatever view is shown meanwhile.

import { forget, keep, recall } from "../memory.js";
import { t } from "../texts.js";
import { notice } from "./notices.js";

/**
 * Return the draft of what is edited in a view. `part` names the text that says what is edited of the `subject`; `id`
 * tells drafts of a view apart.
 */
export function draftOf(path, { part, subject = "", id = part }) {
  const key = JSON.stringify([path, id]);
  const drop = () => forget(key);

  /** Begin to edit what is shown, or go on: `{shown, typed, typing}`, where `typing` gets what is typed, or null. */
  function begin(now) {
    const { shown, typed } = recall(key) ?? { shown: now };
    const typing = (latest) => (latest === null ? drop() : keep(key, { key, path, part, subject, shown, typed: latest, isAtRisk: () => true }));
    return { shown, typed, typing };
  }

  /** Say that it is kept, if it was left without an answer. */
  function left(goOn) {
    if (recall(key)) notice(t("draft.kept"), { undo: goOn, label: t("draft.goOn") });
  }

  return { isBegun: () => recall(key) !== undefined, begin, drop, left };
}
