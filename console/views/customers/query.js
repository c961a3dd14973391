// What a person types, as a `q` of the API.

import { beginning } from "../../parts/literal.js";

/** Return the `q` of what was typed: a filter as it is, and the beginning of a name, an e-mail address or a number. */
export function queryOf({ text, q }) {
  return [q, text && begins(text)].filter(Boolean).join(" ");
}

function begins(text) {
  const terms = [`contactEmail:${beginning(text)}`];
  if (!text.includes("@")) terms.push(`lastName:${beginning(text)}`, `company:${beginning(text)}`, ...fullNames(text));
  if (/^[\w-]{1,66}$/.test(text)) terms.push(`id:"${text}"`);
  return `compoundLogicalQuery:(${terms.join(" OR ")})`;
}

/** Return a first and a last name, whichever comes first. */
function fullNames(text) {
  const [first, ...others] = text.split(/[\s,]+/);
  if (others.length === 0) return [];
  const last = others.join(" ");
  return [
    `(lastName:${beginning(last)} AND firstName:${beginning(first)})`,
    `(lastName:${beginning(first)} AND firstName:${beginning(last)})`,
  ];
}
