import { IconAlertTriangle } from '@tabler/icons-react'
import type { FlowDocument } from '#bots/contract/flow.ts'
import { exitsOf } from '#bots/contract/flow-ways.ts'
import { iconOf, titleOf } from '#bots/web/flows/nodes.ts'
import { useT } from '#web/i18n/i18n.tsx'
import s from '#bots/web/flows/flows.module.css'

type Props = { document: FlowDocument; selectedId: string | null; faultsById: ReadonlyMap<string, number>; onSelect: (id: string) => void }

/** The same flow as a list: for the keyboard, for readers of screens and for the telephone. */
export function NodeList({ document, selectedId, faultsById, onSelect }: Props) {
  const t = useT()
  const placeById = new Map(document.nodes.map(({ id }, i) => [id, i + 1]))
  return (
    <ol className={s.nodeList}>
      {document.nodes.map((node, i) => {
        const Icon = iconOf(node.kind)
        const exits = exitsOf(node).filter(({ to }) => to !== null)
        return (
          <li key={node.id}>
            <button
              type="button"
              aria-current={node.id === selectedId || undefined}
              data-kind={node.kind}
              onClick={() => onSelect(node.id)}
            >
              <span className={s.cardIcon}>
                <Icon size={16} stroke={1.8} />
              </span>
              <span className={s.cardWords}>
                <small>
                  {i + 1}. {t(`bots.nodes.${node.kind.replace('-', '_')}`)}
                  {document.start === node.id && ` · ${t('bots.editor.start')}`}
                </small>
                <b>{titleOf(node) || ('text' in node ? t('bots.editor.untitled') : '')}</b>
                {exits.length > 0 && (
                  <small>
                    {exits.map(({ label, to }) => `${label ? `${label} ` : ''}→ ${placeById.get(to ?? '') ?? '?'}`).join(' · ')}
                  </small>
                )}
              </span>
              {(faultsById.get(node.id) ?? 0) > 0 && <IconAlertTriangle size={15} stroke={1.8} className={s.listFault} />}
            </button>
          </li>
        )
      })}
    </ol>
  )
}
