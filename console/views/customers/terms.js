// Terms of a `q`: which fields and comparisons there are by the API's document, how a term is written, and where each begins.

import { leaves } from "../../description.js";
import { beginning, containing, quoted } from "../../parts/literal.js";
import { labelOf } from "../../texts.js";

/** Each comparison, as the condition that it writes. */
const CONDITIONS = {
  begins: beginning,
  is: equal,
  contains: containing,
  since: (day) => `>=${midnight(day)}`,
  before: (day) => `<${midnight(day)}`,
  atLeast: (value) => `>=${spelled(value)}`,
  atMost: (value) => `<=${spelled(value)}`,
  exists: () => "exists",
  missing: () => "missing",
};
/** The comparisons of each kind of field, the usual one first. */
const COMPARISONS = {
  text: ["begins", "is", "contains", "exists", "missing"],
  choice: ["is", "exists", "missing"],
  boolean: ["is", "exists", "missing"],
  time: ["since", "before", "exists", "missing"],
  named: ["is", "begins", "contains", "atLeast", "atMost", "exists", "missing"],
};
// What the service notes of a document itself tells nobody which customer it is.
const OF_STORAGE = "metadata";

/** Return the fields that a term can name: `{name, group, label, kind, choices, maxLength, description}`; of a group's that are called the same, the first. */
export function fields() {
  const found = new Map();
  for (const { path, enum: choices, maxLength, description, ...schema } of leaves("CustomerForSellerDto")) {
    if (path.includes(OF_STORAGE)) continue;
    const group = path.slice(0, -1).map(labelOf).join(" · ");
    const label = labelOf(path.at(-1));
    const key = `${group}.${label}`;
    if (!found.has(key)) found.set(key, { name: path.join("."), group, label, kind: kindOf({ ...schema, choices }), choices, maxLength, description });
  }
  return [...found.values()];
}

function kindOf({ type, format, choices, additionalProperties }) {
  if (choices) return "choice";
  if (additionalProperties) return "named";
  if (format === "date-time") return "time";
  return type === "boolean" ? "boolean" : "text";
}

export const comparisonsOf = ({ kind }) => COMPARISONS[kind];

/** Return whether a comparison needs a value. */
export const needsValue = (comparison) => CONDITIONS[comparison].length > 0;

/** Return a term. `member` is the path below a field whose names the tenant has chosen, as in `loyalty.points`. */
export function termOf({ name, kind }, comparison, value, member = "") {
  const path = member ? `${name}.${pathOf(member)}` : name;
  return `${path}:${CONDITIONS[comparison](value, kind)}`;
}

/** Return a path with a backslash before what would end a name; a dot in a name has one already. */
const pathOf = (member) => member.replaceAll(/\\\.|[\s:;(),"\\]/g, (found) => (found === String.raw`\.` ? found : `\\${found}`));

function equal(value, kind) {
  if (kind === "boolean") return value;
  return kind === "named" ? spelled(value) : quoted(value);
}

/** Return a value of unknown type: a number or boolean is written bare, which means the text that it spells, too. */
const spelled = (value) => (/^(-?\d+(\.\d+)?|true|false)$/.test(value) ? value : quoted(value));

/** Return the beginning of a day where the reader is. */
const midnight = (day) => quoted(new Date(`${day}T00:00`).toISOString());

/**
 * Return the terms of a `q`, each as `{text, start, end}`. Where that cannot be told for sure, there are none: only the service
 * reads all of the language.
 */
export function termsOf(q) {
  if (/~(?!")[^\s;]*(?:["[]|\\[\s;])/.test(q)) return [];
  const terms = [];
  for (let start = nextTerm(q, 0); start < q.length; start = nextTerm(q, terms.at(-1).end)) {
    const end = endOfTerm(q, start);
    if (end === null) return [];
    terms.push({ text: q.slice(start, end), start, end });
  }
  return terms;
}

/** Return a `q` without one of its terms. */
export const without = (q, { start, end }) => [q.slice(0, start).trim(), q.slice(end).trim()].filter(Boolean).join(" ");

const isSeparator = (character) => /[\s;]/.test(character);

function nextTerm(q, from) {
  let at = from;
  while (at < q.length && isSeparator(q[at])) at += 1;
  return at;
}

/** Return where the term ends that begins here, or `null` if a quote or bracket is left open. */
function endOfTerm(q, start) {
  let depth = 0;
  let isQuoted = false;
  let at = start;
  for (; at < q.length; at += 1) {
    const character = q[at];
    if (character === "\\") at += 1;
    else if (character === '"') isQuoted = !isQuoted;
    else if (isQuoted) continue;
    else if (character === "(") depth += 1;
    else if (character === ")") depth -= 1;
    else if (depth === 0 && isSeparator(character)) break;
  }
  return isQuoted || depth !== 0 ? null : Math.min(at, q.length);
}
