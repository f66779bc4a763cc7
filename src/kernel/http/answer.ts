import { z } from 'zod'
import { isBeyondExact } from '#kernel/contract/shares.ts'
import { fieldWords } from '#kernel/http/field-words.ts'
import type { Locale, Translate } from '#kernel/i18n/translate.ts'
import { amountTooLarge, invalidInput, malformed, Problem, sentenceOf, unavailable } from '#kernel/problem.ts'
import { connectionIsLost } from '#kernel/db/database.ts'

export type ProblemAnswer = {
  type: string
  title: string
  status: number
  code: string
  requestId: string
  details: Record<string, unknown>
  issues?: { path: string; message: string }[]
}

const wordsByLocale = { es: z.locales.es().localeError, en: z.locales.en().localeError, pt: z.locales.pt().localeError }

/** Input that does not fit its schema becomes one problem with a sentence per field, in the caller's language. */
export function parseInput<S extends z.ZodType>(schema: S, input: unknown, locale: Locale, t: Translate): z.output<S> {
  const unstorable = placeOfNul(input)
  if (unstorable !== undefined) throw invalidInput({ issues: [{ path: unstorable.slice(0, 200), message: t('kernel.fields.character') }] })
  const parsed = schema.safeParse(input, { error: (issue) => fieldWords(issue, t) ?? wordsByLocale[locale](issue) })
  if (parsed.success) return parsed.data
  throw invalidInput({
    issues: parsed.error.issues.slice(0, 50).map((issue) => ({
      path: issue.path.map(String).join('.').slice(0, 200),
      message: isKey(issue.message) ? t(issue.message) : issue.message,
    })),
  })
}

const nul = '\u0000'

/** The first place with a U+0000, which neither text nor JSON of the database can hold. Refused here, nobody behind has to think of it. */
function placeOfNul(input: unknown): string | undefined {
  const places = [{ path: '', value: input }]
  for (const { path, value } of places) {
    if (typeof value === 'string' && value.includes(nul)) return path
    if (typeof value !== 'object' || value === null) continue
    for (const [name, inner] of Object.entries(value)) {
      if (name.includes(nul)) return path
      if (typeof inner === 'string' || typeof inner === 'object')
        places.push({ path: path === '' ? name : `${path}.${name}`, value: inner })
    }
  }
  return undefined
}

const isKey = (message: string): boolean => /^[a-z-]+(\.[a-z_]+)+$/.test(message)

/** `crm.contact_not_found` → the sentence under `crm.problems.contact_not_found`. */
export function problemAnswer(problem: Problem, requestId: string, t: Translate): ProblemAnswer {
  const { issues, ...details } = problem.details as { issues?: ProblemAnswer['issues'] }
  return {
    type: `https://yapa.example/problems/${problem.code}`,
    title: sentenceOf(t, problem),
    status: problem.status,
    code: problem.code,
    requestId,
    details,
    ...(issues && { issues }),
  }
}

/** SQLSTATEs that bad input can cause in spite of its schema: they are the caller's to mend, not ours to be paged for. */
const inputStates = new Set(['22001', '22003', '22007', '22008', '22021', '22P02', '22P05'])

/** Turns whatever was thrown into a problem; `undefined` for what only our own mistake can explain. */
export function problemOf(error: unknown): Problem | undefined {
  if (error instanceof Problem) return error
  if (isBeyondExact(error)) return amountTooLarge()
  const { code, statusCode, severity } = error as { code?: string; statusCode?: number; severity?: string }
  if (severity && code && inputStates.has(code)) return new Problem('kernel.invalid_input', 422)
  if (severity && code === '55P03') return unavailable()
  if (statusCode === 413) return new Problem('kernel.too_large', 413)
  if (statusCode === 415) return new Problem('kernel.unsupported_media', 415)
  if (statusCode !== undefined && statusCode >= 400 && statusCode < 500) return new Problem('kernel.malformed', 400)
  if (error instanceof Error && isBrokenForm(error)) return malformed()
  if (error instanceof Error && databaseIsAway(error)) return unavailable()
  return undefined
}

/** What the reader of forms says of one that it cannot read; it gives no code. */
const isBrokenForm = ({ message }: Error): boolean => /^Multipart: |unexpected end of multipart data|^Malformed part header/i.test(message)

const databaseIsAway = (error: Error & { code?: string; syscall?: string; severity?: string }): boolean =>
  (error.severity !== undefined && connectionIsLost(error)) ||
  /^(ECONNREFUSED|ECONNRESET|EPIPE|ENOENT)$/.test(error.code ?? '') ||
  /Connection terminated|timeout exceeded when trying to connect|not queryable/.test(error.message)

/** In tests: an answer that carries fields its contract does not know would show them to the world in production. */
export function assertFits(schema: z.ZodType, answer: unknown, name: string): void {
  const parsed = schema.safeParse(answer)
  if (!parsed.success) throw new Error(`the answer of ${name} breaks its contract: ${z.prettifyError(parsed.error)}`)
  const extra = extraKey(answer, parsed.data)
  if (extra) throw new Error(`the answer of ${name} carries ${extra}, which its contract does not declare`)
}

function extraKey(answer: unknown, parsed: unknown, path = ''): string | undefined {
  if (Array.isArray(answer) && Array.isArray(parsed)) {
    for (let i = 0; i < answer.length; i++) {
      const found = extraKey(answer[i], parsed[i], `${path}[${i}]`)
      if (found) return found
    }
    return undefined
  }
  if (typeof answer !== 'object' || answer === null || typeof parsed !== 'object' || parsed === null) return undefined
  for (const [key, value] of Object.entries(answer)) {
    if (value === undefined) continue
    if (!Object.hasOwn(parsed, key)) return `${path}.${key}`
    const found = extraKey(value, (parsed as Record<string, unknown>)[key], `${path}.${key}`)
    if (found) return found
  }
  return undefined
}
