import { addDays } from '#kernel/contract/calendar-day.ts'
import '#web/ui/mantine-forms-css.ts'
import { Select, TextInput } from '@mantine/core'
import { listCategories } from '#commerce/contract/category-api.ts'
import { canReadCosts } from '#commerce/contract/permissions.ts'
import type { PriceList } from '#commerce/contract/price-list.ts'
import { type ChangeDraft, type Missing, type RoundingName, roundings } from '#commerce/web/prices/change-draft.ts'
import { RateOffers } from '#commerce/web/prices/rate-offers.tsx'
import { useT } from '#web/i18n/i18n.tsx'
import { useApi } from '#web/query.ts'
import { useMay, useSession } from '#web/session.ts'
import { DateField } from '#web/ui/date-field.tsx'
import { SegmentedTabs } from '#web/ui/tabs.tsx'
import { useToday } from '#web/ui/time.tsx'
import s from '#commerce/web/prices/change.module.css'

type Props = { draft: ChangeDraft; lists: readonly PriceList[]; missing: Missing | null; onChange: (change: Partial<ChangeDraft>) => void }

export function ChangeFields(props: Props) {
  const t = useT()
  const today = useToday()
  const { draft, onChange } = props
  return (
    <>
      <Which {...props} />
      <fieldset className={s.part}>
        <legend>{t('commerce.prices.part.rule')}</legend>
        <Rule {...props} />
      </fieldset>
      <fieldset className={s.part}>
        <legend>{t('commerce.prices.part.rounding')}</legend>
        <div className={s.row}>
          <Select
            aria-label={t('commerce.prices.part.rounding')}
            data={roundings.map((value) => ({ value, label: t(`commerce.prices.round_to.r${value}`) }))}
            value={draft.rounding}
            allowDeselect={false}
            onChange={(value) => value && onChange({ rounding: value as RoundingName })}
          />
          <Select
            aria-label={t('commerce.prices.direction_label')}
            data={(['nearest', 'up', 'down'] as const).map((value) => ({ value, label: t(`commerce.prices.direction.${value}`) }))}
            value={draft.direction}
            allowDeselect={false}
            disabled={draft.rounding === 'none'}
            onChange={(value) => value && onChange({ direction: value as ChangeDraft['direction'] })}
          />
        </div>
      </fieldset>
      <fieldset className={s.part}>
        <legend>{t('commerce.prices.part.when')}</legend>
        <SegmentedTabs
          label={t('commerce.prices.part.when')}
          value={draft.day === '' ? 'now' : 'later'}
          choices={[
            { value: 'now', label: t('commerce.prices.now') },
            { value: 'later', label: t('commerce.prices.later') },
          ]}
          onChange={(value) => onChange({ day: value === 'now' ? '' : addDays(today, 1) })}
        />
        {draft.day !== '' && (
          <DateField
            aria-label={t('commerce.prices.begins')}
            min={addDays(today, 1)}
            value={draft.day}
            onChange={(day) => onChange({ day })}
          />
        )}
      </fieldset>
    </>
  )
}

function Which({ draft, lists, onChange }: Props) {
  const t = useT()
  const { brands } = useSession()
  const categories = useApi(listCategories, {})
  return (
    <fieldset className={s.part}>
      <legend>{t('commerce.prices.part.which')}</legend>
      <Select
        label={t('commerce.prices.list')}
        data={lists.map(({ id, name }) => ({ value: id, label: name }))}
        value={draft.listId}
        allowDeselect={false}
        onChange={(value) => value && onChange({ listId: value })}
      />
      <div className={s.row}>
        <Select
          label={t('commerce.prices.category')}
          placeholder={t('commerce.prices.every')}
          data={(categories.data?.items ?? []).filter((one) => one.archivedAt === null).map(({ id, name }) => ({ value: id, label: name }))}
          value={draft.categoryId}
          searchable
          clearable
          onChange={(categoryId) => onChange({ categoryId })}
        />
        <TextInput
          label={t('commerce.prices.label')}
          placeholder={t('commerce.prices.label_example')}
          maxLength={60}
          value={draft.label}
          onChange={(event) => onChange({ label: event.currentTarget.value })}
        />
      </div>
      <div className={s.row}>
        <TextInput
          label={t('commerce.prices.words')}
          maxLength={200}
          value={draft.search}
          onChange={(event) => onChange({ search: event.currentTarget.value })}
        />
        {brands.length > 1 && (
          <Select
            label={t('commerce.prices.brand')}
            placeholder={t('commerce.prices.every')}
            data={brands.map(({ id, name }) => ({ value: id, label: name }))}
            value={draft.brandId}
            clearable
            onChange={(brandId) => onChange({ brandId })}
          />
        )}
      </div>
    </fieldset>
  )
}

function Rule({ draft, lists, missing, onChange }: Props) {
  const t = useT()
  const may = useMay()
  const list = lists.find(({ id }) => id === draft.listId)
  const other = lists.find(({ id }) => id === draft.otherListId)
  const kinds: ChangeDraft['kind'][] = [
    'percent',
    'exchange-rate',
    'amount',
    ...(lists.length > 1 ? (['from-list'] as const) : []),
    ...(may(canReadCosts) ? (['from-cost'] as const) : []),
  ]
  /** Nothing typed yet is no mistake. */
  const wrong = (field: Missing, typed: string) =>
    missing === field && typed.trim() !== '' ? t('commerce.prices.number_wrong') : undefined
  const text = (field: 'percent' | 'fromRate' | 'toRate' | 'amount' | 'rate', label: string, placeholder: string, hint?: string) => (
    <TextInput
      label={label}
      {...(hint && { description: hint })}
      placeholder={placeholder}
      inputMode="text"
      value={draft[field]}
      error={wrong(field, draft[field])}
      onChange={(event) => onChange({ [field]: event.currentTarget.value })}
    />
  )
  return (
    <>
      <Select
        aria-label={t('commerce.prices.part.rule')}
        data={kinds.map((value) => ({ value, label: t(`commerce.prices.rule.${value.replace('-', '_')}`) }))}
        value={draft.kind}
        allowDeselect={false}
        onChange={(value) => value && onChange({ kind: value as ChangeDraft['kind'] })}
      />
      {draft.kind === 'percent' && text('percent', t('commerce.prices.percent'), '8,5', t('commerce.prices.percent_hint'))}
      {draft.kind === 'exchange-rate' && (
        <>
          <div className={s.row}>
            {text('fromRate', t('commerce.prices.from_rate'), '1.200')}
            {text('toRate', t('commerce.prices.to_rate'), '1.350')}
          </div>
          <RateOffers listId={draft.listId} onPickLast={(fromRate) => onChange({ fromRate })} onPick={(toRate) => onChange({ toRate })} />
        </>
      )}
      {draft.kind === 'amount' && text('amount', t('commerce.prices.amount'), '500', t('commerce.prices.percent_hint'))}
      {draft.kind === 'from-list' && (
        <>
          <Select
            label={t('commerce.prices.other_list')}
            data={lists.filter(({ id }) => id !== draft.listId).map(({ id, name }) => ({ value: id, label: name }))}
            value={draft.otherListId}
            onChange={(otherListId) => onChange({ otherListId })}
          />
          <div className={s.row}>
            {text('percent', t('commerce.prices.percent_more'), '0')}
            {other &&
              list &&
              other.currency !== list.currency &&
              text('rate', t('commerce.prices.rate_of', { from: other.currency, into: list.currency }), '1.350')}
          </div>
          {other && list && other.currency !== list.currency && (
            <RateOffers listId={list.id} currency={other.currency} onPick={(rate) => onChange({ rate })} />
          )}
        </>
      )}
      {draft.kind === 'from-cost' && (
        <>
          <div className={s.row}>
            {text('percent', t('commerce.prices.markup'), '60')}
            {text('rate', t('commerce.prices.cost_rate'), '1.350')}
          </div>
          <RateOffers listId={draft.listId} onPick={(rate) => onChange({ rate })} />
        </>
      )}
    </>
  )
}
