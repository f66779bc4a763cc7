import { Button, TextInput } from '@mantine/core'
import { Link, useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { listPriceLists, listPrices } from '#commerce/contract/price-api.ts'
import { createPriceChange, listPriceChanges, previewPriceChange } from '#commerce/contract/price-change-api.ts'
import type { PriceList } from '#commerce/contract/price-list.ts'
import { askedOf, beginning } from '#commerce/web/prices/change-draft.ts'
import { ChangeFields } from '#commerce/web/prices/change-fields.tsx'
import { ChangePreview } from '#commerce/web/prices/change-preview.tsx'
import { usePreview } from '#web/preview.ts'
import { useFormat, useT } from '#web/i18n/i18n.tsx'
import { separatorsOf } from '#web/money-input.ts'
import { useApi, useSend } from '#web/query.ts'
import { CheckedForm } from '#web/ui/checked-form.tsx'
import { Page } from '#web/ui/page.tsx'
import { EmptyState, ErrorState, Notice, PageBones } from '#web/ui/states.tsx'
import { toast } from '#web/ui/toast.ts'
import s from '#commerce/web/prices/change.module.css'

/** Many prices at once: which, by what rule, looked at before, now or from a day on. */
export function PriceChangePage() {
  const t = useT()
  const lists = useApi(listPriceLists, {})
  const living = (lists.data?.items ?? []).filter((list) => list.archivedAt === null)
  const main = living.find(({ isMain }) => isMain) ?? living[0]
  return (
    <Page title={t('commerce.prices.change')} back="/precios" body="bare">
      {lists.error ? (
        <ErrorState error={lists.error} onRetry={() => void lists.refetch()} />
      ) : main ? (
        <Wizard lists={living} main={main} />
      ) : lists.data ? (
        <EmptyState
          drawing="file"
          title={t('commerce.prices.no_list')}
          actions={
            <Button component={Link} to="/precios">
              {t('commerce.prices.title')}
            </Button>
          }
        />
      ) : (
        <PageBones />
      )}
    </Page>
  )
}

function Wizard({ lists, main }: { lists: readonly PriceList[]; main: PriceList }) {
  const t = useT()
  const format = useFormat()
  const navigate = useNavigate()
  const [draft, setDraft] = useState(() => beginning(main.id))
  const [name, setName] = useState<string | null>(null)
  const [onlyBelowCost, setOnlyBelowCost] = useState(false)
  const [limit, setLimit] = useState(50)
  const list = lists.find(({ id }) => id === draft.listId) ?? main
  const other = lists.find(({ id }) => id === draft.otherListId)
  const asked = askedOf(draft, {
    currency: list.currency,
    baseCurrency: other?.currency ?? list.currency,
    zone: format.region.zone,
    marks: separatorsOf(format.number),
  })
  const missing = typeof asked === 'string' ? asked : null
  const preview = usePreview(previewPriceChange, typeof asked === 'string' ? null : { ...asked, onlyBelowCost, limit }, { isKept: true })
  const { send, sending, problem } = useSend(createPriceChange, {
    invalidates: [listPrices, listPriceLists, listPriceChanges],
    onDone: (change) => {
      void toast({
        text: t(change.state === 'scheduled' ? 'commerce.prices.scheduled_done' : 'commerce.prices.applied', { count: change.itemCount }),
      })
      void navigate({ to: '/precios/cambios/$id', params: { id: change.id } })
    },
    onProblem: (refusal) => refusal.code === 'commerce.price_change_outdated' && preview.askAgain(),
  })
  const usual = t(`commerce.prices.change_name.${draft.kind}`, {
    percent: draft.percent.trim() || '0',
    rate: draft.toRate.trim(),
    amount: draft.amount.trim(),
    list: other?.name ?? '',
  })
  const shown = name ?? (missing === null ? usual : '')
  const { answer } = preview
  const apply = () => {
    if (typeof asked === 'string' || !answer) return
    void send({ ...asked, name: shown.trim() || usual, digest: answer.digest }).catch(() => {})
  }
  return (
    <div className={s.wizard}>
      <CheckedForm
        className={s.form}
        aria-label={t('commerce.prices.change')}
        onSubmit={(event) => {
          event.preventDefault()
          apply()
        }}
      >
        <ChangeFields
          draft={draft}
          lists={lists}
          missing={missing}
          onChange={(change) => {
            setLimit(50)
            setDraft((last) => ({ ...last, ...change }))
          }}
        />
        <TextInput
          label={t('commerce.prices.change_called')}
          maxLength={120}
          value={shown}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        {problem && <Notice tone="bad">{problem}</Notice>}
        <Button type="submit" fullWidth loading={sending} disabled={!answer || answer.count === 0 || missing !== null || preview.isStale}>
          {t(draft.day === '' ? 'commerce.prices.apply' : 'commerce.prices.schedule', { count: answer?.count ?? 0 })}
        </Button>
      </CheckedForm>
      <ChangePreview
        preview={preview}
        isAsked={missing === null}
        currency={list.currency}
        onlyBelowCost={onlyBelowCost}
        onOnlyBelowCost={setOnlyBelowCost}
        onMore={limit < 200 ? () => setLimit(200) : undefined}
      />
    </div>
  )
}
