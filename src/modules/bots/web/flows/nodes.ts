import {
  IconArrowsSplit2,
  IconBolt,
  IconCornerUpRight,
  IconFlag,
  IconHelpCircle,
  IconListNumbers,
  IconMessage,
  IconUserShare,
} from '@tabler/icons-react'
import type { FlowDocument, FlowNode, NodeKind } from '#bots/contract/flow.ts'
import { exitsOf, withExit } from '#bots/contract/flow-ways.ts'

/** What may be put on the board, in the order of the palette. */
export const palette: readonly { kind: NodeKind; icon: typeof IconBolt }[] = [
  { kind: 'menu', icon: IconListNumbers },
  { kind: 'question', icon: IconHelpCircle },
  { kind: 'answer', icon: IconMessage },
  { kind: 'condition', icon: IconArrowsSplit2 },
  { kind: 'action', icon: IconBolt },
  { kind: 'hand-off', icon: IconUserShare },
  { kind: 'go-to', icon: IconCornerUpRight },
  { kind: 'end', icon: IconFlag },
]
export const iconOf = (kind: NodeKind) => palette.find((one) => one.kind === kind)?.icon ?? IconMessage

/** Of a node on the board, in its own pixels. */
export const nodeSize = { width: 240, height: 76 }

export const newPartId = (): string => `n${crypto.randomUUID().slice(0, 8)}`

export function blankNode(kind: NodeKind, at: { x: number; y: number }): FlowNode {
  const base = { id: newPartId(), name: '', x: Math.round(at.x), y: Math.round(at.y) }
  switch (kind) {
    case 'menu':
      return { ...base, kind, text: '', options: [blankOption()], listButton: '', retry: '' }
    case 'question':
      return { ...base, kind, text: '', answer: { type: 'text', min: null, max: null, options: [] }, variable: '', retry: '', next: null }
    case 'condition':
      return {
        ...base,
        kind,
        cases: [{ id: newPartId(), name: '', tests: [{ subject: 'hours', name: '', op: 'is', value: 'open' }], next: null }],
        otherwise: null,
      }
    case 'answer':
      return { ...base, kind, text: '', file: null, link: null, next: null }
    case 'action':
      return { ...base, kind, action: '', input: {}, next: null, failed: null }
    case 'hand-off':
      return { ...base, kind, teamId: null, text: '', awayText: '', note: '' }
    case 'go-to':
      return { ...base, kind, to: null }
    case 'end':
      return { ...base, kind, text: '', resolves: false }
  }
}

export const blankOption = () => ({
  id: newPartId(),
  title: '',
  description: '',
  words: [] as string[],
  intent: null,
  next: null as string | null,
})

/** Without a node, and without the ways that led to it. */
export const withoutNodes = (before: FlowDocument, ids: readonly string[]): FlowDocument => ({
  ...before,
  start: before.start !== null && ids.includes(before.start) ? null : before.start,
  nodes: before.nodes
    .filter(({ id }) => !ids.includes(id))
    .map((node) =>
      exitsOf(node).reduce((one, exit) => (exit.to !== null && ids.includes(exit.to) ? withExit(one, exit.id, null) : one), node),
    ),
})

/** The first line of a node on the board: its name, or what it says. */
export const titleOf = (node: FlowNode): string => node.name || ('text' in node ? node.text.trim() : '')

/** Everything that texts may name: what the questions ask for. */
export const variablesOf = ({ nodes }: FlowDocument): string[] => [
  ...new Set(nodes.flatMap((node) => (node.kind === 'question' && node.variable !== '' ? [node.variable] : []))),
]
