import { useState } from 'react'
import { canAssign } from '#conversations/contract/permissions.ts'
import type { AgentLoad, Supervision } from '#conversations/contract/supervision.ts'
import { AvailabilityMark } from '#conversations/web/availability/availability-mark.tsx'
import { carried, isCarrying } from '#conversations/web/supervision/carrying.ts'
import { useReassign } from '#conversations/web/supervision/supervision.queries.ts'
import { useFormat, useT } from '#web/i18n/i18n.tsx'
import { useMay } from '#web/session.ts'
import { Avatar } from '#web/ui/avatar.tsx'
import { Chip, ProgressBar } from '#web/ui/marks.tsx'
import { EmptyState } from '#web/ui/states.tsx'
import { RelativeTime } from '#web/ui/time.tsx'
import s from '#conversations/web/supervision/supervision.module.css'

const rank = { online: 0, away: 1, offline: 2 }

/** Who is on what: those who are there first, and of them the busiest. */
export function AgentList({ data }: { data: Supervision }) {
  const t = useT()
  const agents = data.agents.toSorted(
    (one, other) =>
      rank[one.availability.status] - rank[other.availability.status] || other.load - one.load || (one.name < other.name ? -1 : 1),
  )
  return (
    <section className={s.column} aria-label={t('conversations.supervision.people')}>
      <h2>
        {t('conversations.supervision.people')} <span className="num">{agents.length}</span>
      </h2>
      {agents.length === 0 && <EmptyState drawing="people" title={t('conversations.supervision.no_people')} />}
      <ul>
        {agents.map((agent) => (
          <Agent key={agent.personId} agent={agent} />
        ))}
      </ul>
    </section>
  )
}

/** One person: also the place where a conversation is dropped. */
function Agent({ agent }: { agent: AgentLoad }) {
  const t = useT()
  const format = useFormat()
  const mayAssign = useMay()(canAssign)
  const reassign = useReassign()
  const [isOver, setOver] = useState(false)
  const { name, open, waiting, late, load, capacity, oldestWaitSince } = agent
  return (
    <li
      className={s.agent}
      data-over={isOver || undefined}
      data-agent={agent.personId}
      onDragOver={(event) => {
        if (!mayAssign || !isCarrying(event)) return
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault()
        setOver(false)
        const card = carried(event)
        if (card && mayAssign) reassign(card, agent)
      }}
    >
      <Avatar name={name} size={32} />
      <div className={s.plate}>
        <AvailabilityMark availability={agent.availability}>
          <b>{name}</b>
        </AvailabilityMark>
        <ProgressBar value={capacity === 0 ? 0 : Math.min(1, load / capacity)} label={t('conversations.supervision.load', { name })} />
        <small>
          {t('conversations.supervision.plate', { open, capacity, waiting })}
          {oldestWaitSince && (
            <>
              {' · '}
              <RelativeTime at={oldestWaitSince} />
            </>
          )}
        </small>
      </div>
      {late > 0 && <Chip tone="bad">{t('conversations.supervision.late_count', { count: late })}</Chip>}
      {load >= capacity && <Chip tone="warn">{t('conversations.supervision.full', { load: format.number(load) })}</Chip>}
    </li>
  )
}
