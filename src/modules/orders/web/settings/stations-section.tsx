import { ActionIcon, Button, TextInput } from '@mantine/core'
import { IconPlus, IconTrash } from '@tabler/icons-react'
import { useState } from 'react'
import { listStations, saveStations } from '#orders/contract/ordering-api.ts'
import type { Stations } from '#orders/contract/ordering.ts'
import { useT } from '#web/i18n/i18n.tsx'
import { useApi, useSend } from '#web/query.ts'
import { CheckedForm } from '#web/ui/checked-form.tsx'
import { Section } from '#web/ui/page.tsx'
import { ErrorState, ListBones } from '#web/ui/states.tsx'
import { toast } from '#web/ui/toast.ts'
import s from '#orders/web/settings/settings.module.css'

/** Where things are prepared. Products say the name of one; the kitchen can be looked at by station. */
export function StationsSection() {
  const t = useT()
  const { data, error, refetch } = useApi(listStations, {})
  return (
    <Section title={t('orders.stations.title')} hint={t('orders.stations.hint')}>
      {error && !data ? (
        <ErrorState error={error} onRetry={() => void refetch()} />
      ) : data ? (
        <StationList items={data.items} version={data.version} />
      ) : (
        <ListBones rows={2} face={false} />
      )}
    </Section>
  )
}

function StationList({ items: stations, version }: Stations) {
  const t = useT()
  const [name, setName] = useState('')
  const { send, sending } = useSend(saveStations, {
    invalidates: [listStations],
    onDone: () => setName(''),
    rereads: [listStations],
    onProblem: (_problem, text) => void toast({ text, tone: 'bad', name: 'stations' }),
  })
  const save = (items: { id?: string; name: string }[]): void => void send({ items }, { ifMatch: version }).catch(() => {})
  return (
    <>
      {stations.length > 0 && (
        <ul className={s.rows}>
          {stations.map((station) => (
            <li key={station.id}>
              <span>{station.name}</span>
              <ActionIcon
                variant="subtle"
                color="gray"
                size={32}
                aria-label={t('orders.stations.remove', { name: station.name })}
                onClick={() => save(stations.filter(({ id }) => id !== station.id))}
              >
                <IconTrash size={16} stroke={1.7} />
              </ActionIcon>
            </li>
          ))}
        </ul>
      )}
      <CheckedForm
        className={s.adding}
        onSubmit={(event) => {
          event.preventDefault()
          save([...stations, { name: name.trim() }])
        }}
      >
        <TextInput
          aria-label={t('orders.stations.name')}
          placeholder={t('orders.stations.example')}
          required
          value={name}
          maxLength={40}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <Button type="submit" variant="default" leftSection={<IconPlus size={15} stroke={1.8} />} loading={sending}>
          {t('orders.stations.add')}
        </Button>
      </CheckedForm>
    </>
  )
}
