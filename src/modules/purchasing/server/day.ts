import { wallOf } from '#kernel/contract/business-time.ts'
import type { Ctx } from '#kernel/ctx.ts'

/** The calendar day that it is where the organization is: `2026-11-21`. */
export const dayOf = ({ zone, now }: Pick<Ctx, 'zone' | 'now'>): string => new Date(wallOf(zone, now.getTime())).toISOString().slice(0, 10)
