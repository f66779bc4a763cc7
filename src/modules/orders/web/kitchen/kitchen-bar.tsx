import { ActionIcon, Select, Tooltip } from '@mantine/core'
import { IconBell, IconBellOff, IconCloudUp, IconMaximize, IconMinimize, IconX } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useSyncExternalStore } from 'react'
import type { Station } from '#orders/contract/ordering.ts'
import type { useBell } from '#orders/web/kitchen/bell.ts'
import { useFormat, useT } from '#web/i18n/i18n.tsx'
import { useSession } from '#web/session.ts'
import { Chip } from '#web/ui/marks.tsx'
import { SegmentedTabs } from '#web/ui/tabs.tsx'
import s from '#orders/web/kitchen/kitchen.module.css'

type Props = {
  count: number
  stations: readonly Station[]
  station: string | null
  onStation: (name: string | null) => void
  brandId: string | null
  onBrand: (id: string | null) => void
  bell: ReturnType<typeof useBell>
  /** Taps that could not be sent yet. */
  waiting: number
  now: string
}

const all = ''

/** Whose station, whose brand, the sound, the hour, and the way out. */
export function KitchenBar({ count, stations, station, onStation, brandId, onBrand, bell, waiting, now }: Props) {
  const t = useT()
  const format = useFormat()
  const { brands } = useSession()
  const sound = t(bell.isOn ? 'orders.kitchen.sound_off' : 'orders.kitchen.sound_on')
  return (
    <header className={s.bar}>
      <h1>
        {t('orders.kitchen.title')}
        <span className="num">{t('orders.kitchen.count', { count })}</span>
      </h1>
      {stations.length > 0 && (
        <div className={s.stations}>
          <SegmentedTabs
            label={t('orders.kitchen.station')}
            value={station ?? all}
            choices={[{ value: all, label: t('orders.kitchen.all') }, ...stations.map(({ name }) => ({ value: name, label: name }))]}
            onChange={(name) => onStation(name === all ? null : name)}
          />
        </div>
      )}
      <div className={s.tools}>
        {waiting > 0 && (
          <span role="status">
            <Chip tone="warn" icon={<IconCloudUp size={14} stroke={1.8} aria-hidden />}>
              {t('orders.kitchen.waiting', { count: waiting })}
            </Chip>
          </span>
        )}
        {bell.isWaiting && <Chip tone="warn">{t('orders.kitchen.sound_waiting')}</Chip>}
        {brands.length > 1 && (
          <Select
            aria-label={t('orders.kitchen.brand')}
            data={[{ value: all, label: t('orders.kitchen.all_brands') }, ...brands.map(({ id, name }) => ({ value: id, label: name }))]}
            value={brandId ?? all}
            onChange={(id) => onBrand(id || null)}
            allowDeselect={false}
            w={150}
          />
        )}
        <time className="num" dateTime={now}>
          {format.hour(now)}
        </time>
        <Tooltip label={sound}>
          <ActionIcon variant="default" size={44} aria-label={sound} aria-pressed={bell.isOn} onClick={bell.toggle}>
            {bell.isOn ? <IconBell size={20} stroke={1.7} /> : <IconBellOff size={20} stroke={1.7} />}
          </ActionIcon>
        </Tooltip>
        <WholeDevice />
        <Tooltip label={t('orders.kitchen.leave')}>
          <ActionIcon component={Link} to="/pedidos" variant="default" size={44} aria-label={t('orders.kitchen.leave')}>
            <IconX size={20} stroke={1.7} />
          </ActionIcon>
        </Tooltip>
      </div>
    </header>
  )
}

/** Without the browser's own bars, where the device can. */
function WholeDevice() {
  const t = useT()
  const isWhole = useSyncExternalStore(
    (listener) => {
      document.addEventListener('fullscreenchange', listener)
      return () => document.removeEventListener('fullscreenchange', listener)
    },
    () => document.fullscreenElement !== null,
  )
  if (!document.fullscreenEnabled) return null
  const label = t(isWhole ? 'orders.kitchen.whole_off' : 'orders.kitchen.whole_on')
  const toggle = () => void (isWhole ? document.exitFullscreen() : document.documentElement.requestFullscreen()).catch(() => {})
  return (
    <Tooltip label={label}>
      <ActionIcon variant="default" size={44} aria-label={label} onClick={toggle}>
        {isWhole ? <IconMinimize size={20} stroke={1.7} /> : <IconMaximize size={20} stroke={1.7} />}
      </ActionIcon>
    </Tooltip>
  )
}
