// Texts inside of a `q`.

/** Return a text in quotes. */
export const quoted = (text) => `"${text.replaceAll("\\", String.raw`\\`).replaceAll('"', String.raw`\"`)}"`;

/** Return a text as a regular expression in quotes that matches what begins with just this text. */
export const beginning = (text) => `~${quoted(`^${escaped(text)}`)}`;

/** Return a text as a regular expression in quotes that matches what has just this text in it. */
export const containing = (text) => `~${quoted(escaped(text))}`;

const escaped = (text) => text.replaceAll(/[\\^$.|?*+()[\]{}]/g, String.raw`\$&`);
