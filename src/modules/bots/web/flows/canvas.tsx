import {
  applyNodeChanges,
  Background,
  Controls,
  ReactFlow,
  ReactFlowProvider,
  useReactFlow,
  type Connection,
  type Edge,
  type Node,
  type NodeChange,
} from '@xyflow/react'
import '@xyflow/react/dist/base.css'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import type { FlowDocument, FlowNode } from '#bots/contract/flow.ts'
import { exitsOf, withExit } from '#bots/contract/flow-ways.ts'
import { type Draft, withNode } from '#bots/web/flows/draft.ts'
import { FlowNodeCard, type CardData } from '#bots/web/flows/node-card.tsx'
import { nodeSize, withoutNodes } from '#bots/web/flows/nodes.ts'
import { useT } from '#web/i18n/i18n.tsx'
import '#bots/web/flows/canvas.css'

const nodeTypes = { flow: FlowNodeCard }

type Props = {
  draft: Draft
  selectedId: string | null
  onSelect: (id: string | null) => void
  /** How many faults each node has. */
  faultsById: ReadonlyMap<string, number>
  /** Where the rehearsal stands. */
  liveId: string | null
  isFixed: boolean
}

/** The board: nodes are drawn where they stand, ways follow what each node says comes next. Only what is in sight is drawn. */
export const Canvas = (props: Props) => (
  <ReactFlowProvider>
    <Board {...props} />
  </ReactFlowProvider>
)

function Board({ draft, selectedId, onSelect, faultsById, liveId, isFixed }: Props) {
  const t = useT()
  const { document, change } = draft
  const { setCenter, getZoom } = useReactFlow()
  const made = useMemo(() => nodesOf(document, faultsById, liveId), [document, faultsById, liveId])
  const [nodes, setNodes] = useState<Node<CardData>[]>(made)
  useEffect(() => setNodes((before) => keepMeasured(before, made, selectedId)), [made, selectedId])
  const edges = useMemo(() => edgesOf(document), [document])
  const shown = useRef<string | null>(null)

  const onNodesChange = useCallback(
    (changes: NodeChange<Node<CardData>>[]) => {
      setNodes((before) => applyNodeChanges(changes, before))
      const chosen = changes.find((one) => one.type === 'select' && one.selected)
      if (chosen?.type === 'select') {
        // Whoever presses it sees it already.
        shown.current = chosen.id
        onSelect(chosen.id)
      }
      const gone = changes.flatMap((one) => (one.type === 'remove' ? [one.id] : []))
      if (gone.length > 0) {
        change((before) => withoutNodes(before, gone))
        onSelect(null)
      }
    },
    [change, onSelect],
  )
  const onNodeDragStop = useCallback(
    (_event: unknown, _node: unknown, moved: Node[]) => {
      const places = new Map(moved.map(({ id, position }) => [id, position]))
      change((before) => ({
        ...before,
        nodes: before.nodes.map((node) => {
          const place = places.get(node.id)
          return place ? { ...node, x: Math.round(place.x), y: Math.round(place.y) } : node
        }),
      }))
    },
    [change],
  )
  const onConnect = useCallback(
    ({ source, sourceHandle, target }: Connection) => change(withNode(source, (node) => withExit(node, sourceHandle ?? 'next', target))),
    [change],
  )
  const onEdgesDelete = useCallback(
    (gone: Edge[]) =>
      change((before) =>
        gone.reduce(
          (next, { source, sourceHandle }) => withNode(source, (node) => withExit(node, sourceHandle ?? 'next', null))(next),
          before,
        ),
      ),
    [change],
  )

  // What is chosen elsewhere (the list, the check, the palette) comes into sight.
  useEffect(() => {
    const node = selectedId === shown.current ? undefined : document.nodes.find(({ id }) => id === selectedId)
    shown.current = selectedId
    if (node) void setCenter(node.x + nodeSize.width / 2, node.y + nodeSize.height / 2, { zoom: getZoom(), duration: 200 })
  }, [selectedId, document.nodes, setCenter, getZoom])

  return (
    <ReactFlow
      nodes={nodes}
      edges={edges}
      nodeTypes={nodeTypes}
      onNodesChange={onNodesChange}
      onNodeDragStop={onNodeDragStop}
      onConnect={onConnect}
      onEdgesDelete={onEdgesDelete}
      onPaneClick={() => onSelect(null)}
      onlyRenderVisibleElements
      nodesDraggable={!isFixed}
      nodesConnectable={!isFixed}
      deleteKeyCode={isFixed ? null : ['Delete', 'Backspace']}
      fitView
      // Words that nobody can read say less than half of the drawing; the button still shows all of it.
      fitViewOptions={{ minZoom: 0.55, maxZoom: 1, padding: 0.15 }}
      minZoom={0.1}
      maxZoom={1.5}
      ariaLabelConfig={{
        'controls.zoomIn.ariaLabel': t('bots.editor.zoom_in'),
        'controls.zoomOut.ariaLabel': t('bots.editor.zoom_out'),
        'controls.fitView.ariaLabel': t('bots.editor.fit'),
        'controls.ariaLabel': t('bots.editor.controls'),
        'node.a11yDescription.default': t('bots.editor.node_hint'),
        'edge.a11yDescription.default': t('bots.editor.edge_hint'),
      }}
    >
      <Background gap={20} size={1} />
      <Controls showInteractive={false} />
    </ReactFlow>
  )
}

const nodesOf = (document: FlowDocument, faultsById: ReadonlyMap<string, number>, liveId: string | null): Node<CardData>[] =>
  document.nodes.map((node) => ({
    id: node.id,
    type: 'flow',
    position: { x: node.x, y: node.y },
    data: { node, isStart: node.id === document.start, faults: faultsById.get(node.id) ?? 0, isLive: node.id === liveId },
  }))

/** Only nodes that changed are others: three hundred that did not are not drawn again. */
function keepMeasured(before: readonly Node<CardData>[], made: readonly Node<CardData>[], selectedId: string | null): Node<CardData>[] {
  const old = new Map(before.map((node) => [node.id, node]))
  return made.map((node) => {
    const was = old.get(node.id)
    const selected = node.id === selectedId
    if (!was) return { ...node, selected }
    const isSame =
      was.data.node === node.data.node &&
      was.data.isStart === node.data.isStart &&
      was.data.faults === node.data.faults &&
      was.data.isLive === node.data.isLive
    if (isSame && (was.selected ?? false) === selected && was.position.x === node.position.x && was.position.y === node.position.y)
      return was
    return { ...was, position: node.position, data: isSame ? was.data : node.data, selected }
  })
}

const edgesOf = ({ nodes }: FlowDocument): Edge[] =>
  nodes.flatMap((node: FlowNode) =>
    exitsOf(node).flatMap(({ id, to }): Edge[] =>
      to === null ? [] : [{ id: `${node.id}:${id}`, source: node.id, sourceHandle: id, target: to, type: 'smoothstep', focusable: false }],
    ),
  )
