import { z } from 'zod'
import type { Ctx } from '#kernel/ctx.ts'
import { listVersion, nextListVersion } from '#kernel/db/list-version.ts'
import { job } from '#kernel/jobs/job.ts'
import type { Retention } from '#kernel/module.ts'
import type { PreviewRetention, RetentionPreview, RetentionRules, SaveRetention } from '#crm/contract/privacy.ts'
import * as store from '#crm/server/privacy/retention.store.ts'
import { retentionTooShort, retentionUnknown } from '#crm/server/problems.ts'

const kindsOf = (ctx: Pick<Ctx, 'modules'>): Retention[] =>
  ctx.modules.flatMap((module) => module.retention ?? []).toSorted((a, b) => a.order - b.order)

function kindOf(ctx: Ctx, code: string, days: number): Retention {
  const kind = kindsOf(ctx).find((one) => one.code === code)
  if (!kind) throw retentionUnknown({ code })
  if (days < kind.leastDays) throw retentionTooShort({ days: kind.leastDays })
  return kind
}

const before = (now: Date, days: number): string => new Date(now.getTime() - days * 86_400_000).toISOString()

const ruleList = 'crm.retention-rules'

export async function list(ctx: Ctx): Promise<RetentionRules> {
  const version = await listVersion(ctx, ruleList)
  const known = new Map((await store.rules(ctx)).map((rule) => [rule.code, rule]))
  return {
    items: kindsOf(ctx).map(({ code, suggestedDays, leastDays }) => {
      const rule = known.get(code)
      return {
        code,
        suggestedDays,
        leastDays,
        days: rule?.days ?? null,
        updatedAt: rule?.updatedAt ?? null,
        updatedByName: rule?.updatedByName ?? null,
      }
    }),
    version,
  }
}

export async function preview(ctx: Ctx, { code, days }: z.output<typeof PreviewRetention>): Promise<RetentionPreview> {
  return { code, days, ...(await kindOf(ctx, code, days).preview(ctx, before(ctx.now, days))) }
}

export async function save(ctx: Ctx, { rules }: SaveRetention): Promise<RetentionRules> {
  for (const { code, days } of rules) kindOf(ctx, code, days ?? Infinity)
  await nextListVersion(ctx, ruleList)
  const known = new Map((await store.rules(ctx)).map((rule) => [rule.code, rule.days]))
  for (const { code, days } of rules) {
    const last = known.get(code) ?? null
    if (last === days) continue
    await (days === null ? store.remove(ctx, code) : store.save(ctx, code, days))
    ctx.audit({
      action: 'crm.retention.changed',
      subject: { kind: 'retention', id: code, name: ctx.t(wordsOf(code)) },
      before: { days: last },
      after: { days },
    })
  }
  return list(ctx)
}

const wordsOf = (code: string): string => code.replace('.', '.retention.')

/** Rows of one statement, and the most of one kind in one night: what is left goes the next one. */
const batchSize = 500
const mostANight = 20_000

/** Every night: what is older than its rule says goes, in short transactions of their own. */
export const applyRetention = job({
  name: 'crm.apply-retention',
  payload: z.object({}),
  attempts: 3,
  async work(desk) {
    const kinds = kindsOf(desk)
    for (const rule of await desk.transaction(store.rules)) {
      const kind = kinds.find((one) => one.code === rule.code)
      if (!kind) continue
      let gone = 0
      for (let isMore = true; isMore && gone < mostANight && !desk.signal.aborted;) {
        const removed = await desk.transaction((ctx) => kind.remove(ctx, before(ctx.now, rule.days), batchSize))
        gone += removed.count
        isMore = removed.isMore
      }
      if (gone === 0) continue
      await desk.transaction(async (ctx) => {
        ctx.audit({
          action: 'crm.retention.applied',
          subject: { kind: 'retention', id: rule.code, name: ctx.t(wordsOf(rule.code)) },
          after: { days: rule.days, removed: gone },
        })
      })
    }
  },
})
