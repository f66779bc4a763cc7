import { z } from 'zod'

/** A field that may be missing and that a stricter reader looks at later. */
export const anything = z.unknown().optional()

/** A text field of a provider: wrong types read as missing, longer than `max` is cut. Never throws. */
export const optionalText = (max: number) =>
  z
    .string()
    .nullish()
    .catch(null)
    .transform((text) => (text == null || text === '' ? null : text.slice(0, max).toWellFormed()))

export const optionalFlag = z
  .boolean()
  .nullish()
  .catch(false)
  .transform((flag) => flag === true)

/** An identifier that becomes part of a unique key: refused, not cut, when it is too long to be one. */
export const identifier = z.string().min(1).max(256)

export const optionalIdentifier = identifier
  .nullish()
  .catch(null)
  .transform((id) => id ?? null)

/** An object of the provider, or an empty one: what is inside decides. */
export const looseObject = z.record(z.string(), z.unknown()).catch({})

/** A list of which only the items that fit are kept; anything else reads as an empty list. */
export const listOf = <T>(item: z.ZodType<T>, max = 1_000) =>
  z
    .array(z.unknown())
    .catch([])
    .transform((items) => {
      const kept: T[] = []
      for (const candidate of items.slice(0, max)) {
        const read = item.safeParse(candidate)
        if (read.success) kept.push(read.data)
      }
      return kept
    })

/** Unix seconds as the provider writes them (a string) to ISO text; null when it is no plausible instant. */
export function instantOf(seconds: unknown): string | null {
  const amount = typeof seconds === 'string' && /^\d{1,12}$/.test(seconds) ? Number(seconds) : seconds
  if (typeof amount !== 'number' || !Number.isInteger(amount) || amount < 0 || amount > 4_102_444_800) return null
  return new Date(amount * 1000).toISOString()
}

/** `+54 9 11…` or `54911…` to digits; null when it cannot be a WhatsApp id. */
export function waIdOf(value: unknown): string | null {
  if (typeof value !== 'string' || value.length > 32) return null
  const digits = value.replace(/[\s+()-]/g, '')
  return /^\d{5,20}$/.test(digits) ? digits : null
}

/** A business-scoped user id (`AR.9001…`, parent form `AR.ENT.…`). Longer or stranger than documented is kept while it can be a key. */
export function userIdOf(value: unknown): string | null {
  return typeof value === 'string' && /^[A-Za-z0-9._:-]{2,160}$/.test(value) ? value : null
}
