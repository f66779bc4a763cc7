import { Menu } from '@mantine/core'
import { IconCalendarTime } from '@tabler/icons-react'
import { snoozeChoices } from '#conversations/web/thread/snooze-times.ts'
import { useFormat, useT } from '#web/i18n/i18n.tsx'
import s from '#conversations/web/thread/thread.module.css'

/** Entries of an open menu: the usual moments from now on, and one of one's own. */
export function MomentItems({ onPicked, onOther }: { onPicked: (at: string) => void; onOther: () => void }) {
  const t = useT()
  const format = useFormat()
  return (
    <>
      {snoozeChoices(new Date(), format.region.zone).map(({ name, at }) => (
        <Menu.Item key={name} rightSection={<span className={`${s.when} num`}>{format.hour(at)}</span>} onClick={() => onPicked(at)}>
          {t(`conversations.snooze.${name}`)}
        </Menu.Item>
      ))}
      <Menu.Item rightSection={<IconCalendarTime size={15} stroke={1.7} />} onClick={onOther}>
        {t('conversations.snooze.pick')}
      </Menu.Item>
    </>
  )
}
