import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react'
import { getKitchen } from '#orders/contract/kitchen-api.ts'
import type { Ticket } from '#orders/contract/kitchen.ts'
import { listStations } from '#orders/contract/ordering-api.ts'
import { useAwake } from '#orders/web/kitchen/awake.ts'
import { useBell } from '#orders/web/kitchen/bell.ts'
import { inColumns, useColumnCount } from '#orders/web/kitchen/columns.ts'
import { KitchenBar } from '#orders/web/kitchen/kitchen-bar.tsx'
import { isDone, ofStation, tapped, type Tap } from '#orders/web/kitchen/tapped.ts'
import { makeTaps } from '#orders/web/kitchen/taps.ts'
import { TicketCard } from '#orders/web/kitchen/ticket-card.tsx'
import { useT } from '#web/i18n/i18n.tsx'
import { useProblemText } from '#web/i18n/problem-text.ts'
import { newKey } from '#web/keys.ts'
import { useTopic } from '#web/live-hooks.ts'
import { useApi } from '#web/query.ts'
import { useSearchState } from '#web/search.ts'
import { useSession } from '#web/session.ts'
import { useWholeScreen } from '#web/shell/bottom-bar-state.ts'
import { useNow } from '#web/ui/time.tsx'
import { EmptyState, ErrorState, Notice, PageBones } from '#web/ui/states.tsx'
import { toast } from '#web/ui/toast.ts'
import s from '#orders/web/kitchen/kitchen.module.css'

type Search = { estacion?: string | undefined; marca?: string | undefined }

/** What is to be prepared, what was promised first first, on a screen that hangs in the kitchen. */
export function KitchenPage() {
  const t = useT()
  const { brands } = useSession()
  const [search, setSearch] = useSearchState<Search>()
  const brandId = brands.find(({ id }) => id === search.marca)?.id
  const { data, error, refetch } = useApi(getKitchen, brandId ? { brandId } : {}, { refetchInterval: 60_000 })
  const { data: stations } = useApi(listStations, {})
  const station = stations?.items.find(({ name }) => name === search.estacion)?.name ?? null
  const bell = useBell()
  const { taps, press } = useTaps()
  const now = useNow('second')
  const { ref, count } = useColumnCount()
  useWholeScreen()
  useAwake()
  useTopic('orders.board')
  useNewcomers(data?.tickets, station, bell.ring)

  const waiting = taps.waiting
  const shown = useMemo(() => {
    const after = tapped(
      data?.tickets ?? [],
      waiting.map(({ tap }) => tap),
      new Date().toISOString(),
    )
    return after.filter((ticket) => ofStation(ticket, station).length > 0 && !isDone(ticket, station))
  }, [data, waiting, station])

  const prepare = (ticket: Ticket, lineIds: string[], isPrepared: boolean) => {
    press({ kind: 'lines', input: { id: ticket.id, lineIds, isPrepared } })
    const after = tapped([ticket], [{ kind: 'lines', input: { id: ticket.id, lineIds, isPrepared } }], now)[0]
    // It leaves the screen: for some seconds it can be called back.
    if (after && isPrepared && isDone(after, station))
      void toast({
        text: t('orders.kitchen.done', { number: ticket.number }),
        name: `kitchen-${ticket.id}`,
        stay: 5_000,
        undo: () => press({ kind: 'lines', input: { id: ticket.id, lineIds, isPrepared: false } }),
      })
  }

  return (
    <section className={s.kitchen}>
      <KitchenBar
        count={shown.length}
        stations={stations?.items ?? []}
        station={station}
        onStation={(name) => setSearch({ estacion: name ?? undefined })}
        brandId={brandId ?? null}
        onBrand={(id) => setSearch({ marca: id ?? undefined })}
        bell={bell}
        waiting={taps.isStuck ? waiting.length : 0}
        now={now}
      />
      <div className={s.tickets} ref={ref}>
        {error && !data ? (
          <ErrorState error={error} onRetry={() => void refetch()} isPage />
        ) : !data ? (
          <PageBones kind="board" />
        ) : shown.length === 0 ? (
          <EmptyState
            title={t('orders.kitchen.empty')}
            hint={t(station ? 'orders.kitchen.empty_station' : 'orders.kitchen.empty_hint')}
            isPage
          />
        ) : (
          <>
            {data.isCut && <Notice tone="warn">{t('orders.kitchen.cut', { count: data.tickets.length })}</Notice>}
            <div className={s.columns}>
              {inColumns(shown, count).map((column, at) => (
                <ul key={at}>
                  {column.map((ticket) => (
                    <TicketCard
                      key={ticket.id}
                      ticket={ticket}
                      station={station}
                      brandName={brands.length > 1 && !brandId ? (brands.find(({ id }) => id === ticket.brandId)?.name ?? null) : null}
                      now={now}
                      onLines={(ids, isPrepared) => prepare(ticket, ids, isPrepared)}
                      onStart={() => press({ kind: 'start', input: { id: ticket.id } })}
                      onSeen={() => press({ kind: 'seen', input: { id: ticket.id, amendment: ticket.amendment } })}
                    />
                  ))}
                </ul>
              ))}
            </div>
          </>
        )}
      </div>
    </section>
  )
}

/** Taps of this device, kept until the server has them. */
function useTaps() {
  const t = useT()
  const text = useProblemText()
  const queryClient = useQueryClient()
  const { organization } = useSession()
  const told = useRef({ t, text })
  told.current = { t, text }
  const [store] = useState(() =>
    makeTaps({
      queryClient,
      place: `yapa.kitchen.taps.${organization?.id ?? ''}`,
      onRefused: (problem) => void toast({ text: told.current.text(problem), tone: 'bad', name: 'kitchen-refused' }),
    }),
  )
  useEffect(() => store.start(), [store])
  const taps = useSyncExternalStore(store.listen, store.now)
  return { taps, press: (tap: Tap) => store.press(tap, newKey()) }
}

/** Rings once for every ticket, and every change of one, that was not there when somebody last looked. */
function useNewcomers(tickets: readonly Ticket[] | undefined, station: string | null, ring: () => void): void {
  const known = useRef<Set<string> | null>(null)
  useEffect(() => {
    if (!tickets) return
    const keys = tickets
      .filter((ticket) => ofStation(ticket, station).length > 0)
      .map(({ id, alert, amendment }) => `${id} ${alert ?? ''} ${alert ? amendment : ''}`)
    const before = known.current
    known.current = new Set([...(before ?? []), ...keys, ...tickets.map(({ id }) => `${id}  `)])
    if (before && keys.some((key) => !before.has(key))) ring()
  }, [tickets, station, ring])
}
