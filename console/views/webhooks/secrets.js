// Secrets that sign what is sent: made here, stored by the service, and shown once.

import { h } from "../../elements.js";
import { dialog } from "../../parts/dialogs.js";
import { form } from "../../parts/form.js";
import { notice } from "../../parts/notices.js";
import { shownOnce } from "../../parts/shown_once.js";
import { t } from "../../texts.js";

const BYTES = 32;

/** Return a new secret, in the form of Standard Webhooks. */
export const newSecret = () => `whsec_${btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(BYTES))))}`;

/** Show a secret that was made here, for the receiver to check signatures with. */
export const showSecret = (secret) => shownOnce(t("webhooks.secret"), t("webhooks.secret.once"), secret);

/** Ask for a new secret, or for leave to make one; `store` gets it, and may raise. */
export function renewSecret(title, store) {
  const submit = async () => {
    const own = fields.values().secretKey;
    const secret = own ?? newSecret();
    await store(secret);
    close();
    if (own === null) showSecret(secret);
    else notice(t("state.saved"));
  };
  const fields = form({ schema: "WebhookConfigurationUpdate", fields: ["secretKey"], document: {}, submit, cancel: () => close() });
  const close = dialog(title, h("div", { class: "stack" }, h("p", { class: "quiet" }, t("webhooks.secret.how")), fields.element));
}
