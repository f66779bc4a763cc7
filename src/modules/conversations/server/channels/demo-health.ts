import type { Ctx } from '#kernel/ctx.ts'
import * as store from './health.store.ts'
import { coexistingThroughput, standardThroughput } from './limits.ts'

type Told = { daysAfter: number; field: string; kind: string; tone: 'ok' | 'info' | 'warn'; text: string | null }

/** What the provider could have told about a healthy number in its first weeks. */
const past: readonly Told[] = [
  { daysAfter: 1, field: 'phone_number_name_update', kind: 'name-approved', tone: 'ok', text: null },
  { daysAfter: 9, field: 'phone_number_quality_update', kind: 'limit-higher', tone: 'ok', text: 'TIER_1K' },
]

/** A number of a demo business looks like one that has been in use for as long as its conversations. */
export async function tellPast(ctx: Ctx, channelId: string, isCoexisting: boolean): Promise<void> {
  const health = await store.lock(ctx, channelId)
  await store.write(ctx, {
    ...health,
    nameStatus: 'APPROVED',
    isRegistered: true,
    isCoexisting,
    throughputPerSecond: isCoexisting ? coexistingThroughput : standardThroughput,
    dailyLimit: 1_000,
    tokenState: 'valid',
  })
  for (const { daysAfter, field, kind, tone, text } of past) {
    const at = new Date(ctx.now.getTime() + daysAfter * 86_400_000).toISOString()
    await store.remember(ctx, { channelId, field, key: 'demo', kind, tone, detail: { text }, at })
  }
}
