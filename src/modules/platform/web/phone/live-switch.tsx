import '#web/ui/mantine-forms-css.ts'
import { Switch } from '@mantine/core'
import { getPhone, listPhoneChats, switchLiveCustomers } from '#platform/contract/api.ts'
import s from '#platform/web/phone/chat-list.module.css'
import { change } from '#web/cache.ts'
import { useT } from '#web/i18n/i18n.tsx'
import { useSend } from '#web/query.ts'
import { toast } from '#web/ui/toast.ts'

/** Simulated people write by themselves while it is on. */
export function LiveSwitch({ isLive }: { isLive: boolean }) {
  const t = useT()
  const { send } = useSend(switchLiveCustomers, {
    optimistic: (queryClient, { isOn }) => change(queryClient, getPhone, {}, (phone) => ({ ...phone, isLive: isOn })),
    invalidates: [getPhone, listPhoneChats],
    onProblem: (_problem, text) => void toast({ text, tone: 'bad', name: 'phone' }),
  })
  return (
    <footer className={s.live}>
      <Switch
        checked={isLive}
        onChange={({ currentTarget }) => void send({ isOn: currentTarget.checked }).catch(() => {})}
        label={t('platform.phone.live')}
        description={t('platform.phone.live_hint')}
        labelPosition="left"
      />
    </footer>
  )
}
