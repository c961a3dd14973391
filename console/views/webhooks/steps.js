// Steps of a change of a webhook.

export const HTTP = "/configuration/http";
export const SECRET = `${HTTP}/secretKey`;

export const upsert = (at, value) => ({ op: "UPSERT", path: at, value });
export const clear = (at) => ({ op: "REMOVE", path: at });

/** Return the step that puts a value at a place, or clears it. */
export const put = (at, value) => ((value ?? null) === null ? clear(at) : upsert(at, value));
