import type { Ctx } from '#kernel/ctx.ts'
import type { PhoneHome } from '#kernel/contract/phone.ts'
import * as identity from '#identity/server/public.ts'
import { ownerUnknown } from '#crm/server/problems.ts'

/** Where phones without a country are from: what the caller says, or the organization's own country. */
export async function homeOf(ctx: Ctx, country?: string): Promise<PhoneHome> {
  return { country: country ?? (await identity.organization(ctx)).country }
}

/** Only somebody who works here can answer for a contact. */
export async function requireMember(ctx: Ctx, personId: string): Promise<void> {
  const colleagues = await identity.colleagues(ctx)
  if (!colleagues.some(({ id }) => id === personId)) throw ownerUnknown()
}
