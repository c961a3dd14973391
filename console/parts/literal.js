// Texts inside of a `q`.

/** Return a text as a regular expression in quotes that matches what begins with just this text. */
export function beginning(text) {
  const escaped = text.replaceAll(/[\\^$.|?*+()[\]{}]/g, String.raw`\$&`);
  return `~"^${escaped.replaceAll("\\", String.raw`\\`).replaceAll('"', String.raw`\"`)}"`;
}
