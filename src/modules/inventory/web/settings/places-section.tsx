import { Button, Menu, Modal, Select, Switch, TextInput } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useState } from 'react'
import { createLocation, listLocations, removeLocation, updateLocation } from '#inventory/contract/location-api.ts'
import type { Location } from '#inventory/contract/location.ts'
import { useT } from '#web/i18n/i18n.tsx'
import { useApi, useSend } from '#web/query.ts'
import { useSession } from '#web/session.ts'
import { CheckedForm } from '#web/ui/checked-form.tsx'
import { confirm } from '#web/ui/dialog.ts'
import { Fields, FormButtons, FormProblem, useContractForm } from '#web/ui/form.tsx'
import { Chip } from '#web/ui/marks.tsx'
import { MoreMenu } from '#web/ui/more-menu.tsx'
import { Section } from '#web/ui/page.tsx'
import { EmptyState, ErrorState, ListBones } from '#web/ui/states.tsx'
import { toast } from '#web/ui/toast.ts'
import s from '#inventory/web/settings/settings.module.css'

/** Where things are: shops and warehouses. */
export function PlacesSection() {
  const t = useT()
  const { brands } = useSession()
  const [edited, setEdited] = useState<Location | 'new' | null>(null)
  const { data, error, refetch } = useApi(listLocations, {})
  const { send: remove } = useSend(removeLocation, {
    invalidates: [listLocations],
    onProblem: (_problem, text) => void toast({ text, tone: 'bad' }),
  })
  const own = ((data?.items ?? []) as Location[]).filter(({ kind }) => kind === 'shop' || kind === 'warehouse')
  const takeAway = async ({ id, name }: Location) => {
    const isSure = await confirm({
      title: t('inventory.settings.remove_title', { name }),
      text: t('inventory.settings.remove_text'),
      confirm: t('inventory.settings.remove'),
    })
    if (isSure) void remove({ id })
  }
  return (
    <Section
      title={t('inventory.settings.places')}
      hint={t('inventory.settings.places_hint')}
      actions={
        <Button variant="default" leftSection={<IconPlus size={15} stroke={1.8} />} onClick={() => setEdited('new')}>
          {t('inventory.settings.add_place')}
        </Button>
      }
    >
      {error && !data ? (
        <ErrorState error={error} onRetry={() => void refetch()} />
      ) : !data ? (
        <ListBones rows={2} face={false} />
      ) : own.length === 0 ? (
        <EmptyState title={t('inventory.settings.no_places')} hint={t('inventory.settings.no_places_hint')} />
      ) : (
        <ul className={s.rows}>
          {own.map((place) => (
            <li key={place.id}>
              <span>
                <b>{place.name}</b>
                <small>
                  {[t(`inventory.location_kinds.${place.kind}`), brands.find(({ id }) => id === place.brandId)?.name]
                    .filter(Boolean)
                    .join(' · ')}
                </small>
              </span>
              {place.isDefault && <Chip>{t('inventory.settings.sells')}</Chip>}
              <MoreMenu width={180}>
                <Menu.Item onClick={() => setEdited(place)}>{t('web.action.edit')}</Menu.Item>
                <Menu.Item onClick={() => void takeAway(place)}>{t('inventory.settings.remove')}</Menu.Item>
              </MoreMenu>
            </li>
          ))}
        </ul>
      )}
      {edited !== null && <PlaceDialog place={edited === 'new' ? null : edited} onClose={() => setEdited(null)} />}
    </Section>
  )
}

function PlaceDialog({ place, onClose }: { place: Location | null; onClose: () => void }) {
  const t = useT()
  const { brands } = useSession()
  const { send: create } = useSend(createLocation, { invalidates: [listLocations] })
  const { send: update } = useSend(updateLocation, { invalidates: [listLocations] })
  const form = useContractForm({
    initialValues: {
      name: place?.name ?? '',
      kind: (place?.kind ?? 'warehouse') as 'shop' | 'warehouse',
      brandId: place?.brandId ?? '',
      isDefault: place?.isDefault ?? false,
    },
    validate: { name: (name) => (name.trim() === '' ? t('inventory.settings.name_missing') : null) },
    save: async ({ name, kind, brandId, isDefault }) => {
      const said = { name: name.trim(), brandId: brandId || null }
      await (place ? update({ id: place.id, ...said, isDefault }, { ifMatch: place.version }) : create({ ...said, kind }))
      onClose()
    },
  })
  return (
    <Modal opened onClose={onClose} title={place ? place.name : t('inventory.settings.add_place')} size={400}>
      <CheckedForm form={form}>
        <Fields>
          <TextInput label={t('inventory.count.name')} maxLength={80} data-autofocus {...form.field('name')} />
          {!place && (
            <Select
              label={t('inventory.settings.kind')}
              data={(['warehouse', 'shop'] as const).map((value) => ({ value, label: t(`inventory.location_kinds.${value}`) }))}
              allowDeselect={false}
              {...form.field('kind')}
            />
          )}
          {brands.length > 1 && (
            <Select
              label={t('inventory.settings.brand')}
              data={[
                { value: '', label: t('inventory.settings.all_brands') },
                ...brands.map(({ id, name }) => ({ value: id, label: name })),
              ]}
              allowDeselect={false}
              {...form.field('brandId')}
            />
          )}
          {place && (
            <Switch
              label={t('inventory.settings.sells')}
              description={t('inventory.settings.sells_hint')}
              disabled={place.isDefault}
              {...form.field('isDefault', { type: 'checkbox' })}
            />
          )}
          <FormProblem form={form} />
        </Fields>
        <FormButtons submit={t('web.action.save')} isSaving={form.isSaving} onCancel={onClose} />
      </CheckedForm>
    </Modal>
  )
}
