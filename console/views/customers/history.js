// What has changed of a customer, who changed it, and the way back.

import { ApiError, call, page as pageOf } from "../../api.js";
import { fill, h } from "../../elements.js";
import { instant } from "../../formats.js";
import { tried } from "../../parts/dialogs.js";
import { empty, failure, notice } from "../../parts/notices.js";
import { more } from "../../parts/part.js";
import { labelOf, t } from "../../texts.js";

const PAGE = 50;
// A change is in the history about a second after it was made. After this time, it is not waited for.
const RECENT_SECONDS = 10;
const TRIES = 5;

export function history(page) {
  const where = `${page.where}/history`;
  const current = page.customer.metadata.version;
  const list = h("ol", { class: "stack", "aria-label": t("customer.history") });
  const place = h("div", { class: "stack" });
  let last = null;

  const read = (cursor) => pageOf(where, { query: { pageSize: PAGE, next: cursor }, signal: page.signal });
  const others = more(async (cursor) => {
    const found = await read(cursor);
    list.append(...found.items.map(entry));
    return found.next;
  }, t("do.more"));

  const isRecent = () => Date.now() - Date.parse(page.customer.metadataModifiedAt) < RECENT_SECONDS * 1000;
  const isComing = ({ items: [latest] }) => (latest?.version ?? 0) < current && isRecent() && !page.signal.aborted;

  async function begin() {
    fill(place, h("span", { class: "skeleton" }));
    try {
      let found = await read();
      while (isComing(found)) {
        await aSecond();
        found = await read();
      }
      if (found.items.length === 0) return fill(place, empty(t("history.none")));
      fill(list, found.items.map(entry));
      fill(place, list, others.place);
      others.offer(found.next);
    } catch (error) {
      if (error.name !== "AbortError") fill(place, failure(error, { again: begin }));
    }
  }

  function entry(each) {
    // Several entries may have a version: the first one shows the way back to it.
    const isWayBack = page.mayManage && each.version < current && each.version !== last;
    last = each.version;
    const version = `${t("customer.version")} ${each.version}`;
    const who = [each.by ?? each.client, each.by && each.client !== each.by && each.client, each.actingFor && t("history.actingFor", { number: each.actingFor })];
    const changes = each.changes.filter(isShown);
    const button = isWayBack && h("button", { onclick: () => restore(each.version), "aria-label": `${t("history.restore")}: ${version}` }, t("history.restore"));
    return h(
      "li",
      { class: "panel" },
      h("header", null, h("h2", null, version), instant(each.at), h("span", { class: "quiet" }, who.filter(Boolean).join(", ")), h("span", { class: "tag", title: each.event }, t(`history.${each.event}`)), button && h("span", { class: "actions" }, button)),
      changes.length > 0 && h("ul", null, changes.map((change) => h("li", null, h("span", { class: "quiet" }, named(change.field), ": "), difference(change, each)))),
    );
  }

  const restored = async (version, body) => {
    await call("POST", `${where}/${version}/restore`, { body });
    await page.reload();
  };
  const restore = (version) =>
    tried(async () => {
      await restored(version, { metadata: { version: current } });
      notice(t("history.restored", { version }), { undo: () => tried(() => awaited(() => restored(current, {}))) });
    });

  begin();
  return place;
}

const aSecond = () => new Promise((resolve) => setTimeout(resolve, 1000));

/** Do something that needs the latest change in the history; it may not be there yet. */
async function awaited(action) {
  for (let left = TRIES; ; left -= 1) {
    try {
      return await action();
    } catch (error) {
      if (left === 0 || !(error instanceof ApiError) || error.status !== 409) throw error;
      await aSecond();
    }
  }
}

/** A customer's version is shown above the changes, and an address's says nothing to a reader. */
const isShown = ({ field }) => field.startsWith("mixins.") || !/(^|\.)metadata\.version$/.test(field);

/** Return what to call a member; one of a mixin has no other name than its path. */
function named(field) {
  const [of, id, ...rest] = field.split(".");
  if (of === "addresses" && rest.length > 0) return `${t("history.address", { id })}: ${labelOf(rest.join("."))}`;
  return of === "mixins" ? field : labelOf(field.split(".").at(-1));
}

/** Return a member before and after a change; of what is new, there is no before. */
function difference(change, { event, omitted = [] }) {
  const side = (name) => (omitted.includes(name) ? none("history.omitted") : name in change ? written(change[name]) : none("conflict.none"));
  if (event === "customer.created") return side("after");
  return ["before" in change ? h("del", null, side("before")) : side("before"), " → ", "after" in change ? h("ins", null, side("after")) : side("after")];
}

const none = (name) => h("span", { class: "quiet" }, t(name));
const written = (value) => (typeof value === "string" ? value : h("code", null, JSON.stringify(value)));
