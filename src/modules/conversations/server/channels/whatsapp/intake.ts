import { receive } from '#conversations/server/messages/receive.ts'
import type { Incoming, IncomingStatus } from '#conversations/server/channels/channel-adapter.ts'
import * as store from '#conversations/server/channels/channels.store.ts'
import * as heard from '#conversations/server/channels/health-heard.ts'
import * as health from '#conversations/server/channels/health.store.ts'
import * as secrets from '#conversations/server/channels/secrets.ts'
import { badSignature, handshakeRefused } from '#conversations/server/problems.ts'
import { Id } from '#kernel/contract/ids.ts'
import type { Ctx, PlatformCtx } from '#kernel/ctx.ts'
import { malformed, tooLarge } from '#kernel/problem.ts'
import { testReference } from './account.ts'
import { contentFrom } from './content.ts'
import { verdictOf } from './errors.ts'
import { turns } from './intake-turns.ts'
import { isSigned } from '#kernel/crypto/webhook-signature.ts'
import * as news from './news.ts'
import type { Fact, MessageFact, StatusFact } from './webhook-facts.ts'
import { LIMITS } from './webhook-json.ts'
import { read } from './webhook.ts'

/** The provider asks whether this address is ours: whoever knows the token of one of our channels gets the challenge back. */
export async function handshake(ctx: PlatformCtx, query: Record<string, unknown>): Promise<string> {
  const { 'hub.mode': mode, 'hub.verify_token': token, 'hub.challenge': challenge } = query
  if (mode !== 'subscribe' || typeof token !== 'string' || token.length > 200 || typeof challenge !== 'string' || challenge.length > 1000)
    throw handshakeRefused()
  // Only the hash of a long random token is looked up, so how long that takes tells nothing.
  const owner = await health.ownerOfVerifyToken(ctx.sql, secrets.hashOf(token))
  if (!owner) throw handshakeRefused()
  await ctx.inOrg(owner.orgId, (tenant) => heard.handshake(tenant, owner.id))
  ctx.reply.text(challenge)
  return challenge
}

/**
 * A delivery of the provider. 200 means that everything in it that concerns us is durable; anything else makes the
 * provider deliver again, for days. Each channel believes only what is signed with its own secret; numbers that are
 * nobody's are acknowledged, because nothing will ever change about them.
 */
export async function intake(ctx: PlatformCtx): Promise<Record<never, never>> {
  const { rawBody } = ctx.request
  if (!rawBody || rawBody.length === 0) throw malformed()
  const reading = read(rawBody, ctx.now.toISOString())
  if (!reading.ok) {
    ctx.log.warn({ refusal: reading.refusal, bytes: rawBody.length }, 'a webhook could not be read')
    throw reading.refusal === 'too-large' ? tooLarge({ limit: LIMITS.bytes }) : malformed()
  }
  if (reading.ignored.length > 0)
    ctx.log.warn({ ignored: reading.ignored.map(({ where, why }) => ({ where, why })) }, 'parts of a webhook were not understood')
  const known = await store.route(ctx.sql, numbersOf(reading.facts), accountsOf(reading.facts))
  const trusted = await believed(ctx, known, rawBody)
  if (known.length > 0 && trusted.length === 0) {
    ctx.log.warn({ channels: known.map(({ id }) => id) }, 'a webhook had a bad signature')
    ctx.metrics.counted('whatsapp-bad-signature')
    throw badSignature()
  }
  const strangers = numbersOf(reading.facts).filter((number) => !known.some((channel) => channel.phoneNumberId === number))
  if (strangers.length > 0) ctx.log.info({ numbers: strangers.slice(0, 20) }, 'a webhook was about numbers that nobody here has')
  if (known.length === 0) await hearExample(ctx, rawBody)
  const customer = onlyCustomer(reading.facts)
  for (const [org, ours] of Map.groupBy(trusted, ({ orgId }) => orgId)) {
    const keep = (deliveries: readonly Reading[]) => takeAll(ctx, org, deliveries)
    const delivery = { channels: ours, facts: reading.facts }
    await (customer === null ? keep([delivery]) : line.take(`${org} ${customer}`, delivery, keep))
  }
  return {}
}

/** The console of the provider sends an example that names a number of nobody: whose secret signed it is being connected. */
async function hearExample(ctx: PlatformCtx, rawBody: Buffer): Promise<void> {
  const waiting = await health.expecting(ctx.sql, mostExpecting)
  for (const channel of await believed(ctx, waiting, rawBody))
    await ctx.inOrg(channel.orgId, async (tenant) => {
      const row = await store.find(tenant, channel.id)
      if (row) await heard.delivery(tenant, row)
    })
}

const mostExpecting = 50

type Reading = { channels: readonly store.Routed[]; facts: readonly Fact[] }

/** So many deliveries of one customer may wait; a provider that has more of them keeps them for us. */
const line = turns<Reading>({ most: 1_000, together: 100 })

/** Whose delivery it is when it is about one customer and nobody else; statuses and notices take no turn. */
function onlyCustomer(facts: readonly Fact[]): string | null {
  const customers = new Set(facts.map((fact) => (fact.kind === 'message' ? (fact.from.userId ?? fact.from.waId) : null)))
  const [only = null] = customers
  return customers.size === 1 ? only : null
}

async function takeAll(ctx: PlatformCtx, org: string, deliveries: readonly Reading[]): Promise<void> {
  const channels = new Map(deliveries.flatMap((delivery) => delivery.channels.map((channel) => [channel.id, channel])))
  await ctx.inOrg(org, async (tenant) => {
    for (const channel of channels.values()) {
      // Each channel hears only what was signed with its own secret.
      const facts = deliveries.flatMap((delivery) => (delivery.channels.some(({ id }) => id === channel.id) ? delivery.facts : []))
      await take(tenant, channel, facts)
    }
  })
}

async function take(ctx: Ctx, channel: store.ChannelFacts, facts: readonly Fact[]): Promise<void> {
  const about = facts.filter((fact) =>
    fact.phoneNumberId === null ? fact.wabaId === channel.wabaId : fact.phoneNumberId === channel.phoneNumberId,
  )
  await receive(ctx, channel, about.flatMap(incomingOf))
  for (const fact of about) await news.hear(ctx, channel, fact)
  await heard.delivery(ctx, channel)
}

const numbersOf = (facts: readonly Fact[]): string[] => [...new Set(facts.flatMap((fact) => fact.phoneNumberId ?? []))]
/** Of facts that name no number. */
const accountsOf = (facts: readonly Fact[]): string[] => [
  ...new Set(facts.flatMap((fact) => (fact.phoneNumberId === null ? (fact.wabaId ?? []) : []))),
]

async function believed<C extends health.Expecting>(ctx: PlatformCtx, known: readonly C[], rawBody: Buffer): Promise<C[]> {
  const signature = ctx.request.header('x-hub-signature-256')
  const trusted: C[] = []
  for (const channel of known) {
    const appSecret = await secrets.open(
      { crypto: ctx.crypto, sql: ctx.sql, org: channel.orgId },
      'app_secret',
      channel.id,
      channel.appSecret,
    )
    if (isSigned(rawBody, signature, [appSecret])) trusted.push(channel)
  }
  return trusted
}

function incomingOf(fact: Fact): Incoming[] {
  switch (fact.kind) {
    case 'message':
      return messageOf(fact)
    case 'status':
      return fact.callbackData === testReference ? [] : [statusOf(fact)]
    case 'number-changed':
      return [
        {
          kind: 'moved',
          at: fact.at,
          from: { waId: fact.previousWaId, userId: fact.previousUserId },
          to: { waId: fact.waId, userId: fact.userId },
        },
      ]
    case 'user-id-changed':
      return [
        { kind: 'moved', at: fact.at, from: { waId: null, userId: fact.previousUserId }, to: { waId: fact.waId, userId: fact.userId } },
      ]
    default:
      return []
  }
}

function messageOf({ messageId: providerId, at, from, direction, content, context, referral, raw }: MessageFact): Incoming[] {
  const shared = {
    providerId,
    at,
    from: { waId: from.waId, userId: from.userId, name: from.name, username: from.username },
    isEcho: direction === 'echo',
    raw,
  }
  if (content.type === 'reaction') return [{ ...shared, kind: 'reaction', targetProviderId: content.messageId, emoji: content.emoji }]
  if (content.type === 'revoke') return [{ ...shared, kind: 'revoke', targetProviderId: content.originalId }]
  if (content.type === 'edit') {
    const edited = contentFrom(content.content)
    return edited ? [{ ...shared, kind: 'edit', targetProviderId: content.originalId, content: edited.content }] : []
  }
  const said = contentFrom(content)
  if (!said) return []
  return [
    {
      ...shared,
      kind: 'message',
      ...said,
      replyToProviderId: context?.replyToId ?? null,
      isForwarded: context?.isForwarded ?? false,
      referral: referral && {
        sourceUrl: referral.sourceUrl,
        sourceType: referral.sourceType,
        sourceId: referral.sourceId,
        headline: referral.headline,
        body: referral.body,
        clickId: referral.clickId,
      },
    },
  ]
}

function statusOf({ messageId: providerId, callbackData, status, at, errors, pricing }: StatusFact): IncomingStatus {
  const code = errors[0]?.code
  const verdict = status === 'failed' ? verdictOf({ transport: 'answered', httpStatus: 400, code }) : null
  return {
    kind: 'status',
    providerId,
    // Somebody else's reference may be anything.
    messageId: Id.safeParse(callbackData).success ? callbackData : null,
    state: status,
    at,
    failure: verdict && { reason: verdict.reason, code: code ?? null, canRetry: verdict.canRetry },
    ...(pricing?.category && {
      price: { category: pricing.category, type: pricing.type, model: pricing.model, isBillable: pricing.isBillable },
    }),
  }
}
