import { IconAlertTriangle, IconCircleCheck, IconInfoCircle } from '@tabler/icons-react'
import type { Fault } from '#bots/contract/flow-check.ts'
import type { FlowDocument } from '#bots/contract/flow.ts'
import { titleOf } from '#bots/web/flows/nodes.ts'
import { useT } from '#web/i18n/i18n.tsx'
import s from '#bots/web/flows/parts.module.css'

export function FaultText({ fault }: { fault: Fault }) {
  const t = useT()
  return <>{t(`bots.check.${fault.rule}`, { max: fault.max ?? 0 })}</>
}

/** What is wrong, each leading to where it is put right. */
export function CheckList({ document, faults, onGo }: { document: FlowDocument; faults: readonly Fault[]; onGo: (id: string) => void }) {
  const t = useT()
  const byId = new Map(document.nodes.map((node) => [node.id, node]))
  if (faults.length === 0)
    return (
      <p className={s.allGood}>
        <IconCircleCheck size={18} stroke={1.7} /> {t('bots.check.none')}
      </p>
    )
  return (
    <ul className={s.faults}>
      {faults.map((fault, i) => {
        const node = fault.nodeId === null ? undefined : byId.get(fault.nodeId)
        const Icon = fault.isGrave ? IconAlertTriangle : IconInfoCircle
        return (
          <li key={i}>
            <button type="button" disabled={!node} data-grave={fault.isGrave || undefined} onClick={() => node && onGo(node.id)}>
              <Icon size={16} stroke={1.7} />
              <span>
                <FaultText fault={fault} />
                {node && <small>{titleOf(node).slice(0, 60) || t(`bots.nodes.${node.kind.replace('-', '_')}`)}</small>}
              </span>
            </button>
          </li>
        )
      })}
    </ul>
  )
}
