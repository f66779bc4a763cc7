import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react'
import { listVariantCodes, scanCode } from '#commerce/contract/product-api.ts'
import { listScaleLayouts } from '#commerce/contract/scale-layout-api.ts'
import type { ScaleLayout } from '#commerce/contract/barcode.ts'
import { enterCount, getCount, listCountLines } from '#inventory/contract/count-api.ts'
import type { CountLine, StockCount } from '#inventory/contract/count.ts'
import { type Codes, onSheet, withWaiting } from '#inventory/web/counts/counted.ts'
import { forgetSheet, type KeptSheet, keepSheet, placeOf, readSheet } from '#inventory/web/counts/kept-sheet.ts'
import { makeOutbox, type Waiting } from '#inventory/web/counts/outbox.ts'
import { type ApiProblem, call, isPassing } from '#web/api.ts'
import { newKey } from '#web/keys.ts'
import { useHappening, useTopic } from '#web/live-hooks.ts'
import { useApi } from '#web/query.ts'
import { useMay, useSession } from '#web/session.ts'
import { canReadCatalogue } from '#commerce/contract/permissions.ts'

export type SheetKey = readonly [string, { id: string }, 'sheet']
export const sheetKey = (id: string): SheetKey => [getCount.path, { id }, 'sheet']

/** A sheet with all its lines, as the server knows it, or as this phone kept it. */
export type Sheet = KeptSheet & { isKept: boolean }
type Refused = { id: string; name: string; problem: ApiProblem }

/** A sheet on this phone: what is on it, what was counted here and is on its way, and what was not taken. */
export function useSheet(id: string) {
  const { organization } = useSession()
  const queryClient = useQueryClient()
  const orgId = organization?.id ?? ''
  const place = placeOf(orgId, id)
  const { data, error, refetch } = useQuery<Sheet, ApiProblem>({
    queryKey: sheetKey(id),
    queryFn: async ({ signal }) => {
      try {
        return { ...(await fetchSheet(id, signal, readSheet(place)?.codes)), isKept: false }
      } catch (problem) {
        const kept = isPassing(problem) ? readSheet(place) : null
        if (kept) return { ...kept, isKept: true }
        throw problem
      }
    },
    refetchOnReconnect: 'always',
  })
  useFollowing(id, () => void refetch())
  const asked = useCodes(data?.lines)
  const codes = asked ?? data?.codes ?? none
  useEffect(() => {
    if (!data || data.isKept) return
    const { isKept: _kept, ...sheet } = data
    if (data.count.closedAt === null) keepSheet(place, { ...sheet, codes })
    else forgetSheet(place)
  }, [data, codes, place])
  const may = useMay()
  const { data: layouts } = useApi(listScaleLayouts, {}, { enabled: may(canReadCatalogue), staleTime: 600_000 })

  const [refused, setRefused] = useState<readonly Refused[]>([])
  const nameOf = useRef<(one: Waiting) => string>(() => '')
  nameOf.current = (one) =>
    one.kind === 'code' ? one.code : (data?.lines.find((line) => line.variantId === one.entry.variantId)?.name ?? '')
  const [outbox] = useState(() =>
    makeOutbox({
      place: placeOf(orgId, 'entries'),
      send: async (one) => {
        const line = await deliver(one)
        const key = sheetKey(one.countId)
        await queryClient.cancelQueries({ queryKey: key })
        queryClient.setQueryData<Sheet>(key, (last) => last && { ...last, lines: put(last.lines, line) })
      },
      onRefused: (problem, one) => setRefused((last) => [...last, { id: one.key, name: nameOf.current(one), problem }]),
    }),
  )
  useEffect(() => outbox.start(), [outbox])
  const all = useSyncExternalStore(outbox.listen, outbox.now)
  const waiting = useMemo(() => all.filter(({ countId }) => countId === id), [all, id])
  const lines = useMemo(() => withWaiting(data?.lines ?? [], waiting), [data, waiting])

  const now = (): string => new Date(Date.now() + (data?.clockMs ?? 0)).toISOString()
  return {
    count: data?.count as StockCount | undefined,
    lines,
    error: data ? null : error,
    refetch,
    isKept: data?.isKept ?? false,
    waiting,
    refused,
    forget: (key: string) => setRefused((last) => last.filter((one) => one.id !== key)),
    enter: (line: Pick<CountLine, 'variantId' | 'lotId'>, quantityMilli: number, how: 'set' | 'add') =>
      outbox.put({
        key: newKey(),
        countId: id,
        kind: 'entry',
        entry: { variantId: line.variantId, lotId: line.lotId, quantityMilli, how, countedAt: now() },
      }),
    /** What a code stands for, where it is on the sheet. Otherwise it is looked up, as soon as there is somebody to ask. */
    scan: (code: string): CountLine | null => {
      const found = onSheet(lines, codes, code, layouts?.items as ScaleLayout[] | undefined)
      if (!found) {
        outbox.put({ key: newKey(), countId: id, kind: 'code', code, countedAt: now() })
        return null
      }
      const { line, quantityMilli } = found
      const entry = { variantId: line.variantId, lotId: line.lotId, quantityMilli, how: 'add' as const, countedAt: now() }
      outbox.put({ key: newKey(), countId: id, kind: 'entry', entry })
      return { ...line, countedMilli: (line.countedMilli ?? 0) + quantityMilli }
    },
  }
}

async function fetchSheet(id: string, signal: AbortSignal, codes: Codes = {}): Promise<KeptSheet> {
  const askedAt = Date.now()
  const count = (await call(getCount, { id }, { signal })) as StockCount
  const clockMs = Date.parse(count.now) - (askedAt + Date.now()) / 2
  const lines: CountLine[] = []
  for (let cursor: string | undefined; ;) {
    const page = await call(listCountLines, { id, limit: 200, ...(cursor && { cursor }) }, { signal })
    lines.push(...(page.items as CountLine[]))
    if (page.next === null) return { count, lines, codes, clockMs }
    cursor = page.next
  }
}

/** The codes of everything on the sheet, a hundred at a time: with them a reader works without a connection. */
function useCodes(lines: readonly CountLine[] | undefined): Codes | undefined {
  const may = useMay()
  const ids = useMemo(() => [...new Set(lines?.map(({ variantId }) => variantId))].toSorted(), [lines])
  const { data } = useQuery({
    queryKey: [listVariantCodes.path, ids.join()],
    enabled: ids.length > 0 && may(canReadCatalogue),
    staleTime: 600_000,
    queryFn: async ({ signal }) => {
      const codes: Record<string, readonly string[]> = {}
      for (let i = 0; i < ids.length; i += 100) {
        const { items } = await call(listVariantCodes, { variantIds: ids.slice(i, i + 100) }, { signal })
        for (const one of items) codes[one.variantId] = one.codes
      }
      return codes
    },
  })
  return data
}

const none: Codes = {}
const pauseMs = 1_200

/** Others count too: what they did is asked for a moment after the last of it. */
function useFollowing(id: string, ask: () => void): void {
  useTopic(`inventory.count:${id}`)
  useTopic('inventory.counts')
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const soon = () => {
    clearTimeout(timer.current)
    timer.current = setTimeout(ask, pauseMs)
  }
  useHappening(`inventory.count:${id}`, soon)
  useHappening('inventory.counts', soon)
  useEffect(() => () => clearTimeout(timer.current), [])
}

async function deliver(one: Waiting): Promise<CountLine> {
  const options = { idempotencyKey: one.key, timeoutMs: 10_000 }
  if (one.kind === 'entry') return (await call(enterCount, { id: one.countId, ...one.entry }, options)) as CountLine
  const { variant, quantityMilli } = await call(scanCode, { code: one.code })
  const entry = { variantId: variant.id, lotId: null, quantityMilli: quantityMilli ?? 1000, how: 'add' as const, countedAt: one.countedAt }
  return (await call(enterCount, { id: one.countId, ...entry }, options)) as CountLine
}

const put = (lines: readonly CountLine[], line: CountLine): CountLine[] => {
  const at = lines.findIndex(({ id }) => id === line.id)
  return at < 0 ? [...lines, line] : lines.with(at, line)
}
