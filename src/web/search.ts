import { useNavigate, useSearch } from '@tanstack/react-router'
import { useCallback } from 'react'

/** What an address says after `?`, as plain words that people can read and send: `?estado=abierta&etiqueta=vip&etiqueta=obra`. */
export type Search = Record<string, string | string[] | undefined>

export function parseSearch(text: string): Search {
  const search: Search = {}
  for (const [name, value] of new URLSearchParams(text)) {
    const before = search[name]
    search[name] = before === undefined ? value : Array.isArray(before) ? [...before, value] : [before, value]
  }
  return search
}

export function stringifySearch(search: Record<string, unknown>): string {
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(search)) {
    for (const one of Array.isArray(value) ? value : [value]) {
      if (one !== undefined && one !== null && one !== '') query.append(name, String(one))
    }
  }
  const text = query.toString()
  return text && `?${text}`
}

/** One of the declared values, or the fallback: for `search` of a page. */
export const oneOf = <const V extends string>(values: readonly V[], raw: unknown, fallback: V): V =>
  values.includes(raw as V) ? (raw as V) : fallback

/** Always a list: one value in the address is a list of one. */
export const listOf = (raw: unknown): string[] => (raw === undefined ? [] : Array.isArray(raw) ? raw.map(String) : [String(raw)])

export const textOf = (raw: unknown): string => (typeof raw === 'string' ? raw : '')

/**
 * The filters of a screen live in its address. `set` changes some of them; it replaces the entry of the history unless
 * told otherwise, so that "back" leaves the screen instead of undoing letters.
 */
export function useSearchState<S extends Record<string, unknown>>(): [S, (change: Partial<S>, options?: { push?: boolean }) => void] {
  const search = useSearch({ strict: false }) as S
  const navigate = useNavigate()
  const set = useCallback(
    (change: Partial<S>, options: { push?: boolean } = {}) =>
      void navigate({ to: '.', search: ((last: S) => ({ ...last, ...change })) as never, replace: !options.push }),
    [navigate],
  )
  return [search, set]
}
