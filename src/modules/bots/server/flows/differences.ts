import type { FlowDocument, FlowNode } from '#bots/contract/flow.ts'
import type { VersionChanges } from '#bots/contract/flows.ts'
import type { Ctx } from '#kernel/ctx.ts'

/** What a drawing has that another had not, in the names of its nodes. Where a node stands on the screen is no change. */
export function changesBetween(before: FlowDocument | undefined, after: FlowDocument, t: Ctx['t']): VersionChanges {
  const named = (node: FlowNode): string => nameOf(node, t)
  const had = new Map((before?.nodes ?? []).map((node) => [node.id, node]))
  const has = new Map(after.nodes.map((node) => [node.id, node]))
  const changed = after.nodes.filter((node) => {
    const old = had.get(node.id)
    return old !== undefined && said(old) !== said(node)
  })
  return {
    added: after.nodes.filter(({ id }) => !had.has(id)).map(named),
    removed: [...had.values()].filter(({ id }) => !has.has(id)).map(named),
    changed: changed.map(named),
    rules: before !== undefined && (JSON.stringify(before.rules) !== JSON.stringify(after.rules) || before.start !== after.start),
  }
}

const said = ({ x: _x, y: _y, ...rest }: FlowNode): string => JSON.stringify(Object.entries(rest).toSorted(([a], [b]) => (a < b ? -1 : 1)))

/** What people call a node: its name, the beginning of what it says, or what kind it is. */
export const nameOf = (node: FlowNode, t: Ctx['t']): string =>
  node.name || ('text' in node && node.text.trim().slice(0, 40)) || t(`bots.nodes.${node.kind.replace('-', '_')}`)
