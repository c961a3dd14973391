// Where the API is, and how people log in: `config.json` beside this page.

import { fetched } from "./api.js";

let read = null;

/** Read `config.json`; once, before anything else. */
export async function readConfiguration() {
  read = await (await fetched("config.json", { cache: "no-store" })).json();
}

/** Return `{api, signIn: {issuers, local, callers}, mailbox}`. `api` is the beginning of all addresses of the API. */
export const configuration = () => read;
