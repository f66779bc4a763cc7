import { Button, Select } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { listRetention, previewRetention, saveRetention } from '#crm/contract/privacy-api.ts'
import type { RetentionRule, RetentionRules } from '#crm/contract/privacy.ts'
import { useFormat, useT } from '#web/i18n/i18n.tsx'
import { isClash } from '#web/api.ts'
import { keyOf, useApi, useSend } from '#web/query.ts'
import { CheckedForm } from '#web/ui/checked-form.tsx'
import { confirm } from '#web/ui/dialog.ts'
import { UnsavedGuard } from '#web/ui/form.tsx'
import { ErrorState, ListBones } from '#web/ui/states.tsx'
import { DateTime } from '#web/ui/time.tsx'
import { toast } from '#web/ui/toast.ts'
import s from '#crm/web/privacy/privacy.module.css'

const forever = 'forever'
const offered = [30, 90, 180, 365, 730, 1_095, 1_825, 3_650] as const
const wordsOf = (code: string): string => code.replace('.', '.retention.')

/** Each kind of data with how long it is kept. What would go is said before anything is saved. */
export function RetentionForm() {
  const t = useT()
  const { data, error, refetch } = useApi(listRetention, {})
  if (error && !data) return <ErrorState error={error} onRetry={() => void refetch()} />
  if (!data) return <ListBones rows={6} face={false} />
  return (
    <>
      <p className={s.lead}>{t('crm.privacy.retention_hint')}</p>
      <Rules {...data} />
    </>
  )
}

function Rules({ items: rules, version }: RetentionRules) {
  const t = useT()
  const queryClient = useQueryClient()
  const [chosen, setChosen] = useState<Record<string, number | null>>({})
  // What the first choice was made upon: what others save meanwhile is told on saving, and shown beside what is chosen here.
  const [begunWith, beginWith] = useState<number | null>(null)
  const { send, sending } = useSend(saveRetention, {
    rereads: [listRetention],
    onDone: (saved) => {
      queryClient.setQueryData(keyOf(listRetention, {}), saved)
      setChosen({})
      beginWith(null)
      void toast({ text: t('crm.privacy.retention_saved') })
    },
    onProblem: (problem, text) => {
      if (isClash(problem)) beginWith(null)
      void toast({ text, tone: 'bad' })
    },
  })
  const changed = rules.filter(({ code, days }) => code in chosen && chosen[code] !== days)
  const save = async () => {
    const removes = changed.filter(({ code }) => chosen[code] !== null)
    const isSure =
      removes.length === 0 ||
      (await confirm({
        title: t('crm.privacy.retention_sure'),
        text: (
          <ul className={s.stays}>
            {removes.map(({ code }) => (
              <li key={code}>
                {t(wordsOf(code))}
                <Preview code={code} days={chosen[code] ?? 1} />
              </li>
            ))}
          </ul>
        ),
        confirm: t('web.action.save'),
        isDangerous: true,
      }))
    if (isSure)
      await send({ rules: changed.map(({ code }) => ({ code, days: chosen[code] ?? null })) }, { ifMatch: begunWith ?? version }).catch(
        () => {},
      )
  }
  return (
    <CheckedForm
      onSubmit={(event) => {
        event.preventDefault()
        void save()
      }}
    >
      <UnsavedGuard when={changed.length > 0} />
      <ul className={s.rules}>
        {rules.map((rule) => (
          <Rule
            key={rule.code}
            rule={rule}
            days={rule.code in chosen ? (chosen[rule.code] ?? null) : rule.days}
            onChange={(days) => {
              beginWith((last) => last ?? version)
              setChosen((last) => ({ ...last, [rule.code]: days }))
            }}
          />
        ))}
      </ul>
      <Button type="submit" loading={sending} disabled={changed.length === 0}>
        {t('web.action.save')}
      </Button>
    </CheckedForm>
  )
}

function Rule({ rule, days, onChange }: { rule: RetentionRule; days: number | null; onChange: (days: number | null) => void }) {
  const t = useT()
  const { code, leastDays } = rule
  const choices = [
    ...new Set([...offered.filter((one) => one >= leastDays), rule.suggestedDays, ...(rule.days ? [rule.days] : [])]),
  ].toSorted((a, b) => a - b)
  return (
    <li>
      <div>
        <h2>{t(wordsOf(code))}</h2>
        <p>{t(`${wordsOf(code)}_hint`)}</p>
        {days !== null && <Preview code={code} days={days} />}
        {rule.updatedAt && (
          <small>
            {t('crm.privacy.changed')} <DateTime at={rule.updatedAt} show="day" /> · {rule.updatedByName}
          </small>
        )}
      </div>
      <Select
        aria-label={t(wordsOf(code))}
        allowDeselect={false}
        data={[
          { value: forever, label: t('crm.privacy.forever') },
          ...choices.map((one) => ({ value: String(one), label: spanOf(t, one) })),
        ]}
        value={days === null ? forever : String(days)}
        onChange={(value) => onChange(value === null || value === forever ? null : Number(value))}
      />
    </li>
  )
}

/** How much of it is that old already, and from when the oldest is. */
function Preview({ code, days }: { code: string; days: number }) {
  const t = useT()
  const format = useFormat()
  const { data, error } = useApi(previewRetention, { code, days })
  if (error) return <small role="alert">{t('crm.privacy.preview_failed')}</small>
  if (!data) return <small>{t('crm.privacy.counting')}</small>
  if (data.count === 0) return <small>{t('crm.privacy.nothing_goes')}</small>
  return (
    <small className={s.goesTonight}>
      {t('crm.privacy.tonight', { count: data.count, shown: format.number(data.count) })}{' '}
      {data.oldestAt && (
        <>
          {t('crm.privacy.oldest')} <DateTime at={data.oldestAt} show="day" />
        </>
      )}
    </small>
  )
}

const spanOf = (t: ReturnType<typeof useT>, days: number): string =>
  days % 365 === 0
    ? t('crm.privacy.years', { count: days / 365 })
    : days % 30 === 0
      ? t('crm.privacy.months', { count: days / 30 })
      : t('crm.privacy.days', { count: days })
