import { Button } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { editOrder, previewOrderEdit } from '#orders/contract/order-api.ts'
import { differenceOf } from '#orders/contract/order-difference.ts'
import type { EditPreview, Order } from '#orders/contract/order.ts'
import { changesOf, draftOf, rebased } from '#orders/web/builder/draft.ts'
import { OrderForm } from '#orders/web/builder/order-form.tsx'
import { usePreview } from '#web/preview.ts'
import { Difference } from '#orders/web/orders/difference.tsx'
import { keep } from '#orders/web/orders/orders.live.ts'
import { useFormat, useT } from '#web/i18n/i18n.tsx'
import { useSend } from '#web/query.ts'
import { UnsavedGuard } from '#web/ui/form.tsx'
import { Page } from '#web/ui/page.tsx'
import { Notice } from '#web/ui/states.tsx'
import { toast } from '#web/ui/toast.ts'
import s from '#orders/web/orders/ticket.module.css'

type Props = { order: Order; onDone: () => void }

/** What is in an order, changed: what will be other is on screen before it is saved, and so is what somebody else changed meanwhile. */
export function OrderEditor({ order, onDone }: Props) {
  const t = useT()
  const format = useFormat()
  const queryClient = useQueryClient()
  const [base, setBase] = useState(order)
  const [draft, setDraft] = useState(() => draftOf(order))
  const changes = changesOf(draftOf(base), draft)
  const isDirty = Object.keys(changes).length > 0
  const isEmpty = draft.lines.length === 0
  const { answer, problem, isStale } = usePreview(previewOrderEdit, isDirty && !isEmpty ? { id: base.id, ...known(changes, order) } : null)
  const preview = answer as EditPreview | null
  const { send, sending } = useSend(editOrder, {
    onDone: (saved) => {
      keep(queryClient, saved as Order)
      onDone()
    },
    onProblem: (_problem, text) => void toast({ text, tone: 'bad', name: `order-${order.id}` }),
  })
  const isOvertaken = order.version > base.version
  const others = differenceOf(livingLines(base), livingLines(order))
  const save = (): void => void send({ id: base.id, ...known(changes, order) }, { ifMatch: order.version }).catch(() => {})
  return (
    <Page
      title={t('orders.edit.title', { number: order.number ?? t('orders.states.draft') })}
      hint={t('orders.edit.hint')}
      body="bare"
      actions={
        <Button variant="default" onClick={onDone}>
          {t('orders.edit.leave')}
        </Button>
      }
    >
      <UnsavedGuard when={isDirty && !sending} />
      <OrderForm
        draft={draft}
        door={order.door}
        onChange={(change) => setDraft((last) => ({ ...last, ...change }))}
        answer={preview ?? (isDirty ? null : asAnswer(order))}
        problem={problem}
        currency={order.currency}
        foot={
          <div className={s.saving}>
            {isOvertaken && (
              <Notice
                tone="warn"
                action={
                  <span className={s.ways}>
                    <Button
                      size="xs"
                      variant="default"
                      onClick={() => {
                        setBase(order)
                        setDraft(draftOf(order))
                      }}
                    >
                      {t('orders.edit.take_theirs')}
                    </Button>
                    <Button
                      size="xs"
                      variant="default"
                      onClick={() => {
                        setDraft(rebased(draftOf(base), draftOf(order), draft))
                        setBase(order)
                      }}
                    >
                      {t('orders.edit.keep_mine')}
                    </Button>
                  </span>
                }
              >
                {t('orders.edit.overtaken')}
                <Difference rows={others} currency={order.currency} />
              </Notice>
            )}
            {preview && isDirty && (
              <section aria-label={t('orders.edit.difference')}>
                <Difference rows={preview.difference} currency={preview.currency} />
                <p className={s.totals}>
                  {t('orders.edit.totals', {
                    from: format.money(preview.fromTotalMinor, preview.currency),
                    to: format.money(preview.toTotalMinor, preview.currency),
                  })}
                </p>
              </section>
            )}
            <Button
              disabled={!isDirty || isEmpty || isStale || problem !== null || preview?.trouble != null || isOvertaken}
              loading={sending}
              onClick={save}
            >
              {t('orders.edit.save')}
            </Button>
          </div>
        }
      />
    </Page>
  )
}

const livingLines = (order: Order) => order.lines.filter(({ removedAt }) => removedAt === null)

/** Lines that are no longer in the order are asked for anew. */
function known(changes: ReturnType<typeof changesOf>, order: Order): ReturnType<typeof changesOf> {
  if (!changes.lines) return changes
  const ids = new Set(livingLines(order).map(({ id }) => id))
  return { ...changes, lines: changes.lines.map(({ id, ...line }) => (id !== undefined && ids.has(id) ? { id, ...line } : line)) }
}

/** As it is now, in the words of an answer: nothing has been changed yet. */
const asAnswer = (order: Order): EditPreview =>
  ({
    quote: { ...order, lines: livingLines(order) },
    covering: null,
    trouble: null,
    promisedAt: order.promisedAt ?? order.createdAt,
    difference: [],
    currency: order.currency,
    fromTotalMinor: order.totalMinor,
    toTotalMinor: order.totalMinor,
  }) as unknown as EditPreview
