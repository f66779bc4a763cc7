import { ActionIcon, Button } from '@mantine/core'
import { IconPlus, IconTrash } from '@tabler/icons-react'
import { useState } from 'react'
import { listZones, removeZone } from '#orders/contract/zone-api.ts'
import type { Zone } from '#orders/contract/zone.ts'
import { ZoneDialog } from '#orders/web/settings/zone-dialog.tsx'
import { useFormat, useT } from '#web/i18n/i18n.tsx'
import { useApi, useSend } from '#web/query.ts'
import { useSession } from '#web/session.ts'
import { confirm } from '#web/ui/dialog.ts'
import { Section } from '#web/ui/page.tsx'
import { ErrorState, ListBones } from '#web/ui/states.tsx'
import { toast } from '#web/ui/toast.ts'
import s from '#orders/web/settings/settings.module.css'

/** Where a brand brings things, for how much and in how long. */
export function ZonesSection({ brandId }: { brandId: string }) {
  const t = useT()
  const format = useFormat()
  const { brands } = useSession()
  const [open, setOpen] = useState<Zone | 'new' | null>(null)
  const { data, error, refetch } = useApi(listZones, { brandId })
  const { send } = useSend(removeZone, {
    invalidates: [listZones],
    onProblem: (_problem, text) => void toast({ text, tone: 'bad', name: 'zones' }),
  })
  const currency = brands.find(({ id }) => id === brandId)?.currency ?? format.region.currency
  const remove = async (zone: Zone): Promise<void> => {
    const isSure = await confirm({
      title: t('orders.zones.remove', { name: zone.name }),
      text: t('orders.zones.remove_hint'),
      confirm: t('orders.zones.remove_short'),
      isDangerous: true,
    })
    if (isSure) await send({ id: zone.id }).catch(() => {})
  }
  const zones = (data?.items ?? []) as Zone[]
  return (
    <Section
      title={t('orders.zones.title')}
      hint={t('orders.zones.hint')}
      actions={
        <Button variant="default" leftSection={<IconPlus size={15} stroke={1.8} />} onClick={() => setOpen('new')}>
          {t('orders.zones.new')}
        </Button>
      }
    >
      {error && !data ? (
        <ErrorState error={error} onRetry={() => void refetch()} />
      ) : !data ? (
        <ListBones rows={2} face={false} />
      ) : zones.length === 0 ? (
        <p className={s.quiet}>{t('orders.zones.none')}</p>
      ) : (
        <ul className={s.rows}>
          {zones.map((zone) => (
            <li key={zone.id}>
              <button type="button" onClick={() => setOpen(zone)}>
                <strong>{zone.name}</strong>
                <small>
                  {[
                    zone.area.kind === 'radius' && t('orders.zones.radius_of', { km: format.number(zone.area.meters / 1000) }),
                    zone.area.kind === 'polygon' && t('orders.zones.shape_of', { count: zone.area.points.length }),
                    zone.area.names?.join(', '),
                  ]
                    .filter(Boolean)
                    .join(' · ')}
                </small>
              </button>
              <span className="num">
                {format.money(zone.feeMinor, currency)} · {t('orders.zones.minutes_short', { minutes: zone.minutes })}
              </span>
              <ActionIcon
                variant="subtle"
                color="gray"
                size={32}
                aria-label={t('orders.zones.remove', { name: zone.name })}
                onClick={() => void remove(zone)}
              >
                <IconTrash size={16} stroke={1.7} />
              </ActionIcon>
            </li>
          ))}
        </ul>
      )}
      {open !== null && (
        <ZoneDialog brandId={brandId} zone={open === 'new' ? null : open} currency={currency} onClose={() => setOpen(null)} />
      )}
    </Section>
  )
}
