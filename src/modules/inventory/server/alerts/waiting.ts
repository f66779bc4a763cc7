import * as crm from '#crm/server/public.ts'
import { variantsForSale } from '#commerce/server/public.ts'
import type { Page } from '#kernel/contract/page.ts'
import { firstNameOf } from '#kernel/contract/text.ts'
import type { Ctx } from '#kernel/ctx.ts'
import type { NoticeTemplate } from '#inventory/contract/notice.ts'
import type { ListWaiting, Waiting, WaitForStock } from '#inventory/contract/waiting.ts'
import * as store from '#inventory/server/alerts/waiting.store.ts'
import { find } from '#inventory/server/items/items.store.ts'
import { explode, type Take } from '#inventory/server/recipes/explosion.ts'
import { nodes } from '#inventory/server/recipes/recipes.store.ts'
import { write } from '#inventory/server/alerts/writing.ts'
import { settingOf } from '#inventory/server/settings/settings.ts'
import { contactUnknown, itemNotFound, waitNotFound } from '#inventory/server/problems.ts'

export async function list(ctx: Ctx, { search: _search, ...input }: ListWaiting): Promise<Page<Waiting>> {
  const { items, next } = await store.page(ctx, input)
  const contactNames = await crm.names(
    ctx,
    items.flatMap(({ contactId }) => contactId ?? []),
  )
  const goods = await variantsForSale(
    ctx,
    items.map(({ variantId }) => variantId),
  )
  const names = new Map(goods.map(({ id, name }) => [id, name]))
  return {
    items: items.map((row) => ({
      ...row,
      name: names.get(row.variantId) ?? '',
      contactName: (row.contactId && contactNames.get(row.contactId)) || null,
    })),
    next,
  }
}

/** Once it, or what it is made of, is there again they are told, once. Throws `inventory.item_not_found`, `inventory.contact_unknown`. */
export async function wait(ctx: Ctx, { variantId, contactId }: WaitForStock): Promise<Waiting> {
  const [[good], [item]] = [await variantsForSale(ctx, [variantId]), await find(ctx, [variantId])]
  if (!good || (!item?.isKept && good.leftMilli === undefined)) throw itemNotFound()
  const contactName = (await crm.names(ctx, [contactId])).get(contactId)
  if (contactName === undefined) throw contactUnknown()
  const row = await store.put(ctx, variantId, contactId)
  if (!row) throw itemNotFound()
  return { ...row, name: good.name, contactName }
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
  const nameById = new Map(sold.filter(({ refusal }) => refusal !== 'archived' && refusal !== 'sold-out').map(({ id, name }) => [id, name]))
  const due = rows.filter(({ variantId }) => nameById.has(variantId)).slice(0, most)
  for (const row of due)
    await store.settle(ctx, row.id, await refusalOf(ctx, { ...row, name: nameById.get(row.variantId) ?? '' }, waitingTemplate))
  return due.length
}

/** So many dishes are waited for at once in no kitchen. */
const mostMade = 500

/** What is waited for, not counted itself, and made of something that moved: as much of it as all its parts allow. */
export async function madeOfMoved(ctx: Ctx, movedIds: readonly string[]): Promise<{ variantId: string; availableMilli: number }[]> {
  const made = await variantsForSale(ctx, await store.uncounted(ctx, mostMade))
  if (made.length === 0) return []
  const partsOf = ({ id, components }: (typeof made)[number]): Take[] => [{ variantId: id, quantityMilli: 1000 }, ...components]
  const known = await nodes(
    ctx,
    made.flatMap(partsOf).map(({ variantId }) => variantId),
  )
  const isMoved = (one: (typeof made)[number]): boolean => {
    const takes = explode(known, partsOf(one))
    // Of what is made of nothing that is counted any more there is as much as anybody wants.
    return takes.length === 0 || takes.some(({ variantId }) => movedIds.includes(variantId))
  }
  return made.filter(isMoved).map(({ id, leftMilli = Number.MAX_SAFE_INTEGER }) => ({ variantId: id, availableMilli: leftMilli }))
}

/** `null`: they are told. Else somebody has to call them. */
async function refusalOf(
  ctx: Ctx,
  { contactId, name }: store.WaitingRow & { name: string },
  waitingTemplate: NoticeTemplate | null,
): Promise<Waiting['refusal']> {
  const contact = contactId === null ? null : await crm.summary(ctx, contactId)
  if (contactId === null || !contact) return 'contact_gone'
  if ((await crm.restrictedContacts(ctx, [contactId])).has(contactId)) return 'restricted'
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
