import { minorDigits } from '#kernel/contract/currency-digits.ts'
import '#web/ui/mantine-forms-css.ts'
import { Modal, Select, Switch, TextInput } from '@mantine/core'
import { listCategories } from '#commerce/contract/category-api.ts'
import type { Category } from '#commerce/contract/category.ts'
import { canReadCosts } from '#commerce/contract/permissions.ts'
import { createCount, getCountPlan, listCounts } from '#inventory/contract/count-api.ts'
import type { CountPlan, CreateCount } from '#inventory/contract/count.ts'
import { usePlaces } from '#inventory/web/words/places.ts'
import { useFormat, useT } from '#web/i18n/i18n.tsx'
import { minorOf, signOf } from '#web/money-input.ts'
import { useApi, useSend } from '#web/query.ts'
import { useMay } from '#web/session.ts'
import { CheckedForm } from '#web/ui/checked-form.tsx'
import { Fields, FormButtons, FormProblem, useContractForm } from '#web/ui/form.tsx'
import { NumberField } from '#web/ui/number-field.tsx'
import { Notice } from '#web/ui/states.tsx'

type What = 'all' | 'category' | 'due' | 'a' | 'b' | 'c'

/** What is to be counted, where, and how. */
export function CountDialog({ onClose, onBegun }: { onClose: () => void; onBegun: (id: string) => void }) {
  const t = useT()
  const format = useFormat()
  const may = useMay()
  const { countable, nameOf } = usePlaces()
  const { data: categories } = useApi(listCategories, {})
  const { send } = useSend(createCount, { invalidates: [listCounts] })
  const { currency } = format.region
  const form = useContractForm({
    initialValues: { locationId: '', name: '', what: 'all' as What, categoryId: '', isBlind: false, threshold: '' as string | number },
    validate: { categoryId: (value, { what }) => (what === 'category' && value === '' ? t('inventory.count.category_missing') : null) },
    save: async (values) => {
      const made = await send({
        locationId: values.locationId || (countable[0]?.id ?? ''),
        name: values.name,
        scope: scopeOf(values.what, values.categoryId, (categories?.items ?? []) as Category[]),
        isBlind: values.isBlind,
        thresholdMinor: minorOf(values.threshold, currency),
      })
      onBegun(made.id)
    },
  })
  const { what, locationId } = form.getValues()
  const place = locationId || (countable[0]?.id ?? '')
  const { data: plan } = useApi(getCountPlan, { locationId: place }, { enabled: place !== '' })
  const due = (plan as CountPlan | undefined)?.classes.reduce((sum, { dueCount }) => sum + dueCount, 0) ?? 0
  const living = ((categories?.items ?? []) as Category[]).filter(({ archivedAt }) => archivedAt === null)
  return (
    <Modal opened onClose={onClose} title={t('inventory.count.begin')} size={440}>
      <CheckedForm form={form}>
        <Fields>
          {countable.length > 1 && (
            <Select
              label={t('inventory.place')}
              data={countable.map((one) => ({ value: one.id, label: nameOf(one.id) }))}
              value={place}
              allowDeselect={false}
              onChange={(value) => value && form.setFieldValue('locationId', value)}
            />
          )}
          <Select
            label={t('inventory.count.what')}
            data={[
              { value: 'all', label: t('inventory.count.scopes.all') },
              { value: 'category', label: t('inventory.count.scopes.category') },
              { value: 'due', label: t('inventory.count.scopes.due') },
              ...(['a', 'b', 'c'] as const).map((value) => ({ value, label: t(`inventory.count.scopes.${value}`) })),
            ]}
            allowDeselect={false}
            value={what}
            onChange={(value) => value && form.setFieldValue('what', value as What)}
            error={form.errors['scope']}
          />
          {what === 'category' && (
            <Select
              label={t('inventory.count.scopes.category')}
              searchable
              data={living.map(({ id, name }) => ({ value: id, label: name }))}
              nothingFoundMessage={t('inventory.count.no_category')}
              {...form.field('categoryId')}
            />
          )}
          {what === 'due' && plan && <Notice>{t('inventory.count.due_hint', { count: due })}</Notice>}
          <TextInput
            label={t('inventory.count.name')}
            placeholder={t('inventory.count.name_example')}
            maxLength={80}
            {...form.field('name')}
          />
          <Switch
            label={t('inventory.count.blind')}
            description={t('inventory.count.blind_hint')}
            {...form.field('isBlind', { type: 'checkbox' })}
          />
          {may(canReadCosts) && (
            <NumberField
              label={t('inventory.count.threshold')}
              description={t('inventory.count.threshold_hint')}
              prefix={signOf(format.money, currency)}
              decimals={minorDigits(currency)}
              max={1e10}
              min={0}
              {...form.field('threshold')}
              error={form.errors['thresholdMinor'] ?? form.errors['threshold']}
            />
          )}
          <FormProblem form={form} />
        </Fields>
        <FormButtons submit={t('inventory.count.begin')} isSaving={form.isSaving} onCancel={onClose} isDisabled={place === ''} />
      </CheckedForm>
    </Modal>
  )
}

function scopeOf(what: What, categoryId: string, categories: readonly Category[]): CreateCount['scope'] {
  if (what === 'all' || what === 'due') return { kind: what }
  if (what !== 'category') return { kind: 'class', class: what }
  // Those below it too: the server is told each.
  const ids = [categoryId]
  for (let i = 0; i < ids.length; i++) ids.push(...categories.flatMap(({ id, parentId }) => (parentId === ids[i] ? [id] : [])))
  return { kind: 'category', categoryIds: ids }
}
