import type { Ctx } from '#kernel/ctx.ts'
import { Currency } from '#kernel/contract/money.ts'
import * as identity from '#identity/server/public.ts'
import type { Stage } from '#sales/contract/pipeline.ts'
import * as store from '#sales/server/pipelines/pipelines.store.ts'

type Usual = Omit<Stage, 'id' | 'name'> & { word: string }

const stage = (word: string, kind: Stage['kind'], probability: number, color: Stage['color'], rottingDays: number | null): Usual => ({
  word,
  kind,
  probability,
  color,
  rottingDays,
  requiredFields: [],
})

const usual: readonly Usual[] = [
  stage('new', 'open', 10, 'blue', 7),
  stage('qualified', 'open', 35, 'violet', 14),
  stage('proposal', 'proposal', 60, 'amber', 10),
  stage('negotiation', 'negotiation', 80, 'orange', 10),
  stage('won', 'won', 100, 'green', null),
  stage('lost', 'lost', 0, 'gray', null),
]
const reasons = ['price', 'silent', 'competitor', 'budget', 'fit'] as const

/** The usual pipeline and, unless there are any, the usual reasons; answers its id. */
export async function layOut(ctx: Ctx): Promise<string> {
  const id = ctx.newId()
  const { currency } = await identity.organization(ctx)
  await store.insert(ctx, {
    id,
    name: ctx.t('sales.usual.pipeline'),
    brandId: null,
    currency: Currency.safeParse(currency).data ?? 'USD',
    asksNextStep: false,
  })
  await store.putStages(
    ctx,
    id,
    usual.map(({ word, ...rest }) => ({ ...rest, id: ctx.newId(), name: ctx.t(`sales.usual.${word}`) })),
  )
  if ((await store.lostReasons(ctx)).length === 0)
    await store.writeLostReasons(
      ctx,
      reasons.map((word) => ({ id: ctx.newId(), name: ctx.t(`sales.usual.${word}`) })),
    )
  return id
}
