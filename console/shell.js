// What is around every view: the bar of views, and who works here.

import { configuration } from "./configuration.js";
import { h } from "./elements.js";
import { forgetAll } from "./memory.js";
import { scrolled } from "./parts/tabs.js";
import { endingAll, unfinished } from "./parts/unfinished.js";
import { address } from "./route.js";
import { may, mayEverywhere, present, signOut } from "./session.js";
import { choose, language, languages, t } from "./texts.js";
import { chooseTheme, chosenTheme, themes } from "./theme.js";
import * as companies from "./views/companies.js";
import * as customers from "./views/customers.js";
import { tabOf } from "./views/customers/customer.js";
import * as explain from "./views/explain.js";
import * as events from "./views/events.js";
import * as health from "./views/health.js";
import * as mailbox from "./views/mailbox.js";
import * as settings from "./views/settings.js";
import * as transfer from "./views/transfer.js";
import * as webhooks from "./views/webhooks.js";

// The machine's own lists show all of its customers and ask nobody who they are.
const isUnlimited = () => !present().isLimited;

/** The views by the first part of their address. `offered` says whether this caller can use one; `isStep`, that others lead there; `whole`
 * completes a path below it that leaves out the usual tab. */
export const VIEWS = {
  customers: { show: customers.show, offered: () => may("customer.customer_read"), whole: ([number, tab]) => (number ? [number, tabOf(tab)] : []) },
  explain: { show: explain.show, isStep: true, offered: () => may("customer.customer_read") },
  companies: { show: companies.show, offered: () => may("customermanagement.legalentity_read") },
  mailbox: { show: mailbox.show, offered: () => Boolean(configuration().mailbox) && isUnlimited() },
  events: { show: events.show, offered: () => Boolean(configuration().events) && isUnlimited() },
  transfer: { show: transfer.show, offered: () => may("customer.customer_read") },
  webhooks: { show: webhooks.show, whole: webhooks.whole, offered: () => mayEverywhere("webhook.subscription_read") },
  settings: { show: settings.show, whole: settings.whole, offered: settings.offered },
  health: { show: health.show, offered: () => true },
};

/** Return `{page, main}`: the whole page, and the place of the view in it. */
export function shell(path, { redraw }) {
  const [name, ...rest] = path;
  const whole = Object.hasOwn(VIEWS, name) ? VIEWS[name].whole?.(rest) : null;
  const main = h("main", { id: "main", tabindex: "-1" });
  const links = Object.keys(VIEWS)
    .filter((each) => VIEWS[each].offered() && !VIEWS[each].isStep)
    .map((each) => h("a", { href: address([each]), "aria-current": each === name && "page" }, t(`view.${each}`)));
  const page = h(
    "div",
    { class: "shell" },
    h("button", { class: "skip", onclick: () => main.focus() }, t("app.skip")),
    h(
      "header",
      { class: "side" },
      h("div", { class: "brand" }, t("app.name"), h("small", null, present().tenant)),
      scrolled(h("nav", { "aria-label": t("app.views") }, links)),
      unfinished([name, ...(whole ?? rest)]),
      who(redraw),
    ),
    main,
  );
  return { page, main };
}

function who(redraw) {
  const { name, restrictions } = present();
  const reach = restrictions.length ? t("app.limited", { restrictions: restrictions.join(", ") }) : t("app.unlimited");
  return h(
    "div",
    { class: "who" },
    h("strong", null, name),
    h("span", { class: "scopes" }, reach),
    links(),
    h(
      "div",
      { class: "actions" },
      chooser(t("app.language"), languages(), language(), (each) => each.toUpperCase(), (each) => (choose(each), redraw())),
      chooser(t("app.theme"), themes, chosenTheme(), (each) => t(`app.theme.${each}`), chooseTheme),
      h("button", { onclick: () => leave(redraw) }, t("app.signOut")),
    ),
  );
}

/** Sign out, at the issuer too where it has a page for that. */
function leave(redraw) {
  endingAll(t("app.signOut"), () => {
    const { endSession } = present();
    forgetAll();
    signOut();
    if (endSession) location.assign(endSession);
    else redraw();
  });
}

/** Return links to what else there is where the console is served. */
export function links() {
  const found = Object.entries(configuration().links ?? {});
  return h("p", { class: "links" }, found.map(([name, href]) => h("a", { href }, t(`app.link.${name}`))));
}

function chooser(label, choices, chosen, called, choosing) {
  const options = choices.map((each) => h("option", { value: each, selected: each === chosen }, called(each)));
  return h("select", { "aria-label": label, onchange: (event) => choosing(event.target.value) }, options);
}
