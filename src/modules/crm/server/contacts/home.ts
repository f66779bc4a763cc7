import type { Ctx } from '#kernel/ctx.ts'
import type { PhoneHome } from '#kernel/contract/phone.ts'

export const homeOf = async (_ctx: Ctx, country?: string): Promise<PhoneHome> => ({ country: country ?? 'AR' })
export const requireMember = async (_ctx: Ctx, _id: string): Promise<void> => {}
