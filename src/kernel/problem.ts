import type { Details, Translate } from '#kernel/i18n/translate.ts'

/**
 * A refusal that the caller can understand and act on: a stable code, an HTTP status and details for its sentence.
 * The sentence lives in the locales under `<module>.problems.<name>`, so that each caller reads it in their language.
 */
export class Problem extends Error {
  readonly code: string
  readonly status: number
  readonly details: Details
  constructor(code: string, status: number, details: Details = {}) {
    super(code)
    this.name = 'Problem'
    this.code = code
    this.status = status
    this.details = details
  }
}

/** What a person reads of a refusal: `crm.contact_not_found` is said by `crm.problems.contact_not_found`. */
export const sentenceOf = (t: Translate, { code, details }: Pick<Problem, 'code' | 'details'>): string =>
  t(code.replace('.', '.problems.'), details)

/** Declares a failure of a module: `const notFound = problem('crm.contact_not_found', 404)`, thrown as `throw notFound()`. */
export const problem =
  <D extends Details = Record<never, never>>(code: string, status: number) =>
  (details?: D): Problem =>
    new Problem(code, status, details)

/** The same, said by its own sentence at the field of the caller's input that it is about. */
export const atField = (t: Translate, path: string, problem: Problem): Problem =>
  new Problem(problem.code, problem.status, { ...problem.details, issues: [{ path, message: sentenceOf(t, problem) }] })

const forbidden = problem<{ permission: string; by: 'role' | 'key' }>('kernel.forbidden', 403)
/** A person is told of their role, a programme of its key. */
export const mayNot = (actor: { kind: string }, permission: { code: string }): Problem =>
  forbidden({ permission: permission.code, by: actor.kind === 'api-key' ? 'key' : 'role' })
export const unauthenticated = problem('kernel.unauthenticated', 401)
export const apiKeyInvalid = problem('kernel.api_key_invalid', 401)
export const invalidInput = problem<{ issues: { path: string; message: string }[] }>('kernel.invalid_input', 422)
/** Of numbers that each are fine. */
export const amountTooLarge = problem('kernel.amount_too_large', 422)
export const malformed = problem('kernel.malformed', 400)
export const headTooLarge = problem('kernel.head_too_large', 431)
export const tooSlow = problem('kernel.too_slow', 408)
export const notFound = problem('kernel.not_found', 404)
export const changedMeanwhile = problem<{ version?: number }>('kernel.changed_meanwhile', 409)
export const ifMatchMissing = problem('kernel.if_match_missing', 428)
export const keyReused = problem('kernel.idempotency_key_reused', 409)
export const invalidFilter = problem<{ filter: string }>('kernel.invalid_filter', 422)
export const invalidSort = problem<{ sort: string }>('kernel.invalid_sort', 422)
export const invalidCursor = problem('kernel.invalid_cursor', 422)
export const tooLarge = problem<{ limit: number }>('kernel.too_large', 413)
export const tooMany = problem<{ retryAfterSeconds: number }>('kernel.too_many_requests', 429)
export const unavailable = problem<{ retryAfterSeconds?: number }>('kernel.unavailable', 503)
