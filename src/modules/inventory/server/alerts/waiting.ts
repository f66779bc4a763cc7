import * as crm from '#crm/server/public.ts'
import { variantsForSale } from '#commerce/server/public.ts'
import type { Page } from '#kernel/contract/page.ts'
import { firstNameOf } from '#kernel/contract/text.ts'
import type { Ctx } from '#kernel/ctx.ts'
import type { NoticeTemplate } from '#inventory/contract/notice.ts'
import type { ListWaiting, Waiting, WaitForStock } from '#inventory/contract/waiting.ts'
import * as store from '#inventory/server/alerts/waiting.store.ts'
import { find } from '#inventory/server/items/items.store.ts'
import { write } from '#inventory/server/alerts/writing.ts'
import { settingOf } from '#inventory/server/settings/settings.ts'
import { contactUnknown, itemNotFound, waitNotFound } from '#inventory/server/problems.ts'

export async function list(ctx: Ctx, { search: _search, ...input }: ListWaiting): Promise<Page<Waiting>> {
  const { items, next } = await store.page(ctx, input)
  const names = await crm.names(
    ctx,
    items.flatMap(({ contactId }) => contactId ?? []),
  )
  return { items: items.map((row) => ({ ...row, contactName: (row.contactId && names.get(row.contactId)) || null })), next }
}

/** Once it is there again they are told, once. Throws `inventory.item_not_found`, `inventory.contact_unknown`. */
export async function wait(ctx: Ctx, { variantId, contactId }: WaitForStock): Promise<Waiting> {
  const [item] = await find(ctx, [variantId])
  if (!item?.isKept) throw itemNotFound()
  const name = (await crm.names(ctx, [contactId])).get(contactId)
  if (name === undefined) throw contactUnknown()
  const row = await store.put(ctx, variantId, contactId)
  if (!row) throw itemNotFound()
  return { ...row, contactName: name }
}

export async function withdraw(ctx: Ctx, { id }: { id: string }): Promise<Record<string, never>> {
  if (!(await store.withdraw(ctx, id))) throw waitNotFound()
  return {}
}

/** Those who asked first are told first, no more of them than there are units, and nobody twice. */
export async function tellWaiting(
  ctx: Ctx,
  there: readonly { variantId: string; availableMilli: number }[],
  most: number,
): Promise<number> {
  const counts = there.flatMap(({ variantId, availableMilli }) =>
    availableMilli > 0 ? [{ variantId, count: Math.min(most, Math.max(1, Math.floor(availableMilli / 1000))) }] : [],
  )
  const rows = counts.length === 0 ? [] : await store.first(ctx, counts)
  if (rows.length === 0) return 0
  const [sold, { waitingTemplate }] = [
    await variantsForSale(ctx, [...new Set(rows.map(({ variantId }) => variantId))]),
    await settingOf(ctx),
  ]
  // What was taken off the menu by hand is there and cannot be had: whoever waits for it goes on waiting.
  const isSold = ({ variantId }: store.WaitingRow): boolean =>
    sold.some(({ id, refusal }) => id === variantId && refusal !== 'archived' && refusal !== 'sold-out')
  const due = rows.filter(isSold).slice(0, most)
  for (const row of due) await store.settle(ctx, row.id, await refusalOf(ctx, row, waitingTemplate))
  return due.length
}

/** `null`: they are told. Else somebody has to call them. */
async function refusalOf(
  ctx: Ctx,
  { contactId, name }: store.WaitingRow,
  waitingTemplate: NoticeTemplate | null,
): Promise<Waiting['refusal']> {
  const contact = contactId === null ? null : await crm.summary(ctx, contactId)
  if (contactId === null || !contact) return 'contact_gone'
  if ((await crm.restrictedAmong(ctx, [contactId])).has(contactId)) return 'restricted'
  const consents = await crm.consentStates(ctx, { contactIds: [contactId], channel: 'whatsapp', purpose: 'service' })
  if (consents.get(contactId) === 'denied') return 'opted_out'
  const customer = firstNameOf(contact.name)
  return write(ctx, {
    contact,
    text: ctx.t('inventory.waiting.message', { customer: customer || 'none', product: name }),
    template: waitingTemplate,
    known: { '{{nombre}}': customer || contact.name, '{{producto}}': name },
  })
}
