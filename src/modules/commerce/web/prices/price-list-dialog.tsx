import '#web/ui/mantine-forms-css.ts'
import { Button, Modal, Select, Switch, TextInput } from '@mantine/core'
import { useState } from 'react'
import { addDays, startOfDay } from '#kernel/contract/calendar-day.ts'
import { listSegments } from '#crm/contract/segment-api.ts'
import { createPriceList, listPriceLists, updatePriceList } from '#commerce/contract/price-api.ts'
import type { Audience, CreatePriceList, PriceList } from '#commerce/contract/price-list.ts'
import { lastMomentOf } from '#commerce/web/prices/amounts.ts'
import { ListCustomers } from '#commerce/web/prices/list-customers.tsx'
import { useFormat, useT } from '#web/i18n/i18n.tsx'
import { useApi, useSend } from '#web/query.ts'
import { useSession } from '#web/session.ts'
import { CheckedForm } from '#web/ui/checked-form.tsx'
import { DateField } from '#web/ui/date-field.tsx'
import { NumberField } from '#web/ui/number-field.tsx'
import { Notice } from '#web/ui/states.tsx'
import s from '#commerce/web/prices/dialog.module.css'

const currencies = ['ARS', 'USD', 'BRL', 'CLP', 'COP', 'DOP', 'EUR', 'MXN', 'PEN', 'PYG', 'UYU', 'BOB'] as const
const audiences: readonly Audience[] = ['everybody', 'customers', 'segment', 'door', 'brand']
const doors = ['whatsapp', 'bot', 'catalogue', 'web', 'phone', 'counter', 'api'] as const
type Door = (typeof doors)[number]

/** A list and whom it is for. The currency of one that is there stays. */
export function PriceListDialog({ list, onClose }: { list: PriceList | null; onClose: () => void }) {
  const t = useT()
  const format = useFormat()
  const { brands } = useSession()
  const dayOf = (instant: string | null | undefined) => (instant ? format.dayOf(instant) : '')
  const [name, setName] = useState(list?.name ?? '')
  const [currency, setCurrency] = useState(list?.currency ?? format.region.currency)
  const [includesTax, setIncludesTax] = useState(list?.includesTax ?? true)
  const [audience, setAudience] = useState<Audience>(list?.audience ?? 'everybody')
  const [brandId, setBrandId] = useState(list?.brandId ?? brands[0]?.id ?? null)
  const [door, setDoor] = useState<Door>(list?.door ?? 'web')
  const [segmentId, setSegmentId] = useState(list?.segmentId ?? null)
  const [priority, setPriority] = useState<number | string>(list?.priority ?? 0)
  const [from, setFrom] = useState(dayOf(list?.validFrom))
  const [to, setTo] = useState(dayOf(list?.validTo && lastMomentOf(list.validTo)))
  const [isTried, setTried] = useState(false)
  const segments = useApi(listSegments, {}, { enabled: audience === 'segment' })
  const done = { invalidates: [listPriceLists], onDone: onClose }
  const creating = useSend(createPriceList, done)
  const updating = useSend(updatePriceList, done)
  const problem = creating.problem ?? updating.problem
  const error = creating.error ?? updating.error
  const instantOf = (day: string) => (day === '' ? null : startOfDay(format.region.zone, day))
  const save = () => {
    setTried(true)
    if (name.trim() === '' || (audience === 'segment' && !segmentId)) return
    const written = {
      name: name.trim(),
      includesTax,
      priority: Number(priority) || 0,
      audience,
      brandId: audience === 'brand' ? brandId : null,
      door: audience === 'door' ? door : null,
      segmentId: audience === 'segment' ? segmentId : null,
      validFrom: instantOf(from),
      validTo: to === '' ? null : instantOf(addDays(to, 1)),
    }
    const sent = list
      ? updating.send({ id: list.id, ...written }, { ifMatch: list.version })
      : creating.send({ ...written, currency: currency as CreatePriceList['currency'] })
    void sent.catch(() => {})
  }
  return (
    <Modal opened onClose={onClose} title={list ? list.name : t('commerce.prices.new_list')} size={480}>
      <CheckedForm
        refusal={error}
        className={s.form}
        onSubmit={(event) => {
          event.preventDefault()
          save()
        }}
      >
        <TextInput
          label={t('commerce.prices.name')}
          placeholder={t('commerce.prices.name_example')}
          maxLength={80}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          error={isTried && name.trim() === '' ? t('commerce.prices.name_missing') : undefined}
          data-autofocus
        />
        <Select
          label={t('commerce.prices.for_whom')}
          description={t(`commerce.prices.audience_hint.${audience}`)}
          data={audiences.map((value) => ({ value, label: t(`commerce.prices.audience.${value}`) }))}
          value={audience}
          allowDeselect={false}
          disabled={list?.isMain ?? false}
          onChange={(value) => value && setAudience(value as Audience)}
        />
        {audience === 'brand' && (
          <Select
            label={t('commerce.prices.audience.brand')}
            data={brands.map(({ id, name: label }) => ({ value: id, label }))}
            value={brandId}
            allowDeselect={false}
            onChange={setBrandId}
          />
        )}
        {audience === 'door' && (
          <Select
            label={t('commerce.prices.audience.door')}
            data={doors.map((value) => ({ value, label: t(`commerce.prices.doors.${value}`) }))}
            value={door}
            allowDeselect={false}
            onChange={(value) => value && setDoor(value as Door)}
          />
        )}
        {audience === 'segment' && (
          <Select
            label={t('commerce.prices.audience.segment')}
            data={(segments.data?.items ?? []).map(({ id, name: label }) => ({ value: id, label }))}
            value={segmentId}
            onChange={setSegmentId}
            searchable
            error={isTried && !segmentId ? t('commerce.prices.segment_missing') : undefined}
          />
        )}
        {audience === 'customers' &&
          (list?.audience === 'customers' ? (
            <ListCustomers listId={list.id} />
          ) : (
            <p className={s.hint}>{t('commerce.prices.customers_later')}</p>
          ))}
        <div className={s.row}>
          <Select
            label={t('commerce.prices.currency')}
            data={[...currencies]}
            value={currency}
            allowDeselect={false}
            disabled={list !== null}
            onChange={(value) => value && setCurrency(value)}
          />
          <NumberField label={t('commerce.prices.priority')} min={0} max={1000} value={priority} onChange={setPriority} />
        </div>
        {!(list?.isMain ?? false) && (
          <div className={s.row}>
            <DateField name="validFrom" label={t('commerce.prices.valid_from')} value={from} onChange={setFrom} />
            <DateField name="validTo" label={t('commerce.prices.valid_to')} value={to} onChange={setTo} />
          </div>
        )}
        <Switch
          label={t('commerce.prices.includes_tax')}
          checked={includesTax}
          onChange={(event) => setIncludesTax(event.currentTarget.checked)}
        />
        {problem && <Notice tone="bad">{problem}</Notice>}
        <div className={s.buttons}>
          <Button type="submit" loading={creating.sending || updating.sending}>
            {t('commerce.prices.save')}
          </Button>
        </div>
      </CheckedForm>
    </Modal>
  )
}
