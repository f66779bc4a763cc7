import { Button, Menu } from '@mantine/core'
import { IconArrowRight } from '@tabler/icons-react'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { getDeal, listDealHistory, listDeals, moveDeals } from '#sales/contract/deal-api.ts'
import type { Pipeline, Stage } from '#sales/contract/pipeline.ts'
import { putCard } from '#sales/web/deals/deals.live.ts'
import { LostDialog } from '#sales/web/deals/lost-dialog.tsx'
import { StageDot } from '#sales/web/deals/stage-dot.tsx'
import { useT } from '#web/i18n/i18n.tsx'
import { useSend } from '#web/query.ts'
import { BulkBar } from '#web/ui/bulk-bar.tsx'
import type { Selection } from '#web/ui/selection.tsx'
import { toast } from '#web/ui/toast.ts'

/** As many as one move takes: all of them, or none. */
export const mostMoved = 200

type Lost = { lostReasonId: string; lostNote: string | null }

/** The same move for everything that is ticked. */
export function useMoveMany(pipeline: Pick<Pipeline, 'stages'>, onMoved: () => void) {
  const t = useT()
  const queryClient = useQueryClient()
  const [losing, setLosing] = useState<{ ids: readonly string[]; stage: Stage } | null>(null)
  const { send, sending } = useSend(moveDeals, {
    onDone: ({ items }) => {
      for (const card of items) putCard(queryClient, card)
      for (const { path } of [listDeals, getDeal, listDealHistory]) void queryClient.invalidateQueries({ queryKey: [path] })
    },
    onProblem: (_problem, text) => void toast({ text, tone: 'bad', name: 'deal' }),
  })
  const carry = async (ids: readonly string[], stage: Stage, lost?: Lost): Promise<void> => {
    try {
      await send({ dealIds: [...ids], stageId: stage.id, ...lost })
      onMoved()
      void toast({ text: t('sales.bulk.moved', { count: ids.length, stage: stage.name }), name: 'deal' })
    } catch {
      // What is ticked stays ticked: the words of the refusal say what is missing.
    }
  }
  const move = (ids: readonly string[], stage: Stage): void => {
    if (stage.kind === 'lost') setLosing({ ids, stage })
    else void carry(ids, stage)
  }
  const dialog = losing && (
    <LostDialog
      title={t('sales.bulk.these', { count: losing.ids.length })}
      onClose={() => setLosing(null)}
      onSave={(lost) => {
        setLosing(null)
        void carry(losing.ids, losing.stage, lost)
      }}
    />
  )
  return { move, sending, dialog, stages: pipeline.stages }
}

/** "Move to…" for the bar that floats while something is ticked. */
export function MoveButton({ ids, moving: { move, sending, stages } }: { ids: readonly string[]; moving: ReturnType<typeof useMoveMany> }) {
  const t = useT()
  const isTooMany = ids.length > mostMoved
  return (
    <>
      {isTooMany && <small role="alert">{t('sales.bulk.most', { count: mostMoved })}</small>}
      <Menu position="top" width={220}>
        <Menu.Target>
          <Button
            size="xs"
            variant="default"
            loading={sending}
            disabled={isTooMany}
            leftSection={<IconArrowRight size={15} stroke={1.7} />}
          >
            {t('sales.board.move_to')}
          </Button>
        </Menu.Target>
        <Menu.Dropdown mah={360} style={{ overflowY: 'auto' }}>
          {stages.map((stage) => (
            <Menu.Item key={stage.id} onClick={() => move(ids, stage)}>
              <StageDot color={stage.color}>{stage.name}</StageDot>
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
    </>
  )
}

/** Floats over the board while cards are ticked; those that left the screen do not count any more. */
export function MoveBar({ pipeline, selection, shown }: { pipeline: Pipeline; selection: Selection; shown: ReadonlySet<string> }) {
  const moving = useMoveMany(pipeline, selection.clear)
  const ids = selection.ids.filter((id) => shown.has(id))
  return (
    <>
      <BulkBar selection={{ ...selection, ids }}>{(picked) => <MoveButton ids={picked} moving={moving} />}</BulkBar>
      {moving.dialog}
    </>
  )
}
