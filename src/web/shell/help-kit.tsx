import { Modal } from '@mantine/core'
import { useState } from 'react'
import { useT } from '#web/i18n/i18n.tsx'
import { type Shortcut, useShortcuts } from '#web/shortcuts.ts'
import { Kbd } from '#web/ui/marks.tsx'
import s from '#web/shell/help.module.css'

/** Every key that works on the screen behind it, by group. */
export function Help({ onClose }: { onClose: () => void }) {
  const t = useT()
  const [isOpen, setOpen] = useState(true)
  // Opening the sheet must not change what it tells: the list is taken once.
  const [shortcuts] = useState(useShortcuts())
  const groups = Map.groupBy(unique(shortcuts), (shortcut) => shortcut.group ?? 'web.keys.group.here')
  return (
    <Modal
      opened={isOpen}
      onClose={() => setOpen(false)}
      onExitTransitionEnd={onClose}
      title={t('web.keys.title')}
      size={640}
      closeButtonProps={{ 'aria-label': t('web.action.close') }}
    >
      <div className={s.groups}>
        {[...groups].map(([group, keys]) => (
          <section key={group}>
            <h3>{t(group)}</h3>
            <dl>
              {keys.map((shortcut) => (
                <div key={shortcut.keys}>
                  <dt>{t(shortcut.label)}</dt>
                  <dd>
                    {shortcut.keys.split(' ').map((chord, i) => (
                      <Kbd key={i} keys={chord} />
                    ))}
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Modal>
  )
}

const unique = (shortcuts: readonly Shortcut[]): Shortcut[] => [
  ...new Map(shortcuts.filter((shortcut) => !shortcut.isHidden).map((shortcut) => [shortcut.keys, shortcut])).values(),
]
