import { z } from 'zod'
import { FlowDocument, type FlowNode } from '#bots/contract/flow.ts'
import { exitsOf } from '#bots/contract/flow-ways.ts'
import { loadAnswers } from '#bots/server/answers/demo-answers.ts'
import * as flows from '#bots/server/flows/flows.ts'
import type { Ctx } from '#kernel/ctx.ts'
import type { DemoPart } from '#kernel/module.ts'

const DemoBot = z.object({
  name: z.string(),
  words: z.array(z.string()).default([]),
  note: z.string().default(''),
  /** As it is drawn; a node may name its team instead of its id. */
  draft: z.object({ start: z.string(), nodes: z.array(z.record(z.string(), z.unknown())) }),
})
const BotsDemo = z.object({ bots: z.array(DemoBot).default([]) })

/** What is asked again and again, and the bots of a demo business, drawn, published and switched on through the same functions as the real ones. */
export const demo: DemoPart = {
  order: 45,
  async load(ctx, business) {
    await business.at(ctx.now, ctx.actor, (now) => loadAnswers(now, business.data))
    const { bots } = BotsDemo.parse(business.data)
    const teams = (business.made.get('identity.teams') ?? new Map()) as Map<string, string>
    for (const bot of bots) {
      const nodes = bot.draft.nodes.map(({ team, ...node }) => ({
        ...node,
        ...(typeof team === 'string' && { teamId: teams.get(team) ?? null }),
      }))
      await business.at(ctx.now, ctx.actor, (now) => make(now, bot, inRows(FlowDocument.parse({ start: bot.draft.start, nodes }))))
    }
  },
}

async function make(ctx: Ctx, { name, words, note }: z.output<typeof DemoBot>, draft: FlowDocument): Promise<void> {
  const { id, version } = await flows.create(ctx, { name, copyOf: null })
  const drawn = await flows.draw({ ...ctx, ifMatch: version }, { id, draft })
  const trigger = { ...drawn.trigger, words }
  const set = await flows.update({ ...ctx, ifMatch: drawn.version }, { id, trigger })
  const published = await flows.publish({ ...ctx, ifMatch: set.version }, { id, note })
  await flows.update({ ...ctx, ifMatch: published.version }, { id, isActive: true })
}

/** From top to bottom by how many steps lead there, each row in the middle. */
function inRows(flow: FlowDocument): FlowDocument {
  const rowById = new Map<string, number>(flow.start === null ? [] : [[flow.start, 0]])
  for (const [id, row] of rowById)
    for (const { to } of exitsOf(flow.nodes.find((node) => node.id === id) ?? lost))
      if (to !== null && !rowById.has(to)) rowById.set(to, row + 1)
  const rows = Map.groupBy(flow.nodes, ({ id }) => rowById.get(id) ?? 0)
  const nodes = flow.nodes.map((node) => {
    const row = rows.get(rowById.get(node.id) ?? 0) ?? []
    return { ...node, x: Math.round((row.indexOf(node) - (row.length - 1) / 2) * 280), y: (rowById.get(node.id) ?? 0) * 170 }
  })
  return { ...flow, nodes }
}

const lost: FlowNode = { id: 'lost', kind: 'end', name: '', x: 0, y: 0, text: '', resolves: false }
