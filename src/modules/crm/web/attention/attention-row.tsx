import { Button } from '@mantine/core'
import {
  IconAlertTriangle,
  IconBriefcase,
  IconChecklist,
  IconClockExclamation,
  IconMessageCircle,
  IconStar,
  IconTargetArrow,
} from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import type { AttentionItem } from '#crm/contract/attention.ts'
import { keyOfItem, nameOf } from '#crm/web/attention/attending.ts'
import { PointsBar, Reasons } from '#crm/web/attention/reasons.tsx'
import { useT } from '#web/i18n/i18n.tsx'
import type { Icon } from '#web/module.ts'
import { useSession } from '#web/session.ts'
import { Avatar } from '#web/ui/avatar.tsx'
import { Chip } from '#web/ui/marks.tsx'
import s from '#crm/web/attention/attention.module.css'

/** Of the kinds that are known today; any other one shows as a task does. */
const iconByKind: Record<string, Icon> = {
  conversation: IconMessageCircle,
  task: IconChecklist,
  lead: IconTargetArrow,
  deal: IconBriefcase,
}

const marks = {
  emergency: { tone: 'bad', icon: IconAlertTriangle },
  late: { tone: 'bad', icon: IconClockExclamation },
  vip: { tone: 'info', icon: IconStar },
} as const

type Props = { item: AttentionItem; place: number; mayClaim: boolean; isBusy: boolean; onAttend: () => void }

/** A place in the queue: what it is, why it is here, who has it. */
export function AttentionRow({ item, place, mayClaim, isBusy, onAttend }: Props) {
  const t = useT()
  const { person } = useSession()
  const KindIcon = iconByKind[item.kind] ?? IconChecklist
  const name = nameOf(item)
  const mark = item.before && marks[item.before]
  const isElsewhere = (item.claim !== null && !item.claim.isMine) || (item.assigneeId !== null && item.assigneeId !== person?.id)
  const whose = item.claim
    ? item.claim.isMine
      ? t('crm.attention.taken_by_me')
      : t('crm.attention.taken_by', { name: item.claim.byName })
    : item.assigneeId === null
      ? t('crm.attention.nobody')
      : item.assigneeId === person?.id
        ? t('crm.attention.of_me')
        : t('crm.attention.of', { name: item.assigneeName ?? '' })
  return (
    <li className={s.row} data-elsewhere={isElsewhere || undefined} data-item={keyOfItem(item)}>
      <span className={`${s.place} num`} aria-hidden>
        {place}
      </span>
      <span className={s.face}>
        {item.contactName === null ? (
          <span className={s.noFace} aria-hidden>
            <KindIcon size={18} stroke={1.7} />
          </span>
        ) : (
          <>
            <Avatar name={item.contactName} size={36} />
            <i aria-hidden>
              <KindIcon size={11} stroke={2} />
            </i>
          </>
        )}
      </span>
      <div className={s.words}>
        <span className={s.head}>
          <Link
            to={item.href}
            className={s.name}
            data-row
            onKeyDown={(event) => {
              if (event.key !== 'Enter' || !mayClaim || isElsewhere) return
              event.preventDefault()
              onAttend()
            }}
          >
            {name}
          </Link>
          {mark && (
            <Chip tone={mark.tone} icon={<mark.icon size={12} stroke={2} />}>
              {t(`crm.attention.before.${item.before}`)}
            </Chip>
          )}
          {item.title !== null && item.contactName && <small>{item.contactName}</small>}
        </span>
        <span className={s.reasons}>
          <Reasons item={item} />
        </span>
      </div>
      <small className={s.whose}>{whose}</small>
      <PointsBar item={item} />
      {mayClaim && (
        <Button
          variant="default"
          size="xs"
          className={s.attend}
          disabled={isElsewhere || isBusy}
          onClick={onAttend}
          aria-label={t('crm.attention.attend_this', { name })}
        >
          {t('crm.attention.attend')}
        </Button>
      )}
    </li>
  )
}
