import { Tooltip } from '@mantine/core'
import { IconTrendingDown, IconTrendingUp } from '@tabler/icons-react'
import { getContactScore } from '#crm/contract/scoring-api.ts'
import type { ContactScore } from '#crm/contract/lead-model.ts'
import { useScoreWords, useWinReasonText } from '#crm/web/scoring/score-words.ts'
import { useFormat, useT } from '#web/i18n/i18n.tsx'
import { useApi } from '#web/query.ts'
import { Chip } from '#web/ui/marks.tsx'
import { FactGroup } from '#web/ui/record-page.tsx'
import { Bone } from '#web/ui/states.tsx'
import { RelativeTime } from '#web/ui/time.tsx'
import s from '#crm/web/scoring/score.module.css'

const mostReasons = 6

/** What a contact scores and why, in words. Nothing where it cannot be read: the rest of the record is worth more. */
export function ScoreCard({ contactId }: { contactId: string }) {
  const t = useT()
  const { data, error } = useApi(getContactScore, { id: contactId })
  if (error && !data) return null
  return <FactGroup title={t('crm.scoring.card')}>{data ? <Score score={data} /> : <Bone width={180} height={34} />}</FactGroup>
}

function Score({ score }: { score: ContactScore }) {
  const t = useT()
  const format = useFormat()
  const words = useScoreWords()
  const winText = useWinReasonText()
  const percent = score.pWin === null ? null : format.percent(Math.round(score.pWin * 100) / 100)
  return (
    <div className={s.score}>
      <div className={s.figures}>
        <strong className="num" aria-label={t('crm.scoring.of_hundred', { score: score.score })}>
          {score.score}
        </strong>
        <Tooltip label={t('crm.scoring.grade_hint', { grade: score.grade })} multiline w={230}>
          <span>
            <Chip>{score.grade}</Chip>
          </span>
        </Tooltip>
        {percent && <Chip tone="info">{t('crm.scoring.win_chance', { percent })}</Chip>}
      </div>
      {score.reasons.length === 0 ? (
        <p className={s.quiet}>{t('crm.scoring.no_reasons')}</p>
      ) : (
        <ul className={s.reasons}>
          {score.reasons.slice(0, mostReasons).map((reason) => (
            <li key={reason.ruleId}>
              <b className="num" data-negative={reason.points < 0 || undefined}>
                {signed(reason.points)}
              </b>
              <span>
                {words.reason(reason)}
                {reason.lastAt && (
                  <small>
                    <RelativeTime at={reason.lastAt} />
                  </small>
                )}
              </span>
            </li>
          ))}
        </ul>
      )}
      {score.capped.map((group) => (
        <p key={group.groupId} className={s.quiet}>
          {t('crm.scoring.capped', group)}
        </p>
      ))}
      {percent && score.winReasons.length > 0 && (
        <>
          <h3 className={s.why}>{t('crm.scoring.win_why', { percent })}</h3>
          <ul className={s.reasons}>
            {score.winReasons.map((reason) => (
              <li key={reason.factor}>
                {reason.logOdds > 0 ? (
                  <IconTrendingUp size={16} stroke={1.8} aria-label={t('crm.model.reason.raises')} data-tone="ok" />
                ) : (
                  <IconTrendingDown size={16} stroke={1.8} aria-label={t('crm.model.reason.lowers')} data-tone="bad" />
                )}
                <span>{winText(reason)}</span>
              </li>
            ))}
          </ul>
        </>
      )}
    </div>
  )
}

export const signed = (points: number): string => (points > 0 ? `+${points}` : `−${Math.abs(points)}`)
