import { ActionIcon, Button, Menu, Tooltip } from '@mantine/core'
import {
  IconArrowBackUp,
  IconCheck,
  IconClockPause,
  IconDots,
  IconFlag3,
  IconMailOpened,
  IconMessageReply,
  IconTag,
  IconUserCheck,
  IconUsersGroup,
  IconX,
} from '@tabler/icons-react'
import { type ReactNode, Suspense, useState } from 'react'
import { listLabels } from '#conversations/contract/api.ts'
import { priorities } from '#conversations/contract/priorities.ts'
import { canAssign } from '#conversations/contract/permissions.ts'
import { useBulk } from '#conversations/web/bulk/bulk.queries.ts'
import type { Picked } from '#conversations/web/bulk/picked.ts'
import type { ShownState } from '#conversations/web/inbox/inbox-search.ts'
import { useAssignees } from '#conversations/web/thread/assign-menu.tsx'
import { SnoozeDialog } from '#conversations/web/thread/snooze-menu.tsx'
import { MomentItems } from '#conversations/web/thread/moment-items.tsx'
import { useT } from '#web/i18n/i18n.tsx'
import { useApi } from '#web/query.ts'
import { useMay, useSession } from '#web/session.ts'
import s from '#conversations/web/bulk/bulk.module.css'

type Props = { picked: Picked; ids: ReadonlySet<string>; state: ShownState; order: readonly string[] }

/** What can be done to all that are chosen, below the list. */
export function BulkBar({ picked, ids, state, order }: Props) {
  const t = useT()
  const run = useBulk(picked)
  const isNone = ids.size === 0
  return (
    <div className={s.bar} role="toolbar" aria-label={t('conversations.bulk.title')}>
      <ActionIcon aria-label={t('conversations.bulk.stop')} onClick={picked.stop}>
        <IconX size={17} stroke={1.8} />
      </ActionIcon>
      <span className={`${s.count} num`} role="status">
        {t('conversations.bulk.count', { count: ids.size })}
      </span>
      {isNone ? (
        <Button variant="subtle" color="gray" size="compact-sm" onClick={() => picked.keep(order.slice(0, 100))}>
          {t('conversations.bulk.all')}
        </Button>
      ) : (
        <>
          <Assign run={run} />
          {state === 'open' && <Snooze run={run} />}
          <Deed
            label={t(state === 'resolved' ? 'conversations.bulk.reopen' : 'conversations.bulk.resolve')}
            onClick={() => run({ do: state === 'resolved' ? 'reopen' : 'resolve' })}
          >
            {state === 'resolved' ? <IconArrowBackUp size={17} stroke={1.7} /> : <IconCheck size={17} stroke={1.8} />}
          </Deed>
          <More run={run} />
        </>
      )}
    </div>
  )
}

type Run = ReturnType<typeof useBulk>

function Deed({ label, onClick, children }: { label: string; onClick?: () => void; children: ReactNode }) {
  return (
    <Tooltip label={label}>
      <ActionIcon aria-label={label} onClick={onClick}>
        {children}
      </ActionIcon>
    </Tooltip>
  )
}

function Assign({ run }: { run: Run }) {
  const t = useT()
  const may = useMay()
  const { person } = useSession()
  const { people, teams } = useAssignees()
  return (
    <Menu position="top" width={240}>
      <Menu.Target>
        <ActionIcon aria-label={t('conversations.assign.title')} title={t('conversations.assign.title')}>
          <IconUserCheck size={17} stroke={1.7} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown className={s.long}>
        <Menu.Item onClick={() => run({ do: 'assign', assigneeId: person.id })}>{t('conversations.assign.you')}</Menu.Item>
        {may(canAssign) && (
          <>
            {people
              .filter(({ id }) => id !== person.id)
              .map(({ id, name }) => (
                <Menu.Item key={id} onClick={() => run({ do: 'assign', assigneeId: id })}>
                  {name}
                </Menu.Item>
              ))}
            <Menu.Divider />
            {teams.map(({ id, name }) => (
              <Menu.Item
                key={id}
                leftSection={<IconUsersGroup size={15} stroke={1.7} />}
                onClick={() => run({ do: 'assign', assigneeId: null, teamId: id })}
              >
                {name}
              </Menu.Item>
            ))}
            <Menu.Item onClick={() => run({ do: 'assign', assigneeId: null })}>{t('conversations.assign.nobody')}</Menu.Item>
          </>
        )}
      </Menu.Dropdown>
    </Menu>
  )
}

function Snooze({ run }: { run: Run }) {
  const t = useT()
  const [isOpen, setOpen] = useState(false)
  const [isPicking, setPicking] = useState(false)
  const snooze = (snoozedUntil: string | null) => run({ do: 'snooze', snoozedUntil })
  return (
    <>
      <Menu opened={isOpen} onChange={setOpen} position="top" width={268}>
        <Menu.Target>
          <ActionIcon aria-label={t('conversations.actions.snooze')} title={t('conversations.actions.snooze')}>
            <IconClockPause size={17} stroke={1.7} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {isOpen && <MomentItems onPicked={snooze} onOther={() => setPicking(true)} />}
          <Menu.Item rightSection={<IconMessageReply size={15} stroke={1.7} />} onClick={() => snooze(null)}>
            {t('conversations.snooze.reply')}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {isPicking && (
        <Suspense>
          <SnoozeDialog onClose={() => setPicking(false)} onPicked={snooze} />
        </Suspense>
      )}
    </>
  )
}

function More({ run }: { run: Run }) {
  const t = useT()
  const [isOpen, setOpen] = useState(false)
  const { data: labels } = useApi(listLabels, {}, { enabled: isOpen })
  return (
    <Menu opened={isOpen} onChange={setOpen} position="top-end" width={224}>
      <Menu.Target>
        <ActionIcon aria-label={t('conversations.bulk.more')} title={t('conversations.bulk.more')}>
          <IconDots size={17} stroke={1.7} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown className={s.long}>
        <Menu.Item leftSection={<IconMailOpened size={15} stroke={1.7} />} onClick={() => run({ do: 'read' })}>
          {t('conversations.bulk.read')}
        </Menu.Item>
        <Menu.Label>{t('conversations.bulk.priority')}</Menu.Label>
        {priorities.map((priority) => (
          <Menu.Item key={priority} leftSection={<IconFlag3 size={15} stroke={1.7} />} onClick={() => run({ do: 'prioritize', priority })}>
            {t(`conversations.priorities.${priority}`)}
          </Menu.Item>
        ))}
        {(labels?.items.length ?? 0) > 0 && <Menu.Label>{t('conversations.bulk.label')}</Menu.Label>}
        {labels?.items.slice(0, 12).map(({ label }) => (
          <Menu.Item key={label} leftSection={<IconTag size={15} stroke={1.7} />} onClick={() => run({ do: 'label', add: [label] })}>
            {label}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}
