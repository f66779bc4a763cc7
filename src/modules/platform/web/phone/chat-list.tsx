import { Button, Select, TextInput } from '@mantine/core'
import { IconSearch, IconUserPlus } from '@tabler/icons-react'
import { useDebouncedValue } from '@mantine/hooks'
import { Link } from '@tanstack/react-router'
import { type ReactNode, useState } from 'react'
import type { Phone, SimulatedNumber } from '#platform/contract/phone.ts'
import { ChatRow } from '#platform/web/phone/chat-row.tsx'
import { LiveSwitch } from '#platform/web/phone/live-switch.tsx'
import { NewCustomer } from '#platform/web/phone/new-customer.tsx'
import type { OpenChat } from '#platform/web/phone/phone.page.tsx'
import { useChats } from '#platform/web/phone/phone.queries.ts'
import s from '#platform/web/phone/chat-list.module.css'
import { useT } from '#web/i18n/i18n.tsx'
import { useShortcut } from '#web/shortcuts.ts'
import { Bone, EmptyState, ErrorState, NoResults, Notice } from '#web/ui/states.tsx'
import { SegmentedTabs } from '#web/ui/tabs.tsx'
import { useProblemText } from '#web/i18n/problem-text.ts'

type ChatListProps = {
  phone: Phone
  number: SimulatedNumber
  openWaId: string | undefined
  onChoose: (phoneNumberId: string) => void
  onOpen: OpenChat
}

/** The customers of one business number, whoever moved last on top. */
export function ChatList({ phone, number, openWaId, onChoose, onOpen }: ChatListProps) {
  const t = useT()
  const problemText = useProblemText()
  const [typed, setTyped] = useState('')
  const [search] = useDebouncedValue(typed.trim(), 150)
  const [isAdding, setAdding] = useState(false)
  const { data, error, isPending, refetch } = useChats(number.phoneNumberId, search)

  const step = (by: number) => {
    const items = data?.items ?? []
    const at = items.findIndex(({ waId }) => waId === openWaId)
    const next = items[at < 0 ? 0 : Math.max(0, Math.min(items.length - 1, at + by))]
    if (next) onOpen(next.waId)
  }
  useShortcut('j', 'platform.phone.key_next', () => step(1))
  useShortcut('k', 'platform.phone.key_previous', () => step(-1))
  useShortcut('c', 'platform.phone.new_customer', () => setAdding(true))

  return (
    <section className={s.pane} aria-label={t('platform.phone.list')}>
      <header className={s.head}>
        <div className={s.titleLine}>
          <h1>{t('platform.phone.title')}</h1>
          <Button variant="default" leftSection={<IconUserPlus size={15} />} onClick={() => setAdding(true)}>
            {t('platform.phone.new_customer')}
          </Button>
        </div>
        <p>{t.rich('platform.phone.hint', { link: (words: ReactNode) => <Link to="/bandeja">{words}</Link> })}</p>
        <Numbers phone={phone} number={number} onChoose={onChoose} />
        <TextInput
          type="search"
          value={typed}
          onChange={({ currentTarget }) => setTyped(currentTarget.value)}
          leftSection={<IconSearch size={15} />}
          placeholder={t('platform.phone.search')}
          aria-label={t('platform.phone.search')}
        />
      </header>
      {error && data && (
        <div className={s.notice}>
          <Notice tone="warn">{problemText(error)}</Notice>
        </div>
      )}
      <div className={s.rows}>
        {isPending && !error && <Bones />}
        {error && !data && <ErrorState error={error} onRetry={() => void refetch()} />}
        {data && data.items.length === 0 && search && <NoResults onClear={() => setTyped('')} />}
        {data && data.items.length === 0 && !search && (
          <EmptyState drawing="people" title={t('platform.phone.no_chats_title')} hint={t('platform.phone.no_chats_hint')} />
        )}
        {data && data.items.length > 0 && (
          <ul className={s.list}>
            {data.items.map((chat) => (
              <li key={chat.waId}>
                <ChatRow chat={chat} isOpen={chat.waId === openWaId} />
              </li>
            ))}
          </ul>
        )}
      </div>
      <LiveSwitch isLive={phone.isLive} />
      {isAdding && <NewCustomer phoneNumberId={number.phoneNumberId} onClosed={() => setAdding(false)} onMade={onOpen} />}
    </section>
  )
}

function Numbers({ phone, number, onChoose }: Pick<ChatListProps, 'phone' | 'number' | 'onChoose'>) {
  const t = useT()
  if (phone.numbers.length < 2) return null
  if (phone.numbers.length > 3)
    return (
      <Select
        aria-label={t('platform.phone.numbers')}
        data={phone.numbers.map(({ phoneNumberId, name, displayPhone }) => ({ value: phoneNumberId, label: `${name} · ${displayPhone}` }))}
        value={number.phoneNumberId}
        onChange={(value) => value && onChoose(value)}
        allowDeselect={false}
      />
    )
  return (
    <SegmentedTabs
      fullWidth
      label={t('platform.phone.numbers')}
      value={number.phoneNumberId}
      onChange={onChoose}
      choices={phone.numbers.map(({ phoneNumberId, name }) => ({ value: phoneNumberId, label: name }))}
    />
  )
}

const Bones = () => (
  <div aria-hidden>
    {Array.from({ length: 9 }, (_, i) => (
      <div key={i} className={s.bones}>
        <Bone width={36} height={36} round />
        <div>
          <Bone width={`${58 - ((i * 7) % 26)}%`} />
          <Bone width={`${86 - ((i * 11) % 40)}%`} height={9} />
        </div>
      </div>
    ))}
  </div>
)
