import { Link } from '@tanstack/react-router'
import type { ScoreSimulation } from '#crm/contract/scoring.ts'
import { useFormat, useT } from '#web/i18n/i18n.tsx'
import { BarChart } from '#web/ui/chart.tsx'
import { Chip, Stat, StatRow } from '#web/ui/marks.tsx'
import { Card, Section } from '#web/ui/page.tsx'
import s from '#crm/web/scoring/rules.module.css'

const tenths = Array.from({ length: 10 }, (_, i) => (i === 9 ? '90–100' : `${i * 10}–${i * 10 + 9}`))

/** What the rules on screen would have meant, beside what is now. */
export function SimulationResult({ result }: { result: ScoreSimulation }) {
  const t = useT()
  const format = useFormat()
  if (result.contacts === 0) return <Section title={t('crm.scoring.simulation.title')} hint={t('crm.scoring.simulation.empty')} />
  return (
    <Section title={t('crm.scoring.simulation.title')} hint={t('crm.scoring.simulation.hint', { contacts: result.contacts })}>
      <div className={s.result}>
        <Card className={s.pad ?? ''}>
          <h3>{t('crm.scoring.simulation.distribution')}</h3>
          <BarChart
            title={t('crm.scoring.simulation.distribution')}
            labels={tenths}
            values={result.after.tenths}
            comparison={{ label: t('crm.scoring.simulation.now'), values: result.before.tenths }}
            format={format.number}
            height={170}
          />
        </Card>
        <Card className={s.pad ?? ''}>
          <h3>{t('crm.scoring.simulation.movers')}</h3>
          {result.movers.length === 0 ? (
            <p className={s.quiet}>{t('crm.scoring.simulation.no_movers')}</p>
          ) : (
            <ul className={s.movers}>
              {result.movers.map((one) => (
                <li key={one.id}>
                  <Link to={`/contactos/${one.id}`}>{one.name}</Link>
                  <span className="num">{t('crm.scoring.simulation.from_to', one)}</span>
                  <Chip>{one.beforeGrade === one.afterGrade ? one.afterGrade : `${one.beforeGrade} → ${one.afterGrade}`}</Chip>
                </li>
              ))}
            </ul>
          )}
        </Card>
      </div>
      <Card className={s.pad ?? ''}>
        <h3>{t('crm.scoring.simulation.separation')}</h3>
        <Separation outcomes={result.outcomes} />
      </Card>
    </Section>
  )
}

function Separation({ outcomes }: { outcomes: ScoreSimulation['outcomes'] }) {
  const t = useT()
  const format = useFormat()
  if (outcomes.before.auc === null || outcomes.after.auc === null)
    return <p className={s.quiet}>{t('crm.scoring.simulation.separation_none')}</p>
  const change = outcomes.after.auc - outcomes.before.auc
  const means = (one: typeof outcomes.after) =>
    t('crm.scoring.simulation.means', { won: Math.round(one.wonMean ?? 0), lost: Math.round(one.lostMean ?? 0) })
  return (
    <>
      <StatRow>
        <Stat label={t('crm.scoring.simulation.now')} value={format.percent(outcomes.before.auc)} />
        <Stat
          label={t('crm.scoring.simulation.title')}
          value={format.percent(outcomes.after.auc)}
          change={
            Math.abs(change) < 0.0005
              ? null
              : { text: `${change > 0 ? '+' : '−'}${format.percent(Math.abs(change))}`, tone: change > 0 ? 'ok' : 'bad' }
          }
        />
      </StatRow>
      <p className={s.quiet}>{t('crm.scoring.simulation.separation_hint')}</p>
      <p className={s.quiet}>
        {t('crm.scoring.simulation.now')}: {means(outcomes.before)} · {t('crm.scoring.simulation.title')}: {means(outcomes.after)}
      </p>
    </>
  )
}
