import '@mantine/spotlight/styles.layer.css'
import { createSpotlight, Spotlight } from '@mantine/spotlight'
import { useDebouncedValue } from '@mantine/hooks'
import { IconAddressBook, IconArrowRight, IconLayoutKanban, IconMessage, IconSearch } from '@tabler/icons-react'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { useT } from '#web/i18n/i18n.tsx'
import type { Icon } from '#web/module.ts'
import { asCommands } from '#web/open-conversation.ts'
import { commandsFor, conversationCommandsFor, navFor } from '#web/registry.ts'
import { useSession } from '#web/session.ts'
import { giveBack, PaletteField, type PaletteProps } from '#web/shell/palette-field.tsx'
import { searchQuery, type SearchHit } from '#web/shell/search-hits.ts'
import { useSettings } from '#web/shell/settings-entries.ts'
import { fitting, plain } from '#web/fits.ts'
import { Avatar } from '#web/ui/avatar.tsx'
import { Kbd } from '#web/ui/marks.tsx'
import { useIsPhone } from '#web/ui/screen.ts'
import s from '#web/shell/palette.module.css'

type Entry = { id: string; label: string; under?: string; icon: ReactNode; keys?: string; also?: string; run: () => void }

const hitIcons: Record<string, Icon> = { contact: IconAddressBook, conversation: IconMessage, deal: IconLayoutKanban }
const most = 6
const [store, spotlight] = createSpotlight()

export function Palette(props: PaletteProps) {
  const { typed, onType, before, onClose } = props
  const t = useT()
  const isPhone = useIsPhone()
  const [hasFocus, setHasFocus] = useState(false)
  const [wanted] = useDebouncedValue(typed.trim(), 140)
  const { commands, places } = useEntries()
  const { data: hits, isFetching, error } = useQuery({ ...searchQuery(wanted), enabled: wanted.length >= 2 })
  const navigate = useNavigate()
  useEffect(() => {
    spotlight.open()
    return spotlight.close
  }, [])

  const words = plain(typed)
  const found = (entries: Entry[], without: number) => (words ? fitting(words, entries).slice(0, most) : entries.slice(0, without))
  const groups = [
    { label: 'web.palette.actions', entries: found(commands, 8) },
    { label: 'web.palette.places', entries: found(places, 12) },
    {
      label: 'web.palette.found',
      entries: wanted.length >= 2 && hits ? hits.items.map((hit) => entryOf(hit, (to) => void navigate({ to }))) : [],
    },
  ].filter(({ entries }) => entries.length > 0)
  const shown = groups.flatMap(({ entries }) => entries.map(({ id }) => id)).join(' ')
  const list = useRef<HTMLDivElement>(null)
  // What the server finds comes after the letters that asked for it, and Enter has to open something then, too.
  useEffect(() => {
    if (!words || list.current?.querySelector('[data-selected]')) return
    list.current?.querySelector('[data-action]')?.setAttribute('data-selected', 'true')
    store.updateState((state) => ({ ...state, selected: 0 }))
  }, [words, shown])

  const close = () => {
    // Not from whoever has taken it already: what was chosen may be to write something.
    setTimeout(() => list.current?.closest('[role=dialog]')?.contains(document.activeElement) && giveBack(before), 10)
    setTimeout(onClose, 150)
  }

  return (
    <>
      {!hasFocus && <PaletteField {...props} onClose={spotlight.close} />}
      <Spotlight.Root
        store={store}
        query={typed}
        onQueryChange={onType}
        onSpotlightClose={close}
        returnFocus={false}
        shortcut={null}
        size={560}
        centered={false}
        yOffset={isPhone ? '8px' : '21vh'}
        scrollable
        maxHeight={isPhone ? '70dvh' : '58vh'}
        transitionProps={{ transition: 'pop', duration: 110 }}
        overlayProps={{ blur: 0 }}
        attributes={{ content: { 'aria-label': t('web.palette.open') } }}
      >
        <Spotlight.Search
          placeholder={t('web.palette.placeholder')}
          aria-label={t('web.palette.placeholder')}
          leftSection={<IconSearch size={18} />}
          className={s.search}
          onFocus={({ currentTarget }) => {
            currentTarget.setSelectionRange(typed.length, typed.length)
            setHasFocus(true)
          }}
        />
        <Spotlight.ActionsList ref={list} className={s.list}>
          {groups.map(({ label, entries }) => (
            <Spotlight.ActionsGroup key={label} label={t(label)} className={s.group}>
              {entries.map((entry) => (
                <Spotlight.Action key={entry.id} onClick={entry.run} className={s.entry}>
                  <span className={s.icon}>{entry.icon}</span>
                  <span className={s.words}>
                    {entry.label}
                    {entry.under && <small>{entry.under}</small>}
                  </span>
                  {entry.keys && <Kbd keys={entry.keys} />}
                </Spotlight.Action>
              ))}
            </Spotlight.ActionsGroup>
          ))}
          {groups.length === 0 && (
            <Spotlight.Empty className={s.empty}>
              {t(error ? 'web.palette.failed' : isFetching || wanted !== typed.trim() ? 'web.palette.looking' : 'web.palette.nothing')}
            </Spotlight.Empty>
          )}
        </Spotlight.ActionsList>
      </Spotlight.Root>
    </>
  )
}

function useEntries(): { commands: Entry[]; places: Entry[] } {
  const t = useT()
  const session = useSession()
  const navigate = useNavigate()
  const queryClient = useQueryClient()
  const go = (to: string) => void navigate({ to })
  const settings = useSettings()
  const here = conversationCommandsFor(session)
  const commands = [...asCommands(here), ...commandsFor(session).filter((command) => !command.keys?.startsWith('g '))]
  const keysOf = new Map(
    commandsFor(session).flatMap((command) => (command.keys?.startsWith('g ') ? [[t(command.label), command.keys]] : [])),
  )
  return {
    commands: commands.map((command) => ({
      id: command.name,
      label: t(command.label),
      icon: <command.icon size={17} stroke={1.7} />,
      ...(command.keys && { keys: command.keys }),
      ...(command.also && t.has(command.also) && { also: t(command.also) }),
      run: () => command.run({ go, queryClient }),
    })),
    places: [
      ...navFor(session).flatMap(({ items }) =>
        items.map((item) => {
          const keys = keysOf.get(t(item.label))
          return {
            id: item.to,
            label: t(item.label),
            icon: <item.icon size={17} stroke={1.7} />,
            ...(keys && { keys }),
            run: () => go(item.to),
          }
        }),
      ),
      ...settings.flatMap(({ entries }) =>
        entries.map(({ to, label, under, also, icon: Sign }) => ({
          id: to,
          label,
          under: t('web.settings.title'),
          also: `${under} ${also}`,
          icon: <Sign size={17} stroke={1.7} />,
          run: () => go(to),
        })),
      ),
    ],
  }
}

function entryOf(hit: SearchHit, go: (to: string) => void): Entry {
  const Sign = hitIcons[hit.kind] ?? IconArrowRight
  const icon = hit.kind === 'contact' ? <Avatar name={hit.title} size={22} /> : <Sign size={17} stroke={1.7} />
  return { id: `${hit.kind}${hit.id}`, label: hit.title, under: hit.subtitle, icon, run: () => go(hit.href) }
}
