import type { FlowNode } from '#bots/contract/flow.ts'

/** The ways between nodes, for whoever has the data and not the schemas: the drawing board. */
export const mostNodes = 500

/** A way out of a node: where it leads, and the name of the way when there are several. */
export type Exit = { id: string; label: string; to: string | null }

export function exitsOf(node: FlowNode): Exit[] {
  switch (node.kind) {
    case 'menu':
      return node.options.map(({ id, title, next }) => ({ id, label: title, to: next }))
    case 'condition':
      return [
        ...node.cases.map(({ id, name, next }) => ({ id, label: name, to: next })),
        { id: 'otherwise', label: '', to: node.otherwise },
      ]
    case 'action':
      return [
        { id: 'next', label: '', to: node.next },
        { id: 'failed', label: '', to: node.failed },
      ]
    case 'question':
    case 'answer':
      return [{ id: 'next', label: '', to: node.next }]
    case 'go-to':
      return [{ id: 'to', label: '', to: node.to }]
    case 'hand-off':
    case 'end':
      return []
  }
}

/** The same node with one of its ways leading elsewhere. */
export function withExit(node: FlowNode, exitId: string, to: string | null): FlowNode {
  switch (node.kind) {
    case 'menu':
      return { ...node, options: node.options.map((option) => (option.id === exitId ? { ...option, next: to } : option)) }
    case 'condition':
      if (exitId === 'otherwise') return { ...node, otherwise: to }
      return { ...node, cases: node.cases.map((one) => (one.id === exitId ? { ...one, next: to } : one)) }
    case 'action':
      return exitId === 'failed' ? { ...node, failed: to } : { ...node, next: to }
    case 'question':
    case 'answer':
      return { ...node, next: to }
    case 'go-to':
      return { ...node, to }
    case 'hand-off':
    case 'end':
      return node
  }
}

/** Whether the flow stops here until the customer says something. */
export const waitsForInput = (node: FlowNode): boolean => node.kind === 'menu' || node.kind === 'question'
