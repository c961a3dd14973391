// The tenant: its settings, and what else is set up for it. Each part has an address of its own.

import { h } from "../elements.js";
import { empty } from "../parts/notices.js";
import { tabs } from "../parts/tabs.js";
import { address } from "../route.js";
import { mayEverywhere } from "../session.js";
import { t } from "../texts.js";
import { clients } from "./settings/clients.js";
import { restrictions } from "./settings/restrictions.js";
import { retention } from "./settings/retention.js";
import { values } from "./settings/values.js";

/** The parts by the second part of their address. `show` gets the view's context, and returns what to show. */
const PARTS = {
  values: { show: values, offered: () => mayEverywhere("configuration.configuration_view") },
  clients: { show: clients, offered: () => mayEverywhere("iam.client_read") },
  restrictions: { show: restrictions, offered: () => mayEverywhere("configuration.configuration_view") && mayEverywhere("customer.customer_read") },
  retention: { show: retention, offered: () => mayEverywhere("customer.import_read") },
};

const offeredParts = () => Object.keys(PARTS).filter((each) => PARTS[each].offered());

/** Return whether there is a part for this caller. */
export const offered = () => offeredParts().length > 0;

/** Return a path below this view with the part that it leaves out. */
export const whole = ([part = offeredParts()[0], ...rest]) => [part, ...rest];

export async function show(context) {
  const names = offeredParts();
  const [shown] = whole(context.path);
  const links = names.map((each) => ({ label: t(`settings.part.${each}`), href: address(["settings", each]), isShown: each === shown }));
  const bar = links.length > 1 && tabs(t("view.settings"), links);
  const content = names.includes(shown) ? await PARTS[shown].show(context) : empty(t("view.missing"));
  return [h("div", { class: "head" }, h("h1", null, t("view.settings"))), bar, content];
}
