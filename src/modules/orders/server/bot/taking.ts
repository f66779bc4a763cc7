import * as commerce from '#commerce/server/public.ts'
import { firstWord } from '#conversations/server/public.ts'
import type { Ctx } from '#kernel/ctx.ts'
import type { Dialogue, DialogueAbout, DialogueSaid, DialogueTurn, DialogueWhy } from '#kernel/dialogue.ts'
import { Problem, sentenceOf } from '#kernel/problem.ts'
import { QuoteOrder, type QuotedOrder } from '#orders/contract/order.ts'
import { asDraft, orderOf, placed } from '#orders/server/carts/cart-orders.ts'
import * as carts from '#orders/server/carts/carts.store.ts'
import { remindLater } from '#orders/server/carts/remind.job.ts'
import { amountInWords } from '#kernel/i18n/in-words.ts'
import { quoteFor } from '#orders/server/orders/placing.ts'
import { tellWhenBack } from '#orders/server/waiting/waiting.ts'
import { advance } from './advance.ts'
import { factsOf } from './facts.ts'
import { newPlace, screen, type Advanced, type Facts, type Place, type Screen } from './place.ts'
import { modifierNames, nameOf, screenOf } from './screens.ts'
import { spoken } from './speaking.ts'

/** What was left behind longer ago is nobody's wish any more. */
const keptDays = 7
const remindChoices = ['0', '15', '30', '60', '120']
const usualMinutes = 30
/** `later`: it may be left for when it opens. */
const closedChoices = ['later', 'refuse']

export const takeOrder: Dialogue = {
  code: 'orders.take-order',
  order: 10,
  fields: [
    {
      name: 'remindMinutes',
      kind: 'choice',
      isRequired: false,
      choices: async (ctx) => remindChoices.map((value) => ({ value, label: ctx.t('orders.bot.remind', { minutes: Number(value) }) })),
    },
    {
      name: 'whenClosed',
      kind: 'choice',
      isRequired: false,
      choices: async (ctx) => closedChoices.map((value) => ({ value, label: ctx.t(`orders.bot.when_closed.${value}`) })),
    },
  ],
  begin: (ctx, input, about, said) => turn(ctx, input, about, said, true),
  hear: (ctx, input, about, said) => turn(ctx, input, about, said, false),
}

type Input = Readonly<Record<string, string>>
type Known = Facts & { currency: string }

/** One turn: what was said changes the basket and is answered with the prices of this moment. The conversation is held by who asks. */
async function turn(ctx: Ctx, input: Input, about: DialogueAbout, said: DialogueSaid | null, isBeginning: boolean): Promise<DialogueTurn> {
  const held = await firstWord.look(ctx, about.conversationId)
  if (!held) throw new Error('the conversation of a dialogue is gone')
  const { cart, isOther } = await cartFor(ctx, about, held.brandId)
  const silentMs = ctx.now.getTime() - Date.parse(cart.heardAt)
  const facts = await factsOf(ctx, {
    brandId: held.brandId,
    contactId: held.contactId,
    contactName: held.contactName,
    key: cart.id,
    silentMs,
    takesLater: input['whenClosed'] !== 'refuse',
  })
  const advanced = advance(cart.place, said, facts, isBeginning || isOther)
  Object.assign(cart, { place: advanced.place, heardAt: ctx.now.toISOString() })
  for (const variantId of advanced.waits) await tellWhenBack(ctx, { variantId, contactId: cart.contactId })
  if (advanced.deed === 'person') return handedOver(ctx, cart, facts, advanced.why)
  if (advanced.deed === 'leave') return ended(ctx, cart, 'left', await words(ctx, cart, facts, advanced.screens))
  if (advanced.deed === 'wait') {
    const says = await words(ctx, cart, facts, advanced.screens)
    await carts.save(ctx, cart)
    return { says, next: 'left', note: '', values: {} }
  }
  if (advanced.deed === 'place') return ordered(ctx, cart, facts)
  const says = await answered(ctx, cart, facts, advanced)
  await carts.save(ctx, cart)
  const minutes = minutesOf(input)
  if (minutes > 0 && cart.place.lines.length > 0 && cart.remindedAt === null) remindLater(ctx, cart.id, minutes, about.speaker)
  return { says, next: 'listen', note: '', values: {} }
}

const minutesOf = ({ remindMinutes }: Input): number =>
  remindMinutes === undefined || remindMinutes === '' ? usualMinutes : Number(remindMinutes) || 0

/** The basket of this run; else what was left behind, which is theirs again; else an empty one. */
async function cartFor(
  ctx: Ctx,
  { key, contactId, conversationId }: DialogueAbout,
  brandId: string,
): Promise<{ cart: carts.CartRow; isOther: boolean }> {
  const own = await carts.ofRun(ctx, key)
  if (own) return { cart: own, isOther: false }
  const now = ctx.now.toISOString()
  const since = new Date(ctx.now.getTime() - keptDays * 86_400_000).toISOString()
  const left = await carts.leftBehind(ctx, { contactId, brandId, since })
  if (left) return { cart: { ...left, key, conversationId, remindedAt: null }, isOther: true }
  const cart = {
    id: ctx.newId(),
    key,
    brandId,
    contactId,
    conversationId,
    state: 'open' as const,
    place: newPlace,
    orderId: null,
    heardAt: now,
    remindedAt: null,
    createdAt: now,
  }
  return { cart, isOther: true }
}

async function answered(ctx: Ctx, cart: carts.CartRow, facts: Known, { screens }: Advanced): Promise<DialogueTurn['says']> {
  const { place } = cart
  const asksSum = screens.some(({ shows }) => shows !== 'nothing')
  const { quoted, trouble } = asksSum && place.lines.length > 0 ? await quotedOf(ctx, cart) : { quoted: null, trouble: null }
  const shown = trouble ? [screen('trouble', { values: { sentence: trouble } }), ...screens] : checked(ctx, place, facts, screens, quoted)
  place.shownMinor = shown.some(({ shows }) => shows === 'summary') ? (quoted?.quote.totalMinor ?? null) : null
  return words(ctx, cart, facts, shown, quoted)
}

/** Less than is owed, or less than a zone asks for: said before anything is confirmed. */
function checked(ctx: Ctx, place: Place, facts: Facts, screens: readonly Screen[], quoted: QuotedOrder | null): readonly Screen[] {
  if (place.step !== 'confirm' || !quoted) return screens
  const { quote, trouble, covering } = quoted
  if (trouble === 'below_minimum' && covering?.kind === 'zone') {
    place.step = 'cart'
    const goods = quote.subtotalMinor - quote.discountMinor
    const money = (minor: number): string => amountInWords(ctx, minor, quote.currency)
    const values = {
      zone: covering.zone.name,
      minimum: money(covering.zone.minimumMinor),
      missing: money(covering.zone.minimumMinor - goods),
    }
    return [
      screen('below_minimum', {
        values,
        options: [
          { verb: 'menu', label: 'more' },
          { verb: 'pick-up', label: 'pick_up' },
        ],
      }),
    ]
  }
  if (place.payment === 'cash' && place.paysWithMinor !== null && place.paysWithMinor > 0 && place.paysWithMinor < quote.totalMinor) {
    Object.assign(place, { step: 'cash', paysWithMinor: null })
    return [screen('not_enough', { shows: 'total' }), { ...screenOf(place, facts), shows: 'total' }]
  }
  return screens
}

/** What it comes to now, delivery included where it is known to where. Nothing is kept; what stands in the way is said in words. */
async function quotedOf(ctx: Ctx, cart: carts.CartRow): Promise<{ quoted: QuotedOrder | null; trouble: string | null }> {
  try {
    const asked = orderOf(cart)
    const fulfilment = asked.address === null ? ('pickup' as const) : asked.fulfilment
    return {
      quoted: await quoteFor(ctx, QuoteOrder.parse({ ...asked, brandId: cart.brandId, contactId: cart.contactId, fulfilment })),
      trouble: null,
    }
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    return { quoted: null, trouble: sentenceOf(ctx.t, error) }
  }
}

async function words(
  ctx: Ctx,
  cart: carts.CartRow,
  facts: Known,
  screens: readonly Screen[],
  quoted: QuotedOrder | null = null,
): Promise<DialogueTurn['says']> {
  const variantIds = [...new Set(screens.flatMap(({ options }) => options.flatMap(({ pricesOf }) => pricesOf ?? [])))]
  const asked = { brandId: cart.brandId, contactId: cart.contactId, door: 'bot' as const, currency: null, includesTax: true, variantIds }
  const prices = await commerce.unitPrices(ctx, asked)
  const priceById = new Map(prices.flatMap(({ variantId, priceMinor }) => (priceMinor === null ? [] : [[variantId, priceMinor] as const])))
  return spoken(ctx, cart.place, facts, screens, { quoted, priceById, currency: facts.currency })
}

async function ordered(ctx: Ctx, cart: carts.CartRow, facts: Known): Promise<DialogueTurn> {
  const { quoted } = await quotedOf(ctx, cart)
  // The customer said yes to another sum: what it is by now is shown before anything is ordered.
  if (quoted && quoted.quote.totalMinor !== cart.place.shownMinor) {
    const says = await answered(ctx, cart, facts, {
      place: cart.place,
      deed: 'none',
      why: 'asked',
      waits: [],
      screens: [screen('other_sum'), screenOf(cart.place, facts)],
    })
    await carts.save(ctx, cart)
    return { says, next: 'listen', note: '', values: {} }
  }
  const order = await placed(ctx, cart)
  cart.orderId = order.id
  const number = order.number ?? ''
  const says = await words(ctx, cart, facts, [
    screen(cart.place.payment === 'transfer' ? 'ordered_transfer' : 'ordered', { values: { number } }),
  ])
  return { ...(await ended(ctx, cart, 'placed', says)), next: 'done', values: { pedido: number } }
}

/** A person goes on from what is known: as a draft of the conversation, and in the note. */
async function handedOver(ctx: Ctx, cart: carts.CartRow, facts: Known, why: DialogueWhy): Promise<DialogueTurn> {
  const { place } = cart
  const named = [
    ...place.lines,
    ...place.wishes.flatMap((wish) =>
      wish.productId === null ? [] : [{ ...wish, productId: wish.productId, variantId: wish.variantId ?? '' }],
    ),
  ]
  const lines = named.map(
    (line) => `• ${(line.quantityMilli ?? 1000) / 1000} × ${[nameOf(line, facts), modifierNames(line, facts)].filter(Boolean).join(', ')}`,
  )
  if (place.lines.length > 0) await asDraft(ctx, cart)
  await carts.save(ctx, { ...cart, state: 'handed-over' })
  const where = place.address?.text ? [ctx.t('orders.bot.to', { address: place.address.text })] : []
  const note = lines.length === 0 ? '' : [ctx.t('orders.bot.so_far'), ...lines, ...where].join('\n')
  return { says: [], next: 'person', note, why, values: {} }
}

async function ended(ctx: Ctx, cart: carts.CartRow, state: 'placed' | 'left', says: DialogueTurn['says']): Promise<DialogueTurn> {
  await carts.save(ctx, { ...cart, state })
  return { says, next: state === 'left' ? 'left' : 'done', note: '', values: {} }
}
