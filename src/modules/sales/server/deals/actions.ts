import * as identity from '#identity/server/public.ts'
import { minorDigits } from '#kernel/contract/currency-digits.ts'
import type { Action } from '#kernel/action.ts'
import type { Ctx } from '#kernel/ctx.ts'
import { CreateDeal, ListDeals } from '#sales/contract/deal.ts'
import { isClosing } from '#sales/contract/pipeline.ts'
import { firstStage } from '#sales/server/deals/beginning.ts'
import * as deals from '#sales/server/deals/deals.ts'
import * as pipelines from '#sales/server/pipelines/pipelines.ts'

/**
 * What others may have done about a sale: the flows of bots. Whoever comes through the same flow again goes on with the deal
 * that the conversation has open. An amount that is no number is left out: whoever takes over sees what was said.
 */
const createDeal: Action = {
  code: 'sales.create-deal',
  order: 40,
  fields: [
    { name: 'title', kind: 'text', isRequired: false },
    { name: 'amount', kind: 'text', isRequired: false },
    { name: 'stage', kind: 'choice', isRequired: false, choices: stagesIn },
    {
      name: 'owner',
      kind: 'choice',
      isRequired: false,
      choices: async (ctx) =>
        (await identity.colleagues(ctx)).filter(({ isActive }) => isActive).map(({ id, name }) => ({ value: id, label: name })),
    },
  ],
  async run(ctx, { title = '', amount = '', stage = '', owner = '' }, { contactId, conversationId }) {
    if (conversationId !== null) {
      const [open] = (await deals.list(ctx, ListDeals.parse({ conversationId, state: 'open', limit: 1 }))).items
      if (open) return { deal: open.id }
    }
    const { id: stageId, currency } = await firstStage(ctx, { stageId: stage || undefined })
    const amountMinor = minorIn(amount, currency)
    const made = await deals.create(
      ctx,
      CreateDeal.parse({
        stageId,
        contactId,
        conversationId,
        ...(title.trim() !== '' && { title: title.trim().slice(0, 200) }),
        ...(owner !== '' && { ownerId: owner }),
        ...(amountMinor !== null && { amountMinor }),
      }),
    )
    return { deal: made.id }
  },
}

export const actions: readonly Action[] = [createDeal]

async function stagesIn(ctx: Ctx): Promise<{ value: string; label: string }[]> {
  const { items } = await pipelines.list(ctx)
  return items
    .filter(({ archivedAt }) => archivedAt === null)
    .flatMap(({ name, stages }) =>
      stages.filter(({ kind }) => !isClosing(kind)).map((stage) => ({ value: stage.id, label: `${name}: ${stage.name}` })),
    )
}

/** `15000`, `$ 15.000,50`, `1.500`: as amounts are written here, points between thousands and a comma before the cents. */
export function minorIn(text: string, currency: string): number | null {
  const written = /\d[\d.,]*/.exec(text)?.[0].replace(/[.,]+$/, '') ?? ''
  const isThousands = /^\d{1,3}([.,]\d{3})+$/.test(written)
  const plain = isThousands
    ? written.replace(/[.,]/g, '')
    : /,\d+$/.test(written)
      ? written.replaceAll('.', '').replace(',', '.')
      : written.replaceAll(',', '')
  const minor = plain === '' ? Number.NaN : Math.round(Number(plain) * 10 ** minorDigits(currency))
  return Number.isSafeInteger(minor) && minor >= 0 && minor <= 100_000_000_000 ? minor : null
}
