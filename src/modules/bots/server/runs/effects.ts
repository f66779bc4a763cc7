import { firstWord } from '#conversations/server/public.ts'
import type { RunState } from '#bots/contract/run.ts'
import type { Ctx } from '#kernel/ctx.ts'
import type { Effect, Facts } from './heard.ts'
import { performAction } from './act.job.ts'
import type { NewLine, RunRow } from './runs.store.ts'
import { contentOf, effectId } from './say.ts'

type On = {
  held: firstWord.Held
  run: RunRow
  place: RunState
  facts: Facts
  voice: firstWord.Voice
  summary: (why: { reason: string; note: string }) => Promise<string>
}

/** Does what a step asks for, in its order, in the transaction of the step. What takes time, or may fail, becomes a job. */
export async function carryOut(ctx: Ctx, on: On, effects: readonly Effect[]): Promise<NewLine[]> {
  const lines: NewLine[] = []
  for (const effect of effects) lines.push(await one(ctx, on, effect))
  return lines
}

async function one(ctx: Ctx, on: On, effect: Effect): Promise<NewLine> {
  const { held, run } = on
  const line = { n: effect.n, nodeId: effect.nodeId, outcome: null, messageId: null }
  switch (effect.kind) {
    case 'say':
    case 'ask':
    case 'ask-place': {
      const messageId = effectId(run.id, effect.n)
      const content = contentOf(effect, { canOffer: firstWord.canOffer(held), locale: on.facts.locale })
      await firstWord.say(ctx, held, { messageId, content, as: run.flowName, voice: on.voice })
      return { ...line, kind: 'said', text: effect.text, messageId }
    }
    case 'act': {
      const payload = {
        runId: run.id,
        n: effect.n,
        conversationId: held.id,
        contactId: held.contactId,
        action: effect.action,
        input: effect.input,
        said: effect.said,
        goesOn: effect.goesOn,
        speaker: run.flowName,
      }
      ctx.enqueue(performAction, payload, { key: `${run.id}:${effect.n}` })
      return { ...line, kind: 'did', text: effect.action, outcome: 'waiting' }
    }
    case 'hand-off':
      return handOff(ctx, on, effect)
    case 'end':
      if (effect.resolves) await firstWord.finish(ctx, held, { what: 'bot-stopped', values: { botName: run.flowName } })
      return { ...line, kind: 'ended', text: '' }
  }
}

async function handOff(
  ctx: Ctx,
  { held, run, facts, voice, summary }: On,
  effect: Extract<Effect, { kind: 'hand-off' }>,
): Promise<NewLine> {
  // Open doors with nobody behind them are closed doors to whoever waits.
  const isThere = facts.isOpen && (await firstWord.onDuty(ctx, effect.teamId)) > 0
  const text = isThere ? effect.text : effect.awayText
  const messageId = effectId(run.id, effect.n)
  if (text !== '') await firstWord.say(ctx, held, { messageId, content: { kind: 'text', text }, as: run.flowName, voice })
  const note = await summary({ reason: effect.reason, note: effect.note })
  await firstWord.note(ctx, held, { noteId: effectId(run.id, -effect.n), text: note, as: run.flowName })
  await firstWord.give(ctx, held, effect.teamId, { what: 'bot-gave', values: { botName: run.flowName, reason: effect.reason } })
  return {
    n: effect.n,
    kind: 'handed-off',
    nodeId: effect.nodeId,
    text: effect.reason,
    outcome: null,
    messageId: text === '' ? null : messageId,
  }
}
