import { Button, Popover } from '@mantine/core'
import { IconAdjustmentsHorizontal, IconChevronDown, IconSearch, IconX } from '@tabler/icons-react'
import { type ReactNode, useEffect, useId, useRef, useState } from 'react'
import { useT } from '#web/i18n/i18n.tsx'
import { useShortcut } from '#web/shortcuts.ts'
import { fits, plain } from '#web/fits.ts'
import { Sheet } from '#web/ui/panes.tsx'
import { useIsPhone } from '#web/ui/screen.ts'
import s from '#web/ui/filter-bar.module.css'

export type FilterOption = { value: string; label: string; mark?: ReactNode }

export type Filter = {
  name: string
  label: string
  options: readonly FilterOption[]
  /** What is chosen; empty means no filter. */
  value: readonly string[]
  onChange: (value: string[]) => void
  /** Only one at a time. */
  isSingle?: boolean
  /** Seldom wanted: stands behind "more filters" while nothing of it is chosen. */
  isRare?: boolean
}

type FilterBarProps = {
  search?: { value: string; onChange: (value: string) => void; placeholder: string }
  filters?: readonly Filter[]
  /** Saved views: `ViewTabs`. */
  views?: ReactNode
  /** What narrows the list in other ways; stands below the filters, behind "more filters" or on the phone's sheet. */
  more?: ReactNode
  /** Right end: how many, how it is shown. */
  aside?: ReactNode
}

/** Search, filters and saved views over a list. `/` goes to the search, F to the first filter. */
export function FilterBar({ search, filters = [], views, more, aside }: FilterBarProps) {
  const t = useT()
  const isPhone = useIsPhone()
  const [isOpen, setOpen] = useState(false)
  const bar = useRef<HTMLDivElement>(null)
  const usual = filters.filter(({ isRare }) => !isRare)
  const rare = filters.filter(({ isRare }) => isRare)
  const active = filters.filter((filter) => filter.value.length > 0).length
  const clear = () => filters.forEach((filter) => filter.value.length > 0 && filter.onChange([]))
  useShortcut(
    'f',
    'web.list.filter',
    () => (isPhone ? setOpen(true) : bar.current?.querySelector<HTMLButtonElement>('[data-filter]')?.click()),
    {
      enabled: filters.length > 0,
    },
  )

  return (
    <div className={s.bar} ref={bar}>
      {views}
      <div className={s.line}>
        <div className={s.narrowing}>
          {search && <SearchField {...search} />}
          {isPhone && filters.length > 0 ? (
            <>
              <Button variant="default" leftSection={<IconAdjustmentsHorizontal size={16} stroke={1.7} />} onClick={() => setOpen(true)}>
                {active > 0 ? `${t('web.list.filters')} (${active})` : t('web.list.filters')}
              </Button>
              <Sheet title={t('web.list.filters')} isOpen={isOpen} onClose={() => setOpen(false)}>
                <Groups filters={filters}>{more}</Groups>
              </Sheet>
            </>
          ) : (
            <>
              {usual.map((filter) => (
                <FilterButton key={filter.name} filter={filter} />
              ))}
              {(rare.length > 0 || more) && <MoreFilters filters={rare}>{more}</MoreFilters>}
              {rare.map((filter) => filter.value.length > 0 && <FilterButton key={filter.name} filter={filter} />)}
            </>
          )}
          {active > 0 && !isPhone && (
            <Button variant="subtle" color="gray" onClick={clear}>
              {t('web.list.clear_filters')}
            </Button>
          )}
        </div>
        {aside && !isPhone && <div className={s.aside}>{aside}</div>}
      </div>
    </div>
  )
}

/** Says what was typed a moment after the last key, so that a word is one question to the server. */
function SearchField({ value, onChange, placeholder }: { value: string; onChange: (value: string) => void; placeholder: string }) {
  const t = useT()
  const [typed, setTyped] = useState(value)
  const input = useRef<HTMLInputElement>(null)
  const told = useRef(value)
  const latest = useRef(onChange)
  latest.current = onChange
  useShortcut('/', 'web.list.search', () => input.current?.focus())

  useEffect(() => {
    if (value !== told.current) {
      told.current = value
      setTyped(value)
    }
  }, [value])

  useEffect(() => {
    if (typed === told.current) return
    const timer = setTimeout(() => {
      told.current = typed
      latest.current(typed)
    }, 220)
    return () => clearTimeout(timer)
  }, [typed])

  return (
    <label className={s.search}>
      <IconSearch size={15} aria-hidden />
      <input
        ref={input}
        type="search"
        value={typed}
        placeholder={placeholder}
        aria-label={placeholder}
        onChange={(event) => setTyped(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape') event.currentTarget.blur()
        }}
      />
      {typed && (
        <button type="button" aria-label={t('web.action.clear')} onClick={() => setTyped('')}>
          <IconX size={14} />
        </button>
      )}
    </label>
  )
}

function FilterButton({ filter }: { filter: Filter }) {
  const t = useT()
  const chosen = filter.options.filter((option) => filter.value.includes(option.value))
  const text = chosen.length === 0 ? undefined : chosen.length === 1 ? chosen[0]?.label : t('web.list.any_of', { count: chosen.length })
  return (
    <Popover position="bottom-start" width={240} trapFocus returnFocus>
      <Popover.Target>
        <button
          type="button"
          className={s.filter}
          data-filter={filter.name}
          data-on={text !== undefined || undefined}
          aria-haspopup="dialog"
        >
          {filter.label}
          {text && <b>{text}</b>}
          <IconChevronDown size={14} aria-hidden />
        </button>
      </Popover.Target>
      <Popover.Dropdown>
        <Options filter={filter} />
      </Popover.Dropdown>
    </Popover>
  )
}

const Groups = ({ filters, children }: { filters: readonly Filter[]; children: ReactNode }) => (
  <>
    {filters.map((filter) => (
      <fieldset key={filter.name} className={s.group}>
        <legend>{filter.label}</legend>
        <Options filter={filter} />
      </fieldset>
    ))}
    {children}
  </>
)

/** The filters that are seldom wanted, one below the other. It stands before those of them that are in use, and stays where it is while they come. */
function MoreFilters({ filters, children }: { filters: readonly Filter[]; children: ReactNode }) {
  const t = useT()
  return (
    <Popover position="bottom-start" width={300} trapFocus returnFocus>
      <Popover.Target>
        <button type="button" className={s.filter} aria-haspopup="dialog">
          {t('web.list.more_filters')}
          <IconChevronDown size={14} aria-hidden />
        </button>
      </Popover.Target>
      <Popover.Dropdown className={s.groups} aria-label={t('web.list.more_filters')}>
        <Groups filters={filters}>{children}</Groups>
      </Popover.Dropdown>
    </Popover>
  )
}

function Options({ filter }: { filter: Filter }) {
  const t = useT()
  const id = useId()
  const [typed, setTyped] = useState('')
  const words = plain(typed)
  const options = words ? filter.options.filter((option) => fits(words, option)) : filter.options
  const toggle = (value: string) => {
    const isOn = filter.value.includes(value)
    filter.onChange(
      filter.isSingle ? (isOn ? [] : [value]) : isOn ? filter.value.filter((other) => other !== value) : [...filter.value, value],
    )
  }
  return (
    <div className={s.options}>
      {filter.options.length > 8 && (
        <input
          className={s.find}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
          placeholder={t('web.action.search')}
          aria-label={t('web.action.search')}
        />
      )}
      <div className={s.list} role="group" aria-label={filter.label}>
        {options.map((option) => (
          <label key={option.value} className={s.option}>
            <input
              type="checkbox"
              name={`${id}${filter.name}`}
              checked={filter.value.includes(option.value)}
              onChange={() => toggle(option.value)}
            />
            {option.mark}
            <span>{option.label}</span>
          </label>
        ))}
      </div>
      {filter.value.length > 0 && (
        <button type="button" className={s.clear} onClick={() => filter.onChange([])}>
          {t('web.list.remove_filter', { name: filter.label })}
        </button>
      )}
    </div>
  )
}

type ViewTabsProps = {
  views: readonly { id: string; name: string }[]
  current: string | undefined
  onChoose: (id: string | undefined) => void
  /** Offered when the filters on screen are not those of the view. */
  onSave?: () => void
}

/** Saved views of a list, "all" first. */
export function ViewTabs({ views, current, onChoose, onSave }: ViewTabsProps) {
  const t = useT()
  // All there is to choose from is what is there already.
  if (views.length === 0 && !onSave) return null
  return (
    <div className={s.views} role="group" aria-label={t('web.list.views')}>
      {[{ id: undefined, name: t('web.list.all') }, ...views].map((view) => (
        <button key={view.id ?? ''} type="button" className={s.view} aria-pressed={view.id === current} onClick={() => onChoose(view.id)}>
          {view.name}
        </button>
      ))}
      {onSave && (
        <button type="button" className={s.save} onClick={onSave}>
          {t('web.list.save_view')}
        </button>
      )}
    </div>
  )
}
