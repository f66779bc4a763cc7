import { ActionIcon, Button, Select } from '@mantine/core'
import { IconPlus, IconX } from '@tabler/icons-react'
import { checkDigit, readScaleCode, type ScaleLayout } from '#commerce/contract/barcode.ts'
import { listScaleLayouts, writeScaleLayouts } from '#commerce/contract/scale-layout-api.ts'
import type { SavedScaleLayouts } from '#commerce/contract/scale-layout.ts'
import s from '#commerce/web/catalogue/scale.module.css'
import { useFormat, useT } from '#web/i18n/i18n.tsx'
import { useApi, useSend } from '#web/query.ts'
import { CheckedForm } from '#web/ui/checked-form.tsx'
import { Fields, FormButtons, FormProblem, UnsavedGuard, useContractForm } from '#web/ui/form.tsx'
import { NumberField } from '#web/ui/number-field.tsx'
import { Page } from '#web/ui/page.tsx'
import { ErrorState, ListBones, Notice } from '#web/ui/states.tsx'
import { toast } from '#web/ui/toast.ts'
import '#web/ui/mantine-forms-css.ts'

const prefixes = Array.from({ length: 10 }, (_, i) => `2${i}`)

/** How the labels of the shop's scales are read. */
export function ScaleLayoutsPage() {
  const t = useT()
  const { data, error, refetch } = useApi(listScaleLayouts, {})
  return (
    <Page title={t('commerce.scale.title')} hint={t('commerce.scale.hint')} back="/ajustes" narrow>
      {error && !data ? (
        <ErrorState error={error} onRetry={() => void refetch()} />
      ) : data ? (
        <Layouts saved={data} />
      ) : (
        <ListBones rows={3} />
      )}
    </Page>
  )
}

function Layouts({ saved }: { saved: SavedScaleLayouts }) {
  const t = useT()
  const { send } = useSend(writeScaleLayouts, {
    invalidates: [listScaleLayouts],
    rereads: [listScaleLayouts],
    onDone: () => void toast({ text: t('commerce.scale.saved') }),
  })
  const form = useContractForm({
    version: saved.version,
    initialValues: { items: saved.items },
    save: ({ items }, begun) => send({ items }, begun),
  })
  const { items } = form.getValues()
  const put = (next: ScaleLayout[]) => form.setFieldValue('items', next as never)
  const set = (at: number, change: Partial<ScaleLayout>) => put(items.map((one, i) => (i === at ? { ...one, ...change } : one)))
  const free = prefixes.filter((prefix) => !items.some((one) => one.prefix === prefix))
  return (
    <CheckedForm form={form}>
      <UnsavedGuard when={form.isDirty() && !form.isSaving} />
      <Fields>
        {items.length === 0 && <Notice>{t('commerce.scale.usual')}</Notice>}
        {items.map((one, at) => (
          <div key={one.prefix} className={s.layout}>
            <Select
              label={t('commerce.scale.prefix')}
              data={[one.prefix, ...free].toSorted()}
              allowDeselect={false}
              value={one.prefix}
              onChange={(prefix) => prefix && set(at, { prefix })}
            />
            <NumberField
              label={t('commerce.scale.item_digits')}
              min={4}
              max={6}
              value={one.itemDigits}
              required
              withAsterisk={false}
              onChange={(itemDigits) => itemDigits !== '' && set(at, { itemDigits })}
            />
            <Select
              label={t('commerce.scale.measure')}
              data={(['weight', 'price'] as const).map((value) => ({ value, label: t(`commerce.scale.${value}`) }))}
              allowDeselect={false}
              value={one.measure}
              onChange={(measure) => measure && set(at, { measure: measure as ScaleLayout['measure'] })}
            />
            <NumberField
              label={t('commerce.scale.decimals')}
              min={0}
              max={3}
              value={one.decimals}
              required
              withAsterisk={false}
              onChange={(decimals) => decimals !== '' && set(at, { decimals })}
            />
            <ActionIcon
              size={34}
              aria-label={t('commerce.scale.remove', { prefix: one.prefix })}
              onClick={() => put(items.filter((_, i) => i !== at))}
            >
              <IconX size={15} />
            </ActionIcon>
            <Example layout={one} />
          </div>
        ))}
        {free.length > 0 && (
          <Button
            variant="subtle"
            color="gray"
            className={s.add}
            leftSection={<IconPlus size={15} />}
            onClick={() => put([...items, { prefix: free[0] ?? '20', itemDigits: 5, measure: 'weight', decimals: 3 }])}
          >
            {t('commerce.scale.add')}
          </Button>
        )}
        <FormProblem form={form} />
        <FormButtons submit={t('web.action.save')} isSaving={form.isSaving} isDisabled={!form.isDirty()} />
      </Fields>
    </CheckedForm>
  )
}

/** A code as this scale would print it, and what it would be taken for. */
function Example({ layout }: { layout: ScaleLayout }) {
  const t = useT()
  const format = useFormat()
  const start = `${layout.prefix}${'42'.padStart(layout.itemDigits, '0')}${'1250'.padStart(10 - layout.itemDigits, '0')}`
  const code = `${start}${checkDigit(start)}`
  const read = readScaleCode(code, [layout])
  if (!read) return null
  const value = layout.measure === 'weight' ? `${format.number(read.valueMilli / 1000)} kg` : format.money(Math.round(read.valueMilli / 10))
  return <p className={s.example}>{t('commerce.scale.example', { code, item: read.item.slice(2), value })}</p>
}
