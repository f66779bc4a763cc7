import { Button } from '@mantine/core'
import { IconBrain, IconCheck, IconX } from '@tabler/icons-react'
import { useState } from 'react'
import { getLeadModel, listLeadModels, trainLeadModel } from '#crm/contract/scoring-api.ts'
import type { GateCheck, LeadModel } from '#crm/contract/lead-model.ts'
import { canManageScoring } from '#crm/contract/permissions.ts'
import { ModelWeights } from '#crm/web/lead-model/model-weights.tsx'
import { ReliabilityTable } from '#crm/web/lead-model/reliability-table.tsx'
import { useFormat, useT } from '#web/i18n/i18n.tsx'
import { useApi, useSend } from '#web/query.ts'
import { useMay } from '#web/session.ts'
import { Chip, Stat, StatRow } from '#web/ui/marks.tsx'
import { Page, Section } from '#web/ui/page.tsx'
import { EmptyState, ErrorState, Notice, PageBones } from '#web/ui/states.tsx'
import { DateTime } from '#web/ui/time.tsx'
import { toast } from '#web/ui/toast.ts'
import s from '#crm/web/lead-model/lead-model.module.css'

/** What the model of this business has learned, how far it can be believed, and whether it is used. */
export function LeadModelPage() {
  const t = useT()
  const may = useMay()
  const [chosen, choose] = useState<string | null>(null)
  const { data, error, refetch } = useApi(listLeadModels, {})
  const training = useSend(trainLeadModel, {
    invalidates: [listLeadModels],
    onDone: () => choose(null),
    onProblem: (_problem, text) => void toast({ text, tone: 'bad' }),
  })
  if (error && !data) return <ErrorState error={error} onRetry={() => void refetch()} />
  if (!data) return <PageBones kind="plain" />
  const id = chosen ?? data.items[0]?.id
  const isTraining = data.isTraining || training.sending
  return (
    <Page
      title={t('crm.model.title')}
      hint={t('crm.model.hint')}
      back="/ajustes"
      actions={
        may(canManageScoring) && (
          <Button leftSection={<IconBrain size={16} stroke={1.7} />} loading={isTraining} onClick={() => void training.send({})}>
            {t('crm.model.train')}
          </Button>
        )
      }
    >
      {id ? (
        <>
          <Model id={id} />
          <Versions items={data.items} shown={id} onShow={choose} />
        </>
      ) : (
        <EmptyState drawing="cards" title={t('crm.model.none_title')} hint={t('crm.model.none_hint')} />
      )}
    </Page>
  )
}

function Model({ id }: { id: string }) {
  const t = useT()
  const format = useFormat()
  const { data: model, error, refetch } = useApi(getLeadModel, { id }, { keepsPrevious: true, staleTime: 60_000 })
  if (error && !model) return <ErrorState error={error} onRetry={() => void refetch()} />
  if (!model) return <PageBones kind="plain" />
  const measured = (value: number | null, show: (value: number) => string): string =>
    value === null ? t('crm.model.checks.unmeasured') : show(value)
  return (
    <>
      <div className={s.verdict}>
        <Notice tone={model.passes ? 'info' : 'warn'}>
          <strong>{t(model.passes ? 'crm.model.in_use' : 'crm.model.not_in_use')}</strong>{' '}
          {model.passes
            ? t('crm.model.in_use_hint', { training: format.number(model.trainingLeads), validation: format.number(model.validationLeads) })
            : t('crm.model.not_in_use_hint')}
        </Notice>
      </div>
      <StatRow>
        <Stat label={t('crm.model.figures.auc')} value={measured(model.auc, format.percent)} />
        <Stat label={t('crm.model.figures.simple')} value={measured(model.simpleAuc, format.percent)} />
        <Stat label={t('crm.model.figures.brier')} value={measured(model.brier, decimals(format.number))} />
        <Stat label={t('crm.model.figures.base')} value={measured(model.baseBrier, decimals(format.number))} />
        <Stat label={t('crm.model.figures.rate')} value={model.leads === 0 ? '–' : format.percent(model.won / model.leads)} />
        <Stat label={t('crm.model.figures.leads')} value={format.number(model.leads)} />
      </StatRow>
      <Section title={t('crm.model.checks.title')}>
        <ul className={s.checks}>
          {model.checks.map((check) => (
            <li key={check.code}>
              {check.passes ? (
                <IconCheck size={16} stroke={2} data-tone="ok" aria-label={t('crm.model.checks.passes')} />
              ) : (
                <IconX size={16} stroke={2} data-tone="bad" aria-label={t('crm.model.checks.fails')} />
              )}
              <CheckText check={check} model={model} />
            </li>
          ))}
        </ul>
      </Section>
      {model.reliability.length > 0 && <ReliabilityTable model={model} />}
      {model.weights.length > 0 && <ModelWeights model={model} />}
    </>
  )
}

/** Three decimals say what there is to say of an error between 0 and 1. */
const decimals =
  (number: (value: number) => string) =>
  (value: number): string =>
    number(Math.round(value * 1_000) / 1_000)

function CheckText({ check: { code, needed, found }, model }: { check: GateCheck; model: LeadModel }) {
  const t = useT()
  const format = useFormat()
  const show = code === 'auc' ? format.percent : code === 'brier' ? decimals(format.number) : format.number
  const none = t('crm.model.checks.unmeasured')
  const isUnmeasured = code === 'brier' && model.baseBrier === null
  return (
    <span>{t(`crm.model.checks.${code}`, { needed: isUnmeasured ? none : show(needed), found: found === null ? none : show(found) })}</span>
  )
}

type Summary = Pick<LeadModel, 'id' | 'version' | 'trainedAt' | 'trainedBy' | 'passes' | 'isActive'>

function Versions({ items, shown, onShow }: { items: readonly Summary[]; shown: string; onShow: (id: string) => void }) {
  const t = useT()
  return (
    <Section title={t('crm.model.versions.title')} hint={t('crm.model.versions.hint')}>
      <ul className={s.versions}>
        {items.map((one) => (
          <li key={one.id} data-shown={one.id === shown || undefined}>
            <span>
              {t('crm.model.versions.version', { version: one.version })}
              <small>
                <DateTime at={one.trainedAt} /> · {one.trainedBy ?? t('crm.model.versions.by_schedule')}
              </small>
            </span>
            <Chip tone={one.isActive ? 'ok' : one.passes ? 'plain' : 'warn'}>
              {t(one.isActive ? 'crm.model.versions.passed' : one.passes ? 'crm.model.versions.was_good' : 'crm.model.versions.failed')}
            </Chip>
            <Button variant="subtle" color="gray" disabled={one.id === shown} onClick={() => onShow(one.id)}>
              {t('crm.model.versions.show')}
            </Button>
          </li>
        ))}
      </ul>
    </Section>
  )
}
