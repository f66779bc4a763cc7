/**
 * JSON as `jsonb` takes it. Half of a letter that needs two code units is written as an escape that the database refuses,
 * with everything that stands beside it: a text that somebody cut in the middle of a 🌶, or that came in like that. It
 * becomes U+FFFD, as it does in a column of text.
 */
export const storableJson = (json: string): string =>
  /\\u[dD][89a-fA-F]/.test(json) ? json.replaceAll(escapes, (escape) => (half.test(escape) ? String.raw`\ufffd` : escape)) : json

/** One after the other, so that a backslash which is itself escaped begins nothing; both halves of a letter together. */
const escapes = /\\u[dD][89abAB][\da-fA-F]{2}\\u[dD][c-fC-F][\da-fA-F]{2}|\\u[\da-fA-F]{4}|\\[^u]/g
const half = /^\\u[dD][89a-fA-F][\da-fA-F]{2}$/
