import type { Message } from '#conversations/contract/message.ts'
import type { RunState } from '#bots/contract/run.ts'
import { nameOf } from '#bots/server/flows/differences.ts'
import type { Ctx } from '#kernel/ctx.ts'
import { versionOf } from './documents.ts'
import { wordsOf } from './heard.ts'
import { heardOf } from './hearing.ts'
import type { NewLine, RunRow } from './runs.store.ts'

/** That a message was heard. The number is that of the thread. */
export function lineOf(message: Message): NewLine {
  const { said } = heardOf(message)
  return { n: message.seq, kind: 'heard', nodeId: null, text: wordsOf(said) || said.kind, outcome: null, messageId: message.id }
}

const mostNamed = 6

/** What whoever takes over reads first: why, what the customer said, what is known, where they came through. */
export async function summaryOf(
  ctx: Ctx,
  run: RunRow,
  place: RunState,
  { reason, note }: { reason: string; note: string },
): Promise<string> {
  const document = await versionOf(ctx, run.versionId)
  const byId = new Map((document?.nodes ?? []).map((node) => [node.id, node]))
  const names = place.trail.flatMap((id) => {
    const node = byId.get(id)
    return node && (node.kind === 'menu' || node.kind === 'question' || node.name !== '') ? [nameOf(node, ctx.t)] : []
  })
  const way = names.filter((name, i) => name !== names[i - 1]).slice(-mostNamed)
  const values = Object.entries(place.values).map(
    ([name, value]) => `• ${name}: ${typeof value === 'number' ? String(value).replace('.', ',') : value}`,
  )
  return [
    ctx.t('bots.summary.why', { bot: run.flowName, reason: ctx.t(`bots.reasons.${reason}`) }),
    ...(note ? [note] : []),
    ...(place.last.text ? [ctx.t('bots.summary.said', { text: place.last.text })] : []),
    ...values,
    ...(way.length > 0 ? [ctx.t('bots.summary.way', { way: way.join(' → ') })] : []),
  ].join('\n')
}
