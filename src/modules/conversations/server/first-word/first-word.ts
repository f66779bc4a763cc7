import * as identity from '#identity/server/public.ts'
import type { Activity, Outgoing } from '#conversations/contract/content.ts'
import { conversationAssigned, conversationResolved, conversationUpdated, conversationWoken } from '#conversations/contract/events.ts'
import type { Message } from '#conversations/contract/message.ts'
import * as agents from '#conversations/server/availability/agents.store.ts'
import { capabilitiesOf } from '#conversations/server/channels/adapters.ts'
import type { ChannelFacts } from '#conversations/server/channels/channels.store.ts'
import type { ConversationRow } from '#conversations/server/conversations/card.store.ts'
import { clocksOf, opened, resolved } from '#conversations/server/conversations/clocks.ts'
import * as conversations from '#conversations/server/conversations/conversations.store.ts'
import { changed, held, type Transition } from '#conversations/server/conversations/transition.ts'
import { messageOf } from '#conversations/server/messages/message-row.store.ts'
import * as messages from '#conversations/server/messages/messages.store.ts'
import * as notes from '#conversations/server/messages/notes.ts'
import { contentOf, openChannel, write } from '#conversations/server/messages/send.ts'
import { botsAnswer } from '#conversations/server/sla/follow.ts'
import type { Ctx } from '#kernel/ctx.ts'
import { Problem } from '#kernel/problem.ts'
import { unheard as unheardRows } from './first-word.store.ts'

/**
 * What whoever has the first word does with a conversation: hold it, hear what is new, answer in the name of a bot, keep
 * it away from people or give it to them. `pending` is how a conversation says that it is held.
 */
export type Held = ConversationRow
export type { Message }

/** Whoever holds it already hands over what they hold, and holds it afterwards as it is by then: nothing is read twice. */
type Target = string | Held
const inHand = async (ctx: Ctx, target: Target): Promise<Held> => (typeof target === 'string' ? held(ctx, target) : target)
const move = async (ctx: Ctx, row: Held, transition: Transition): Promise<void> =>
  void Object.assign(row, await changed(ctx, row, transition))

/** Until the end of the transaction; undefined where there is none, or where it is part of another one by now. */
export async function hold(ctx: Ctx, id: string): Promise<Held | undefined> {
  const row = await conversations.lock(ctx, id)
  return row?.mergedIntoId === null ? row : undefined
}

/** What the customer wrote after an entry of the thread, in the order of arrival. */
export async function unheard(ctx: Ctx, id: string, afterSeq: number, limit: number): Promise<Message[]> {
  return (await unheardRows(ctx, id, afterSeq, limit)).map((row) => messageOf(ctx, row))
}

export const canOffer = ({ channelKind }: Pick<Held, 'channelKind'>): boolean => capabilitiesOf(channelKind).interactive

/** Through what it is said, and whether that ends the wait: the same for everything that is said within a transaction. */
export type Voice = { channel: ChannelFacts; isAnswer: boolean } | { refusal: Problem }

/** Read ahead, together with other things: that nothing can be sent is told when something is said. */
export async function voiceOf(ctx: Ctx, row: Held): Promise<Voice> {
  try {
    const [channel, isAnswer] = await Promise.all([openChannel(ctx, row), botsAnswer(ctx)])
    return { channel, isAnswer }
  } catch (error) {
    if (error instanceof Problem) return { refusal: error }
    throw error
  }
}

/**
 * Into the thread and onto its way, under the name of a bot. The same `messageId` is said once. Throws what a person would
 * be told: the window is closed, the number is stopped.
 */
export async function say(
  ctx: Ctx,
  target: Target,
  { messageId, content, as, voice }: { messageId: string; content: Outgoing; as: string; voice?: Voice },
): Promise<Message> {
  const row = await inHand(ctx, target)
  // Whoever brings a voice holds what makes the message unique too.
  const [[again], through] = await Promise.all([voice ? [] : messages.byIds(ctx, [messageId]), voice ?? voiceOf(ctx, row)])
  if (again) return messageOf(ctx, again)
  if ('refusal' in through) throw through.refusal
  const { channel, isAnswer } = through
  return write(ctx, row, channel, {
    id: messageId,
    content: content.kind === 'text' ? content : await contentOf(ctx, content, channel),
    quoted: null,
    author: { kind: 'system', id: null, name: as },
    isAnswer,
  })
}

export async function note(ctx: Ctx, target: Target, { noteId, text, as }: { noteId: string; text: string; as: string }): Promise<Message> {
  const id = typeof target === 'string' ? target : target.id
  const written = await notes.write(ctx, { id, noteId, text: text.slice(0, 4096) }, { kind: 'system', id: null, name: as })
  if (typeof target !== 'string') Object.assign(target, { lastSeq: Math.max(target.lastSeq, written.seq), version: target.version + 1 })
  return written
}

/** A line in the thread about what a bot did. */
type Line = { what: Extract<Activity['what'], `bot-${string}`>; values: Activity['values'] }

/** From now on nobody is given it. */
export async function keep(ctx: Ctx, target: Target, line: Line): Promise<void> {
  const row = await inHand(ctx, target)
  if (row.state === 'pending') return
  const change = { clocks: { ...clocksOf(row), state: 'pending' as const, snoozedUntil: null, resolvedAt: null } }
  await move(ctx, row, { event: conversationUpdated, change, line })
}

/** Back to people: to a team, or to whoever the rules say. */
export async function give(ctx: Ctx, target: Target, teamId: string | null, line: Line): Promise<void> {
  const row = await inHand(ctx, target)
  if (row.state !== 'pending') return
  const team = teamId === null ? undefined : (await identity.teams(ctx)).find((one) => one.id === teamId)
  const isTeams = team !== undefined && row.assigneeId === null
  await move(ctx, row, {
    event: isTeams ? conversationAssigned : conversationWoken,
    change: { clocks: opened(clocksOf(row)), ...(isTeams && { teamId: team.id }) },
    line: { ...line, values: { ...line.values, teamName: isTeams ? team.name : null } },
  })
}

export async function writeLine(ctx: Ctx, target: Target, line: Line): Promise<void> {
  await move(ctx, await inHand(ctx, target), { event: conversationUpdated, change: {}, line })
}

/** How many people could take it right now: online, of this team where one is named. */
export async function onDuty(ctx: Ctx, teamId: string | null): Promise<number> {
  const online = new Set((await agents.list(ctx)).flatMap(({ personId, status }) => (status === 'online' ? [personId] : [])))
  if (teamId === null || online.size === 0) return online.size
  return (await identity.colleagues(ctx)).filter(({ id, isActive, teamIds }) => isActive && online.has(id) && teamIds.includes(teamId))
    .length
}

/** Whether any of those who answer first has it in hand: then nobody is given it. */
export async function isHeld(ctx: Ctx, id: string): Promise<boolean> {
  for (const { firstWord } of ctx.modules) if (firstWord && (await firstWord.holds(ctx, id))) return true
  return false
}

/** As it is, without holding it. */
export const look = (ctx: Ctx, id: string): Promise<Held | undefined> => conversations.find(ctx, id)

/** Nothing is left to be done about it. */
export async function finish(ctx: Ctx, target: Target, line: Line): Promise<void> {
  const row = await inHand(ctx, target)
  if (row.state === 'resolved') return
  await move(ctx, row, { event: conversationResolved, change: { clocks: resolved(clocksOf(row), ctx.now) }, line })
}
