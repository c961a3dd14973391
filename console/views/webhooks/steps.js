// Steps of a change of a webhook, and what its members are called.

import { lastWords } from "../../parts/form.js";
import { t } from "../../texts.js";

export const HTTP = "/configuration/http";
export const SECRET = `${HTTP}/secretKey`;

export const upsert = (at, value) => ({ op: "UPSERT", path: at, value });
export const clear = (at) => ({ op: "REMOVE", path: at });

/** Return the step that puts a value at a place, or clears it. */
export const put = (at, value) => ((value ?? null) === null ? clear(at) : upsert(at, value));

/** Return what a member is called in forms, which is what it is called where it is read. */
export const labelled = (name) => (name === "contactEmail" ? t("webhooks.contactEmail") : lastWords(name));
