// A new customer.

import { call, path } from "../../api.js";
import { dialog } from "../../parts/dialogs.js";
import { draftOf } from "../../parts/drafts.js";
import { form } from "../../parts/form.js";
import { go } from "../../route.js";
import { t } from "../../texts.js";

const FIELDS = ["title", "firstName", "lastName", "company", "contactEmail", "contactPhone", "preferredLanguage", "preferredCurrency", "preferredSite", "restriction"];

/** Ask for a new customer's profile, and show the customer. */
export function create() {
  const draft = draftOf(["customers"], { part: "customers.new" });
  const { shown, ...begun } = draft.begin({ members: {} });
  const end = () => {
    draft.drop();
    close();
  };
  const submit = async () => {
    const given = Object.entries(profile.values()).filter(([, value]) => value !== null);
    const answer = await call("POST", path("customer", "customers"), { body: Object.fromEntries(given) });
    end();
    go(["customers", answer.document.id]);
  };
  const profile = form({ schema: "CustomerForSellerDto", fields: FIELDS, document: shown.members, submit, cancel: end, label: t("do.create"), ...begun });
  const close = dialog(t("customers.new"), profile.element, { closed: () => draft.left(create) });
}
