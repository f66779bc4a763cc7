import { ActionIcon, Button, Select, Switch, TextInput } from '@mantine/core'
import { IconPlus, IconTrash } from '@tabler/icons-react'
import { useState } from 'react'
import { minorDigits } from '#kernel/contract/currency-digits.ts'
import { getProposalSettings, updateProposalSettings } from '#sales/contract/proposal-api.ts'
import type { ProposalSettings } from '#sales/contract/proposal-settings.ts'
import { useT } from '#web/i18n/i18n.tsx'
import { minorOf } from '#web/money-input.ts'
import '#web/ui/mantine-forms-css.ts'
import { useApi, useSend } from '#web/query.ts'
import { useSession } from '#web/session.ts'
import { useTitle } from '#web/shell/title.tsx'
import { CheckedForm } from '#web/ui/checked-form.tsx'
import { NumberField } from '#web/ui/number-field.tsx'
import { FieldRow, Fields, FormButtons, FormProblem, useContractForm } from '#web/ui/form.tsx'
import { Page, Section } from '#web/ui/page.tsx'
import { ErrorState, PageBones } from '#web/ui/states.tsx'
import { toast } from '#web/ui/toast.ts'
import s from '#sales/web/proposals/proposals.module.css'

const currencies = ['ARS', 'USD', 'BRL', 'CLP', 'COP', 'MXN', 'PEN', 'PYG', 'UYU', 'BOB', 'DOP', 'EUR'] as const
type Limit = { currency: (typeof currencies)[number]; aboveMinor: number | null }

/** From what amount on somebody else has to say yes, and what numbers begin with. */
export function ProposalSettingsPage() {
  const t = useT()
  useTitle(t('sales.proposal_settings.title'))
  const { data, error, refetch } = useApi(getProposalSettings, {})
  return (
    <Page
      title={t('sales.proposal_settings.title')}
      hint={t('sales.proposal_settings.hint')}
      back="/ajustes/plantillas-de-propuestas"
      narrow
    >
      {error && !data ? (
        <ErrorState error={error} onRetry={() => void refetch()} />
      ) : data ? (
        <SettingsForm settings={data} />
      ) : (
        <PageBones />
      )}
    </Page>
  )
}

type Values = { limits: Limit[]; prefixes: { brandId: string; prefix: string }[]; followups: ProposalSettings['followups'] }

function SettingsForm({ settings }: { settings: ProposalSettings }) {
  const t = useT()
  const { brands } = useSession()
  const [next, setNext] = useState<Limit['currency'] | null>(null)
  const { send } = useSend(updateProposalSettings, {
    invalidates: [getProposalSettings],
    rereads: [getProposalSettings],
    onDone: () => void toast({ text: t('sales.proposal_settings.saved') }),
  })
  const form = useContractForm<Values>({
    version: settings.version,
    initialValues: {
      limits: settings.limits,
      prefixes: brands.map(({ id }) => ({ brandId: id, prefix: settings.prefixes.find((one) => one.brandId === id)?.prefix ?? 'P' })),
      followups: settings.followups,
    },
    save: ({ limits, prefixes, followups }, begun) =>
      send(
        {
          limits: limits.map(({ currency, aboveMinor }) => ({ currency, aboveMinor: aboveMinor ?? 0 })),
          prefixes,
          followups,
        },
        begun,
      ),
  })
  const { limits } = form.getValues()
  const free = currencies.filter((currency) => !limits.some((one) => one.currency === currency))
  return (
    <CheckedForm form={form}>
      <FormProblem form={form} />
      <Section title={t('sales.proposal_settings.approval')} hint={t('sales.proposal_settings.approval_hint')}>
        <Fields>
          {limits.map(({ currency, aboveMinor }, i) => (
            <NumberField
              key={currency}
              label={t('sales.proposal_settings.above', { currency })}
              min={0}
              max={1e10}
              decimals={minorDigits(currency)}
              required
              withAsterisk={false}
              value={aboveMinor === null ? '' : aboveMinor / 10 ** minorDigits(currency)}
              error={form.errors[`limits.${i}.aboveMinor`]}
              onChange={(amount) => form.setFieldValue(`limits.${i}.aboveMinor`, minorOf(amount, currency))}
              rightSection={
                <ActionIcon
                  variant="subtle"
                  color="gray"
                  aria-label={t('sales.proposal_settings.remove', { currency })}
                  onClick={() => form.removeListItem('limits', i)}
                >
                  <IconTrash size={16} stroke={1.7} />
                </ActionIcon>
              }
            />
          ))}
          <FieldRow>
            <Select
              label={t('sales.proposals.currency')}
              data={free}
              value={next ?? free[0] ?? null}
              allowDeselect={false}
              onChange={(currency) => setNext(currency as Limit['currency'])}
            />
            <Button
              variant="default"
              className={s.atFoot ?? ''}
              leftSection={<IconPlus size={15} stroke={1.7} />}
              onClick={() => {
                const currency = next ?? free[0]
                if (currency) form.insertListItem('limits', { currency, aboveMinor: null })
                setNext(null)
              }}
            >
              {t('sales.proposal_settings.add')}
            </Button>
          </FieldRow>
        </Fields>
      </Section>
      <Section title={t('sales.proposal_settings.numbers')} hint={t('sales.proposal_settings.numbers_hint')}>
        {brands.map(({ id, name }, i) => (
          <TextInput key={id} label={t('sales.proposal_settings.prefix', { name })} maxLength={6} {...form.field(`prefixes.${i}.prefix`)} />
        ))}
      </Section>
      {settings.followups.length > 0 && (
        <Section title={t('sales.proposal_settings.followups')} hint={t('sales.proposal_settings.followups_hint')}>
          {settings.followups.map(({ code }, i) => {
            const [module = '', action = ''] = code.split('.')
            return (
              <Switch
                key={code}
                label={t(`${module}.on_acceptance.${action}.title`)}
                {...form.field(`followups.${i}.isOn`, { type: 'checkbox' })}
              />
            )
          })}
        </Section>
      )}
      <FormButtons submit={t('web.action.save')} isSaving={form.isSaving} />
    </CheckedForm>
  )
}
