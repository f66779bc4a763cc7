import { ActionIcon, Button, TextInput } from '@mantine/core'
import { IconSearch, IconX } from '@tabler/icons-react'
import { Link, useNavigate } from '@tanstack/react-router'
import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef, useState } from 'react'
import { fitting, plain } from '#web/fits.ts'
import { useT } from '#web/i18n/i18n.tsx'
import type { SettingsEntry } from '#web/shell/settings-entries.ts'
import { useShortcut } from '#web/shortcuts.ts'
import s from '#web/shell/settings.module.css'

type Props = { entries: readonly SettingsEntry[]; isOn: (entry: SettingsEntry) => boolean; children: ReactNode }

/** Finds one of the settings; `children` are all of them, as they stand while nothing is looked for. What was found stays until it is cleared. */
export function SettingsSearch({ entries, isOn, children }: Props) {
  const t = useT()
  const navigate = useNavigate()
  const [typed, setTyped] = useState('')
  const [at, setAt] = useState(0)
  const input = useRef<HTMLInputElement>(null)
  const list = useRef<HTMLDivElement>(null)
  const id = useId()
  const words = plain(typed)
  const found = words ? fitting(words, entries) : []
  useShortcut('/', 'web.settings_search.field', () => input.current?.focus())
  useEffect(() => void list.current?.querySelector('[aria-selected=true]')?.scrollIntoView({ block: 'nearest' }), [at, words])

  const type = (text: string): void => {
    setTyped(text)
    setAt(0)
  }
  const clear = (): void => {
    type('')
    input.current?.focus()
  }
  const handleKey = (event: KeyboardEvent): void => {
    const chosen = found[at]
    if (event.key === 'Escape' && typed) type('')
    else if (event.key === 'Escape') input.current?.blur()
    else if (event.key === 'Enter' && chosen) void navigate({ to: chosen.to })
    else if (event.key === 'ArrowDown' && chosen) setAt((at + 1) % found.length)
    else if (event.key === 'ArrowUp' && chosen) setAt((at + found.length - 1) % found.length)
    else return
    event.preventDefault()
  }

  return (
    <>
      <div className={s.search}>
        <TextInput
          ref={input}
          role="combobox"
          aria-expanded={found.length > 0}
          aria-controls={id}
          aria-activedescendant={found[at] && `${id}${at}`}
          aria-autocomplete="list"
          aria-label={t('web.settings_search.field')}
          placeholder={t('web.settings_search.field')}
          leftSection={<IconSearch size={15} aria-hidden />}
          rightSection={
            typed && (
              <ActionIcon size={26} aria-label={t('web.action.clear')} onClick={clear}>
                <IconX size={14} />
              </ActionIcon>
            )
          }
          value={typed}
          onChange={(event) => type(event.currentTarget.value)}
          onKeyDown={handleKey}
        />
      </div>
      {!words && children}
      {found.length > 0 && (
        <div ref={list} id={id} className={s.found} role="listbox" aria-label={t('web.settings.title')}>
          {found.map((entry, i) => (
            <SettingsLink
              key={entry.to}
              entry={entry}
              isOn={isOn(entry)}
              option={{ id: `${id}${i}`, role: 'option', 'aria-selected': i === at, tabIndex: -1 }}
            />
          ))}
        </div>
      )}
      <div role="status">
        {words && found.length === 0 && (
          <div className={s.nothing}>
            <p>{t('web.settings_search.nothing', { words: typed.trim() })}</p>
            <Button variant="default" onClick={clear}>
              {t('web.settings_search.show_all')}
            </Button>
          </div>
        )}
      </div>
    </>
  )
}

type LinkProps = { entry: SettingsEntry; isOn: boolean; option?: object }

/** One of the settings in their list. */
export const SettingsLink = ({ entry: { to, label, under, icon: Sign }, isOn, option }: LinkProps) => (
  // The router takes whatever the address begins with for the place where one is.
  <Link
    to={to}
    activeOptions={{ exact: !isOn }}
    className={s.item}
    data-on={isOn || undefined}
    aria-current={isOn ? 'page' : undefined}
    {...option}
  >
    <Sign size={17} stroke={1.7} />
    <span>
      {label}
      {under && <small>{under}</small>}
    </span>
  </Link>
)
