import type { InputOf } from '#kernel/contract/declare.ts'
import type { placeOrder } from '#orders/contract/order-api.ts'
import type { EditOrder, Order } from '#orders/contract/order.ts'

type PlaceInput = InputOf<typeof placeOrder>
export type Door = PlaceInput['door']
export type Fulfilment = PlaceInput['fulfilment']
export type Method = NonNullable<PlaceInput['paymentMethod']>

/** A line that is being put together. `id`: of one that is in the order already; `isSold: false`: of what is sold no more. */
export type DraftLine = {
  key: string
  id?: string
  variantId: string
  productId: string
  name: string
  unit: string
  quantityMilli: number
  modifierIds: string[]
  modifierNames: string[]
  note: string
  isSold?: boolean
}

export type Place = { text: string; notes: string; latitude: number | null; longitude: number | null }

export type Draft = {
  brandId: string
  contact: { id: string; name: string } | null
  fulfilment: Fulfilment
  address: Place
  zoneId: string | null
  /** The fee that somebody says where no zone does; null: zones say it. */
  byHandMinor: number | null
  tableName: string
  note: string
  couponCodes: string[]
  lines: DraftLine[]
  paymentMethod: Method | null
  paysWithMinor: number | null
}

export const nowhere: Place = { text: '', notes: '', latitude: null, longitude: null }

export const blank = (brandId: string, start: Partial<Draft> = {}): Draft => ({
  brandId,
  contact: null,
  fulfilment: 'pickup',
  address: nowhere,
  zoneId: null,
  byHandMinor: null,
  tableName: '',
  note: '',
  couponCodes: [],
  lines: [],
  paymentMethod: null,
  paysWithMinor: null,
  ...start,
})

/** An order as it can be changed: its lines keep who they are. */
export const draftOf = (order: Order): Draft => ({
  brandId: order.brandId,
  contact: order.contactId === null ? null : { id: order.contactId, name: order.contactName ?? '' },
  fulfilment: order.fulfilment,
  address: order.address ?? nowhere,
  zoneId: order.zoneId,
  byHandMinor: null,
  tableName: order.tableName ?? '',
  note: order.note,
  couponCodes: order.couponCodes,
  lines: order.lines
    .filter(({ removedAt }) => removedAt === null)
    .map((line) => ({
      key: line.id,
      id: line.id,
      variantId: line.variantId,
      productId: line.productId,
      name: line.name,
      unit: line.unit,
      quantityMilli: line.quantityMilli,
      modifierIds: line.modifiers.map(({ id }) => id),
      modifierNames: line.modifiers.map(({ name }) => name),
      note: line.note,
    })),
  paymentMethod: order.paymentMethod,
  paysWithMinor: order.paysWithMinor,
})

const isSaid = ({ text, latitude }: Place): boolean => text.trim() !== '' || latitude !== null
export const lineInput = ({ id, variantId, quantityMilli, modifierIds, note }: DraftLine) => ({
  ...(id !== undefined && { id }),
  variantId,
  quantityMilli,
  modifierIds,
  note,
})

/** What is sent of it; a new line has no id of its own. */
export const inputOf = (draft: Draft) => ({
  contactId: draft.contact?.id ?? null,
  fulfilment: draft.fulfilment,
  address: draft.fulfilment === 'delivery' && isSaid(draft.address) ? { ...draft.address, text: draft.address.text.trim() } : null,
  zoneId: draft.fulfilment === 'delivery' ? draft.zoneId : null,
  byHand: draft.fulfilment === 'delivery' && draft.byHandMinor !== null ? { feeMinor: draft.byHandMinor } : null,
  tableName: draft.fulfilment === 'table' && draft.tableName.trim() !== '' ? draft.tableName.trim() : null,
  note: draft.note.trim(),
  couponCodes: draft.couponCodes,
  lines: draft.lines.map(lineInput),
  paymentMethod: draft.paymentMethod,
  paysWithMinor: draft.paymentMethod === 'cash' ? draft.paysWithMinor : null,
})

/** Only what is other than it was: what is not sent stays. */
export function changesOf(before: Draft, after: Draft): Omit<EditOrder, 'id'> {
  const [was, is] = [inputOf(before), inputOf(after)]
  return Object.fromEntries(
    Object.entries(is).filter(([name, value]) => JSON.stringify(value) !== JSON.stringify(was[name as keyof typeof was])),
  )
}

/** What I changed, on top of what somebody else made of it meanwhile: where both changed the same, mine. */
export const rebased = (before: Draft, theirs: Draft, mine: Draft): Draft => ({
  ...theirs,
  ...Object.fromEntries(
    Object.entries(mine).filter(([name, value]) => JSON.stringify(value) !== JSON.stringify(before[name as keyof Draft])),
  ),
})

/** Puts one more of it in: onto the line that asks for the same in the same way, when there is one. */
export function withLine(lines: readonly DraftLine[], added: Omit<DraftLine, 'key'>): DraftLine[] {
  const same = lines.find(
    (line) =>
      line.variantId === added.variantId &&
      line.note === added.note &&
      line.modifierIds.toSorted().join() === added.modifierIds.toSorted().join(),
  )
  if (!same) return [...lines, { ...added, key: crypto.randomUUID() }]
  return lines.map((line) => (line === same ? { ...line, quantityMilli: line.quantityMilli + added.quantityMilli } : line))
}

/** How much one press on "more" or "less" is. */
export const stepOf = (unit: string): number =>
  unit === 'kg' || unit === 'litre' || unit === 'metre' ? 250 : unit === 'g' || unit === 'ml' ? 100_000 : 1000

const coordinates = /(-?\d{1,2}\.\d{3,})\s*(?:,|%2C)\s*(-?\d{1,3}\.\d{3,})/

/** What is left of an address when the place that was pasted into it is kept as a point. */
export const withoutPoint = (text: string): string =>
  text
    .replaceAll(/https?:\S+/g, '')
    .replace(coordinates, '')
    .replaceAll(/^[\s,]+|[\s,]+$/g, '')

/** A place as people paste it: `-31.4167, -64.1833`, or a link of a map that says so. */
export function pointIn(text: string): { latitude: number; longitude: number } | null {
  const found = coordinates.exec(text)
  if (!found) return null
  const [latitude, longitude] = [Number(found[1]), Number(found[2])]
  return Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180 ? { latitude, longitude } : null
}
