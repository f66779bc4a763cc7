import { IconMessages } from '@tabler/icons-react'
import { listActions } from '#bots/contract/flow-api.ts'
import type { NodeKind } from '#bots/contract/flow.ts'
import { wordsOfAction } from '#bots/web/flows/action-fields.tsx'
import { palette } from '#bots/web/flows/nodes.ts'
import { useT } from '#web/i18n/i18n.tsx'
import { useApi } from '#web/query.ts'
import s from '#bots/web/flows/flows.module.css'

/** What can be put on the board; what modules take whole conversations over for, by name. */
export function Palette({ onAdd }: { onAdd: (kind: NodeKind, action?: string) => void }) {
  const t = useT()
  const { data } = useApi(listActions, {})
  const dialogues = data?.items.filter(({ isDialogue }) => isDialogue) ?? []
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
      {dialogues.map(({ code }) => (
        <li key={code}>
          <button type="button" data-kind="action" title={t(`${wordsOfAction(code)}.hint`)} onClick={() => onAdd('action', code)}>
            <span className={s.cardIcon}>
              <IconMessages size={16} stroke={1.8} />
            </span>
            {t(`${wordsOfAction(code)}.title`)}
          </button>
        </li>
      ))}
    </ul>
  )
}
