import { useEffect, useSyncExternalStore } from 'react'
import type { ChannelWorry } from '#conversations/contract/channel-health.ts'
import { useT } from '#web/i18n/i18n.tsx'
import { putLayer } from '#web/ui/floor.ts'
import { toast } from '#web/ui/toast.ts'

export type Alert = { channelId: string; name: string; what: ChannelWorry; reason: string | null }

let waiting: readonly Alert[] = []
const listeners = new Set<() => void>()
const set = (next: readonly Alert[]) => {
  waiting = next
  listeners.forEach((listener) => listener())
}

/** A number got bad while somebody who looks after it has the app open, on whatever screen. */
export function alarm(alert: Alert): void {
  putLayer('channel-alerts', Alarms)
  set([...waiting, alert])
}

function Alarms() {
  const t = useT()
  const alerts = useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => waiting,
  )
  useEffect(() => {
    if (alerts.length === 0) return
    for (const { channelId, name, what } of alerts)
      void toast({
        name: `channel ${channelId} ${what}`,
        text: t('conversations.channels.alarm', { name, what: t(`conversations.channels.worries.${what}`) }),
        tone: 'bad',
        stay: 20_000,
        action: {
          label: t('conversations.channels.see'),
          run: () => location.assign(`/ajustes/canales/${channelId}`),
        },
      })
    set([])
  }, [alerts, t])
  return null
}
