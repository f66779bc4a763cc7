import { Handle, Position, type NodeProps } from '@xyflow/react'
import { IconAlertTriangle } from '@tabler/icons-react'
import { memo } from 'react'
import type { FlowNode } from '#bots/contract/flow.ts'
import { exitsOf } from '#bots/contract/flow-ways.ts'
import { iconOf, titleOf } from '#bots/web/flows/nodes.ts'
import { useT } from '#web/i18n/i18n.tsx'
import s from '#bots/web/flows/flows.module.css'

export type CardData = { node: FlowNode; isStart: boolean; faults: number; isLive: boolean }

/** A node on the board: what it is, what it says, and a point for each way out. */
export const FlowNodeCard = memo(function FlowNodeCard({ data, selected }: NodeProps & { data: CardData }) {
  const t = useT()
  const { node, isStart, faults, isLive } = data
  const Icon = iconOf(node.kind)
  const exits = exitsOf(node)
  return (
    <div className={s.card} data-kind={node.kind} data-selected={selected || undefined} data-live={isLive || undefined}>
      <Handle type="target" position={Position.Top} />
      <span className={s.cardIcon}>
        <Icon size={16} stroke={1.8} />
      </span>
      <span className={s.cardWords}>
        <small>
          {t(`bots.nodes.${node.kind.replace('-', '_')}`)}
          {isStart && ` · ${t('bots.editor.start')}`}
        </small>
        <b>{titleOf(node) || ('text' in node ? t('bots.editor.untitled') : '')}</b>
      </span>
      {faults > 0 && (
        <span className={s.cardFault} title={t('bots.check.count', { count: faults })}>
          <IconAlertTriangle size={14} stroke={1.8} />
        </span>
      )}
      {exits.length > 0 && (
        <span className={s.exits}>
          {exits.map(({ id, label, to }) => (
            <span key={id} className={s.exit} data-open={to === null || undefined}>
              {exits.length > 1 && (
                <em>{label || t(`bots.exits.${id === 'otherwise' || id === 'failed' || id === 'next' ? id : 'unnamed'}`)}</em>
              )}
              <Handle type="source" position={Position.Bottom} id={id} />
            </span>
          ))}
        </span>
      )}
    </div>
  )
})
