import { Select } from '@mantine/core'
import { IconCalendar, IconLayoutKanban, IconList } from '@tabler/icons-react'
import type { ContactSearch } from '#crm/web/contacts/contact-query.ts'
import { useBoardOptions, useCalendarOptions } from '#crm/web/layouts/by-options.ts'
import { useT } from '#web/i18n/i18n.tsx'
import { useIsPhone } from '#web/ui/screen.ts'
import { SegmentedTabs } from '#web/ui/tabs.tsx'
import s from '#crm/web/layouts/layouts.module.css'

type Props = { search: ContactSearch; set: (change: Partial<ContactSearch>) => void }

/** List, board or calendar. */
export function LayoutChoice({ search, set }: Props) {
  const t = useT()
  const isPhone = useIsPhone()
  return (
    <SegmentedTabs
      label={t('crm.layout.title')}
      fullWidth={isPhone}
      value={search.como}
      onChange={(como) => set({ como, por: '' })}
      choices={[
        { value: 'lista', label: <span className={s.layoutWord}>{t('crm.layout.list')}</span>, icon: <IconList size={15} stroke={1.7} /> },
        {
          value: 'tablero',
          label: <span className={s.layoutWord}>{t('crm.layout.board')}</span>,
          icon: <IconLayoutKanban size={15} stroke={1.7} />,
        },
        {
          value: 'calendario',
          label: <span className={s.layoutWord}>{t('crm.layout.calendar')}</span>,
          icon: <IconCalendar size={15} stroke={1.7} />,
        },
      ]}
    />
  )
}

/** What the columns of a board or the days of a calendar are. */
export function ByChoice({ search, set }: Props) {
  const t = useT()
  const isPhone = useIsPhone()
  const board = useBoardOptions()
  const calendar = useCalendarOptions()
  const options = search.como === 'tablero' ? board : calendar
  return (
    <Select
      aria-label={t(search.como === 'tablero' ? 'crm.layout.columns_by' : 'crm.layout.days_by')}
      data={options.map(({ value, label }) => ({ value, label }))}
      value={search.por ? (options.some(({ value }) => value === search.por) ? search.por : null) : (options[0]?.value ?? null)}
      onChange={(por) => set({ por: por ?? '' })}
      allowDeselect={false}
      w={isPhone ? '100%' : 210}
    />
  )
}

/** The same where the bar over the list has no room for it. */
export function PhoneLayouts({ search, set }: Props) {
  const isPhone = useIsPhone()
  if (!isPhone || search.ver === 'archivados') return null
  return (
    <div className={s.phoneLayouts}>
      <LayoutChoice search={search} set={set} />
      {search.como !== 'lista' && <ByChoice search={search} set={set} />}
    </div>
  )
}
