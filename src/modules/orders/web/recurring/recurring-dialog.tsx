import { Modal, Select, SegmentedControl, TextInput } from '@mantine/core'
import { dayIn } from '#kernel/contract/calendar-day.ts'
import type { InputOf } from '#kernel/contract/declare.ts'
import type { Order } from '#orders/contract/order.ts'
import { createRecurringOrder, listRecurringOrders, updateRecurringOrder } from '#orders/contract/recurring-order-api.ts'
import type { RecurringOrder } from '#orders/contract/recurring-order.ts'
import { listZones } from '#orders/contract/zone-api.ts'
import { draftOf, type DraftLine, lineInput } from '#orders/web/builder/draft.ts'
import { RecurringLines } from '#orders/web/recurring/recurring-lines.tsx'
import { clockOf, minuteOf, rhythms } from '#orders/web/recurring/rhythm-words.ts'
import { useFormat, useT } from '#web/i18n/i18n.tsx'
import { useApi, useSend } from '#web/query.ts'
import { useSession } from '#web/session.ts'
import { CheckedForm } from '#web/ui/checked-form.tsx'
import { DateField } from '#web/ui/date-field.tsx'
import { Fields, FieldRow, FormButtons, FormProblem, useContractForm } from '#web/ui/form.tsx'
import { Notice } from '#web/ui/states.tsx'
import { toast } from '#web/ui/toast.ts'
import { useNow } from '#web/ui/time.tsx'
import '#web/ui/mantine-forms-css.ts'

type Input = InputOf<typeof createRecurringOrder>
type From = { order: Order; recurring?: undefined } | { recurring: RecurringOrder; order?: undefined }

/** The same again each week or month: of an order that is there, or as it was written down before. */
export function RecurringDialog({ order, recurring, onClose }: From & { onClose: () => void }) {
  const t = useT()
  const about = recurring ?? order
  const options = {
    invalidates: [listRecurringOrders],
    onDone: () => {
      void toast({ text: t('orders.recurring.kept'), name: 'recurring' })
      onClose()
    },
  }
  const { send: create } = useSend(createRecurringOrder, options)
  const { send: update } = useSend(updateRecurringOrder, options)
  const { data: zones } = useApi(listZones, { brandId: about.brandId }, { enabled: about.fulfilment === 'delivery' })
  const today = useDayOf(about.brandId)
  const form = useContractForm({
    initialValues: {
      rhythm: (recurring?.rhythm ?? 'month') as Input['rhythm'],
      startsOn: recurring?.nextOn ?? monthAfter(today),
      endsOn: recurring?.endsOn ?? '',
      wantedMinute: clockOf(recurring?.wantedMinute ?? null),
      makes: (recurring?.makes ?? 'confirmed') as 'draft' | 'confirmed',
      askDays: String(recurring?.askDays ?? 0),
      address: about.address?.text ?? '',
      zoneId: about.zoneId,
      lines: recurring
        ? linesOf(recurring, t('orders.recurring.unknown_good'))
        : draftOf(order as Order).lines.map(({ id: _placed, ...line }) => line),
    },
    validate: {
      lines: (lines: DraftLine[]) => (lines.length === 0 ? t('orders.recurring.lines_missing') : null),
      startsOn: (day: string) => (day === '' ? t('orders.recurring.date_missing') : null),
      address: (text: string) => (about.fulfilment === 'delivery' && text.trim() === '' ? t('orders.problems.address_missing') : null),
    },
    save: ({ startsOn, endsOn, wantedMinute, askDays, address, lines, ...same }): Promise<unknown> => {
      const said = {
        ...same,
        endsOn: endsOn === '' ? null : endsOn,
        wantedMinute: minuteOf(wantedMinute),
        askDays: Number(askDays) || null,
        address: about.fulfilment === 'delivery' ? placeOf(about.address, address.trim()) : null,
        lines: lines.map(lineInput),
      }
      if (recurring) return update({ id: recurring.id, nextOn: startsOn, ...said }, { ifMatch: recurring.version })
      const { brandId, contactId, door, fulfilment, note, paymentMethod } = order as Order
      return create({
        ...said,
        brandId,
        contactId: contactId ?? '',
        door: door === 'bot' || door === 'catalogue' ? 'whatsapp' : door,
        startsOn,
        fulfilment: fulfilment === 'delivery' ? 'delivery' : 'pickup',
        note,
        paymentMethod,
      })
    },
  })
  const values = form.getValues()
  return (
    <Modal
      opened
      onClose={onClose}
      title={t(recurring ? 'orders.recurring.edit' : 'orders.recurring.new', { name: about.contactName ?? '' })}
      size={520}
      closeButtonProps={{ 'aria-label': t('web.action.close') }}
    >
      <CheckedForm form={form}>
        <Fields>
          <FormProblem form={form} />
          <SegmentedControl
            fullWidth
            aria-label={t('orders.recurring.rhythm')}
            data={rhythms.map((value) => ({ value, label: t(`orders.recurring.rhythms.${value}`) }))}
            value={values.rhythm}
            onChange={(rhythm) => form.setFieldValue('rhythm', rhythm as Input['rhythm'])}
          />
          <FieldRow>
            <DateField label={t(recurring ? 'orders.recurring.next' : 'orders.recurring.first')} min={today} {...form.field('startsOn')} />
            <TextInput type="time" label={t('orders.recurring.hour')} {...form.field('wantedMinute')} />
          </FieldRow>
          {values.rhythm === 'month' && Number(values.startsOn.slice(8)) > 28 && <Notice>{t('orders.recurring.short_months')}</Notice>}
          <RecurringLines
            about={about}
            lines={values.lines}
            problem={(form.errors['lines'] as string | undefined) ?? null}
            onChange={(lines) => form.setFieldValue('lines', lines)}
          />
          {about.fulfilment === 'delivery' && <TextInput label={t('orders.builder.address')} maxLength={300} {...form.field('address')} />}
          {about.fulfilment === 'delivery' && (zones?.items.length ?? 0) > 0 && (
            <Select
              label={t('orders.recurring.zone')}
              clearable
              placeholder={t('orders.recurring.zone_by_address')}
              data={zones?.items.map(({ id, name }) => ({ value: id, label: name })) ?? []}
              {...form.field('zoneId')}
            />
          )}
          <FieldRow>
            <Select
              label={t('orders.recurring.makes')}
              allowDeselect={false}
              data={(['confirmed', 'draft'] as const).map((value) => ({ value, label: t(`orders.recurring.makes_${value}`) }))}
              {...form.field('makes')}
            />
            <DateField label={t('orders.recurring.last')} min={values.startsOn} {...form.field('endsOn')} />
          </FieldRow>
          <Select
            label={t('orders.recurring.ask')}
            description={t('orders.recurring.ask_hint')}
            allowDeselect={false}
            data={[0, 1, 2, 3, 5, 7].map((days) => ({ value: String(days), label: t('orders.recurring.ask_days', { days }) }))}
            {...form.field('askDays')}
          />
        </Fields>
        <FormButtons submit={t('web.action.save')} isSaving={form.isSaving} onCancel={onClose} />
      </CheckedForm>
    </Modal>
  )
}

/** The day that it is for the brand, which may be of another zone than the business: the server counts by it. */
function useDayOf(brandId: string): string {
  const { region } = useFormat()
  const brand = useSession().brands.find(({ id }) => id === brandId)
  return dayIn(brand?.zone ?? region.zone, useNow())
}

/** The same day of the next month; what that month does not have is its last one. */
function monthAfter(day: string): string {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number)
  const last = new Date(Date.UTC(year, month + 1, 0)).getUTCDate()
  return new Date(Date.UTC(year, month, Math.min(date, last))).toISOString().slice(0, 10)
}

/** An address that is typed anew has no point on the map any more. */
const placeOf = (before: Order['address'], text: string): Order['address'] =>
  before?.text === text ? before : { text, notes: before?.notes ?? '', latitude: null, longitude: null }

/** As they are edited: each has a key of its own, for the same thing may be there twice in two ways. */
const linesOf = ({ lines }: RecurringOrder, unknown: string): DraftLine[] =>
  lines.map(({ productId, name, ...line }, i) => ({
    ...line,
    productId: productId ?? '',
    name: name || unknown,
    key: `${line.variantId} ${i}`,
  }))
