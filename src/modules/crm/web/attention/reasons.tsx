import { Popover, UnstyledButton } from '@mantine/core'
import type { AttentionItem } from '#crm/contract/attention.ts'
import { useFormat, useT } from '#web/i18n/i18n.tsx'
import { useNow } from '#web/ui/time.tsx'
import s from '#crm/web/attention/reasons.module.css'

/** "espera hace 55 min, venció hace 5 min, valor $ 250.000, probabilidad 67 %": why it stands where it stands. */
export function Reasons({ item }: { item: AttentionItem }) {
  const t = useT()
  const format = useFormat()
  const now = Date.parse(useNow('minute'))
  const say = (name: string, values?: Record<string, string>): string => t(`crm.attention.reasons.${name}`, values)
  // An hour that has passed is told by the hour: 3 h, not 3 h 12 min.
  const time = (seconds: number): string => format.duration(seconds < 3600 ? seconds : Math.floor(seconds / 3600) * 3600)
  const waited = (now - Date.parse(item.waitingSince)) / 1000
  const reasons = [waited < 60 ? say('waits_now') : say('waits', { time: time(waited) })]
  if (item.promise) {
    const left = (Date.parse(item.promise.dueAt) - now) / 1000
    reasons.push(left <= -60 ? say('late', { time: time(-left) }) : left < 60 ? say('late_now') : say('due', { time: time(left) }))
  } else reasons.push(say('no_promise'))
  if (item.value) reasons.push(say('value', { amount: format.money(item.value.amountMinor, item.value.currency) }))
  if (item.chance === null) reasons.push(say('no_chance'))
  else if (item.chanceFrom === 'rules') reasons.push(say('score', { points: format.number(Math.round(item.chance * 100)) }))
  else reasons.push(say('chance', { percent: format.percent(Math.round(item.chance * 100) / 100) }))
  return <>{reasons.join(' · ')}</>
}

/** The points as one bar of a hundred, each part by its share; pressed, it says them in words. */
export function PointsBar({ item }: { item: AttentionItem }) {
  const t = useT()
  const format = useFormat()
  const points = format.number(Math.round(item.points))
  const whole = t('crm.attention.points', { points })
  return (
    <Popover position="bottom-end" width={280} withRoles={false} trapFocus returnFocus>
      <Popover.Target>
        <UnstyledButton className={s.bar} aria-label={`${whole}. ${t('crm.attention.why')}`}>
          <b className="num">{points}</b>
          <span aria-hidden>
            {item.parts.map(({ part, points: own }) => (
              <i key={part} data-part={part} style={{ width: `${own}%` }} />
            ))}
          </span>
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown role="dialog" aria-label={t('crm.attention.why')}>
        <div className={s.why}>
          <strong>{whole}</strong>
          <dl>
            {item.parts.map(({ part, points: own, share }) => (
              <div key={part}>
                <dt>
                  <i data-part={part} aria-hidden />
                  {t(`crm.attention.parts.${part}`)}
                </dt>
                <dd className="num">
                  {format.number(Math.round(own * 10) / 10)} <small>({format.percent(Math.round(share * 100) / 100)})</small>
                </dd>
              </div>
            ))}
          </dl>
          {item.chance === null && <p>{t('crm.attention.no_chance_hint')}</p>}
          {item.chanceFrom === 'rules' && <p>{t('crm.attention.score_hint')}</p>}
        </div>
      </Popover.Dropdown>
    </Popover>
  )
}
