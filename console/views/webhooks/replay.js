// Sending the events of a time again, as many calls as that takes.

import { call } from "../../api.js";
import { fill, h, newId } from "../../elements.js";
import { number } from "../../formats.js";
import { dialog } from "../../parts/dialogs.js";
import { failure, notice } from "../../parts/notices.js";
import { patiently } from "../../parts/patience.js";
import { t } from "../../texts.js";

const HOURS = 24;

/** Ask for a time, and have its events sent again. Closing the dialog ends that after the present call. */
export function replay(page) {
  const leaving = new AbortController();
  const now = new Date();
  const from = field("from", new Date(now - HOURS * 3600 * 1000));
  const to = field("to", new Date(now.getTime() + 60_000)); // fields have whole minutes
  const progress = h("div", { class: "quiet", role: "status" });
  const send = h("button", { class: "main" }, t("replay.do"));

  async function submitted(event) {
    event.preventDefault();
    let count = 0;
    try {
      let next;
      do {
        const body = { from: from.instant(), to: to.instant(), next };
        const asked = () => call("POST", `${page.where}/replay`, { body, signal: leaving.signal });
        const { document: done } = await patiently(leaving.signal, asked);
        count += done.count;
        next = done.next;
        fill(progress, t("replay.sofar", { count: number(count) }));
      } while (next);
      close();
      await page.reload();
      notice(t("replay.done", { count: number(count) }));
    } catch (error) {
      if (error.name !== "AbortError") fill(progress, failure(error));
    }
  }

  const close = dialog(
    t("replay.title"),
    h(
      "form",
      { class: "stack", onsubmit: submitted },
      h("p", { class: "quiet" }, t("replay.how")),
      h("div", { class: "fields" }, from.element, to.element),
      progress,
      h("div", { class: "actions" }, send, h("button", { type: "button", onclick: () => close() }, t("do.cancel"))),
    ),
    { closed: () => leaving.abort() },
  );
}

/** Return a field for an instant, as the reader's clock shows it. */
function field(name, value) {
  const id = newId();
  const local = new Date(value - value.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
  const input = h("input", { id, name, type: "datetime-local", value: local, required: true });
  return { element: h("div", { class: "field" }, h("label", { for: id }, t(`replay.${name}`)), input), instant: () => new Date(input.value).toISOString() };
}
