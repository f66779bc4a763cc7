import { Menu } from '@mantine/core'
import { IconCheck } from '@tabler/icons-react'
import { useState } from 'react'
import { getOwnAvailability } from '#conversations/contract/availability-api.ts'
import type { AvailabilityStatus } from '#conversations/contract/availability.ts'
import { useAvailabilityWords } from '#conversations/web/availability/availability.queries.ts'
import { openAway } from '#conversations/web/availability/away.ts'
import { useChangeAvailability } from '#conversations/web/availability/own.queries.ts'
import { useT } from '#web/i18n/i18n.tsx'
import { lateDialog } from '#web/late-part.tsx'
import { useApi } from '#web/query.ts'
import { SegmentedTabs } from '#web/ui/tabs.tsx'
import s from '#conversations/web/availability/availability.module.css'

const AwayDialog = lateDialog(() => import('#conversations/web/availability/away-dialog.tsx').then((file) => file.AwayDialog))

const statuses = ['online', 'away', 'offline'] as const

/** One's own switch, first in one's menu. Away asks why and until when. */
export function OwnSwitch() {
  const t = useT()
  const words = useAvailabilityWords()
  const { data: own } = useApi(getOwnAvailability, {})
  const change = useChangeAvailability()
  return (
    <>
      <Menu.Label>{own && own.status !== 'online' ? words(own) : t('conversations.availability.title')}</Menu.Label>
      {statuses.map((status) => (
        <Menu.Item
          key={status}
          leftSection={<i className={s.dot} data-status={status} aria-hidden />}
          rightSection={own?.status === status ? <IconCheck size={14} aria-label={t('web.state.chosen')} /> : null}
          onClick={() => (status === 'online' ? void change({ status }) : openAway(status))}
        >
          {t(`conversations.availability.set_${status}`)}
        </Menu.Item>
      ))}
      <Menu.Divider />
    </>
  )
}

/** The same in the phone's sheet of everything else. */
export function OwnSwitchOnPhone() {
  const t = useT()
  const { data: own } = useApi(getOwnAvailability, {})
  const change = useChangeAvailability()
  const [asked, setAsked] = useState<'away' | 'offline' | null>(null)
  if (!own) return null
  return (
    <section className={s.onPhone}>
      <h3>{t('conversations.availability.title')}</h3>
      <SegmentedTabs
        fullWidth
        label={t('conversations.availability.title')}
        value={own.status}
        choices={statuses.map((value) => ({ value, label: t(`conversations.availability.short_${value}`) }))}
        onChange={(status: AvailabilityStatus) => (status === 'online' ? void change({ status }) : setAsked(status))}
      />
      {asked && <AwayDialog status={asked} onClose={() => setAsked(null)} />}
    </section>
  )
}
