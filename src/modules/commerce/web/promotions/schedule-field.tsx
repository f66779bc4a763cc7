import { ActionIcon, Button, Select, TextInput, Tooltip } from '@mantine/core'
import { IconPlus, IconX } from '@tabler/icons-react'
import { clockOf, type Span } from '#commerce/web/promotions/schedule-spans.ts'
import { useT } from '#web/i18n/i18n.tsx'
import s from '#commerce/web/promotions/promotions.module.css'

const days = [1, 2, 3, 4, 5, 6, 7]
const mostSpans = 6
const closings = [0, 60, 120, 180, 240, 300]

type Props = { spans: readonly Span[]; dayEndsAt: number; onChange: (spans: Span[], dayEndsAt: number) => void }

/** Days and hours of a week: as many spans as are needed, each with its days. */
export function ScheduleField({ spans, dayEndsAt, onChange }: Props) {
  const t = useT()
  const change = (i: number, part: Partial<Span>): void =>
    onChange(
      spans.map((span, place) => (place === i ? { ...span, ...part } : span)),
      dayEndsAt,
    )
  const hasWholeDay = spans.some(({ from, to }) => from === '' && to === '')
  return (
    <div className={s.spans}>
      {spans.map((span, i) => (
        <fieldset key={i} className={s.span}>
          <legend className="sr-only">{t('commerce.promotions.schedule.span', { number: i + 1 })}</legend>
          <div className={s.days}>
            {days.map((day) => (
              <button
                key={day}
                type="button"
                className={s.day}
                aria-pressed={span.days.includes(day)}
                aria-label={t(`commerce.promotions.days.${day}`)}
                onClick={() => change(i, { days: span.days.includes(day) ? span.days.filter((one) => one !== day) : [...span.days, day] })}
              >
                {t(`commerce.promotions.day_letters.${day}`)}
              </button>
            ))}
          </div>
          <div className={s.hours}>
            <TextInput
              type="time"
              label={t('commerce.promotions.schedule.from')}
              value={span.from}
              onChange={(event) => change(i, { from: event.currentTarget.value })}
            />
            <TextInput
              type="time"
              label={t('commerce.promotions.schedule.to')}
              value={span.to}
              onChange={(event) => change(i, { to: event.currentTarget.value })}
            />
            {spans.length > 1 && (
              <Tooltip label={t('commerce.promotions.schedule.remove')}>
                <ActionIcon
                  size={32}
                  aria-label={t('commerce.promotions.schedule.remove_span', { number: i + 1 })}
                  onClick={() => onChange(spans.toSpliced(i, 1), dayEndsAt)}
                >
                  <IconX size={15} />
                </ActionIcon>
              </Tooltip>
            )}
          </div>
          <p className={s.hint}>{t(`commerce.promotions.schedule.${hintOf(span)}`)}</p>
        </fieldset>
      ))}
      {spans.length < mostSpans && (
        <Button
          variant="default"
          leftSection={<IconPlus size={15} />}
          onClick={() => onChange([...spans, { days: [], from: '', to: '' }], dayEndsAt)}
        >
          {t('commerce.promotions.schedule.add')}
        </Button>
      )}
      {hasWholeDay && (
        <Select
          label={t('commerce.promotions.schedule.day_ends')}
          description={t('commerce.promotions.schedule.day_ends_hint')}
          data={[...new Set([...closings, dayEndsAt])]
            .toSorted((a, b) => a - b)
            .map((minutes) => ({ value: String(minutes), label: minutes === 0 ? '24:00' : clockOf(minutes) }))}
          value={String(dayEndsAt)}
          allowDeselect={false}
          onChange={(value) => onChange([...spans], Number(value ?? 0))}
        />
      )}
    </div>
  )
}

function hintOf({ days: chosen, from, to }: Span): string {
  if (chosen.length === 0) return 'no_day'
  if ((from === '') !== (to === '')) return 'half'
  if (from === '') return 'all_day'
  return to <= from ? 'next_day' : 'same_day'
}
