// A new webhook.

import { call, path } from "../../api.js";
import { dialog } from "../../parts/dialogs.js";
import { draftOf } from "../../parts/drafts.js";
import { form } from "../../parts/form.js";
import { go } from "../../route.js";
import { t } from "../../texts.js";
import { newSecret, showSecret } from "./secrets.js";
import { labelled } from "./steps.js";

const FIELDS = ["code", "configuration.destinationUrl", "contactEmail", "configuration.secretKey"];

/** Ask where to send events, create the webhook, and show it with its secret. */
export function create() {
  const draft = draftOf(["webhooks", "config"], { part: "webhooks.new" });
  const { shown, ...begun } = draft.begin({});
  const end = () => {
    draft.drop();
    close();
  };
  const submit = async () => {
    const { code, contactEmail, "configuration.destinationUrl": destinationUrl, "configuration.secretKey": own } = fields.values();
    const secretKey = own ?? newSecret();
    const body = { code, provider: "HTTP", contactEmail, configuration: { destinationUrl, secretKey } };
    await call("POST", path("webhook", "config"), { body });
    end();
    go(["webhooks", "config", code]);
    if (own === null) showSecret(secretKey);
  };
  const fields = form({ schema: "WebhookCreate", fields: FIELDS, document: shown, submit, cancel: end, label: t("do.create"), labelled, ...begun });
  const close = dialog(t("webhooks.new"), fields.element, { closed: () => draft.left(create) });
}
