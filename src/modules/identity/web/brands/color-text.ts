/** As the server wants it: `#c2410c`. */
export const isColor = (text: string): boolean => /^#[0-9a-f]{6}$/.test(text)

/** `C2410C` and `#f60` as colours are kept; what is none stays as it was written. */
export function completedColor(text: string): string {
  const digits = /^#?([0-9a-f]{3}|[0-9a-f]{6})$/.exec(text.trim().toLowerCase())?.[1]
  if (digits === undefined) return text
  return `#${digits.length === 3 ? digits.replaceAll(/./g, '$&$&') : digits}`
}
