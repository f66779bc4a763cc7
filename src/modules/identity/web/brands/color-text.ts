/** As the server wants it: `#c2410c`. */
export const isColor = (text: string): boolean => /^#[0-9a-f]{6}$/.test(text)

/** `C2410C` and `#f60` as colours are kept; what is none stays what was written. */
export function completedColor(text: string): string {
  const lower = text.trim().toLowerCase()
  const digits = /^#?([0-9a-f]{3}|[0-9a-f]{6})$/.exec(lower)?.[1]
  if (digits === undefined) return lower
  return `#${digits.length === 3 ? digits.replaceAll(/./g, '$&$&') : digits}`
}
