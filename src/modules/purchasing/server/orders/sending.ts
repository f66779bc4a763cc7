import type { Outgoing } from '#conversations/contract/content.ts'
import * as conversationRights from '#conversations/contract/permissions.ts'
import { filledIn } from '#conversations/contract/template-text.ts'
import * as conversations from '#conversations/server/public.ts'
import * as crm from '#crm/server/public.ts'
import * as identity from '#identity/server/public.ts'
import type { Ctx } from '#kernel/ctx.ts'
import { changedMeanwhile } from '#kernel/problem.ts'
import type { PurchaseLine, PurchaseOrder, SendPurchase } from '#purchasing/contract/purchase-order.ts'
import type { orderTokens } from '#purchasing/contract/order-tokens.ts'
import { numbered } from '#purchasing/server/orders/numbering.ts'
import { get, held } from '#purchasing/server/orders/orders.ts'
import * as store from '#purchasing/server/orders/orders.store.ts'
import { draw, fileNameOf } from '#purchasing/server/orders/paper.ts'
import { searchTextOf, tell } from '#purchasing/server/orders/telling.ts'
import { noMail, supplierGone } from '#purchasing/server/problems.ts'
import { settingOf } from '#purchasing/server/settings/settings.ts'
import { expect, usualPlace } from '#purchasing/server/shelf.ts'
import { keepPrices } from '#purchasing/server/suppliers/items.ts'

type Departure = Pick<store.OrderRow, 'messageId' | 'conversationId' | 'mailId'> & { to: string | null }

/** A mail is opened within weeks, if at all. */
const linkSeconds = 30 * 86_400

/**
 * Lets an order leave the house: it has a number from now on, and what it asks for is on its way. All of it is one
 * transaction; a message that is refused leaves a draft. `isHistory`: it left long ago and reaches nobody now.
 */
export async function send(ctx: Ctx, input: SendPurchase, { isHistory = false } = {}): Promise<PurchaseOrder> {
  const { row, lines } = await held(ctx, input.id, 'send')
  if (ctx.ifMatch !== row.version && !isHistory) throw changedMeanwhile({ version: row.version })
  const number = await numbered(ctx, row.brandId)
  const now = ctx.now.toISOString()
  const locationId = row.locationId ?? (await usualPlace(ctx, row.brandId))
  const leaving: store.OrderRow = { ...row, number, locationId, state: 'sent', stateSince: now, sentAt: now, sentVia: input.via }
  const { to, ...departure } = isHistory ? nowhere : await depart(ctx, input, leaving, lines)
  const after: store.OrderRow = { ...leaving, ...departure, version: row.version + 1 }
  await store.update(ctx, after, searchTextOf(number, row.supplierName))
  // What was agreed to is what the supplier asks from now on.
  await keepPrices(ctx, row.supplierId, lines, { source: 'order', sourceId: row.id })
  await expect(ctx, after, lines)
  await tell(ctx, after, 'sent', {
    detail: { via: input.via, to, totalMinor: row.totalMinor, currency: row.currency },
    before: { state: 'draft' },
    after: { state: 'sent', number, via: input.via, to },
  })
  return get(ctx, row)
}

const nowhere: Departure = { messageId: null, conversationId: null, mailId: null, to: null }

async function depart(ctx: Ctx, input: SendPurchase, row: store.OrderRow, lines: readonly PurchaseLine[]): Promise<Departure> {
  if (input.via === 'hand') return nowhere
  if (row.contactId === null) throw supplierGone()
  const order: PurchaseOrder = { ...row, lines: [...lines], events: [], sentState: null, actions: [] }
  const bytes = await draw(ctx, order)
  const name = fileNameOf(ctx, order)
  return input.via === 'whatsapp' ? byMessage(ctx, input, order, { bytes, name }) : byMail(ctx, input, order, { bytes, name })
}

type Paper = { bytes: Uint8Array; name: string }

/** In the conversation with the supplier: as text and paper within their window, as the approved message that holds the paper outside of it. */
async function byMessage(ctx: Ctx, input: SendPurchase, order: PurchaseOrder, paper: Paper): Promise<Departure> {
  ctx.require(conversationRights.canReply)
  const file = await ctx.files.put(ctx, { ...paper, declaredMime: 'application/pdf' })
  const { channelId, isOpen } = await wayTo(ctx, order, input.channelId)
  const { orderTemplate } = await settingOf(ctx)
  const contents: Outgoing[] =
    isOpen || orderTemplate === null
      ? [
          { kind: 'text', text: await greeting(ctx, input.text, order) },
          { kind: 'media', fileId: file.id, caption: null, isVoice: false },
        ]
      : [{ kind: 'template', ...filledIn(orderTemplate, await knownOf(ctx, order)), headerFileId: file.id, place: null }]
  const sent = await conversations.writeTo(ctx, { contactId: order.contactId ?? '', channelId, contents })
  const paperSent = sent.at(-1)
  if (!paperSent) throw new Error('a message was sent and is not there')
  const { contactAddress } = await conversations.getConversation(ctx, { id: paperSent.conversationId })
  return { messageId: paperSent.id, conversationId: paperSent.conversationId, mailId: null, to: contactAddress }
}

/** The number that was asked for; else one through which text may go, else one that takes approved messages. */
async function wayTo(
  ctx: Ctx,
  order: PurchaseOrder,
  asked: string | undefined,
): Promise<{ channelId: string | undefined; isOpen: boolean }> {
  const contact = await crm.summary(ctx, order.contactId ?? '')
  const ways = (await conversations.waysTo(ctx, order.contactId ?? '', { hasPhone: contact?.phone != null })).filter(
    ({ channelId }) => asked === undefined || channelId === asked,
  )
  const open = ways.find(({ block }) => block === null)
  const way = open ?? ways.find(({ kind, block }) => kind === 'whatsapp' && block !== 'channel-stopped')
  return { channelId: way?.channelId ?? asked, isOpen: open !== undefined }
}

const knownOf = async (ctx: Ctx, order: PurchaseOrder): Promise<Record<(typeof orderTokens)[number], string>> => ({
  '{{proveedor}}': order.supplierName,
  '{{orden}}': order.number ?? '',
  '{{negocio}}': (await identity.brands(ctx)).find(({ id }) => id === order.brandId)?.name ?? '',
})

async function byMail(ctx: Ctx, input: SendPurchase, order: PurchaseOrder, paper: Paper): Promise<Departure> {
  const contact = await crm.summary(ctx, order.contactId ?? '')
  if (!contact?.email) throw noMail({ name: order.supplierName })
  const file = await ctx.files.put(ctx, { ...paper, declaredMime: 'application/pdf' })
  const text = await greeting(ctx, input.text, order)
  const { id: mailId } = await ctx.mail.send(ctx, {
    to: { address: contact.email, name: order.supplierName },
    subject: ctx.t('purchasing.letter.subject', { number: order.number ?? '' }),
    paragraphs: text.split(/\n{2,}/),
    action: {
      label: ctx.t('purchasing.letter.open'),
      href: `${ctx.config.publicUrl}${ctx.files.url(ctx.org, file.id, { seconds: linkSeconds, isDownload: true })}`,
    },
  })
  return { mailId, messageId: null, conversationId: null, to: contact.email }
}

async function greeting(ctx: Ctx, text: string, order: PurchaseOrder): Promise<string> {
  if (text !== '') return text
  const brand = (await identity.brands(ctx)).find(({ id }) => id === order.brandId)
  return ctx.t('purchasing.letter.text', { number: order.number ?? '', brand: brand?.name ?? '', count: order.lines.length })
}
