// A new customer.

import { call, path } from "../../api.js";
import { dialog } from "../../parts/dialogs.js";
import { form } from "../../parts/form.js";
import { go } from "../../route.js";
import { t } from "../../texts.js";

const FIELDS = ["title", "firstName", "lastName", "company", "contactEmail", "contactPhone", "preferredLanguage", "preferredCurrency", "preferredSite", "restriction"];

/** Ask for a new customer's profile, and show the customer. */
export function create() {
  const submit = async () => {
    const given = Object.entries(profile.values()).filter(([, value]) => value !== null);
    const answer = await call("POST", path("customer", "customers"), { body: Object.fromEntries(given) });
    close();
    go(["customers", answer.document.id]);
  };
  const profile = form({ schema: "CustomerForSellerDto", fields: FIELDS, document: {}, submit, cancel: () => close(), label: t("do.create") });
  const close = dialog(t("customers.new"), profile.element);
}
