import { Select, Switch } from '@mantine/core'
import '#web/ui/mantine-forms-css.ts'
import { useState } from 'react'
import { getCatalogueSetting, updateCatalogueSetting } from '#orders/contract/catalogue-order-api.ts'
import { listNotices, updateNotices } from '#orders/contract/notice-api.ts'
import type { BrandNotices } from '#orders/contract/notice.ts'
import { NoticeFields } from '#orders/web/telling/notice-fields.tsx'
import s from '#orders/web/telling/notices.module.css'
import { useT } from '#web/i18n/i18n.tsx'
import { useApi, useSend } from '#web/query.ts'
import { useSession } from '#web/session.ts'
import { CheckedForm } from '#web/ui/checked-form.tsx'
import { FormButtons, FormProblem, UnsavedGuard, useContractForm } from '#web/ui/form.tsx'
import { Page, Section } from '#web/ui/page.tsx'
import { ErrorState, ListBones } from '#web/ui/states.tsx'
import { toast } from '#web/ui/toast.ts'

/** What customers are told of their orders, step by step, in the words of each brand. */
export function NoticesPage() {
  const t = useT()
  const { brands } = useSession()
  const { data, error, refetch } = useApi(listNotices, {})
  const [brandId, setBrandId] = useState(brands[0]?.id)
  const shown = data?.items.find((one) => one.brandId === brandId) ?? data?.items[0]
  return (
    <Page
      title={t('orders.telling.title')}
      hint={t('orders.telling.page_hint')}
      back="/ajustes"
      narrow
      actions={
        brands.length > 1 && (
          <Select
            aria-label={t('orders.kitchen.brand')}
            data={brands.map(({ id, name }) => ({ value: id, label: name }))}
            value={shown?.brandId ?? null}
            onChange={(id) => setBrandId(id ?? undefined)}
            allowDeselect={false}
          />
        )
      }
    >
      {error && !data ? (
        <ErrorState error={error} onRetry={() => void refetch()} />
      ) : shown ? (
        <>
          <NoticesForm key={shown.brandId} brand={shown} />
          <CatalogueSwitch />
        </>
      ) : (
        <ListBones rows={7} face={false} />
      )}
    </Page>
  )
}

/** At once: it is one word. */
function CatalogueSwitch() {
  const t = useT()
  const { data } = useApi(getCatalogueSetting, {})
  const { send, sending } = useSend(updateCatalogueSetting, {
    invalidates: [getCatalogueSetting],
    onDone: () => void toast({ text: t('orders.telling.saved') }),
    onProblem: (_problem, text) => void toast({ text, tone: 'bad' }),
  })
  if (!data) return null
  return (
    <Section title={t('orders.telling.catalogue')} hint={t('orders.telling.catalogue_hint')}>
      <Switch
        label={t('orders.telling.catalogue_self')}
        checked={data.takesByItself}
        disabled={sending}
        onChange={(event) => void send({ takesByItself: event.currentTarget.checked }, { ifMatch: data.version })}
      />
    </Section>
  )
}

function NoticesForm({ brand }: { brand: BrandNotices }) {
  const t = useT()
  const { send } = useSend(updateNotices, {
    invalidates: [listNotices],
    rereads: [listNotices],
    onDone: () => void toast({ text: t('orders.telling.saved') }),
  })
  const form = useContractForm({
    version: brand.version,
    initialValues: { notices: brand.notices },
    save: ({ notices }, begun) => send({ brandId: brand.brandId, notices }, begun),
  })
  const { notices } = form.getValues()
  return (
    <CheckedForm form={form} className={s.form}>
      <UnsavedGuard when={form.isDirty()} />
      <FormProblem form={form} />
      <ul className={s.notices}>
        {notices.map((notice, at) => (
          <NoticeFields
            key={notice.state}
            notice={notice}
            errorsWithin={(path) => form.errorsWithin(`notices.${at}.${path}`)}
            onChange={(changes) =>
              form.setFieldValue(
                'notices',
                notices.map((one) => (one.state === notice.state ? { ...one, ...changes } : one)),
              )
            }
          />
        ))}
      </ul>
      <FormButtons submit={t('web.action.save')} isSaving={form.isSaving} isDisabled={!form.isDirty()} />
    </CheckedForm>
  )
}
