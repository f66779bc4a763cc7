import { ActionIcon, Checkbox, Popover, Tooltip } from '@mantine/core'
import { IconColumns } from '@tabler/icons-react'
import { useState } from 'react'
import { usualColumns } from '#crm/web/contacts/contact-columns.tsx'
import { useT } from '#web/i18n/i18n.tsx'
import s from '#crm/web/contacts/contacts.module.css'

const memory = 'yapa.crm.columns'

function remembered(): string[] {
  try {
    const names: unknown = JSON.parse(localStorage.getItem(memory) ?? '')
    return Array.isArray(names) ? names.filter((name) => typeof name === 'string') : usualColumns
  } catch {
    return usualColumns
  }
}

/** Which columns this person looks at on this device; a saved view brings its own. */
export function useChosenColumns(ofView: readonly string[]): [readonly string[], (names: readonly string[]) => void] {
  const [own, setOwn] = useState<{ view: readonly string[]; names: readonly string[] }>(() => ({
    view: ofView,
    names: ofView.length > 0 ? ofView : remembered(),
  }))
  const isOther = own.view.join() !== ofView.join()
  const names = isOther ? (ofView.length > 0 ? ofView : remembered()) : own.names
  return [
    names,
    (next) => {
      setOwn({ view: ofView, names: next })
      if (ofView.length === 0) localStorage.setItem(memory, JSON.stringify(next))
    },
  ]
}

type Props = {
  columns: readonly { name: string; label: string }[]
  chosen: readonly string[]
  onChange: (names: readonly string[]) => void
}

export function ColumnChoice({ columns, chosen, onChange }: Props) {
  const t = useT()
  const toggle = (name: string) => onChange(chosen.includes(name) ? chosen.filter((other) => other !== name) : [...chosen, name])
  return (
    <Popover position="bottom-end" width={230} trapFocus returnFocus>
      <Popover.Target>
        <Tooltip label={t('crm.list.columns')}>
          <ActionIcon aria-label={t('crm.list.columns')} aria-haspopup="dialog">
            <IconColumns size={17} stroke={1.7} />
          </ActionIcon>
        </Tooltip>
      </Popover.Target>
      <Popover.Dropdown>
        <div className={s.columnChoice} role="group" aria-label={t('crm.list.columns')}>
          {columns.map((column) => (
            <Checkbox key={column.name} label={column.label} checked={chosen.includes(column.name)} onChange={() => toggle(column.name)} />
          ))}
        </div>
      </Popover.Dropdown>
    </Popover>
  )
}
