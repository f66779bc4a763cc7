import { Menu } from '@mantine/core'
import { IconArrowBackUp } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { canReadCosts } from '#commerce/contract/permissions.ts'
import { listMovements, reverseMovement } from '#inventory/contract/movement-api.ts'
import type { Movement } from '#inventory/contract/movement.ts'
import { canMoveStock } from '#inventory/contract/permissions.ts'
import { getStock, listStock } from '#inventory/contract/stock-api.ts'
import { documentKinds, hrefOf, kindOf } from '#inventory/web/movements/documents.ts'
import { usePlaceName } from '#inventory/web/words/place-name.ts'
import { usePlaces } from '#inventory/web/words/places.ts'
import { useQuantity } from '#inventory/web/words/quantity.ts'
import { useFormat, useT } from '#web/i18n/i18n.tsx'
import { useTopic } from '#web/live-hooks.ts'
import { useApi, useApiPages, useSend } from '#web/query.ts'
import { textOf, useSearchState } from '#web/search.ts'
import { useMay } from '#web/session.ts'
import { useTitle } from '#web/shell/title.tsx'
import type { Column } from '#web/ui/data-grid.tsx'
import { confirm } from '#web/ui/dialog.ts'
import { ListPage } from '#web/ui/list-page.tsx'
import { EmptyState, NoResults } from '#web/ui/states.tsx'
import { RelativeTime } from '#web/ui/time.tsx'
import { toast } from '#web/ui/toast.ts'
import s from '#inventory/web/movements/movements.module.css'

type Search = { producto?: string | undefined; lugar?: string | undefined; clase?: string | undefined }

/** Everything that was moved, the newest first: how much, from where to where, and what for. */
export function MovementListPage() {
  const t = useT()
  const [raw, set] = useSearchState<Search>()
  const [variantId, locationId, kind] = [textOf(raw.producto), textOf(raw.lugar), textOf(raw.clase)]
  const { own, nameOf } = usePlaces()
  const { data: item } = useApi(getStock, { id: variantId }, { enabled: variantId !== '' })
  const list = useApiPages(
    listMovements,
    { ...(variantId && { variantId }), ...(locationId && { locationId }), ...(kind && { documentKind: kind }) },
    { keepsPrevious: true },
  )
  const columns = useColumns(locationId || null)
  const may = useMay()
  const { send: reverse } = useSend(reverseMovement, {
    invalidates: [listMovements, getStock, listStock],
    onDone: () => void toast({ text: t('inventory.movements.reversed') }),
    onProblem: (_problem, text) => void toast({ text, tone: 'bad' }),
  })
  const takeBack = async ({ id, name }: Movement) => {
    const isSure = await confirm({
      title: t('inventory.movements.reverse_title'),
      text: t('inventory.movements.reverse_text', { name }),
      confirm: t('inventory.movements.reverse'),
    })
    if (isSure) void reverse({ id })
  }
  useTopic('inventory.stock')
  useTitle(t('inventory.movements.title'))
  return (
    <ListPage<Movement>
      title={t('inventory.movements.title')}
      back="/stock"
      {...(item && { hint: item.name })}
      bar={{
        filters: [
          {
            name: 'clase',
            label: t('inventory.movements.kind'),
            isSingle: true,
            value: kind ? [kind] : [],
            onChange: ([clase]) => set({ clase }),
            options: documentKinds.map((value) => ({ value, label: t(`inventory.movements.kinds.${value}`) })),
          },
          {
            name: 'lugar',
            label: t('inventory.place'),
            isSingle: true,
            value: locationId ? [locationId] : [],
            onChange: ([lugar]) => set({ lugar }),
            options: own.map(({ id }) => ({ value: id, label: nameOf(id) })),
          },
          ...(variantId
            ? [
                {
                  name: 'producto',
                  label: t('inventory.product'),
                  isSingle: true,
                  value: [variantId],
                  onChange: () => set({ producto: undefined }),
                  options: [{ value: variantId, label: item?.name ?? '' }],
                },
              ]
            : []),
        ],
      }}
      grid={{
        label: t('inventory.movements.title'),
        rows: list.items,
        isStale: list.isStale,
        columns,
        rowId: (row) => row.id,
        rowName: (row) => row.name,
        error: list.error,
        onRetry: list.refetch,
        hasMore: list.hasMore,
        isFetchingMore: list.isFetchingMore,
        onMore: list.fetchMore,
        ...(may(canMoveStock) && {
          rowMenu: (row: Movement) =>
            isReversible(row) ? (
              <Menu.Item leftSection={<IconArrowBackUp size={16} stroke={1.7} />} onClick={() => void takeBack(row)}>
                {t('inventory.movements.reverse')}
              </Menu.Item>
            ) : (
              <Menu.Item disabled>{t('inventory.movements.no_reverse')}</Menu.Item>
            ),
        }),
        empty:
          kind || locationId ? (
            <NoResults onClear={() => set({ clase: undefined, lugar: undefined })} />
          ) : (
            <EmptyState drawing="file" title={t('inventory.movements.empty_title')} hint={t('inventory.movements.empty_hint')} />
          ),
      }}
    />
  )
}

/** What somebody entered by hand; what an order or a count moved is corrected there. */
const isReversible = ({ document, reversalOf }: Movement): boolean =>
  reversalOf === null && (document.kind === 'adjustment' || document.kind === 'receipt')

const isOutside = (kind: string): boolean => !['shop', 'warehouse', 'quality', 'transit'].includes(kind)

/** Of one place: what came is more, what went is less. Of all of them: what came from outside, or went there. */
const signOf = ({ from, to }: Movement, locationId: string | null): number => {
  if (locationId !== null) return to.id === locationId ? 1 : -1
  if (isOutside(from.kind) === isOutside(to.kind)) return 0
  return isOutside(from.kind) ? 1 : -1
}

function useColumns(locationId: string | null): Column<Movement>[] {
  const t = useT()
  const format = useFormat()
  const quantity = useQuantity()
  const placeName = usePlaceName()
  const may = useMay()
  const what = (movement: Movement) => {
    const href = hrefOf(movement.document)
    const word = t(`inventory.movements.kinds.${kindOf(movement.document.kind)}`)
    return href === null ? (
      word
    ) : (
      <Link to={href} className={s.document}>
        {word}
      </Link>
    )
  }
  const why = ({ reason, note }: Movement) =>
    [reason === null ? null : t(`inventory.reasons.${reason.replaceAll('-', '_')}`), note === '' ? null : note].filter(Boolean).join(' · ')
  return [
    {
      name: 'name',
      header: t('inventory.product'),
      width: 'grow',
      card: 'title',
      cell: (one) => (
        <span className={s.name}>
          <span>{one.name}</span>
          {one.lot && <small>{t('inventory.lot_named', { code: one.lot.code })}</small>}
        </span>
      ),
    },
    {
      name: 'quantity',
      header: t('inventory.movements.quantity'),
      width: 96,
      align: 'end',
      card: 'corner',
      cell: (one) => {
        const sign = signOf(one, locationId)
        return (
          <b className={`num ${s.quantity}`} data-tone={sign < 0 ? 'bad' : sign > 0 ? 'ok' : undefined}>
            {quantity(sign < 0 ? -one.quantityMilli : one.quantityMilli, one.unit, sign !== 0)}
          </b>
        )
      },
    },
    { name: 'what', header: t('inventory.movements.kind'), width: 120, cell: what },
    {
      name: 'way',
      header: t('inventory.movements.way'),
      width: 180,
      cell: (one) => t('inventory.movements.from_to', { from: placeName(one.from), to: placeName(one.to) }),
    },
    { name: 'why', header: t('inventory.movements.why'), width: 150, cell: why },
    ...(may(canReadCosts)
      ? [
          {
            name: 'value',
            header: t('inventory.value'),
            width: 110,
            align: 'end' as const,
            card: 'none' as const,
            cell: (one: Movement) => one.valueMinor !== null && <span className="num">{format.money(one.valueMinor)}</span>,
          },
        ]
      : []),
    { name: 'by', header: t('inventory.movements.by'), width: 120, card: 'none', cell: (one) => one.actorName ?? '' },
    {
      name: 'at',
      header: t('inventory.movements.at'),
      width: 110,
      align: 'end',
      card: 'line',
      cell: (one) => <RelativeTime at={one.at} />,
    },
  ]
}
