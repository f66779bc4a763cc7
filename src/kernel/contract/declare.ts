import type { z } from 'zod'

/**
 * What a module declares, as data. One object per endpoint, event and permission is read by the server, the typed
 * browser client, the OpenAPI document, the authorization matrix and the navigation. Browser-safe.
 */

export type Permission = { readonly code: string }

/** A right that roles are made of: `module.verb`. Its words live in the locales under `<module>.permissions.<verb>`. */
export const permission = (code: string): Permission => ({ code })

/** No session needed. The handler gets no tenant and must find it by itself (login, provider webhooks). */
export const anyone: Permission = { code: 'kernel.anyone' }
/** Any signed-in person, without a tenant: choose an organization, change one's own password. */
export const signedIn: Permission = { code: 'kernel.signed-in' }
/** Any member of the organization in use, whatever the role. */
export const member: Permission = { code: 'kernel.member' }

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

export type Endpoint<I extends z.ZodType = z.ZodType, O extends z.ZodType = z.ZodType> = {
  readonly method: Method
  /** Below `/api/v1`. `:name` parts are taken from `input`; the rest of `input` is the query (GET, DELETE) or the JSON body. */
  readonly path: `/${string}`
  readonly permission: Permission
  readonly input: I
  readonly output: O
  /** Updates that need `If-Match: "<version>"`; the expected version reaches the use case as `ctx.ifMatch`. */
  readonly versioned?: boolean
  /** Pages of any origin may read the answer: for what anybody may ask, and nothing else. */
  readonly fromAnywhere?: boolean
  /** Bytes. 64 KiB when absent. */
  readonly bodyLimit?: number
  /**
   * `json` when absent. `file`: multipart with one file, which reaches the use case as `ctx.upload` and never through
   * the JSON input. `raw`: the bytes as they came (signed webhooks), as `ctx.request.rawBody`; `input` is the query.
   */
  readonly accepts?: 'json' | 'file' | 'raw'
}

export const endpoint = <I extends z.ZodType, O extends z.ZodType>(declaration: Endpoint<I, O>): Endpoint<I, O> => declaration

export type InputOf<E> = E extends Endpoint<infer I, z.ZodType> ? z.input<I> : never
export type OutputOf<E> = E extends Endpoint<z.ZodType, infer O> ? z.output<O> : never

export type EventType<D = unknown> = { readonly name: string; readonly data: z.ZodType<D> }

/** Something that happened: `module.noun.past`. */
export const event = <D>(name: string, data: z.ZodType<D>): EventType<D> => ({ name, data })
