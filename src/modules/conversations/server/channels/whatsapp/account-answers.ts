import { z } from 'zod'
import { listOf, optionalFlag, optionalText } from './lenient.ts'
import { jsonOf, phoneNumberIn } from './answers.ts'
import type { PhoneNumber } from './answers.ts'

const token = z.object({
  data: z.object({
    is_valid: z.boolean(),
    app_id: optionalText(60),
    type: optionalText(40),
    expires_at: z.coerce.number().int().nonnegative().nullish().catch(null),
    data_access_expires_at: z.coerce.number().int().nonnegative().nullish().catch(null),
    scopes: listOf(z.string().max(120), 200),
    error: z
      .object({ code: z.int(), message: optionalText(500) })
      .nullish()
      .catch(null),
  }),
})

export type TokenFacts = { isValid: boolean; expiresAt: string | null; scopes: string[]; errorCode: number | null; detail: string | null }

/** What the provider says of a token; a moment of 0 means that it does not end. */
export function tokenIn(body: Uint8Array): TokenFacts | null {
  const read = token.safeParse(jsonOf(body))
  if (!read.success) return null
  const { is_valid: isValid, expires_at: ends, scopes, error } = read.data.data
  return {
    isValid,
    expiresAt: ends ? new Date(ends * 1000).toISOString() : null,
    scopes,
    errorCode: error?.code ?? null,
    detail: error?.message ?? null,
  }
}

const number = z.object({
  name_status: optionalText(60),
  new_name_status: optionalText(60),
  status: optionalText(40),
  is_on_biz_app: optionalFlag,
  code_verification_status: optionalText(40),
})

export type NumberFacts = PhoneNumber & { nameStatus: string | null; isRegistered: boolean | null; isCoexisting: boolean }

/** Everything about a number that a person who connects it has to know. `isRegistered` null: the provider did not say. */
export function numberFactsIn(body: Uint8Array): NumberFacts | null {
  const phone = phoneNumberIn(body)
  const read = number.safeParse(jsonOf(body))
  if (!phone || !read.success) return null
  const { name_status, new_name_status, status, is_on_biz_app } = read.data
  return {
    ...phone,
    nameStatus: new_name_status && new_name_status !== 'NONE' ? new_name_status : name_status,
    isRegistered: status === null ? null : status.toUpperCase() === 'CONNECTED',
    isCoexisting: is_on_biz_app,
  }
}

const account = z.object({
  id: z.union([z.string(), z.number()]).transform(String),
  name: optionalText(200),
  owner_business_info: z
    .object({ id: z.union([z.string(), z.number()]).transform(String) })
    .nullish()
    .catch(null),
})

export function accountIn(body: Uint8Array): { name: string | null; portfolioId: string | null } | null {
  const read = account.safeParse(jsonOf(body))
  return read.success ? { name: read.data.name, portfolioId: read.data.owner_business_info?.id ?? null } : null
}
