import type { TeamQueue } from '#conversations/contract/supervision.ts'
import { useT } from '#web/i18n/i18n.tsx'
import { Chip } from '#web/ui/marks.tsx'
import { RelativeTime } from '#web/ui/time.tsx'
import s from '#conversations/web/supervision/supervision.module.css'

type Props = { teams: readonly TeamQueue[]; chosen: string | null; onChoose: (teamId: string | null) => void }

/** What stands in front of each team. Pressing one narrows everything to it, pressing it again widens it. */
export function TeamList({ teams, chosen, onChoose }: Props) {
  const t = useT()
  return (
    <div className={s.teams} role="group" aria-label={t('conversations.supervision.teams')}>
      {teams.map((team) => (
        <button
          type="button"
          key={team.teamId ?? 'none'}
          className={s.team}
          aria-pressed={team.teamId !== null && chosen === team.teamId}
          disabled={team.teamId === null}
          onClick={() => onChoose(chosen === team.teamId ? null : team.teamId)}
        >
          <b>{team.teamId === null ? t('conversations.supervision.no_team') : team.teamName}</b>
          <span>
            {t('conversations.supervision.queue', { waiting: team.waiting, unassigned: team.unassigned })}
            {team.oldestWaitSince && (
              <>
                {' · '}
                <RelativeTime at={team.oldestWaitSince} />
              </>
            )}
          </span>
          {team.late > 0 && <Chip tone="bad">{t('conversations.supervision.late_count', { count: team.late })}</Chip>}
        </button>
      ))}
    </div>
  )
}
