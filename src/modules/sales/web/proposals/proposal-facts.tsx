import { Select, TextInput } from '@mantine/core'
import { useColleagueNames } from '#sales/web/proposals/colleagues.ts'
import type { ProposalDraft } from '#sales/web/proposals/draft.ts'
import { DealChoice } from '#sales/web/proposals/deal-choice.tsx'
import { useT } from '#web/i18n/i18n.tsx'
import { DateField } from '#web/ui/date-field.tsx'
import { FieldRow, Fields } from '#web/ui/form.tsx'

const currencies = ['ARS', 'USD', 'BRL', 'CLP', 'COP', 'MXN', 'PEN', 'PYG', 'UYU', 'BOB', 'DOP', 'EUR']

type Props = { contactId: string; draft: ProposalDraft; isDisabled: boolean; onChange: (part: Partial<ProposalDraft>) => void }

export function ProposalFacts({ contactId, draft, isDisabled, onChange }: Props) {
  const t = useT()
  const colleagues = useColleagueNames()
  return (
    <Fields>
      <TextInput
        label={t('sales.proposals.name')}
        maxLength={160}
        value={draft.title}
        error={draft.title.trim() === '' ? t('sales.lines.problem_title') : null}
        onChange={(event) => onChange({ title: event.currentTarget.value })}
      />
      <FieldRow>
        <DateField
          isLive
          label={t('sales.proposals.valid_until')}
          value={draft.validUntil}
          onChange={(day) => day && onChange({ validUntil: day })}
        />
        <Select
          label={t('sales.proposals.currency')}
          data={currencies}
          allowDeselect={false}
          value={draft.currency}
          onChange={(currency) => currency && onChange({ currency })}
        />
        <Select
          label={t('sales.proposals.owner')}
          placeholder={t('sales.proposals.nobody')}
          data={colleagues.map(({ id, name }) => ({ value: id, label: name }))}
          clearable={!isDisabled}
          value={draft.ownerId}
          onChange={(ownerId) => onChange({ ownerId })}
        />
      </FieldRow>
      <DealChoice contactId={contactId} value={draft.dealId} isDisabled={isDisabled} onChange={(dealId) => onChange({ dealId })} />
    </Fields>
  )
}
