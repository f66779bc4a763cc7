import { Button, Popover, Select, TextInput } from '@mantine/core'
import { IconFlag3, IconMailOpened, IconMessages, IconPlus, IconTag } from '@tabler/icons-react'
import { Link, useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { listContactConversations, listLabels } from '#conversations/contract/api.ts'
import type { Conversation, Priority } from '#conversations/contract/conversation.ts'
import { canReply } from '#conversations/contract/permissions.ts'
import { ExportMenu } from '#conversations/web/exports/export-menu.tsx'
import { MergeButton } from '#conversations/web/merge/merge-button.tsx'
import { useChangeLabels, useChangePriority, useMarkUnread } from '#conversations/web/thread/thread.queries.ts'
import { ClockList } from '#conversations/web/sla/clock-list.tsx'
import { fits, plain } from '#web/fits.ts'
import { useFormat, useT } from '#web/i18n/i18n.tsx'
import { useApi, useApiPages } from '#web/query.ts'
import { useMay } from '#web/session.ts'
import { CheckedForm } from '#web/ui/checked-form.tsx'
import { Tag } from '#web/ui/marks.tsx'
import { DateTime, RelativeTime } from '#web/ui/time.tsx'
import s from '#conversations/web/panel/panel.module.css'

const priorities = ['urgent', 'high', 'normal', 'low'] as const satisfies readonly Priority[]
const mostLabel = 40

/** This conversation itself: its labels and priority, how fast it was answered, and the ones before it. */
export function ConversationFacts({ conversation }: { conversation: Conversation }) {
  const t = useT()
  const format = useFormat()
  const may = useMay()
  const navigate = useNavigate()
  const mayChange = may(canReply)
  const { firstInboundAt, firstReplyAt, openedAt } = conversation
  const changePriority = useChangePriority(conversation)
  const markUnread = useMarkUnread(
    conversation,
    () => void navigate({ to: '/bandeja/{-$id}', params: { id: undefined } as never, search: true as never }),
  )
  return (
    <section className={s.part}>
      <h3>{t('conversations.panel.conversation')}</h3>
      <Labels conversation={conversation} mayChange={mayChange} />
      <dl className={s.facts}>
        <dt>
          <IconFlag3 size={15} stroke={1.7} aria-hidden />
          {t('conversations.panel.priority')}
        </dt>
        <dd>
          {mayChange ? (
            <Select
              className={s.priority}
              size="xs"
              aria-label={t('conversations.panel.priority')}
              data={priorities.map((value) => ({ value, label: t(`conversations.priorities.${value}`) }))}
              value={conversation.priority}
              allowDeselect={false}
              onChange={(value) => value && changePriority(value as Priority)}
            />
          ) : (
            t(`conversations.priorities.${conversation.priority}`)
          )}
        </dd>
        <dt>
          <IconMessages size={15} stroke={1.7} aria-hidden />
          {t('conversations.panel.opened')}
        </dt>
        <dd>
          <DateTime at={openedAt} />
        </dd>
        {firstInboundAt && firstReplyAt && (
          <>
            <dt>{t('conversations.panel.first_reply')}</dt>
            <dd className="num">{format.duration(Math.max(0, (Date.parse(firstReplyAt) - Date.parse(firstInboundAt)) / 1000))}</dd>
          </>
        )}
      </dl>
      <ClockList conversation={conversation} />
      <div className={s.deeds}>
        <Button variant="default" size="xs" leftSection={<IconMailOpened size={15} stroke={1.7} />} onClick={markUnread}>
          {t('conversations.panel.mark_unread')}
        </Button>
        <ExportMenu conversationId={conversation.id} />
      </div>
      <Earlier conversation={conversation} mayChange={mayChange} />
    </section>
  )
}

function Labels({ conversation, mayChange }: { conversation: Conversation; mayChange: boolean }) {
  const t = useT()
  const change = useChangeLabels(conversation)
  if (!mayChange && conversation.labels.length === 0) return null
  return (
    <div className={s.labels}>
      {conversation.labels.map((label) => (
        <Tag key={label} name={label} {...(mayChange && { onRemove: () => change({ remove: [label] }) })} />
      ))}
      {mayChange && (
        <LabelPicker taken={conversation.labels} onAdd={(label) => change({ add: [label] })} label={t('conversations.panel.add_label')} />
      )}
    </div>
  )
}

/** The labels in use, and whatever is typed as a new one. */
function LabelPicker({ taken, onAdd, label }: { taken: readonly string[]; onAdd: (label: string) => void; label: string }) {
  const t = useT()
  const [isOpen, setOpen] = useState(false)
  const [typed, setTyped] = useState('')
  const { data } = useApi(listLabels, {}, { enabled: isOpen })
  const name = typed.trim().slice(0, mostLabel)
  const words = plain(typed)
  const found = (data?.items ?? [])
    .filter((item) => !taken.includes(item.label) && (!words || fits(words, { label: item.label })))
    .slice(0, 8)
  const isNew = name !== '' && !taken.includes(name) && !found.some((item) => plain(item.label) === words)
  const add = (chosen: string) => {
    onAdd(chosen)
    setTyped('')
    setOpen(false)
  }
  return (
    <Popover opened={isOpen} onChange={setOpen} position="bottom-start" width={220} trapFocus>
      <Popover.Target>
        <button type="button" className={s.addLabel} aria-haspopup="dialog" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
          <IconPlus size={13} aria-hidden />
          {label}
        </button>
      </Popover.Target>
      <Popover.Dropdown aria-label={label}>
        <CheckedForm
          onSubmit={(event) => {
            event.preventDefault()
            const first = found[0]?.label
            if (name) add(isNew ? name : (first ?? name))
          }}
        >
          <TextInput
            size="xs"
            autoFocus
            maxLength={mostLabel}
            placeholder={t('conversations.panel.label_hint')}
            aria-label={label}
            value={typed}
            onChange={(event) => setTyped(event.currentTarget.value)}
          />
        </CheckedForm>
        <div className={s.options}>
          {found.map((item) => (
            <button key={item.label} type="button" onClick={() => add(item.label)}>
              <IconTag size={14} stroke={1.7} aria-hidden />
              {item.label}
            </button>
          ))}
          {isNew && (
            <button type="button" onClick={() => add(name)}>
              <IconPlus size={14} stroke={1.7} aria-hidden />
              {t('conversations.panel.new_label', { name })}
            </button>
          )}
        </div>
      </Popover.Dropdown>
    </Popover>
  )
}

/** Other conversations with the same person. */
function Earlier({ conversation, mayChange }: { conversation: Conversation; mayChange: boolean }) {
  const t = useT()
  const list = useApiPages(listContactConversations, { id: conversation.contactId, limit: 5 })
  const others = (list.items ?? []).filter(({ id }) => id !== conversation.id)
  if (others.length === 0) return null
  return (
    <div className={s.earlier}>
      <h3>{t('conversations.panel.earlier')}</h3>
      {others.map((other) => (
        <div key={other.id} className={s.earlierOne}>
          <Link to="/bandeja/{-$id}" params={{ id: other.id } as never} search={true as never}>
            <span>{other.lastMessage?.preview || t('conversations.row.empty')}</span>
            <small>
              {t(`conversations.states.${other.state}`)} · <RelativeTime at={other.lastMessageAt} />
            </small>
          </Link>
          {mayChange && other.brandId === conversation.brandId && <MergeButton into={conversation} other={other} />}
        </div>
      ))}
      {list.hasMore && (
        <Button variant="subtle" color="gray" size="xs" loading={list.isFetchingMore} onClick={list.fetchMore}>
          {t('web.action.show_more')}
        </Button>
      )}
    </div>
  )
}
