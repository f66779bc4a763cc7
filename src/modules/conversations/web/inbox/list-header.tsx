import { ActionIcon, Popover, Tooltip } from '@mantine/core'
import { IconArrowLeft, IconEdit, IconFilter, IconSearch, IconX } from '@tabler/icons-react'
import { Suspense, useEffect, useRef, useState } from 'react'
import type { InboxCounts, Scope } from '#conversations/contract/conversation.ts'
import { canReadAll, canReadTeam, canReply } from '#conversations/contract/permissions.ts'
import { useInboxAction } from '#conversations/web/inbox/inbox-actions.ts'
import { filtersOn, type InboxSearch, type Selection, wordOfScope } from '#conversations/web/inbox/inbox-search.ts'
import { ViewsMenu } from '#conversations/web/views/views-menu.tsx'
import { ClaimButton } from '#conversations/web/routing/claim-button.tsx'
import { useT } from '#web/i18n/i18n.tsx'
import { latePart } from '#web/late-part.tsx'
import { useMay } from '#web/session.ts'
import { Sheet } from '#web/ui/panes.tsx'
import { useIsPhone } from '#web/ui/screen.ts'
import { ListBones } from '#web/ui/states.tsx'
import { SegmentedTabs } from '#web/ui/tabs.tsx'
import s from '#conversations/web/inbox/list-header.module.css'

const FilterFields = latePart(() => import('#conversations/web/inbox/filter-fields.tsx').then((file) => file.FilterFields))

type Props = {
  search: InboxSearch
  selection: Selection
  words: string
  counts: InboxCounts | undefined
  onChange: (change: Partial<InboxSearch>) => void
  /** All of another address, as a saved view has it. */
  onGo: (search: InboxSearch) => void
  onPick: () => void
  onNew: () => void
  /** N stands for a note while a conversation is open, and for a new one while none is. */
  isNoneOpen: boolean
}

export function ListHeader({ search, selection, words, counts, onChange, onGo, onPick, onNew, isNoneOpen }: Props) {
  const t = useT()
  const may = useMay()
  const [isSearching, setSearching] = useState(words !== '')
  useInboxAction('search', null, () => setSearching(true))
  useInboxAction('new', isNoneOpen ? 'n' : null, onNew, may(canReply))

  const stopSearching = () => {
    setSearching(false)
    onChange({ buscar: undefined })
  }
  if (isSearching || words)
    return <SearchHeader words={words} onWords={(buscar) => onChange({ buscar: buscar || undefined })} onClose={stopSearching} />
  return (
    <>
      <header className={s.head}>
        <h1>{t('conversations.inbox.title')}</h1>
        <Tooltip label={t('conversations.inbox.search')}>
          <ActionIcon aria-label={t('conversations.inbox.search')} onClick={() => setSearching(true)}>
            <IconSearch size={17} stroke={1.7} />
          </ActionIcon>
        </Tooltip>
        <FilterButton selection={selection} onChange={onChange} />
        {may(canReply) && (may(canReadTeam) || may(canReadAll)) && <ClaimButton />}
        <ViewsMenu search={search} onGo={onGo} onPick={onPick} />
        {may(canReply) && (
          <Tooltip label={isNoneOpen ? `${t('conversations.start.title')} (N)` : t('conversations.start.title')}>
            <ActionIcon aria-label={t('conversations.start.title')} onClick={onNew}>
              <IconEdit size={17} stroke={1.7} />
            </ActionIcon>
          </Tooltip>
        )}
      </header>
      <ScopeTabs selection={selection} counts={counts} onChange={onChange} />
    </>
  )
}

function FilterButton({ selection, onChange }: Pick<Props, 'selection' | 'onChange'>) {
  const t = useT()
  const isPhone = useIsPhone()
  const [isOpen, setOpen] = useState(false)
  const count = filtersOn(selection)
  const label = count > 0 ? t('conversations.filter.on', { count }) : t('conversations.filter.title')
  useInboxAction('filter', 'f', () => setOpen(true))
  const button = (
    <ActionIcon
      aria-label={label}
      aria-haspopup="dialog"
      aria-expanded={isOpen}
      data-filtered={count > 0 || undefined}
      onClick={() => setOpen(!isOpen)}
    >
      <IconFilter size={17} stroke={1.7} />
    </ActionIcon>
  )
  const fields = (
    <Suspense fallback={<ListBones rows={4} face={false} />}>
      <FilterFields selection={selection} onChange={onChange} />
    </Suspense>
  )
  if (isPhone) {
    return (
      <>
        {button}
        <Sheet title={t('conversations.filter.title')} isOpen={isOpen} onClose={() => setOpen(false)}>
          {fields}
        </Sheet>
      </>
    )
  }
  return (
    <Tooltip label={`${label} (F)`} disabled={isOpen}>
      <span className={s.filterButton}>
        <Popover opened={isOpen} onChange={setOpen} position="bottom-start" width={344} trapFocus returnFocus>
          <Popover.Target>{button}</Popover.Target>
          <Popover.Dropdown aria-label={t('conversations.filter.title')}>{fields}</Popover.Dropdown>
        </Popover>
      </span>
    </Tooltip>
  )
}

const scopes = ['mine', 'team', 'unassigned', 'all'] as const

/** Only the views that the role reaches; one alone is no choice. */
function ScopeTabs({ selection, counts, onChange }: Pick<Props, 'selection' | 'counts' | 'onChange'>) {
  const t = useT()
  const may = useMay()
  const isReached = (scope: Scope): boolean => {
    if (counts) return counts[scope] !== null
    return scope === 'mine' || (scope === 'all' ? may(canReadAll) : may(canReadTeam) || may(canReadAll))
  }
  const choices = scopes.filter(isReached).map((value) => ({ value, label: t(`conversations.scopes.${value}`) }))
  if (choices.length < 2) return <div className={s.noTabs} />
  return (
    <div className={s.tabs}>
      <SegmentedTabs
        label={t('conversations.scopes.label')}
        value={selection.scope}
        choices={choices}
        onChange={(scope) => onChange({ vista: wordOfScope(scope) })}
        fullWidth
      />
    </div>
  )
}

/** Words that are looked for take the place of the title. */
function SearchHeader({ words, onWords, onClose }: { words: string; onWords: (words: string) => void; onClose: () => void }) {
  const t = useT()
  const [typed, setTyped] = useState(words)
  const told = useRef(words)
  const latest = useRef(onWords)
  latest.current = onWords
  useEffect(() => {
    if (typed.trim() === told.current) return
    const timer = setTimeout(() => {
      told.current = typed.trim()
      latest.current(typed.trim())
    }, 220)
    return () => clearTimeout(timer)
  }, [typed])

  return (
    <div className={s.head} role="search">
      <h1 className="sr-only">{t('conversations.inbox.title')}</h1>
      <ActionIcon aria-label={t('conversations.inbox.stop_search')} onClick={onClose}>
        <IconArrowLeft size={17} stroke={1.7} />
      </ActionIcon>
      <input
        type="search"
        className={s.searchInput}
        autoFocus
        value={typed}
        placeholder={t('conversations.inbox.search_hint')}
        aria-label={t('conversations.inbox.search')}
        onChange={(event) => setTyped(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape') onClose()
        }}
      />
      {typed && (
        <ActionIcon aria-label={t('web.action.clear')} onClick={() => setTyped('')}>
          <IconX size={16} stroke={1.7} />
        </ActionIcon>
      )}
    </div>
  )
}
