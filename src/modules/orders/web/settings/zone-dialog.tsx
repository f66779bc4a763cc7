import { Modal, SegmentedControl, Textarea, TextInput } from '@mantine/core'
import { createZone, listZones, updateZone } from '#orders/contract/zone-api.ts'
import type { Zone } from '#orders/contract/zone.ts'
import { CheckedForm } from '#web/ui/checked-form.tsx'
import { MoneyField } from '#web/ui/money-field.tsx'
import { type AreaDraft, areaDraftOf, areaOf } from '#orders/web/settings/zone-area.ts'
import { useT } from '#web/i18n/i18n.tsx'
import { useSend } from '#web/query.ts'
import { FieldRow, Fields, FormButtons, FormProblem, useContractForm } from '#web/ui/form.tsx'
import { NumberField } from '#web/ui/number-field.tsx'
import '#web/ui/mantine-forms-css.ts'

const kinds = ['radius', 'neighbourhoods', 'polygon'] as const

/** A zone: by distance, by the names of neighbourhoods, or by a shape that is typed or pasted. */
export function ZoneDialog({
  brandId,
  zone,
  currency,
  onClose,
}: {
  brandId: string
  zone: Zone | null
  currency: string
  onClose: () => void
}) {
  const t = useT()
  const options = { invalidates: [listZones], onDone: onClose }
  const { send: create } = useSend(createZone, options)
  const { send: update } = useSend(updateZone, options)
  const form = useContractForm({
    initialValues: {
      name: zone?.name ?? '',
      area: areaDraftOf(zone?.area ?? null) as AreaDraft,
      feeMinor: (zone?.feeMinor ?? 0) as number | null,
      minimumMinor: (zone?.minimumMinor ?? null) as number | null,
      freeFromMinor: (zone?.freeFromMinor ?? null) as number | null,
      minutes: (zone?.minutes ?? 45) as number | string,
    },
    validate: {
      name: (name: string) => (name.trim() === '' ? t('orders.zones.name_missing') : null),
      // The field of the distance says itself what is wrong with it.
      area: (area: AreaDraft) => (areaOf({ ...area, km: 1 }) ? null : t(`orders.zones.area_wrong_${area.kind}`)),
    },
    save: ({ name, area, feeMinor, minimumMinor, freeFromMinor, minutes }): Promise<unknown> => {
      const read = areaOf(area)
      if (!read) return Promise.reject(new Error('unreadable'))
      const said = {
        name: name.trim(),
        area: read,
        feeMinor: feeMinor ?? 0,
        minimumMinor: minimumMinor ?? 0,
        freeFromMinor,
        minutes: Number(minutes) || 0,
      }
      return zone ? update({ id: zone.id, ...said }, { ifMatch: zone.version }) : create({ brandId, ...said })
    },
  })
  const values = form.getValues()
  const put = (part: Partial<AreaDraft>): void => form.setFieldValue('area', { ...values.area, ...part })
  const areaError = form.errors['area']
  return (
    <Modal
      opened
      onClose={onClose}
      title={zone ? zone.name : t('orders.zones.new')}
      size={520}
      closeButtonProps={{ 'aria-label': t('web.action.close') }}
    >
      <CheckedForm form={form}>
        <Fields>
          <FormProblem form={form} />
          <TextInput
            label={t('orders.zones.name')}
            placeholder={t('orders.zones.name_example')}
            maxLength={80}
            data-autofocus
            {...form.field('name')}
          />
          <SegmentedControl
            fullWidth
            aria-label={t('orders.zones.kind')}
            data={kinds.map((value) => ({ value, label: t(`orders.zones.kinds.${value}`) }))}
            value={values.area.kind}
            onChange={(kind) => put({ kind: kind as AreaDraft['kind'] })}
          />
          {values.area.kind === 'radius' && (
            <FieldRow>
              <TextInput
                label={t('orders.zones.place')}
                description={t('orders.zones.place_hint')}
                placeholder="-31.4167, -64.1833"
                value={values.area.place}
                error={areaError}
                onChange={(event) => put({ place: event.currentTarget.value })}
              />
              <NumberField
                label={t('orders.zones.km')}
                description={t('orders.zones.km_hint')}
                min={0.05}
                max={200}
                decimals={3}
                required
                withAsterisk={false}
                value={values.area.km}
                onChange={(km) => put({ km })}
              />
            </FieldRow>
          )}
          {values.area.kind === 'polygon' && (
            <Textarea
              label={t('orders.zones.points')}
              description={t('orders.zones.points_hint')}
              value={values.area.points}
              error={areaError}
              autosize
              minRows={4}
              maxRows={10}
              onChange={(event) => put({ points: event.currentTarget.value })}
            />
          )}
          <Textarea
            label={t('orders.zones.names')}
            description={t(values.area.kind === 'neighbourhoods' ? 'orders.zones.names_hint' : 'orders.zones.names_also')}
            value={values.area.names}
            error={values.area.kind === 'neighbourhoods' && areaError}
            autosize
            minRows={values.area.kind === 'neighbourhoods' ? 3 : 1}
            maxRows={10}
            onChange={(event) => put({ names: event.currentTarget.value })}
          />
          <FieldRow>
            <MoneyField
              label={t('orders.zones.fee')}
              valueMinor={values.feeMinor}
              currency={currency}
              onChange={(feeMinor) => form.setFieldValue('feeMinor', feeMinor)}
            />
            <NumberField label={t('orders.zones.minutes')} min={0} max={10_080} {...form.field('minutes')} />
          </FieldRow>
          <FieldRow>
            <MoneyField
              label={t('orders.zones.minimum')}
              hint={t('orders.zones.minimum_hint')}
              valueMinor={values.minimumMinor}
              currency={currency}
              onChange={(minimumMinor) => form.setFieldValue('minimumMinor', minimumMinor)}
            />
            <MoneyField
              label={t('orders.zones.free')}
              hint={t('orders.zones.free_hint')}
              valueMinor={values.freeFromMinor}
              currency={currency}
              onChange={(freeFromMinor) => form.setFieldValue('freeFromMinor', freeFromMinor)}
            />
          </FieldRow>
        </Fields>
        <FormButtons submit={t('web.action.save')} isSaving={form.isSaving} onCancel={onClose} />
      </CheckedForm>
    </Modal>
  )
}
