import { Select, type SelectProps } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useState } from 'react'
import type { z } from 'zod'
import type { Endpoint } from '#kernel/contract/declare.ts'
import { useApi } from '#web/query.ts'

/** Whoever types is not asked about at every letter. */
const pauseMs = 200

type Named = { id: string; name: string }
type List = Endpoint<z.ZodType<unknown, { search?: string; limit?: unknown }>, z.ZodType<{ items: readonly Named[] }>>

type FoundSelectProps = Pick<SelectProps, 'label' | 'description' | 'placeholder' | 'clearable' | 'error'> & {
  'data-autofocus'?: boolean | undefined
  among: List
  /** Who may be chosen before anything is typed: whoever the form begins with. */
  known: Named | null
  value: string | null
  onChange: (one: Named | null) => void
}

/** One thing of a list that is searched by typing. */
export function FoundSelect({ among, known, onChange, ...select }: FoundSelectProps) {
  const [typed, setTyped] = useState('')
  const [search] = useDebouncedValue(typed.trim(), pauseMs)
  const { data } = useApi(among, { ...(search && { search }), limit: 20 }, { keepsPrevious: true })
  const found = (data?.items ?? []).filter(({ id }) => id !== known?.id)
  const choices = known ? [known, ...found] : found
  return (
    <Select
      {...select}
      data={choices.map(({ id, name }) => ({ value: id, label: name }))}
      searchable
      // The server has chosen already, by more than the words that are shown.
      filter={({ options }) => options}
      onSearchChange={(text) => setTyped(choices.some(({ name }) => name === text) ? '' : text)}
      onChange={(id) => onChange(choices.find((one) => one.id === id) ?? null)}
    />
  )
}

type FoundPickerProps<T> = Pick<SelectProps, 'mt' | 'error'> & {
  label: string
  /** A hook: what there is of what is typed, which is nothing at first. */
  useFound: (text: string) => readonly T[]
  nothingFound: string
  /** Instead of `nothingFound`, where nothing is found before something is typed. */
  typeToFind?: string
  /** Ids of what is there already. */
  without?: readonly string[]
  onPick: (one: T) => void
}

/** Picks one thing after the other, each found by typing. */
export function FoundPicker<T extends Named>({
  label,
  useFound,
  nothingFound,
  typeToFind = nothingFound,
  without = [],
  onPick,
  ...select
}: FoundPickerProps<T>) {
  const [typed, setTyped] = useState('')
  const [text] = useDebouncedValue(typed.trim(), pauseMs)
  const found = useFound(text).filter(({ id }) => !without.includes(id))
  return (
    <Select
      {...select}
      aria-label={label}
      placeholder={label}
      searchable
      value={null}
      searchValue={typed}
      onSearchChange={setTyped}
      data={found.map(({ id, name }) => ({ value: id, label: name }))}
      filter={({ options }) => options}
      nothingFoundMessage={typed.trim() === '' ? typeToFind : nothingFound}
      onChange={(id) => {
        const one = found.find((other) => other.id === id)
        if (!one) return
        onPick(one)
        setTyped('')
      }}
    />
  )
}
