// One customer: who it is, what can be done with it, and its tabs.

import { ApiError, call, path } from "../../api.js";
import { configuration } from "../../configuration.js";
import { fill, h } from "../../elements.js";
import { nameOf } from "../../formats.js";
import { tried, typedConfirmation } from "../../parts/dialogs.js";
import { empty, notice } from "../../parts/notices.js";
import { shownOnce } from "../../parts/shown_once.js";
import { tabs } from "../../parts/tabs.js";
import { address, go } from "../../route.js";
import { may, present } from "../../session.js";
import { t } from "../../texts.js";
import { addresses } from "./addresses.js";
import { stateTag } from "./columns.js";
import { companies } from "./companies.js";
import { Export } from "./export.js";
import { raw } from "./document.js";
import { history } from "./history.js";
import { messages } from "./messages.js";
import { profile } from "./profile.js";
import { sessions } from "./sessions.js";

const TABS = { profile, addresses, sessions, companies, messages, history, document: raw };
// The mailbox of this machine shows the messages to all of its customers, and asks nobody who they are.
const offeredTabs = () => Object.keys(TABS).filter((each) => each !== "messages" || (configuration().mailbox && !present().isLimited));
const USUAL = "profile";
const EXPANDED = "addresses,mixin:*,accounts";

/** Return the tab that is shown where one is asked for. */
export const tabOf = (asked) => (offeredTabs().includes(asked) ? asked : USUAL);

export async function show(context) {
  const [customerNumber, asked] = context.path;
  const tab = tabOf(asked);
  const where = path("customer", "customers", customerNumber);
  const place = h("div");
  const page = { ...context, where, customerNumber, tab, edited: new Map(), mayManage: may("customer.customer_manage"), reload, change };

  async function read() {
    const answer = await call("GET", where, { query: { expand: EXPANDED }, signal: context.signal });
    page.customer = answer.document;
  }

  /** Read the customer again, and show it. */
  async function reload() {
    await read();
    draw();
  }

  /** Change members of the profile; whatever else was changed meanwhile stays. */
  async function change(members) {
    await call("PATCH", where, { body: members });
    await reload();
  }

  function draw() {
    document.title = nameOf(page.customer);
    const names = offeredTabs();
    const links = names.map((each) => ({ label: t(`customer.${each}`), href: address(["customers", customerNumber, each]), isShown: each === tab }));
    fill(place, head(page), tabs(nameOf(page.customer), links), TABS[tab](page));
  }

  try {
    await read();
  } catch (error) {
    if (error instanceof ApiError && error.status === 404) return empty(t("customer.missing", { number: customerNumber }));
    throw error;
  }
  draw();
  return place;
}

function head(page) {
  const { customer } = page;
  return h(
    "div",
    { class: "head" },
    h("h1", null, nameOf(customer)),
    h("span", { class: "quiet code" }, customer.customerNumber),
    stateTag(customer),
    customer.restriction && h("span", { class: "tag" }, customer.restriction),
    page.mayManage && h("span", { class: "spread actions" }, actions(page)),
  );
}

function actions(page) {
  const { customer } = page;
  const name = nameOf(customer);
  const isActive = customer.active !== false;
  const toggle = (label, members, before, told) => h("button", { onclick: () => tried(() => changed(members, before, told)) }, label);
  const changed = async (members, before, told) => {
    await page.change(members);
    notice(told, { undo: () => tried(() => page.change(before)) });
  };
  const invite = async () => {
    await call("POST", `${page.where}/invitation`);
    notice(t("customer.invited", { email: customer.email ?? customer.contactEmail }));
  };
  const assist = async () => {
    const answer = await call("POST", path("customer", "assisted-buying-login"), { body: { customerNumber: page.customerNumber } });
    shownOnce(t("customer.assist"), t("customer.assisted", { name }), answer.document.access_token);
  };
  return [
    customer.onHold
      ? toggle(t("customer.release"), { onHold: false }, { onHold: true }, t("customer.releasedNow", { name }))
      : toggle(t("customer.hold"), { onHold: true }, { onHold: false }, t("customer.heldNow", { name })),
    isActive
      ? toggle(t("customer.deactivate"), { active: false }, { active: true }, t("customer.inactiveNow", { name }))
      : toggle(t("customer.activate"), { active: true }, { active: false }, t("customer.activeNow", { name })),
    h("button", { onclick: () => tried(invite) }, t("customer.invite")),
    may("customer.assistedBuying_manage") && h("button", { onclick: () => tried(assist) }, t("customer.assist")),
    h("button", { onclick: () => tried(() => new Export(page).run()), title: t("customer.export.what") }, t("customer.export")),
    h("button", { class: "danger", onclick: () => remove(page) }, t("do.delete")),
  ];
}

function remove(page) {
  const name = nameOf(page.customer);
  typedConfirmation({
    title: t("customer.delete", { name }),
    what: t("customer.delete.what"),
    ask: t("customer.delete.type", { number: page.customerNumber }),
    word: page.customerNumber,
    action: t("do.delete"),
    confirmed: async () => {
      await call("DELETE", page.where);
      go(["customers"]);
      notice(t("customer.deleted", { name }));
    },
  });
}
