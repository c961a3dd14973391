// Texts in the reader's language: a file for each in `texts/`, with the same names.

import de from "./texts/de.js";
import en from "./texts/en.js";
import { words } from "./formats.js";

const LANGUAGE = "language";
const LANGUAGES = { en, de };

/** Return the language that the reader chose, else the browser's, else English. */
export function language() {
  const wanted = [localStorage.getItem(LANGUAGE), ...navigator.languages];
  return wanted.map((each) => each?.slice(0, 2)).find((each) => each in LANGUAGES) ?? "en";
}

export const languages = () => Object.keys(LANGUAGES);

export function choose(each) {
  localStorage.setItem(LANGUAGE, each);
}

/** Return a text by its name, with `{names}` replaced by values. */
export function t(name, values = {}) {
  const text = LANGUAGES[language()][name] ?? en[name];
  return text.replaceAll(/\{(\w+)\}/g, (_, each) => String(values[each] ?? ""));
}

/** Return what to call a member of the API: its own words in English, unless there is a text for it. */
export function labelOf(member) {
  const name = `member.${member}`;
  return LANGUAGES[language()][name] ?? en[name] ?? words(member);
}
