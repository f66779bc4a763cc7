import * as conversations from '#conversations/server/public.ts'
import * as crm from '#crm/server/public.ts'
import type { Brand } from '#identity/contract/brand.ts'
import * as identity from '#identity/server/public.ts'
import { searchable } from '#kernel/contract/text.ts'
import type { Ctx } from '#kernel/ctx.ts'
import { brandUnknown, contactUnknown } from '#orders/server/problems.ts'

export type Customer = { id: string; name: string; phone: string | null }

/** Whose it is and which brand's: of a conversation unless it is said. */
export async function frameOf(
  ctx: Ctx,
  input: { brandId?: string | undefined; contactId: string | null; conversationId: string | null },
): Promise<{ brand: Brand; customer: Customer | null }> {
  const conversation = input.conversationId === null ? null : await conversations.getConversation(ctx, { id: input.conversationId })
  const brands = await identity.brands(ctx)
  const brandId = input.brandId ?? conversation?.brandId
  const brand = brandId === undefined ? brands[0] : brands.find(({ id }) => id === brandId)
  if (!brand) throw brandUnknown()
  return { brand, customer: await customerOf(ctx, input.contactId ?? conversation?.contactId ?? null) }
}

/** Who it is by now: a contact that was merged is the one that it was merged into. */
export async function customerOf(ctx: Ctx, contactId: string | null): Promise<Customer | null> {
  if (contactId === null) return null
  const found = await crm.summary(ctx, contactId)
  const contact = found?.mergedInto ? await crm.summary(ctx, (await crm.livingIds(ctx, [contactId])).get(contactId) ?? contactId) : found
  if (!contact) throw contactUnknown()
  return { id: contact.id, name: contact.name, phone: contact.phone }
}

/** What an order is found by: its number, who it is for, their telephone without blanks, the table. */
export const searchTextOf = (order: { number: string | null; tableName: string | null }, customer: Omit<Customer, 'id'> | null): string =>
  searchable([order.number, customer?.name, customer?.phone?.replaceAll(/\D/g, ''), order.tableName].filter(Boolean).join(' '))
