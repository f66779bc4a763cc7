import { z } from 'zod'
import * as permissions from '#conversations/contract/permissions.ts'
import { Content } from '#conversations/contract/content.ts'
import type { Conversation } from '#conversations/contract/conversation.ts'
import { WriteCannedReply } from '#conversations/contract/canned-reply.ts'
import * as canned from '#conversations/server/canned-replies/canned-replies.ts'
import type { ChannelFacts } from '#conversations/server/channels/channels.store.ts'
import { createForDemo } from '#conversations/server/channels/demo-channel.ts'
import { tellPast } from '#conversations/server/channels/demo-health.ts'
import * as assignment from '#conversations/server/conversations/assignment.ts'
import * as store from '#conversations/server/conversations/conversations.store.ts'
import * as reading from '#conversations/server/conversations/reading.ts'
import * as states from '#conversations/server/conversations/states.ts'
import { authorOf } from '#conversations/server/messages/activity.ts'
import * as notes from '#conversations/server/messages/notes.ts'
import { receive } from '#conversations/server/messages/receive.ts'
import { write } from '#conversations/server/messages/send.ts'
import * as statuses from '#conversations/server/messages/statuses.ts'
import { DemoHabits, live } from '#conversations/server/demo-habits.ts'
import { DemoRouting, loadRouting } from '#conversations/server/routing/demo-routing.ts'
import { createForDemo as createTemplates, DemoTemplate } from '#conversations/server/templates/demo-templates.ts'
import { DemoPolicy, promise } from '#conversations/server/sla/demo-policies.ts'
import { Instant } from '#kernel/contract/time.ts'
import type { Actor, Ctx } from '#kernel/ctx.ts'
import type { DemoBusiness, DemoPart } from '#kernel/module.ts'
import { several } from '#kernel/several.ts'

const DemoChannel = z.object({
  key: z.string(),
  name: z.string(),
  phoneNumberId: z.string(),
  wabaId: z.string(),
  displayPhone: z.string(),
  team: z.string().optional(),
})
const DemoMessage = z.object({
  from: z.string(),
  kind: z.enum(['text', 'note']),
  text: z.string(),
  content: Content.optional(),
  at: Instant,
})
const DemoConversation = z.object({
  contactPhone: z.string(),
  channel: z.string(),
  label: z.string().nullable(),
  assignee: z.string().nullable(),
  ends: z.enum(['resolved', 'open']),
  messages: z.array(DemoMessage).min(1),
})
type DemoConversation = z.infer<typeof DemoConversation>

/** What this module reads of a demo business. `from` is `customer` or the key of a person. */
export const ConversationsDemo = z.object({
  channels: z.array(DemoChannel).default([]),
  cannedReplies: z.array(WriteCannedReply).default([]),
  slaPolicies: z.array(DemoPolicy).default([]),
  templates: z.array(DemoTemplate).default([]),
  conversations: z.array(DemoConversation).default([]),
  habits: DemoHabits.prefault({}),
  routing: DemoRouting.default({ rules: [], skills: [] }),
})

type Person = { id: string; name: string; teamIds: string[] }
type Stage = {
  demo: DemoBusiness
  system: Actor
  channelByKey: Map<string, ChannelFacts>
  contactByPhone: Map<string, string>
  people: Map<string, Person>
  /** As they were at that moment, by their place in the data, for whoever goes on from there. */
  resolved: (Conversation | undefined)[]
  /** The last conversation of a contact, for whoever has something to do with it. */
  talks: Map<string, string>
}

/** Two months of conversations, every message at its moment, through the same functions as the real ones. Reaches no provider. */
export const demo: DemoPart = {
  order: 30,
  async load(ctx, business) {
    const data = ConversationsDemo.parse(business.data)
    const brandId = business.made.get('identity.brand') as string
    const teams = (business.made.get('identity.teams') ?? new Map()) as Map<string, string>
    const stage: Stage = {
      demo: business,
      system: ctx.actor,
      channelByKey: new Map(),
      contactByPhone: (business.made.get('crm.contacts') ?? new Map()) as Map<string, string>,
      people: (business.made.get('identity.people') ?? new Map()) as Map<string, Person>,
      resolved: [],
      talks: new Map(),
    }
    const begin = new Date(ctx.now.getTime() - (business.days + 1) * 86_400_000)
    await business.at(begin, ctx.actor, async (then) => {
      for (const { key, team, ...channel } of data.channels) {
        const made = await createForDemo(then, { ...channel, brandId, teamId: teams.get(team ?? '') ?? null })
        await tellPast(then, made.id, stage.channelByKey.size > 0)
        stage.channelByKey.set(key, made)
      }
      await promise(then, data.slaPolicies, stage.channelByKey)
      for (const reply of data.cannedReplies) await canned.create(then, reply)
      await loadRouting(then, data.routing, { teams, channels: stage.channelByKey, people: stage.people })
    })
    const accounts = new Set([...stage.channelByKey.values()].map((channel) => channel.wabaId).filter(Boolean))
    const templateIds = await business.at(ctx.now, ctx.actor, async (now) => {
      const idByName = new Map<string, string>()
      for (const wabaId of accounts) for (const [name, id] of await createTemplates(now, wabaId, data.templates)) idByName.set(name, id)
      return idByName
    })
    business.made.set('conversations.templates', templateIds)
    business.made.set('conversations.channels', new Map([...stage.channelByKey].map(([key, { id }]) => [key, id])))
    // What one customer says follows what they said before; customers know nothing of each other.
    const byCustomer = Map.groupBy(data.conversations.entries(), ([, { contactPhone }]) => contactPhone)
    await several([...byCustomer.values()], async (told) => {
      for (const [index, conversation] of told) await tell(stage, conversation, index)
    })
    business.made.set('conversations.talks', stage.talks)
    business.made.set(
      'conversations.resolved',
      stage.resolved.filter((one) => one !== undefined),
    )
    await live(business, data.habits, ctx.now, (by) => actorOf(stage, by))
  },
}

async function tell(stage: Stage, conversation: DemoConversation, index: number): Promise<void> {
  const channel = stage.channelByKey.get(conversation.channel)
  const contactId = stage.contactByPhone.get(conversation.contactPhone)
  if (!channel || !contactId)
    throw new Error(`a demo conversation names what is not there: ${conversation.channel}, ${conversation.contactPhone}`)
  const alive = (ctx: Ctx) => store.findAlive(ctx, contactId, channel.brandId)
  for (const [i, message] of conversation.messages.entries()) {
    const moment = new Date(message.at)
    if (message.from === 'customer') {
      const providerId = `wamid.demo.${stage.demo.slug}.${index}.${i}`
      await stage.demo.at(moment, stage.system, (ctx) => receive(ctx, channel, [heard(conversation, message, providerId)]))
    } else {
      await stage.demo.at(moment, actorOf(stage, message.from), async (ctx) => {
        const row = await alive(ctx)
        if (!row) throw new Error('a demo conversation begins with the customer')
        if (message.kind === 'note') await notes.write(ctx, { id: row.id, text: message.text })
        else await answer(ctx, row, channel, contentOf(message))
      })
    }
  }
  await finish(stage, conversation, index, alive)
}

const heard = ({ contactPhone }: DemoConversation, message: DemoConversation['messages'][number], providerId: string) => ({
  kind: 'message' as const,
  providerId,
  at: message.at,
  from: { waId: contactPhone.replace(/\D/g, ''), userId: null, name: null, username: null },
  content: contentOf(message),
  media: null,
  replyToProviderId: null,
  isForwarded: false,
  referral: null,
  isEcho: false,
  raw: { demo: true },
})

const contentOf = ({ text, content }: DemoConversation['messages'][number]): Content => content ?? { kind: 'text', text }

/** Written down as sent, delivered and read within the next seconds: nothing of it goes anywhere. */
async function answer(
  ctx: Ctx,
  row: NonNullable<Awaited<ReturnType<typeof store.findAlive>>>,
  channel: ChannelFacts,
  content: Content,
): Promise<void> {
  const message = await write(ctx, row, channel, { content, quoted: null, author: authorOf(ctx), isHistory: true })
  const told = (state: 'delivered' | 'read', seconds: number) => ({
    kind: 'status' as const,
    providerId: `wamid.demo.${message.id}`,
    messageId: message.id,
    state,
    at: new Date(ctx.now.getTime() + seconds * 1000).toISOString(),
    failure: null,
  })
  await statuses.apply(ctx, channel.id, [told('delivered', 2), told('read', 40)])
}

/** How it stands today: labelled, with somebody in charge, resolved or still open. */
async function finish(
  stage: Stage,
  conversation: DemoConversation,
  index: number,
  alive: (ctx: Ctx) => ReturnType<typeof store.findAlive>,
): Promise<void> {
  const last = conversation.messages.at(-1)
  const lastAt = Date.parse(last?.at ?? '')
  const actor = conversation.assignee === null ? stage.system : actorOf(stage, conversation.assignee)
  await stage.demo.at(new Date(lastAt + 60_000), actor, async (ctx) => {
    const row = await alive(ctx)
    if (!row) return
    stage.talks.set(row.contactId, row.id)
    if (conversation.label !== null) await states.changeLabelsOf(ctx, { id: row.id, add: [conversation.label], remove: [] })
    if (conversation.assignee !== null) await assignment.take(ctx, { id: row.id, takeOver: true })
    if (conversation.ends === 'resolved') stage.resolved[index] = await states.change(ctx, { id: row.id, state: 'resolved' })
    else if (conversation.assignee !== null) await reading.mark(ctx, { id: row.id })
  })
}

function actorOf(stage: Stage, key: string): Actor & { kind: 'user' } {
  const person = stage.people.get(key)
  if (!person) throw new Error(`a demo conversation names a person who is not there: ${key}`)
  const rights = new Set(Object.values(permissions).map(({ code }) => code))
  return { kind: 'user', id: person.id, name: person.name, permissions: rights, teamIds: person.teamIds, sessionId: person.id }
}
