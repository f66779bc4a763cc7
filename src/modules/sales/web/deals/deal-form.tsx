import { minorDigits } from '#kernel/contract/currency-digits.ts'
import { Select, TextInput } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { clockIn, instantAt } from '#kernel/contract/wall-clock.ts'
import { listContacts } from '#crm/contract/api.ts'
import { createDeal, getDeal, updateDeal } from '#sales/contract/deal-api.ts'
import type { CreateDeal, Deal, DealLine } from '#sales/contract/deal.ts'
import { askAgain, putCard } from '#sales/web/deals/deals.live.ts'
import { cardOf } from '#sales/web/deals/deal-moves.ts'
import { LineFields, linesOf, type LineDraft, draftOf } from '#sales/web/deals/line-fields.tsx'
import { currencies, minorOf } from '#web/money-input.ts'
import { useColleagues, usePipelines } from '#sales/web/pipelines/pipelines.queries.ts'
import { useFormat, useT } from '#web/i18n/i18n.tsx'
import { useSend } from '#web/query.ts'
import { useSession } from '#web/session.ts'
import { CheckedForm } from '#web/ui/checked-form.tsx'
import { DateField } from '#web/ui/date-field.tsx'
import { FieldRow, Fields, FormButtons, FormProblem, useContractForm } from '#web/ui/form.tsx'
import { FoundSelect } from '#web/ui/found-select.tsx'
import { NumberField } from '#web/ui/number-field.tsx'
import '#web/ui/mantine-forms-css.ts'

export type DealStart = { pipelineId?: string; stageId?: string; contactId?: string; contactName?: string }
type Props = { deal?: Deal; start?: DealStart; onDone: (deal: Deal) => void; onCancel: () => void }

/** A new deal, or one that is changed: only what changed is sent. */
export function DealForm({ deal, start = {}, onDone, onCancel }: Props) {
  const t = useT()
  const format = useFormat()
  const { region } = format
  const { person, brands } = useSession()
  const queryClient = useQueryClient()
  const { colleagues } = useColleagues()
  const { pipelines = [] } = usePipelines()
  const done = (saved: Deal) => {
    queryClient.setQueryData([getDeal.path, { id: saved.id }], saved)
    putCard(queryClient, cardOf(saved))
    askAgain(queryClient, saved.id)
    onDone(saved)
  }
  const { send: create } = useSend(createDeal, { onDone: done })
  const { send: change } = useSend(updateDeal, { onDone: done })
  const pipeline = pipelines.find(({ id }) => id === (deal?.pipelineId ?? start.pipelineId)) ?? pipelines[0]
  const currency = deal?.currency ?? pipeline?.currency ?? region.currency
  const isOpen = deal ? deal.closedAt === null : true
  // A deal from before that was asked may be changed in other ways; only its step is not taken away.
  const asksStep = isOpen && pipeline?.asksNextStep === true && (!deal || deal.nextStep !== null)
  const form = useContractForm({
    initialValues: {
      title: deal?.title ?? '',
      contactId: (deal ? deal.contactId : (start.contactId ?? null)) as string | null,
      stageId: (start.stageId ?? null) as string | null,
      amount: (deal?.amountMinor == null ? '' : deal.amountMinor / 10 ** minorDigits(currency)) as number | string,
      currency,
      expectedClose: deal?.expectedClose ?? '',
      probability: (deal?.probability ?? '') as number | string,
      nextStep: deal?.nextStep ?? '',
      nextStepAt: deal?.nextStepAt ? clockIn(region.zone, deal.nextStepAt) : '',
      ownerId: (deal ? deal.ownerId : (person?.id ?? null)) as string | null,
      brandId: (deal?.brandId ?? null) as string | null,
      lines: (deal?.lines ?? []).map(draftOf) as LineDraft[],
    },
    validate: {
      title: (title: string, values) => (title.trim() === '' && values.contactId === null ? t('sales.form.title_missing') : null),
      nextStep: (step: string, values) => {
        if (step.trim() !== '') return null
        if (asksStep) return t('sales.form.step_needed')
        return values.nextStepAt === '' ? null : t('sales.form.step_missing')
      },
    },
    save: (values): Promise<unknown> => {
      const lines: DealLine[] = linesOf(values.lines, values.currency)
      const said = {
        contactId: values.contactId,
        amountMinor: minorOf(values.amount, values.currency),
        currency: values.currency as CreateDeal['currency'],
        expectedClose: values.expectedClose || null,
        probability: values.probability === '' ? null : Number(values.probability),
        nextStep: values.nextStep.trim() || null,
        nextStepAt: instantAt(region.zone, values.nextStepAt),
        ownerId: values.ownerId,
        ...(brands.length > 1 && { brandId: values.brandId }),
      }
      const title = values.title.trim()
      const hasOwnLines = JSON.stringify(lines) !== JSON.stringify(deal?.lines ?? [])
      const sentLines = hasOwnLines && { lines: lines as CreateDeal['lines'] }
      // What its products come to is its amount, unless somebody says another one.
      if (!deal)
        return create({
          ...said,
          ...(said.amountMinor === null && lines.length > 0 ? { amountMinor: undefined } : {}),
          ...(title && { title }),
          ...sentLines,
          ...(pipeline && { pipelineId: pipeline.id }),
          ...(values.stageId && { stageId: values.stageId }),
        })
      const changed = Object.fromEntries(
        Object.entries(said).filter(([name, value]) => name !== 'amountMinor' && value !== deal[name as keyof Deal]),
      )
      const isOther = said.amountMinor !== deal.amountMinor
      return change(
        { id: deal.id, ...changed, ...(isOther && { amountMinor: said.amountMinor }), ...(title && { title }), ...sentLines },
        { ifMatch: deal.version },
      )
    },
  })
  const values = form.getValues()
  return (
    <CheckedForm form={form}>
      <Fields>
        <FormProblem form={form} />
        <TextInput
          label={t('sales.form.title')}
          placeholder={t('sales.form.title_example')}
          maxLength={200}
          data-autofocus
          {...form.field('title')}
        />
        <FoundSelect
          label={t('sales.form.contact')}
          placeholder={t('sales.form.find_contact')}
          clearable
          among={listContacts}
          known={knownOf(deal ?? start)}
          value={values.contactId}
          onChange={(contact) => form.setFieldValue('contactId', contact?.id ?? null)}
        />
        {!deal && pipeline && (
          <Select
            label={t('sales.form.stage')}
            data={pipeline.stages.filter(({ kind }) => kind !== 'lost').map(({ id, name }) => ({ value: id, label: name }))}
            placeholder={pipeline.stages[0]?.name ?? ''}
            clearable
            {...form.field('stageId')}
          />
        )}
        <FieldRow>
          <NumberField label={t('sales.form.amount')} min={0} decimals={minorDigits(values.currency)} {...form.field('amount')} />
          <Select label={t('sales.form.currency')} data={[...currencies]} allowDeselect={false} {...form.field('currency')} />
        </FieldRow>
        <FieldRow>
          <TextInput
            label={t('sales.form.next_step')}
            maxLength={200}
            placeholder={t('sales.form.next_step_example')}
            {...form.field('nextStep')}
          />
          <DateField hasHour label={t('sales.form.next_step_at')} {...form.field('nextStepAt')} />
        </FieldRow>
        <FieldRow>
          <DateField label={t('sales.form.expected_close')} {...form.field('expectedClose')} />
          <NumberField
            label={t('sales.form.probability')}
            placeholder={t('sales.form.as_stage')}
            min={0}
            max={100}
            suffix=" %"
            {...form.field('probability')}
          />
        </FieldRow>
        <FieldRow>
          <Select
            label={t('sales.form.owner')}
            placeholder={t('sales.form.nobody')}
            data={colleagues
              .filter(({ isActive, id }) => isActive || id === values.ownerId)
              .map(({ id, name }) => ({ value: id, label: name }))}
            clearable
            searchable
            {...form.field('ownerId')}
          />
          {brands.length > 1 && (
            <Select
              label={t('sales.form.brand')}
              placeholder={t('sales.form.no_brand')}
              data={brands.map(({ id, name }) => ({ value: id, label: name }))}
              clearable
              {...form.field('brandId')}
            />
          )}
        </FieldRow>
        <LineFields
          lines={values.lines}
          currency={values.currency}
          onChange={(lines) => {
            form.setFieldValue('lines', lines)
          }}
        />
      </Fields>
      <FormButtons submit={t(deal ? 'sales.form.save' : 'sales.form.create')} isSaving={form.isSaving} onCancel={onCancel} />
    </CheckedForm>
  )
}

const knownOf = ({ contactId, contactName }: { contactId?: string | null; contactName?: string | null }) =>
  contactId ? { id: contactId, name: contactName ?? '' } : null
