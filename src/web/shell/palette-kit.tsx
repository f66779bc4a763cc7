import '@mantine/spotlight/styles.layer.css'
import { Spotlight, spotlight } from '@mantine/spotlight'
import { useDebouncedValue } from '@mantine/hooks'
import { IconAddressBook, IconArrowRight, IconLayoutKanban, IconMessage, IconSearch, IconSettings } from '@tabler/icons-react'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { type ReactNode, useEffect, useState } from 'react'
import { useT } from '#web/i18n/i18n.tsx'
import type { Icon } from '#web/module.ts'
import { asCommands } from '#web/open-conversation.ts'
import { commandsFor, conversationCommandsFor, navFor, settingsFor } from '#web/registry.ts'
import { useSession } from '#web/session.ts'
import { searchQuery, type SearchHit } from '#web/shell/search-hits.ts'
import { fits, plain } from '#web/fits.ts'
import { Avatar } from '#web/ui/avatar.tsx'
import { Kbd } from '#web/ui/marks.tsx'
import { useIsPhone } from '#web/ui/screen.ts'
import s from '#web/shell/palette.module.css'

type Entry = { id: string; label: string; under?: string; icon: ReactNode; keys?: string; also?: string; run: () => void }

const hitIcons: Record<string, Icon> = { contact: IconAddressBook, conversation: IconMessage, deal: IconLayoutKanban }
const most = 6

export function Palette({ onClose }: { onClose: () => void }) {
  const t = useT()
  const isPhone = useIsPhone()
  const [typed, setTyped] = useState('')
  const [wanted] = useDebouncedValue(typed.trim(), 140)
  const { commands, places } = useEntries()
  const { data: hits, isFetching, error } = useQuery({ ...searchQuery(wanted), enabled: wanted.length >= 2 })
  const navigate = useNavigate()
  useEffect(() => {
    spotlight.open()
  }, [])

  const words = plain(typed)
  const found = (entries: Entry[], without: number) =>
    entries
      .filter((entry) => words && fits(words, entry))
      .slice(0, most)
      .concat(words ? [] : entries.slice(0, without))
  const groups = [
    { label: 'web.palette.actions', entries: found(commands, 8) },
    { label: 'web.palette.places', entries: found(places, 12) },
    {
      label: 'web.palette.found',
      entries: wanted.length >= 2 && hits ? hits.items.map((hit) => entryOf(hit, (to) => void navigate({ to }))) : [],
    },
  ].filter(({ entries }) => entries.length > 0)

  return (
    <Spotlight.Root
      query={typed}
      onQueryChange={setTyped}
      onSpotlightClose={() => setTimeout(onClose, 150)}
      shortcut={null}
      size={560}
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
      />
      <Spotlight.ActionsList className={s.list}>
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
  )
}

function useEntries(): { commands: Entry[]; places: Entry[] } {
  const t = useT()
  const session = useSession()
  const navigate = useNavigate()
  const queryClient = useQueryClient()
  const go = (to: string) => void navigate({ to })
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
      ...(command.also && { also: t(command.also) }),
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
      ...settingsFor(session).flatMap(({ pages }) =>
        pages.map((page) => {
          const Sign = page.icon ?? IconSettings
          return {
            id: page.path,
            label: t(page.title),
            under: t('web.settings.title'),
            icon: <Sign size={17} stroke={1.7} />,
            run: () => go(`/ajustes/${page.path}`),
          }
        }),
      ),
    ],
  }
}

function entryOf(hit: SearchHit, go: (to: string) => void): Entry {
  const Sign = hitIcons[hit.kind] ?? IconArrowRight
  const icon = hit.kind === 'contact' ? <Avatar name={hit.title} size={22} /> : <Sign size={17} stroke={1.7} />
  return { id: `${hit.kind}${hit.id}`, label: hit.title, under: hit.subtitle, icon, run: () => go(hit.href) }
}
