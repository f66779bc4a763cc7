import { Button, Menu, TextInput } from '@mantine/core'
import { IconArrowForwardUp, IconCheck, IconChevronDown, IconLogout2, IconSearch, IconUserCheck, IconUsersGroup } from '@tabler/icons-react'
import { useState } from 'react'
import type { Conversation } from '#conversations/contract/conversation.ts'
import { canAssign } from '#conversations/contract/permissions.ts'
import { AvailabilityMark } from '#conversations/web/availability/availability-mark.tsx'
import { useAvailability } from '#conversations/web/availability/availability.queries.ts'
import { askForNote } from '#conversations/web/routing/transfer-state.ts'
import { useInboxAction } from '#conversations/web/inbox/inbox-actions.ts'
import { useAssign, useRelease, useTake } from '#conversations/web/thread/thread.queries.ts'
import { listColleagues, listTeams } from '#identity/contract/api.ts'
import { fits, plain } from '#web/fits.ts'
import { useT } from '#web/i18n/i18n.tsx'
import { useApi } from '#web/query.ts'
import { useMay, useSession } from '#web/session.ts'
import { Avatar } from '#web/ui/avatar.tsx'
import { useIsPhone } from '#web/ui/screen.ts'
import s from '#conversations/web/thread/assign-menu.module.css'

/** From so many on, people are looked for by typing. */
const manyPeople = 7

/** Who has it, and everybody who could. */
export function AssignMenu({ conversation }: { conversation: Conversation }) {
  const t = useT()
  const { person } = useSession()
  const [isOpen, setOpen] = useState(false)
  useInboxAction('assign', 'a', () => setOpen(true))
  const { assigneeId, assigneeName } = conversation
  const name = assigneeId === person.id ? t('conversations.assign.you') : (assigneeName ?? t('conversations.assign.nobody'))
  const who = assigneeId === null ? 'nobody' : assigneeId === person.id ? 'me' : 'other'
  return (
    <Menu opened={isOpen} onChange={setOpen} position="bottom-end" width={260}>
      <Menu.Target>
        <Button
          variant="default"
          className={s.assign}
          rightSection={<IconChevronDown size={14} />}
          title={`${t('conversations.assign.title')} (A)`}
          aria-label={t('conversations.assign.current', { who, name })}
        >
          {assigneeId === null ? t('conversations.assign.title') : name.split(' ')[0]}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>{isOpen && <AssignChoices conversation={conversation} onChosen={() => setOpen(false)} />}</Menu.Dropdown>
    </Menu>
  )
}

function AssignChoices({ conversation, onChosen }: { conversation: Conversation; onChosen: () => void }) {
  const t = useT()
  const may = useMay()
  const isPhone = useIsPhone()
  const { person } = useSession()
  const { people, teams } = useAssignees()
  const [typed, setTyped] = useState('')
  const take = useTake(conversation)
  const release = useRelease(conversation)
  const assign = useAssign(conversation)
  const availability = useAvailability()
  const { assigneeId, teamId } = conversation
  const others = people.filter(({ id }) => id !== person.id)
  const words = plain(typed)
  const found = others.filter(({ name }) => !words || fits(words, { label: name }))
  return (
    <>
      {assigneeId === person.id ? (
        <Menu.Item leftSection={<IconLogout2 size={16} stroke={1.7} />} onClick={release}>
          {t('conversations.assign.release')}
        </Menu.Item>
      ) : (
        <Menu.Item leftSection={<IconUserCheck size={16} stroke={1.7} />} onClick={take}>
          {t('conversations.assign.take')}
        </Menu.Item>
      )}
      {may(canAssign) && (
        <>
          <Menu.Item leftSection={<IconArrowForwardUp size={16} stroke={1.7} />} onClick={() => askForNote(conversation.id)}>
            {t('conversations.transfer.title')}
          </Menu.Item>
          {others.length > 0 && <Menu.Label>{t('conversations.assign.people')}</Menu.Label>}
          {others.length > manyPeople && (
            <TextInput
              className={s.search}
              size="xs"
              autoFocus={!isPhone}
              placeholder={t('conversations.assign.search')}
              aria-label={t('conversations.assign.search')}
              leftSection={<IconSearch size={14} />}
              value={typed}
              onChange={(event) => setTyped(event.currentTarget.value)}
              onKeyDown={(event) => event.key !== 'ArrowDown' && event.key !== 'Escape' && event.stopPropagation()}
            />
          )}
          <div className={s.assignees}>
            {found.map(({ id, name }) => (
              <Menu.Item
                key={id}
                leftSection={<Avatar name={name} size={20} />}
                aria-description={availability.words(id)}
                rightSection={id === assigneeId ? <IconCheck size={14} aria-label={t('web.state.chosen')} /> : undefined}
                onClick={() => assign({ assigneeId: id, name })}
              >
                <AvailabilityMark availability={availability.of(id)}>{name}</AvailabilityMark>
              </Menu.Item>
            ))}
          </div>
          {teams.length > 0 && <Menu.Label>{t('conversations.assign.teams')}</Menu.Label>}
          {teams.map(({ id, name }) => (
            <Menu.Item
              key={id}
              leftSection={<IconUsersGroup size={16} stroke={1.7} />}
              rightSection={id === teamId ? <IconCheck size={14} aria-label={t('web.state.chosen')} /> : undefined}
              onClick={() => (assign({ teamId: id, assigneeId: null }), onChosen())}
            >
              {name}
            </Menu.Item>
          ))}
          {assigneeId !== null && assigneeId !== person.id && <Menu.Divider />}
          {assigneeId !== null && assigneeId !== person.id && (
            <Menu.Item onClick={() => assign({ assigneeId: null })}>{t('conversations.assign.clear')}</Menu.Item>
          )}
        </>
      )}
    </>
  )
}

/** Active colleagues and the teams, by name. */
export function useAssignees() {
  const { data: colleagues } = useApi(listColleagues, {}, { staleTime: 5 * 60_000 })
  const { data: teams } = useApi(listTeams, {}, { staleTime: 5 * 60_000 })
  return { people: (colleagues?.items ?? []).filter(({ isActive }) => isActive), teams: teams?.items ?? [] }
}
