import { Button, SegmentedControl } from '@mantine/core'
import { useState } from 'react'
import { getPurchasingSetting, savePurchasingSetting } from '#purchasing/contract/supplier-api.ts'
import { orderTokens } from '#purchasing/contract/order-tokens.ts'
import type { PurchasingSetting } from '#purchasing/contract/purchasing-setting.ts'
import { CheckedForm } from '#web/ui/checked-form.tsx'
import { MoneyField } from '#web/ui/money-field.tsx'
import { useT } from '#web/i18n/i18n.tsx'
import { useApi, useSend } from '#web/query.ts'
import { TemplatePart } from '#web/template-part.tsx'
import { FieldRow, Fields } from '#web/ui/form.tsx'
import { NumberField } from '#web/ui/number-field.tsx'
import { Page, Section } from '#web/ui/page.tsx'
import { ErrorState, Notice, PageBones } from '#web/ui/states.tsx'
import { toast } from '#web/ui/toast.ts'
import s from '#purchasing/web/purchases/purchases.module.css'

/** From which amount on somebody has to agree, what is tolerated, how costs follow. */
export function PurchasingPage() {
  const t = useT()
  const { data, error, refetch } = useApi(getPurchasingSetting, {})
  return (
    <Page title={t('purchasing.settings.title')} hint={t('purchasing.settings.hint')} back="/ajustes" narrow>
      {error && !data ? (
        <ErrorState error={error} onRetry={() => void refetch()} />
      ) : data ? (
        <Form key={data.version} setting={data as PurchasingSetting} />
      ) : (
        <PageBones />
      )}
    </Page>
  )
}

const tolerances = ['overBasisPoints', 'shortBasisPoints', 'billQuantityBasisPoints', 'billPriceBasisPoints'] as const

function Form({ setting }: { setting: PurchasingSetting }) {
  const t = useT()
  const [said, setSaid] = useState(setting)
  const { send, sending, problem } = useSend(savePurchasingSetting, {
    invalidates: [getPurchasingSetting],
    onDone: () => void toast({ text: t('purchasing.settings.saved'), name: 'purchasing-setting' }),
  })
  const per = (key: (typeof tolerances)[number]) => (
    <NumberField
      key={key}
      label={t(`purchasing.settings.${key}`)}
      value={said[key] / 100}
      min={0}
      max={100}
      decimals={2}
      suffix=" %"
      onChange={(value) => setSaid((last) => ({ ...last, [key]: Math.round(Number(value) * 100) }))}
    />
  )
  return (
    <CheckedForm
      onSubmit={(event) => {
        event.preventDefault()
        const { currency: _currency, version: _version, ...values } = said
        void send(values, { ifMatch: setting.version }).catch(() => {})
      }}
    >
      {problem && <Notice tone="bad">{problem}</Notice>}
      <Section title={t('purchasing.settings.approval')} hint={t('purchasing.settings.approval_hint')}>
        <Fields>
          <MoneyField
            label={t('purchasing.settings.approval_over')}
            hint={t('purchasing.settings.approval_never')}
            valueMinor={said.approvalOverMinor}
            currency={setting.currency}
            onChange={(approvalOverMinor) => setSaid((last) => ({ ...last, approvalOverMinor }))}
          />
        </Fields>
      </Section>
      <Section title={t('purchasing.settings.tolerances')} hint={t('purchasing.settings.tolerances_hint')}>
        <Fields>
          <FieldRow>{tolerances.slice(0, 2).map(per)}</FieldRow>
          <FieldRow>{tolerances.slice(2).map(per)}</FieldRow>
        </Fields>
      </Section>
      <Section title={t('purchasing.settings.costs')} hint={t('purchasing.settings.costs_hint')}>
        <SegmentedControl
          aria-label={t('purchasing.settings.costs')}
          data={(['average', 'last'] as const).map((value) => ({ value, label: t(`purchasing.settings.cost_${value}`) }))}
          value={said.costRule}
          onChange={(costRule) => setSaid((last) => ({ ...last, costRule: costRule as typeof last.costRule }))}
        />
      </Section>
      <Section title={t('purchasing.settings.sending')} hint={t('purchasing.settings.sending_hint')}>
        <TemplatePart
          label={t('purchasing.settings.order_template')}
          hint={t('purchasing.settings.order_template_hint')}
          header="document"
          value={said.orderTemplate}
          tokens={orderTokens.map((token) => ({ token, label: t(`purchasing.settings.tokens.${token.slice(2, -2)}`) }))}
          onChange={(orderTemplate) => setSaid((last) => ({ ...last, orderTemplate }))}
        />
      </Section>
      <div className={s.foot}>
        <Button type="submit" loading={sending}>
          {t('web.action.save')}
        </Button>
      </div>
    </CheckedForm>
  )
}
