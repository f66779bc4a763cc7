import { firstWord } from '#conversations/server/public.ts'
import type { Message } from '#conversations/contract/message.ts'
import { runEnded, runHandedOff, runStarted } from '#bots/contract/flow-events.ts'
import { newRun, type RunState } from '#bots/contract/run.ts'
import * as flows from '#bots/server/flows/flows.store.ts'
import type { Ctx } from '#kernel/ctx.ts'
import { Problem } from '#kernel/problem.ts'
import { flowFor } from './choosing.ts'
import { versionOf } from './documents.ts'
import { carryOut } from './effects.ts'
import { step } from './engine.ts'
import { factsOf } from './facts.ts'
import { wordsOf, type Effect, type Facts, type Heard, type Incoming } from './heard.ts'
import { lineOf, summaryOf } from './lines.ts'
import * as store from './runs.store.ts'
import { effectId } from './say.ts'
import { understandAll } from './understanding.ts'
import { whoseTurn } from './whose-turn.ts'

export type Acted = Extract<Incoming, { kind: 'acted' }> & { runId: string }

/** Customers who write a novel in pieces are heard in pieces. */
const mostHeard = 50
/** What was written longer ago than the newest message is not what a new run begins with. */
const togetherMs = 120_000
const echoMs = 3_600_000

/**
 * Everything that is new in a conversation, answered: one transaction in which the conversation is held, so that what is
 * said, what is remembered and how far was heard change together or not at all. Called as often as one likes.
 */
export async function turn(ctx: Ctx, conversationId: string, acted?: Acted): Promise<void> {
  // In one go, the conversation first: what comes behind it is read once it is held.
  const [held, run, active] = await Promise.all([firstWord.hold(ctx, conversationId), store.latest(ctx, conversationId), flows.active(ctx)])
  if (!held || (acted && (run?.id !== acted.runId || run.state !== 'active'))) return
  const resume = active.find(({ id }) => id === run?.flowId)?.resume
  const whose = whoseTurn(held, run, resume, ctx.now)
  if (whose === 'people') return
  const [messages, voice, facts] = await Promise.all([
    firstWord.unheard(ctx, conversationId, run?.heardSeq ?? 0, mostHeard),
    firstWord.voiceOf(ctx, held),
    factsOf(ctx, { ...held, isReturning: held.firstReplyAt !== null || run !== undefined }),
  ])
  if (messages.length === 0 && !acted) return
  if (run && (whose === 'go-on' || whose === 'resume'))
    return goOn(ctx, held, run, { messages, facts, voice, acted, isResumed: whose === 'resume', resume })
  const fresh = freshOf(messages, run)
  const last = fresh.at(-1)
  if (last) await begin(ctx, held, { fresh, last, facts, voice, active, echo: echoOf(ctx, run) })
}

type Going = {
  messages: readonly Message[]
  facts: Facts
  voice: firstWord.Voice
  acted: Acted | undefined
  isResumed: boolean
  resume: { minutes: number } | undefined
}

async function goOn(
  ctx: Ctx,
  held: firstWord.Held,
  run: store.RunRow,
  { messages, facts, voice, acted, isResumed, resume }: Going,
): Promise<void> {
  const document = await versionOf(ctx, run.versionId)
  if (!document) return
  if (isResumed) {
    const values = { botName: run.flowName, reason: 'minutes', minutes: resume?.minutes ?? 0, actor: '' }
    await firstWord.keep(ctx, held, { what: 'bot-resumed', values })
  }
  let [place, heardSeq] = [run.place, run.heardSeq]
  const effects: Effect[] = []
  const lines: store.NewLine[] = []
  const take = (incoming: Incoming): void => {
    const stepped = step(document, place, incoming, facts)
    place = stepped.state
    effects.push(...stepped.effects)
  }
  if (acted) take(acted)
  const heard = await understandAll(ctx, held, isResumed ? freshOf(messages, run) : messages)
  for (const { message, said } of heard) {
    // What is said while something is being done is heard when it is done.
    if (place.waits === 'action' || place.over !== null) break
    lines.push(lineOf(message))
    take({ kind: 'heard', heard: said })
    heardSeq = message.seq
  }
  if (place.over === 'handed-off') heardSeq = messages.at(-1)?.seq ?? heardSeq
  await settle(ctx, held, { ...run, state: 'active' }, { place, heardSeq, effects, lines, facts, voice })
}

/** Whoever asks the same again as soon as a flow has ended hears it no oftener for that. */
const echoOf = (ctx: Ctx, run: store.RunRow | undefined): RunState['echo'] =>
  run && !run.isOver && ctx.now.getTime() - Date.parse(run.movedAt) < echoMs ? run.place.echo : newRun.echo

type Beginning = {
  fresh: readonly Message[]
  last: Message
  facts: Facts
  voice: firstWord.Voice
  active: readonly flows.ActiveFlow[]
  echo: RunState['echo']
}

async function begin(ctx: Ctx, held: firstWord.Held, { fresh, last, facts, voice, active, echo }: Beginning): Promise<void> {
  const heard = (await understandAll(ctx, held, fresh)).map(({ said }) => said)
  const text = heard.map(({ said }) => wordsOf(said)).join('\n')
  const flow = flowFor(active, { ...held, isOpen: facts.isOpen, text })
  const document = flow && (await versionOf(ctx, flow.versionId))
  if (!flow || !document) {
    // The bot that had it answers no more: nobody is to wait for it.
    if (held.state === 'pending')
      await firstWord.give(ctx, held, null, { what: 'bot-gave', values: { botName: ctx.t('bots.bot'), reason: 'switched_off' } })
    return
  }
  const { state, effects } = step(document, { ...newRun, echo }, { kind: 'begin', heard: joined(heard) }, facts)
  const run: store.RunRow = {
    id: ctx.newId(),
    flowId: flow.id,
    flowName: flow.name,
    versionId: flow.versionId,
    conversationId: held.id,
    state: 'active',
    place: newRun,
    heardSeq: last.seq,
    reason: null,
    personAt: null,
    isOver: false,
    startedAt: ctx.now.toISOString(),
    movedAt: ctx.now.toISOString(),
    // Not written yet.
    version: 0,
  }
  await settle(ctx, held, run, { place: state, heardSeq: last.seq, effects, lines: fresh.map(lineOf), facts, voice })
}

/** "Hola" and "quiero hacer un pedido" within a second are one beginning, each a line of it; what was pressed last says it all. */
function joined(heard: readonly Heard[]): Heard | null {
  const [last, lastText] = [heard.at(-1) ?? null, heard.findLast(({ said }) => said.kind === 'text')]
  if (heard.length === 1 || !lastText || last?.said.kind === 'choice') return last
  const text = heard.flatMap(({ said }) => (said.kind === 'text' ? [said.text] : [])).join('\n')
  return { ...lastText, said: { kind: 'text', text } }
}

/** Only what came after the last word of a person, and together with the newest. */
function freshOf(messages: readonly Message[], run: Pick<store.RunRow, 'personAt'> | undefined): Message[] {
  const newest = Math.max(...messages.map(({ at }) => Date.parse(at)))
  return messages.filter(({ at }) => Date.parse(at) > newest - togetherMs && (!run?.personAt || at > run.personAt))
}

type Settling = {
  place: RunState
  heardSeq: number
  effects: readonly Effect[]
  lines: readonly store.NewLine[]
  facts: Facts
  voice: firstWord.Voice
}

async function settle(
  ctx: Ctx,
  held: firstWord.Held,
  run: store.RunRow,
  { place, heardSeq, effects, lines, facts, voice }: Settling,
): Promise<void> {
  const reason = effects.find((effect) => effect.kind === 'hand-off')?.reason ?? null
  const state = place.over ?? 'active'
  const about = { runId: run.id, flowId: run.flowId, conversationId: held.id, contactId: held.contactId }
  const write = async (): Promise<void> => {
    const took = { what: 'bot-took' as const, values: { botName: run.flowName } }
    await Promise.all([store.insert(ctx, { ...run, state, place, heardSeq, reason }), firstWord.keep(ctx, held, took)])
    await ctx.emit(runStarted, about)
  }
  const move = async (): Promise<void> => {
    // Conditional on what was read: of two who computed the same step, one finds that it moved on, and leaves nothing.
    if (!(await store.move(ctx, { id: run.id, state, place, heardSeq, reason, version: run.version })))
      throw new Error('the run moved on meanwhile')
  }
  const moving = run.version === 0 ? write() : move()
  // What is said follows the line that a bot took it.
  if (run.version === 0) await moving
  try {
    const on = { held, run, place, facts, voice, summary: (why: { reason: string; note: string }) => summaryOf(ctx, run, place, why) }
    const [done] = await Promise.all([carryOut(ctx, on, effects), moving])
    await store.writeLines(ctx, run.id, [...lines, ...done])
  } catch (error) {
    // The number is stopped, or the window closed meanwhile: a person sees that, a bot can do nothing about it.
    if (!(error instanceof Problem)) throw error
    await moving
    await store.move(ctx, {
      id: run.id,
      state: 'handed-off',
      place: { ...place, over: 'handed-off', waits: 'nothing' },
      heardSeq,
      reason: 'cannot_send',
      version: run.version + 1,
    })
    await store.writeLines(ctx, run.id, lines)
    await firstWord.give(ctx, held, null, { what: 'bot-gave', values: { botName: run.flowName, reason: 'cannot_send' } })
    await ctx.emit(runHandedOff, { ...about, reason: 'cannot_send' })
    return
  }
  if (state === 'handed-off') await ctx.emit(runHandedOff, { ...about, reason: reason ?? 'flow' })
  if (state === 'ended') await ctx.emit(runEnded, about)
}

/** A bot gives up what it has, whatever it was doing: its flow is off, or it could not go on. */
export async function giveUp(ctx: Ctx, runId: string, conversationId: string, reason: string): Promise<void> {
  const held = await firstWord.hold(ctx, conversationId)
  const run = await store.find(ctx, runId)
  if (!run || (run.state !== 'active' && run.state !== 'paused')) return
  const place: RunState = { ...run.place, over: 'handed-off', waits: 'nothing', next: run.place.next + 1 }
  const isActive = run.state === 'active'
  await store.move(ctx, { ...run, state: isActive ? 'handed-off' : 'ended', place, reason: isActive ? reason : run.reason })
  if (!isActive || !held) return
  await store.writeLines(ctx, runId, [
    { n: run.place.next, kind: 'handed-off', nodeId: run.place.at, text: reason, outcome: null, messageId: null },
  ])
  await firstWord.note(ctx, held, {
    noteId: effectId(run.id, run.place.next),
    text: await summaryOf(ctx, run, run.place, { reason, note: '' }),
    as: run.flowName,
  })
  await firstWord.give(ctx, held, null, { what: 'bot-gave', values: { botName: run.flowName, reason } })
  await ctx.emit(runHandedOff, { runId, flowId: run.flowId, conversationId, contactId: held.contactId, reason })
}
