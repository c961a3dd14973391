// Where the API is, and how people log in: `config.json` beside this page.

let read = null;

/** Read `config.json`; once, before anything else. */
export async function readConfiguration() {
  const answer = await fetch("config.json", { cache: "no-store" });
  if (!answer.ok) throw new Error(`config.json: ${answer.status}`);
  read = await answer.json();
}

/** Return `{api, signIn: {issuers, local, callers}, mailbox}`. `api` is the beginning of all addresses of the API. */
export const configuration = () => read;
