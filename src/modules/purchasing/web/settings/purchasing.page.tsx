import { SegmentedControl } from '@mantine/core'
import { getPurchasingSetting, savePurchasingSetting } from '#purchasing/contract/supplier-api.ts'
import { orderTokens } from '#purchasing/contract/order-tokens.ts'
import type { PurchasingSetting, SaveSetting } from '#purchasing/contract/purchasing-setting.ts'
import { CheckedForm } from '#web/ui/checked-form.tsx'
import { MoneyField } from '#web/ui/money-field.tsx'
import { useT } from '#web/i18n/i18n.tsx'
import { useApi, useSend } from '#web/query.ts'
import { TemplatePart } from '#web/template-part.tsx'
import { FieldRow, Fields, FormButtons, FormProblem, UnsavedGuard, useContractForm } from '#web/ui/form.tsx'
import { NumberField } from '#web/ui/number-field.tsx'
import { Page, Section } from '#web/ui/page.tsx'
import { ErrorState, PageBones } from '#web/ui/states.tsx'
import { toast } from '#web/ui/toast.ts'

/** From which amount on somebody has to agree, what is tolerated, how costs follow. */
export function PurchasingPage() {
  const t = useT()
  const { data, error, refetch } = useApi(getPurchasingSetting, {})
  return (
    <Page title={t('purchasing.settings.title')} hint={t('purchasing.settings.hint')} back="/ajustes" narrow>
      {error && !data ? (
        <ErrorState error={error} onRetry={() => void refetch()} />
      ) : data ? (
        <Form setting={data as PurchasingSetting} />
      ) : (
        <PageBones />
      )}
    </Page>
  )
}

const tolerances = ['overBasisPoints', 'shortBasisPoints', 'billQuantityBasisPoints', 'billPriceBasisPoints'] as const
type Tolerance = (typeof tolerances)[number]
/** A tolerance that is emptied to be written anew is none yet, and not 0. */
type Said = Omit<SaveSetting, Tolerance> & Record<Tolerance, number | null>

function Form({ setting }: { setting: PurchasingSetting }) {
  const t = useT()
  const { send } = useSend(savePurchasingSetting, {
    invalidates: [getPurchasingSetting],
    rereads: [getPurchasingSetting],
    onDone: () => void toast({ text: t('purchasing.settings.saved'), name: 'purchasing-setting' }),
  })
  const { currency, version, ...initialValues } = setting
  const form = useContractForm<Said>({ version, initialValues, save: (values, begun) => send(values as SaveSetting, begun) })
  const said = form.getValues()
  const per = (key: Tolerance) => (
    <NumberField
      key={key}
      label={t(`purchasing.settings.${key}`)}
      value={percentOf(said[key])}
      required
      withAsterisk={false}
      min={0}
      max={100}
      decimals={2}
      suffix=" %"
      error={form.errors[key]}
      onChange={(value) => form.setFieldValue(key, value === '' ? null : Math.round(value * 100))}
    />
  )
  return (
    <CheckedForm form={form}>
      <UnsavedGuard when={form.isDirty()} />
      <FormProblem form={form} />
      <Section title={t('purchasing.settings.approval')} hint={t('purchasing.settings.approval_hint')}>
        <Fields>
          <MoneyField
            label={t('purchasing.settings.approval_over')}
            hint={t('purchasing.settings.approval_never')}
            valueMinor={said.approvalOverMinor}
            currency={currency}
            error={form.errors['approvalOverMinor']}
            onChange={(approvalOverMinor) => form.setFieldValue('approvalOverMinor', approvalOverMinor)}
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
          onChange={(costRule) => form.setFieldValue('costRule', costRule as PurchasingSetting['costRule'])}
        />
      </Section>
      <Section title={t('purchasing.settings.sending')} hint={t('purchasing.settings.sending_hint')}>
        <TemplatePart
          label={t('purchasing.settings.order_template')}
          hint={t('purchasing.settings.order_template_hint')}
          header="document"
          value={said.orderTemplate}
          tokens={orderTokens.map((token) => ({ token, label: t(`purchasing.settings.tokens.${token.slice(2, -2)}`) }))}
          errors={form.errorsWithin('orderTemplate')}
          onChange={(orderTemplate) => form.setFieldValue('orderTemplate', orderTemplate)}
        />
      </Section>
      <FormButtons submit={t('web.action.save')} isSaving={form.isSaving} isDisabled={!form.isDirty()} />
    </CheckedForm>
  )
}

const percentOf = (basisPoints: number | null): number | null => (basisPoints === null ? null : basisPoints / 100)
