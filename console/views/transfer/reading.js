// Customers in a file: a JSON document for each line, or CSV with the members' names in the first line.

import { members } from "../../description.js";

const SCHEMA = "CustomerImportDto";
// What a name such as `__proto__` would reach is not the customer.
const UNSAFE = new Set(["__proto__", "constructor", "prototype"]);

const isObject = (value) => typeof value === "object" && value !== null && !Array.isArray(value);

/**
 * Return `{records, problems}` of a file's text. A record is `{line, customer}`, a problem `{line, message}`; lines count
 * from 1. `names` make the messages of problems.
 */
export function read(text, names) {
  const content = text.replace(/^\ufeff/, "");
  return /^\s*[{[]/.test(content) ? readLines(content, names) : readCsv(content, names);
}

function readLines(text, names) {
  const records = [];
  const problems = [];
  text.split(/\r?\n/).forEach((each, position) => {
    if (!each.trim()) return;
    const line = position + 1;
    try {
      const read = JSON.parse(each);
      // What was rejected is saved with its reason, and comes back so.
      const customer = isObject(read?.record) ? read.record : read;
      if (isObject(customer)) records.push({ line, customer });
      else problems.push({ line, message: names.notObject() });
    } catch (error) {
      problems.push({ line, message: names.notJson(error.message) });
    }
  });
  return { records, problems };
}

function readCsv(text, names) {
  const [header, ...rows] = cells(text);
  if (!header) return { records: [], problems: [{ line: 1, message: names.empty() }] };
  const known = new Set([...members(SCHEMA), "addresses"]);
  const isKnown = (name) => known.has(name.split(".")[0]) && !name.split(".").some((each) => UNSAFE.has(each));
  const isClear = (name, place) => !header.values.some((other, at) => at !== place && (other === name || other.startsWith(`${name}.`)));
  const unknown = header.values.filter((name) => !isKnown(name));
  const unclear = header.values.filter((name, place) => isKnown(name) && !isClear(name, place));
  const problems = [...unknown.map((name) => names.unknown(name)), ...unclear.map((name) => names.twice(name))].map((message) => ({ line: 1, message }));
  const records = [];
  for (const { line, values } of rows) {
    if (values.length === header.values.length) records.push({ line, customer: customerOf(header.values, values) });
    else problems.push({ line, message: names.cells(values.length, header.values.length) });
  }
  return { records: unknown.length || unclear.length ? [] : records, problems };
}

/** Return rows as `{line, values}`; quoted cells may hold separators, quotes and line breaks. */
function cells(text) {
  const separator = (text.split("\n", 1)[0].match(/;/g) ?? []).length > (text.split("\n", 1)[0].match(/,/g) ?? []).length ? ";" : ",";
  const rows = [];
  let line = 1;
  let begun = 1;
  let values = [];
  let cell = "";
  let isQuoted = false;
  const endCell = () => {
    values.push(cell.trim());
    cell = "";
  };
  const endRow = () => {
    endCell();
    if (values.some(Boolean)) rows.push({ line: begun, values });
    values = [];
    begun = line;
  };
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at];
    if (character === "\n") line += 1;
    if (isQuoted && character === '"' && text[at + 1] === '"') {
      cell += '"';
      at += 1;
    } else if (character === '"') isQuoted = !isQuoted;
    else if (!isQuoted && character === separator) endCell();
    else if (!isQuoted && character === "\n") endRow();
    else if (character !== "\r" || isQuoted) cell += character;
  }
  endRow();
  return rows;
}

/** Return the customer of a row: `account.email` is a member of a member; `true` and `false` are booleans. */
function customerOf(names, values) {
  const customer = Object.create(null);
  names.forEach((name, place) => {
    if (values[place] === "") return;
    const path = name.split(".");
    const last = path.pop();
    const into = path.reduce((found, each) => (found[each] ??= Object.create(null)), customer);
    into[last] = { true: true, false: false }[values[place]] ?? values[place];
  });
  return customer;
}
