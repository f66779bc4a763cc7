import { ActionIcon, Button, Menu } from '@mantine/core'
import { IconArrowsMove } from '@tabler/icons-react'
import { useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { type PointerEvent, useState } from 'react'
import { rankOfStage } from '#crm/contract/badge.ts'
import { countContacts, getContact, listContacts, listTimeline, updateContact } from '#crm/contract/api.ts'
import { getStanding, moveStage } from '#crm/contract/lead-api.ts'
import type { ContactRow } from '#crm/contract/contact.ts'
import { canWriteContacts } from '#crm/contract/permissions.ts'
import { shownPhone } from '#kernel/contract/phone-text.ts'
import { askFor, type ContactSearch } from '#crm/web/contacts/contact-query.ts'
import { hueOfTag, useTags } from '#crm/web/contacts/definitions.ts'
import { type BoardColumn, useBoardOptions } from '#crm/web/layouts/by-options.ts'
import { useCardDrag } from '#crm/web/layouts/card-drag.ts'
import { ReasonDialog } from '#crm/web/layouts/reason-dialog.tsx'
import { useFormat, useT } from '#web/i18n/i18n.tsx'
import { useApi, useApiPages, useSend } from '#web/query.ts'
import { useMay } from '#web/session.ts'
import { Avatar } from '#web/ui/avatar.tsx'
import { Tag } from '#web/ui/marks.tsx'
import { ErrorState, ListBones } from '#web/ui/states.tsx'
import { toast } from '#web/ui/toast.ts'
import s from '#crm/web/layouts/layouts.module.css'

type Move = { row: ContactRow; from: string; to: string }

/** The contacts of the list, a column for each value of what the board goes by. */
export function ContactBoard({ search }: { search: ContactSearch }) {
  const t = useT()
  const may = useMay()
  const queryClient = useQueryClient()
  const options = useBoardOptions()
  const option = search.por ? options.find(({ value }) => value === search.por) : options[0]
  const [moving, setMoving] = useState<readonly Move[]>([])
  const [asking, setAsking] = useState<Move | null>(null)
  const changing = useSend(updateContact, { invalidates: [getContact, listTimeline] })
  const stepping = useSend(moveStage, { invalidates: [getContact, listTimeline, getStanding] })
  const columnOf = (value: string): BoardColumn | undefined => option?.columns.find((column) => column.value === value)

  const refresh = () =>
    Promise.all([listContacts, countContacts].map(({ path }) => queryClient.invalidateQueries({ queryKey: [path] }))).then(() => {})

  /** Shown at once; taken back when the server refuses. `reason`: of a step back in the life cycle. */
  const move = async ({ row, from, to }: Move, { reason, isUndo }: { reason?: string; isUndo?: boolean } = {}): Promise<void> => {
    const target = columnOf(to)
    const change = target?.moveHere?.(row, from)
    if (!target || !change || from === to) return
    const one: Move = { row, from, to }
    if ('stage' in change && rankOfStage(change.stage) < rankOfStage(row.lifecycleStage) && reason === undefined) return setAsking(one)
    setMoving((all) => [...all.filter((other) => other.row.id !== row.id), one])
    try {
      const text = t('crm.layout.moved', { name: row.name, column: target.label })
      if ('stage' in change) {
        await stepping.send({ id: row.id, stage: change.stage, reason: reason ?? null })
        void toast({ text })
      } else {
        const saved = await changing.send({ id: row.id, ...change.contact }, { ifMatch: row.version })
        const undo = () => void move({ row: { ...row, ...saved }, from: to, to: from }, { isUndo: true })
        void toast({ text, ...(!isUndo && { undo }) })
      }
    } catch {
      void toast({ text: t('crm.layout.not_moved', { name: row.name }), tone: 'bad' })
    }
    await refresh()
    setMoving((all) => all.filter((other) => other !== one))
  }
  const rows = new Map<string, ContactRow>()
  const { dragged, press } = useCardDrag((id, from, to) => {
    const row = rows.get(id)
    if (row) void move({ row, from, to })
  })
  if (!option) return <p className={s.gone}>{t('crm.layout.by_gone')}</p>
  const held = dragged && rows.get(dragged.id)
  return (
    <div className={s.board} data-board data-dragging={dragged !== null || undefined}>
      {option.columns.map((column) => (
        <Column
          key={`${option.value}${column.value}`}
          column={column}
          columns={option.columns}
          search={search}
          moving={moving}
          remember={(row) => rows.set(row.id, row)}
          isOver={dragged?.over === column.value && dragged.from !== column.value}
          draggedId={dragged?.id}
          mayMove={may(canWriteContacts)}
          onPress={press}
          onMove={(row, to) => void move({ row, from: column.value, to })}
        />
      ))}
      {asking && (
        <ReasonDialog
          name={asking.row.name}
          stage={columnOf(asking.to)?.label ?? ''}
          onClose={() => setAsking(null)}
          onSave={(reason) => {
            setAsking(null)
            void move(asking, { reason })
          }}
        />
      )}
      {held && (
        <div className={s.ghost} style={{ left: dragged.x, top: dragged.y }} aria-hidden>
          {held.name}
        </div>
      )}
    </div>
  )
}

type ColumnProps = {
  column: BoardColumn
  columns: readonly BoardColumn[]
  search: ContactSearch
  moving: readonly Move[]
  remember: (row: ContactRow) => void
  isOver: boolean
  draggedId: string | undefined
  mayMove: boolean
  onPress: (event: PointerEvent<HTMLElement>, id: string, from: string) => void
  onMove: (row: ContactRow, to: string) => void
}

function Column({ column, columns, search, moving, remember, isOver, draggedId, mayMove, onPress, onMove }: ColumnProps) {
  const t = useT()
  const format = useFormat()
  const asked = askFor(search)
  const filter = [...asked.filter, column.filter]
  const list = useApiPages(listContacts, { ...asked, filter }, { keepsPrevious: true })
  const count = useApi(countContacts, { show: asked.show, search: asked.search, filter }, { keepsPrevious: true })
  const leaving = new Set(moving.filter((one) => one.from === column.value).map(({ row }) => row.id))
  const coming = moving.filter((one) => one.to === column.value).map(({ row }) => row)
  const rows = [...coming, ...(list.items ?? []).filter(({ id }) => !leaving.has(id) && !coming.some((one) => one.id === id))]
  rows.forEach(remember)
  return (
    <section className={s.column} data-column={column.value} data-over={isOver || undefined} aria-label={column.label}>
      <header>
        <h2>{column.label}</h2>
        {count.data && <span className="num">{format.number(count.data.count)}</span>}
      </header>
      {list.error && !list.items && <ErrorState error={list.error} onRetry={list.refetch} />}
      {list.isPending && <ListBones rows={3} face={false} />}
      <ul aria-busy={list.isStale}>
        {rows.map((row) => (
          <li
            key={row.id}
            className={s.card}
            data-dragged={draggedId === row.id || undefined}
            onPointerDown={(event) => mayMove && onPress(event, row.id, column.value)}
          >
            <Card row={row} />
            {mayMove && (
              <Menu position="bottom-end" width={220}>
                <Menu.Target>
                  <ActionIcon className={s.move} aria-label={t('crm.layout.move', { name: row.name })}>
                    <IconArrowsMove size={15} stroke={1.7} />
                  </ActionIcon>
                </Menu.Target>
                <Menu.Dropdown mah={360} style={{ overflowY: 'auto' }}>
                  <Menu.Label>{t('crm.layout.move_to')}</Menu.Label>
                  {columns.map((other) => (
                    <Menu.Item
                      key={other.value}
                      disabled={other.value === column.value || !other.moveHere}
                      onClick={() => onMove(row, other.value)}
                    >
                      {other.label}
                    </Menu.Item>
                  ))}
                </Menu.Dropdown>
              </Menu>
            )}
          </li>
        ))}
      </ul>
      {list.items && rows.length === 0 && (
        <p className={s.none} aria-busy={list.isStale}>
          {t('crm.layout.empty_column')}
        </p>
      )}
      {list.hasMore && (
        <Button variant="subtle" color="gray" loading={list.isFetchingMore} onClick={list.fetchMore}>
          {t('web.action.show_more')}
        </Button>
      )}
    </section>
  )
}

function Card({ row }: { row: ContactRow }) {
  const { byId } = useTags()
  return (
    <>
      <Link to="/contactos/$id" params={{ id: row.id }} className={s.cardName} draggable={false}>
        <Avatar name={row.name} size={24} />
        <span>{row.name}</span>
      </Link>
      {(row.phone ?? row.email) && <p className={s.cardLine}>{row.phone ? shownPhone(row.phone) : row.email}</p>}
      {row.tagIds.length > 0 && (
        <p className={s.cardTags}>
          {row.tagIds.slice(0, 3).map((id) => {
            const tag = byId.get(id)
            return tag && <Tag key={id} name={tag.name} hue={hueOfTag(tag)} />
          })}
        </p>
      )}
    </>
  )
}
