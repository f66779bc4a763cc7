import { variantsForSale } from '#commerce/server/public.ts'
import { names } from '#crm/server/public.ts'
import { z } from 'zod'
import { Id } from '#kernel/contract/ids.ts'
import { firstNameOf } from '#kernel/contract/text.ts'
import { Day } from '#kernel/contract/time.ts'
import type { Ctx } from '#kernel/ctx.ts'
import { quantityInWords, tagOf } from '#kernel/i18n/in-words.ts'
import { job } from '#kernel/jobs/job.ts'
import * as store from '#orders/server/recurring/recurring.store.ts'
import { tellPerson } from '#orders/server/recurring/telling-person.ts'
import { writeFreely } from '#orders/server/telling/telling.ts'

/**
 * Asks the customer, once a date, whether it is as always. Where nothing may be written to them by now (the window is closed,
 * there is no number) somebody is told to ask; who wants no messages gets none, and nobody is told to write to them.
 */
export const askCustomer = job({
  name: 'orders.ask-about-recurring-order',
  payload: z.object({ id: Id, on: Day }),
  async run(ctx, { id, on }) {
    const row = await store.lock(ctx, id)
    if (row?.state !== 'active' || row.nextOn !== on || row.askedOn === on) return
    const name = (await names(ctx, [row.contactId])).get(row.contactId) ?? ''
    const values = { name: firstNameOf(name) || 'none', day: dayInWords(ctx, on), items: await itemsOf(ctx, row) }
    const outcome = await writeFreely(ctx, row.contactId, ctx.t('orders.recurring.question', values))
    if ('refusal' in outcome && outcome.refusal !== 'opted_out' && outcome.refusal !== 'restricted')
      await tellPerson(ctx, row, ctx.t('orders.recurring.task_ask', { ...values, name }), {
        notes: values.items,
        href: '/pedidos?ver=programados',
      })
    await store.setAsked(ctx, id, on)
  },
})

async function itemsOf(ctx: Ctx, { lines }: store.RecurringRow): Promise<string> {
  const sold = await variantsForSale(
    ctx,
    lines.map(({ variantId }) => variantId),
  )
  return lines
    .flatMap(({ variantId, quantityMilli }) => {
      const name = sold.find(({ id }) => id === variantId)?.name
      return name === undefined ? [] : [`${quantityInWords(ctx, quantityMilli)} × ${name}`]
    })
    .join(', ')
}

const dayInWords = ({ locale }: Ctx, on: string): string =>
  new Intl.DateTimeFormat(tagOf(locale), { weekday: 'long', day: 'numeric', month: 'long', timeZone: 'UTC' }).format(
    new Date(`${on}T00:00:00Z`),
  )
