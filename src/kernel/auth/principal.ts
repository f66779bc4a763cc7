import type { Actor } from '#kernel/ctx.ts'
import type { Locale } from '#kernel/i18n/translate.ts'

/** What a request presented to be known: the value of the session cookie, or an API key. */
export type Credentials = { sessionToken?: string; apiKey?: string }

/**
 * Who stands behind a request, as one look-up found it. `person` and `sessionId` are set for people, not for API keys.
 * `orgId` is the organization in use: null for somebody who belongs to none, or was suspended in the one they used.
 */
export type Principal = {
  readonly person?: { readonly id: string; readonly name: string; readonly email: string; readonly locale: Locale }
  readonly sessionId?: string
  readonly actor: Actor
  readonly orgId: string | null
  readonly locale: Locale
  /** IANA zone of the organization in use; UTC without one. */
  readonly zone: string
  /** Web pages that may use this API key from a browser. */
  readonly allowedOrigins?: readonly string[]
}
