import { Button, Menu } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { canManagePromotions } from '#commerce/contract/permissions.ts'
import type { Promotion, PromotionState } from '#commerce/contract/promotion.ts'
import { getPromotion, listPromotions, setPromotionArchival, updatePromotion } from '#commerce/contract/promotion-api.ts'
import { promotionChanged } from '#commerce/contract/promotion-events.ts'
import { sentenceOf } from '#commerce/web/promotions/promotion-sentence.ts'
import { useTelling } from '#commerce/web/promotions/use-telling.ts'
import s from '#commerce/web/promotions/promotions.module.css'
import { useT, useFormat } from '#web/i18n/i18n.tsx'
import { useHappening, useTopic } from '#web/live-hooks.ts'
import { useApi, useSend } from '#web/query.ts'
import { useMay } from '#web/session.ts'
import { useTitle } from '#web/shell/title.tsx'
import type { Column } from '#web/ui/data-grid.tsx'
import { ListPage } from '#web/ui/list-page.tsx'
import { Chip, type Tone } from '#web/ui/marks.tsx'
import { EmptyState } from '#web/ui/states.tsx'
import { SegmentedTabs } from '#web/ui/tabs.tsx'
import { toast } from '#web/ui/toast.ts'

const toneByState: Record<PromotionState, Tone> = {
  active: 'ok',
  waiting: 'info',
  scheduled: 'info',
  paused: 'warn',
  ended: 'plain',
  archived: 'plain',
}

export function StateChip({ state }: { state: PromotionState }) {
  const t = useT()
  return <Chip tone={toneByState[state]}>{t(`commerce.promotions.states.${state}`)}</Chip>
}

const views = ['living', 'archived'] as const
const topic = 'commerce.promotions'

/** What the shop offers: each promotion as it would be said at the counter, whether it counts now, and what it cost so far. */
export function PromotionListPage() {
  const t = useT()
  const format = useFormat()
  const telling = useTelling()
  const mayManage = useMay()(canManagePromotions)
  const queryClient = useQueryClient()
  const [view, setView] = useState<(typeof views)[number]>('living')
  const isArchived = view === 'archived'
  const { data, error, refetch } = useApi(listPromotions, isArchived ? { isArchived } : {})
  const onProblem = (_problem: unknown, text: string): void => void toast({ text, tone: 'bad' })
  const invalidates = [listPromotions, getPromotion]
  const { send: change } = useSend(updatePromotion, { invalidates, onProblem })
  const { send: putAway } = useSend(setPromotionArchival, { invalidates, onProblem })
  useTopic(topic)
  useHappening(topic, ({ type }) => {
    if (type === promotionChanged.name) void queryClient.invalidateQueries({ queryKey: [listPromotions.path] })
  })
  useTitle(t('commerce.promotions.title'))

  const pause = ({ id, isPaused, version }: Promotion): void =>
    void change({ id, isPaused: !isPaused }, { ifMatch: version }).catch(() => {})
  const archive = async ({ id, name }: Promotion, archives: boolean): Promise<void> => {
    await putAway({ id, isArchived: archives })
    if (archives)
      void toast({ text: t('commerce.promotions.archived', { name }), undo: () => void putAway({ id, isArchived: false }).catch(() => {}) })
  }
  const columns: Column<Promotion>[] = [
    {
      name: 'name',
      header: t('commerce.promotions.name'),
      width: 'grow',
      card: 'title',
      cell: (promotion) => (
        <span className={s.named}>
          <span>{promotion.name}</span>
          <small>{sentenceOf(promotion, telling(promotion.names))}</small>
        </span>
      ),
    },
    { name: 'state', header: t('commerce.promotions.state'), width: 130, card: 'corner', cell: ({ state }) => <StateChip state={state} /> },
    {
      name: 'used',
      header: t('commerce.promotions.used'),
      width: 120,
      align: 'end',
      card: 'named',
      cell: ({ used, usesTotal }) => (
        <span className="num">
          {usesTotal === null
            ? format.number(used)
            : t('commerce.promotions.used_of', { used: format.number(used), total: format.number(usesTotal) })}
        </span>
      ),
    },
    {
      name: 'spent',
      header: t('commerce.promotions.spent'),
      width: 140,
      align: 'end',
      card: 'named',
      cell: ({ spentMinor, currency }) => <span className="num">{format.money(spentMinor, currency ?? undefined)}</span>,
    },
  ]
  const create = (
    <Button component={Link} to="/promociones/nueva" leftSection={<IconPlus size={15} />}>
      {t('commerce.promotions.new')}
    </Button>
  )
  return (
    <ListPage<Promotion>
      title={t('commerce.promotions.title')}
      {...(mayManage && { actions: create })}
      bar={{
        views: (
          <SegmentedTabs
            label={t('commerce.promotions.shown')}
            value={view}
            choices={views.map((value) => ({ value, label: t(`commerce.promotions.views.${value}`) }))}
            onChange={setView}
          />
        ),
      }}
      grid={{
        label: t('commerce.promotions.title'),
        rows: data?.items,
        columns,
        rowId: ({ id }) => id,
        rowName: ({ name }) => name,
        rowHref: ({ id }) => `/promociones/${id}`,
        error,
        onRetry: () => void refetch(),
        empty: (
          <EmptyState
            drawing="cards"
            title={t(isArchived ? 'commerce.promotions.none_archived' : 'commerce.promotions.empty_title')}
            {...(!isArchived && { hint: t('commerce.promotions.empty_hint') })}
            {...(!isArchived && mayManage && { actions: create })}
          />
        ),
        ...(mayManage && {
          rowMenu: (promotion: Promotion) =>
            promotion.archivedAt === null ? (
              <>
                {promotion.state !== 'ended' && (
                  <Menu.Item onClick={() => pause(promotion)}>
                    {t(`commerce.promotions.${promotion.isPaused ? 'resume' : 'pause'}`)}
                  </Menu.Item>
                )}
                <Menu.Item onClick={() => void archive(promotion, true).catch(() => {})}>{t('commerce.promotions.archive')}</Menu.Item>
              </>
            ) : (
              <Menu.Item onClick={() => void archive(promotion, false).catch(() => {})}>{t('commerce.promotions.restore')}</Menu.Item>
            ),
        }),
      }}
    />
  )
}
