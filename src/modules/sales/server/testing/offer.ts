import type { Shop } from '#conversations/server/testing/stage.ts'
import { newId } from '#kernel/contract/ids.ts'
import { testServer } from '#kernel/testing/http.ts'
import * as crm from '#crm/server/public.ts'
import { CreateProposal, type Proposal } from '#sales/contract/proposal.ts'
import { sendProposal } from '#sales/contract/signing-api.ts'
import * as proposals from '#sales/server/proposals/proposals.ts'
import { submit } from '#sales/server/proposals/states.ts'
import { send } from '#sales/server/signing/sends.ts'
import * as signing from '#sales/server/signing/signing.ts'

const phone = '5491155550142'
export const stroke = 'M10 20L40 60L80 30M100 100L120 110'
/** What the form of a page sends when somebody accepts. */
export const yes = { name: 'Ana Ruiz', how: 'drawn', signature: stroke, agrees: 'yes' }
export type Case = { shop: Shop; contactId: string; proposal: Proposal }

/** A proposal of one line for Ana, who wrote a moment ago: approved, and not sent yet. */
export async function aProposal(shop: Shop, extra: { dealId?: string; price?: number } = {}): Promise<Case> {
  await shop.hear({ from: phone, name: 'Ana Ruiz', text: 'Hola, ¿me pasan un presupuesto?' })
  const { id: contactId } = await shop.run((ctx) =>
    crm.findOrCreateByIdentity(ctx, { identities: [{ kind: 'wa_id', value: phone }], name: 'Ana Ruiz', source: 'whatsapp', country: 'AR' }),
  )
  const made = await shop.run((ctx) =>
    proposals.create(ctx, CreateProposal.parse({ contactId, title: 'Catering', dealId: extra.dealId ?? null })),
  )
  const proposal = await shop.run((ctx) => proposals.update(ctx, { id: made.id, lines: [line(extra.price ?? 1_000_000)] }), {
    ifMatch: made.version,
  })
  await shop.run((ctx) => submit(ctx, { id: made.id }))
  return { shop, contactId, proposal }
}

export const line = (unitPriceMinor: number) => ({
  kind: 'item' as const,
  description: 'Pollo para 40 <script>alert(1)</script>',
  quantityMilli: 2_000,
  unit: '',
  unitPriceMinor,
  discount: { kind: 'percent' as const, basisPoints: 1_000 },
  taxBasisPoints: 2_100,
  productId: null,
  variantId: null,
  listPriceMinor: null,
})

/** Sends it, by a link unless the test says otherwise. */
export const leave = ({ shop, proposal }: Case, input: object = {}) =>
  shop.run((ctx) => send(ctx, sendProposal.input.parse({ id: proposal.id, channel: 'link', ...input })))

export const pathOf = (url: string): string => new URL(url).pathname
type Page = { status: number; text: string; headers: Record<string, unknown> }
let ips = 0

/** As the customer's telephone does, each time from another address unless told. */
export async function ask(
  shop: Shop,
  method: 'GET' | 'POST',
  url: string,
  form?: Record<string, string>,
  ip = `10.4.${++ips % 250}.7`,
): Promise<Page> {
  const answer = await (
    await testServer(shop.kernel)
  ).inject({
    method,
    url,
    remoteAddress: ip,
    headers: {
      'user-agent': 'Mozilla/5.0 (Linux; Android 15) Chrome/130 Mobile',
      'content-type': 'application/x-www-form-urlencoded',
      origin: 'null',
    },
    ...(form && { payload: new URLSearchParams(form).toString() }),
  })
  return { status: answer.statusCode, text: answer.body, headers: answer.headers }
}

export const answer = (one: Case, url: string, what: 'accept' | 'reject' | 'comment', form: Record<string, string>) =>
  ask(one.shop, 'POST', `${pathOf(url)}/${what}`, form)

export const see = ({ shop, proposal }: Case) => shop.read((ctx) => signing.get(ctx, { id: proposal.id }))
export const state = ({ shop, proposal }: Case) => shop.read((ctx) => proposals.get(ctx, { id: proposal.id })).then((one) => one.state)
export const verify = ({ shop, proposal }: Case) => shop.read((ctx) => signing.verify(ctx, { id: proposal.id }))

/** Tells that the page was in sight for so long; whether it counts as a look. */
export async function look(one: Case, url: string, seconds = 3, agent = 'Mozilla/5.0 Chrome/130 Mobile'): Promise<boolean> {
  const reply = await (
    await testServer(one.shop.kernel)
  ).inject({
    method: 'POST',
    url: `/api/v1/public-proposals/${pathOf(url).slice(3)}/views`,
    payload: JSON.stringify({ visit: newId(), seconds }),
    headers: { 'content-type': 'application/json', 'user-agent': agent },
    remoteAddress: '10.5.0.9',
  })
  return (reply.json() as { counted: boolean }).counted
}
