import { firstWord } from '#conversations/server/public.ts'
import type { Run } from '#bots/contract/run.ts'
import { nameOf } from '#bots/server/flows/differences.ts'
import * as flows from '#bots/server/flows/flows.store.ts'
import { conversationNotFound, nothingToResume } from '#bots/server/problems.ts'
import type { Ctx } from '#kernel/ctx.ts'
import { versionOf } from './documents.ts'
import * as store from './runs.store.ts'

/** What bots did in a conversation, the newest run first. */
export async function list(ctx: Ctx, { id }: { id: string }): Promise<{ items: Run[] }> {
  if (!(await firstWord.look(ctx, id))) throw conversationNotFound()
  const runs = await store.ofConversation(ctx, id)
  const lines =
    runs.length === 0
      ? []
      : await store.lines(
          ctx,
          runs.map((run) => run.id),
        )
  const items: Run[] = []
  for (const { flowName, versionId, versionNumber, place, ...run } of runs) {
    const nameById = new Map(((await versionOf(ctx, versionId))?.nodes ?? []).map((node) => [node.id, nameOf(node, ctx.t)]))
    const named = (nodeId: string | null): string => (nodeId === null ? '' : (nameById.get(nodeId) ?? nodeId))
    items.push({
      id: run.id,
      flowId: run.flowId,
      flowName,
      versionNumber,
      conversationId: run.conversationId,
      state: run.state,
      reason: run.reason,
      nodeName: named(place.at),
      startedAt: run.startedAt,
      movedAt: run.movedAt,
      values: place.values,
      // Each turn of a dialogue is what was heard and said, not a deed of its own.
      lines: lines
        .filter(({ runId, outcome }) => runId === run.id && outcome !== 'talks')
        .map(({ runId: _id, ...line }) => ({ ...line, nodeName: named(line.nodeId) })),
    })
  }
  return { items }
}

/** The bot has the word again, from where it was or, where it had handed over, from the beginning with the next message. */
export async function resume(ctx: Ctx, { id }: { id: string }): Promise<{ items: Run[] }> {
  const held = await firstWord.hold(ctx, id)
  if (!held) throw conversationNotFound()
  const run = await store.latest(ctx, id)
  const isOn = run && (await flows.active(ctx)).some((flow) => flow.id === run.flowId)
  if (!run || !isOn || held.state !== 'open') throw nothingToResume()
  await store.giveBack(ctx, run.id, held.lastSeq)
  const actor = ctx.actor.kind === 'system' ? '' : ctx.actor.name
  await firstWord.keep(ctx, id, { what: 'bot-resumed', values: { botName: run.flowName, reason: 'by_hand', minutes: 0, actor } })
  return list(ctx, { id })
}
