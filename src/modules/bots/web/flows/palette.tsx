import type { NodeKind } from '#bots/contract/flow.ts'
import { palette } from '#bots/web/flows/nodes.ts'
import { useT } from '#web/i18n/i18n.tsx'
import s from '#bots/web/flows/flows.module.css'

/** What can be put on the board. */
export function Palette({ onAdd }: { onAdd: (kind: NodeKind) => void }) {
  const t = useT()
  return (
    <ul className={s.palette} aria-label={t('bots.editor.palette')}>
      {palette.map(({ kind, icon: Icon }) => (
        <li key={kind}>
          <button type="button" data-kind={kind} title={t(`bots.node_hints.${kind.replace('-', '_')}`)} onClick={() => onAdd(kind)}>
            <span className={s.cardIcon}>
              <Icon size={16} stroke={1.8} />
            </span>
            {t(`bots.nodes.${kind.replace('-', '_')}`)}
          </button>
        </li>
      ))}
    </ul>
  )
}
