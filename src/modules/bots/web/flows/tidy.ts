import { graphlib, layout } from '@dagrejs/dagre'
import type { FlowDocument } from '#bots/contract/flow.ts'
import { exitsOf } from '#bots/contract/flow-ways.ts'
import { nodeSize } from '#bots/web/flows/nodes.ts'

/** Everything in rows from top to bottom, in the direction of its ways. */
export function tidied(document: FlowDocument): FlowDocument {
  const graph = new graphlib.Graph()
  graph.setGraph({ rankdir: 'TB', nodesep: 36, ranksep: 64 })
  graph.setDefaultEdgeLabel(() => ({}))
  for (const node of document.nodes) graph.setNode(node.id, { ...nodeSize })
  for (const node of document.nodes) for (const { to } of exitsOf(node)) if (to !== null) graph.setEdge(node.id, to)
  layout(graph)
  return {
    ...document,
    nodes: document.nodes.map((node) => {
      const place = graph.node(node.id)
      return { ...node, x: Math.round(place.x - nodeSize.width / 2), y: Math.round(place.y - nodeSize.height / 2) }
    }),
  }
}
