import type { FactorWeight, LeadModel } from '#crm/contract/lead-model.ts'
import { useLevelText } from '#crm/web/scoring/score-words.ts'
import { useFormat, useT } from '#web/i18n/i18n.tsx'
import { Section } from '#web/ui/page.tsx'
import s from '#crm/web/lead-model/lead-model.module.css'

/** A factor that moves the odds by less than two per cent is not worth a line. */
const leastWeight = 0.02
const mostLines = 16

/** What the model has learned, as what it does to the odds. */
export function ModelWeights({ model }: { model: LeadModel }) {
  const t = useT()
  const format = useFormat()
  const levelText = useLevelText()
  const lines = model.weights.filter(({ weight }) => Math.abs(weight) >= leastWeight).slice(0, mostLines)
  const most = Math.max(...lines.map(({ weight }) => Math.abs(weight)), leastWeight)
  const text = ({ factor, level, reference }: FactorWeight): string => {
    const name = t(`crm.model.factor.${factor}`)
    if (level === null) return t('crm.model.weights.number', { name })
    if (factor === 'price' || factor === 'email') return t(`crm.model.reason.${factor}`, { level })
    // Whether a number is known at all says something by itself: nobody answered, nobody had talked before.
    if (factor === 'response' || factor === 'silence') return t(`crm.model.reason.${factor}_${level === 'known' ? 'known' : 'none'}`)
    return t('crm.model.weights.level', { name, level: levelText(factor, level), reference: levelText(factor, reference) })
  }
  const names = (why: 'constant' | 'few'): string =>
    model.leftOut
      .filter((one) => one.why === why)
      .map(({ factor }) => t(`crm.model.factor.${factor}`))
      .join(', ')
  return (
    <Section title={t('crm.model.weights.title')} hint={t('crm.model.weights.hint')}>
      <ul className={s.weights}>
        {lines.map((one) => (
          <li key={`${one.factor}:${one.level}`}>
            <span>{text(one)}</span>
            <b className="num">{t('crm.model.weights.times', { factor: format.number(Math.round(Math.exp(one.weight) * 100) / 100) })}</b>
            <span className={s.weight} aria-hidden>
              <i data-negative={one.weight < 0 || undefined} style={{ width: `${(Math.abs(one.weight) / most) * 50}%` }} />
            </span>
          </li>
        ))}
      </ul>
      {(['few', 'constant'] as const).map(
        (why) =>
          names(why) && (
            <p key={why} className={s.quiet}>
              {t(`crm.model.weights.${why}`, { names: names(why) })}
            </p>
          ),
      )}
    </Section>
  )
}
