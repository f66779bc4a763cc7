import { e164OfWaId, parsePhone } from '#kernel/contract/phone.ts'
import { searchable } from '#kernel/contract/text.ts'
import type { Ctx } from '#kernel/ctx.ts'
import { shownPhone } from '#kernel/contract/phone-text.ts'
import * as crm from '#crm/server/public.ts'
import { noAddress } from '#conversations/server/problems.ts'
import type { Party } from '#conversations/server/channels/channel-adapter.ts'
import type { ChannelFacts } from '#conversations/server/channels/channels.store.ts'
import * as addresses from './addresses.store.ts'
import type { CardRow } from './card.store.ts'
import { newClocks } from './clocks.ts'

/** Whoever wrote, held for the transaction. `contactName` is there when it had to be asked for anyway. */
export type Known = { addressId: string; contactId: string; contactName?: string; isNew: boolean; ids: addresses.Ids; party: Party }

/** Finds or makes the address and the contact behind it. A hundred first messages at once make one of each. */
export async function meet(ctx: Ctx, channel: ChannelFacts, party: Party): Promise<Known> {
  const held = await addresses.lock(ctx, channel.id, party)
  if (held?.address.contactId) return { addressId: held.address.id, contactId: held.address.contactId, isNew: false, ids: held.ids, party }
  const id = ctx.newId()
  const isMine = held === undefined && (await addresses.add(ctx, { id, channelId: channel.id, contactId: null, ...party }))
  if (held === undefined && !isMine) return meet(ctx, channel, party)
  const addressId = held?.address.id ?? id
  const contact = await contactOf(ctx, channel, party)
  await addresses.belongTo(ctx, addressId, contact.id)
  // Whose turn this is now, nobody merges any more; whoever was found may have been merged just before.
  const contactId = contact.isNew ? contact.id : ((await crm.livingIds(ctx, [contact.id])).get(contact.id) ?? contact.id)
  if (contactId !== contact.id) await addresses.belongTo(ctx, addressId, contactId)
  return { addressId, contactId, contactName: contact.name, isNew: contact.isNew, ids: held?.ids ?? party, party }
}

/** Whoever it is, if they are a customer already. */
export async function recognise(ctx: Ctx, channel: ChannelFacts, party: Party): Promise<Known | undefined> {
  const held = await addresses.lock(ctx, channel.id, party)
  if (!held?.address.contactId) return undefined
  return { addressId: held.address.id, contactId: held.address.contactId, isNew: false, ids: held.ids, party }
}

/** The person as the records of contacts know them. A number that we know in its other spelling is the same person's. */
async function contactOf(ctx: Ctx, channel: ChannelFacts, party: Party): Promise<{ id: string; name: string; isNew: boolean }> {
  const namesake = party.waId !== null && party.userId === null ? await addresses.ownerOfAlias(ctx, party.waId) : undefined
  const name = namesake && (await crm.names(ctx, [namesake])).get(namesake)
  if (namesake && name) return { id: namesake, name, isNew: false }
  return crm.findOrCreateByIdentity(ctx, {
    identities: [
      ...(party.userId ? [{ kind: 'bsuid' as const, value: party.userId }] : []),
      ...(party.waId ? [{ kind: 'wa_id' as const, value: party.waId }] : []),
    ],
    name: party.name ?? party.username ?? undefined,
    source: 'whatsapp',
    country: countryOf(channel.displayPhone),
  })
}

/** Where a contact is reached on a channel: where they wrote from last, else their WhatsApp id, else their telephone. */
export async function addressOn(ctx: Ctx, contactId: string, channel: ChannelFacts): Promise<addresses.Address> {
  const [known] = await addresses.ofContact(ctx, contactId, channel.id)
  // Held, so that what the customer writes at this moment and what we start end up in one conversation.
  if (known) return (await addresses.lock(ctx, channel.id, known))?.address ?? known
  const contact = await crm.summary(ctx, contactId)
  const of = (kind: string): string | undefined => contact?.identities.find((identity) => identity.kind === kind)?.value
  const waId = of('wa_id') ?? of('phone')?.replace(/\D/g, '') ?? null
  const userId = of('bsuid') ?? null
  if (!contact || (waId === null && userId === null)) throw noAddress()
  const address = { id: ctx.newId(), channelId: channel.id, contactId, waId, userId, name: contact.name }
  if (await addresses.add(ctx, address)) return { ...address, sendTo: null }
  // Somebody else's, or made this very moment: the number is theirs now.
  const held = await addresses.lock(ctx, channel.id, { waId, userId })
  if (held?.address.contactId !== contactId) throw noAddress()
  return held.address
}

/** Where the business is, as far as its own number tells. Ids of the provider are international, so little depends on it. */
export function countryOf(displayPhone: string): string {
  const phone = parsePhone(displayPhone, { country: 'AR' })
  return ('country' in phone && phone.country) || 'AR'
}

/** How a person reads where the customer is reached. */
export function shownAddress({ waId, userId, username }: { waId: string | null; userId: string | null; username?: string | null }): string {
  if (waId) return shownPhone(e164OfWaId(waId) ?? `+${waId}`)
  return username ? `@${username}` : (userId ?? '')
}

export const searchTextOf = (row: { contactName: string; contactAddress: string }): string =>
  `${searchable(row.contactName)} ${searchable(row.contactAddress)} ${row.contactAddress.replace(/\D/g, '')}`

/** A conversation that is not written yet. */
export async function newConversation(ctx: Ctx, channel: ChannelFacts, person: Known): Promise<CardRow> {
  const name = person.contactName ?? (await contactOf(ctx, channel, person.party)).name
  return blank(ctx, channel, {
    contactId: person.contactId,
    addressId: person.addressId,
    contactName: name,
    contactAddress: shownAddress(person.party),
  })
}

export function blank(
  ctx: Ctx,
  channel: ChannelFacts,
  who: Pick<CardRow, 'contactId' | 'addressId' | 'contactName' | 'contactAddress'>,
): CardRow {
  const openedAt = ctx.now.toISOString()
  return {
    ...newClocks(openedAt),
    ...who,
    id: ctx.newId(),
    channelId: channel.id,
    channelKind: channel.kind,
    brandId: channel.brandId,
    priority: 'normal',
    assigneeId: null,
    assigneeName: null,
    teamId: channel.defaultTeamId,
    labels: [],
    lastSeq: 0,
    openedAt,
    lastMessageId: null,
    shownMessageId: null,
    mergedIntoId: null,
    version: 1,
    shownId: null,
    shownDirection: 'in',
    shownKind: '',
    shownPreview: '',
    shownAuthorName: '',
    shownAt: openedAt,
    shownState: null,
  }
}
