import { Button, Modal, Select, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { IconCheck, IconSearch } from '@tabler/icons-react'
import { type ReactNode, useRef, useState } from 'react'
import { listContactConversations, startConversation } from '#conversations/contract/api.ts'
import { listChannelNames } from '#conversations/contract/channel-api.ts'
import type { Conversation } from '#conversations/contract/conversation.ts'
import { canReadAll } from '#conversations/contract/permissions.ts'
import { blockAt } from '#conversations/web/composer/parts.ts'
import { chooseNumber, numbersNow } from '#conversations/web/composer/sending-number.ts'
import { listContacts } from '#crm/contract/api.ts'
import { canReadContacts } from '#crm/contract/permissions.ts'
import { hear } from '#conversations/web/inbox/heard.ts'
import { shownPhone } from '#kernel/contract/phone-text.ts'
import { useT } from '#web/i18n/i18n.tsx'
import { useApi, useApiPages, useSend } from '#web/query.ts'
import { useQueryClient } from '@tanstack/react-query'
import { useMay } from '#web/session.ts'
import { Avatar } from '#web/ui/avatar.tsx'
import { focusFirst } from '#web/ui/first-fault.ts'
import { EmptyState, ErrorState, ListBones, Notice } from '#web/ui/states.tsx'
import s from '#conversations/web/start/new-conversation.module.css'

type Props = { onClose: () => void; onStarted: (id: string) => void }

/** Whom to write to and through which number; says beforehand when only a template would get through. */
export function NewConversation({ onClose, onStarted }: Props) {
  const t = useT()
  const may = useMay()
  const queryClient = useQueryClient()
  const [contact, setContact] = useState<{ id: string; name: string } | null>(null)
  const [chosen, setChosen] = useState<string | null>(null)
  const [closed, setClosed] = useState<Conversation | null>(null)
  const [isTried, setTried] = useState(false)
  const box = useRef<HTMLDivElement>(null)
  const { data: channels } = useApi(listChannelNames, {})
  const usable = channels?.items ?? []
  const channelId = chosen ?? usable.find(({ state }) => state === 'ok')?.id ?? usable[0]?.id ?? null
  const foreseen = useForeseen(contact?.id, channelId, usable.find(({ id }) => id === channelId)?.capabilities.windowHours !== null)
  const block = (closed && channelId && blockOf(closed, channelId)) ?? foreseen
  const { send, sending, problem } = useSend(startConversation, { onDone: (started) => void hear(queryClient, started) })

  const start = async () => {
    if (!contact || !channelId) {
      setTried(true)
      return focusFirst(box.current ?? undefined)
    }
    const started = await send({ contactId: contact.id, channelId }).catch(() => null)
    if (!started) return
    chooseNumber(started, channelId)
    // The open conversation may be one that goes through another number of the brand.
    const blockThere = blockOf(started, channelId)
    // What was said beforehand needs no second press.
    if (blockThere === null || blockThere === foreseen) onStarted(started.id)
    else setClosed(started)
  }
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('conversations.start.title')}
      size={460}
      closeButtonProps={{ 'aria-label': t('web.action.close') }}
    >
      <div ref={box} className={s.form}>
        {may(canReadContacts) ? (
          <ContactSearch
            chosen={contact}
            error={isTried && !contact && t('conversations.start.whom')}
            onChoose={(next) => (setContact(next), setClosed(null))}
          />
        ) : (
          <Notice tone="warn">{t('conversations.start.no_contacts')}</Notice>
        )}
        <Select
          label={t('conversations.start.channel')}
          data={usable.map(({ id, name, displayPhone }) => ({ value: id, label: `${name} · ${displayPhone}` }))}
          value={channelId}
          allowDeselect={false}
          error={isTried && !channelId && t('kernel.fields.missing')}
          onChange={(id) => (setChosen(id), setClosed(null))}
        />
        {problem && <Notice tone="bad">{problem}</Notice>}
        {block && <Notice tone="warn">{t(`conversations.blocks.${block}`)}</Notice>}
        <div className={s.buttons}>
          <Button variant="default" onClick={onClose}>
            {t('web.action.cancel')}
          </Button>
          {closed ? (
            <Button onClick={() => onStarted(closed.id)}>{t('conversations.start.open_anyway')}</Button>
          ) : (
            <Button disabled={!may(canReadContacts)} loading={sending} onClick={() => void start()}>
              {t(block ? 'conversations.start.open_anyway' : 'conversations.start.write')}
            </Button>
          )}
        </div>
      </div>
    </Modal>
  )
}

const blockOf = (started: Conversation, channelId: string): Conversation['block'] =>
  (numbersNow(started).find((number) => number.channelId === channelId) ?? started).block

/**
 * Whether something may be written there, from the conversations with this contact that one can see. Null when it may, or
 * when it cannot be told: then the answer of the server does.
 */
function useForeseen(contactId: string | undefined, channelId: string | null, hasWindow: boolean): Conversation['block'] {
  const may = useMay()
  const { data } = useApi(listContactConversations, { id: contactId ?? '', limit: 20 }, { enabled: contactId !== undefined })
  if (!data || !channelId || !hasWindow) return null
  const windows = data.items.filter((one) => one.channelId === channelId).map(({ windowExpiresAt }) => windowExpiresAt ?? '')
  const last = windows.toSorted().at(-1)
  // Who has a conversation may have written to this number too, before they wrote to another one.
  if (last === undefined) return may(canReadAll) && data.items.length === 0 ? 'never-wrote' : null
  return blockAt({ block: null, windowExpiresAt: last || null }, new Date())
}

type SearchProps = {
  chosen: { id: string; name: string } | null
  error: ReactNode
  onChoose: (contact: { id: string; name: string }) => void
}

function ContactSearch({ chosen, error, onChoose }: SearchProps) {
  const t = useT()
  const [typed, setTyped] = useState('')
  const [words] = useDebouncedValue(typed.trim(), 200)
  const list = useApiPages(listContacts, { ...(words && { search: words }), limit: 20 }, { keepsPrevious: true })
  return (
    <div>
      <TextInput
        label={t('conversations.start.contact')}
        placeholder={t('conversations.start.contact_hint')}
        leftSection={<IconSearch size={15} />}
        value={typed}
        error={error}
        onChange={(event) => setTyped(event.currentTarget.value)}
        data-autofocus
      />
      <div className={s.contacts} role="radiogroup" aria-label={t('conversations.start.contact')} aria-busy={list.isStale}>
        {list.isPending && <ListBones rows={5} />}
        {list.error && !list.items && <ErrorState error={list.error} onRetry={list.refetch} />}
        {list.items?.length === 0 && <EmptyState drawing="search" title={t('conversations.start.nobody')} />}
        {list.items?.map(({ id, name, phone, email }) => (
          <button
            key={id}
            type="button"
            role="radio"
            aria-checked={chosen?.id === id}
            className={s.contact}
            onClick={() => onChoose({ id, name })}
          >
            <Avatar name={name} size={28} />
            <span>
              <b>{name}</b>
              <small className="num">{phone ? shownPhone(phone) : email}</small>
            </span>
            {chosen?.id === id && <IconCheck size={16} stroke={1.9} aria-hidden />}
          </button>
        ))}
        {list.hasMore && (
          <Button variant="subtle" color="gray" loading={list.isFetchingMore} onClick={list.fetchMore}>
            {t('web.list.load_more')}
          </Button>
        )}
      </div>
    </div>
  )
}
