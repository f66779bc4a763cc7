import type { DealCard } from '#sales/contract/deal.ts'
import type { Pipeline } from '#sales/contract/pipeline.ts'
import type { ListState } from '#sales/web/figures/deal-query.ts'
import { useColleagues, useLostReasons } from '#sales/web/pipelines/pipelines.queries.ts'
import { useFormat, useT } from '#web/i18n/i18n.tsx'
import type { Column } from '#web/ui/data-grid.tsx'
import { Chip } from '#web/ui/marks.tsx'
import { DateTime } from '#web/ui/time.tsx'
import s from '#sales/web/figures/figures.module.css'

const dayMs = 86_400_000

/** What is open shows what comes next; what is closed, when and why. */
export function useDealColumns(pipeline: Pipeline, state: ListState): Column<DealCard>[] {
  const t = useT()
  const format = useFormat()
  const { nameOf } = useColleagues()
  const { reasons } = useLostReasons()
  const now = Date.now()
  const stageOf = (id: string) => pipeline.stages.find((stage) => stage.id === id)
  const day = (text: string) => format.day(`${text}T12:00:00Z`)
  const column = (name: string, rest: Omit<Column<DealCard>, 'name' | 'header'>): Column<DealCard> => ({
    name,
    header: t(`sales.list.columns.${name}`),
    ...rest,
  })
  const stage = column('stage', {
    width: 186,
    cell: (row) => {
      const here = stageOf(row.stageId)
      const days = Math.floor((now - Date.parse(row.stageEnteredAt)) / dayMs)
      const isRotting = row.closedAt === null && here?.rottingDays != null && days >= here.rottingDays
      return (
        <span className={s.stageCell}>
          <span>{here?.name}</span>
          {isRotting && <Chip tone="warn">{t('sales.figures.days', { days: format.number(days) })}</Chip>}
        </span>
      )
    },
  })
  const isOpen = state === 'abiertas'
  return [
    column('title', { width: 'grow', sort: 'title', card: 'title', cell: (row) => <span className={s.cut}>{row.title}</span> }),
    column('contact', { width: 156, cell: (row) => row.contactName && <span className={s.cut}>{row.contactName}</span> }),
    ...(isOpen || state === 'todas' ? [stage] : []),
    column('amount', {
      width: 122,
      align: 'end',
      sort: 'amountMinor',
      card: 'corner',
      cell: (row) => row.amountMinor !== null && <span className="num">{format.money(row.amountMinor, row.currency)}</span>,
    }),
    ...(isOpen
      ? [
          column('probability', {
            width: 64,
            align: 'end',
            card: 'none',
            cell: (row) => <span className="num">{format.percent((row.probability ?? stageOf(row.stageId)?.probability ?? 0) / 100)}</span>,
          }),
          column('expected_close', {
            width: 100,
            sort: 'expectedClose',
            card: 'none',
            cell: (row) =>
              row.expectedClose && (
                <span className="num" data-late={row.expectedClose < format.dayOf(new Date(now).toISOString()) || undefined}>
                  {day(row.expectedClose)}
                </span>
              ),
          }),
          column('next_step', {
            width: 206,
            sort: 'nextStepAt',
            cell: (row) =>
              row.nextStep && (
                <span className={s.cut} data-late={(row.nextStepAt !== null && Date.parse(row.nextStepAt) < now) || undefined}>
                  {row.nextStep}
                  {row.nextStepAt && (
                    <>
                      {' · '}
                      <DateTime at={row.nextStepAt} />
                    </>
                  )}
                </span>
              ),
          }),
        ]
      : [
          column('closed', {
            width: 120,
            sort: 'closedAt',
            cell: (row) => row.closedAt && <span className="num">{format.day(row.closedAt)}</span>,
          }),
        ]),
    ...(state === 'perdidas'
      ? [
          column('lost_reason', {
            width: 180,
            cell: (row) => <span className={s.cut}>{reasons.find(({ id }) => id === row.lostReasonId)?.name}</span>,
          }),
        ]
      : []),
    column('owner', { width: 120, card: 'none', cell: (row) => <span className={s.cut}>{nameOf(row.ownerId)}</span> }),
  ]
}
