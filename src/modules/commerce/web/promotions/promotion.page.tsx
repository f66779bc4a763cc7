import { Button } from '@mantine/core'
import { useNavigate, useParams } from '@tanstack/react-router'
import { canManagePromotions } from '#commerce/contract/permissions.ts'
import type { Promotion } from '#commerce/contract/promotion.ts'
import { createPromotion, getPromotion, listPromotions, setPromotionArchival, updatePromotion } from '#commerce/contract/promotion-api.ts'
import { CouponSection } from '#commerce/web/promotions/coupon-section.tsx'
import { draftOf, newDraft, type Place } from '#commerce/web/promotions/promotion-draft.ts'
import { PromotionForm } from '#commerce/web/promotions/promotion-form.tsx'
import { StateChip } from '#commerce/web/promotions/promotion-list.page.tsx'
import { sentenceOf } from '#commerce/web/promotions/promotion-sentence.ts'
import { useTelling } from '#commerce/web/promotions/use-telling.ts'
import s from '#commerce/web/promotions/promotions.module.css'
import { useFormat, useT } from '#web/i18n/i18n.tsx'
import { useApi, useSend } from '#web/query.ts'
import { useMay } from '#web/session.ts'
import { useTitle } from '#web/shell/title.tsx'
import { Facts } from '#web/ui/marks.tsx'
import { Page } from '#web/ui/page.tsx'
import { ErrorState, Notice, PageBones } from '#web/ui/states.tsx'
import { toast } from '#web/ui/toast.ts'

const list = '/promociones'

function usePlace(): Place {
  const { region, dayOf } = useFormat()
  return { currency: region.currency, zone: region.zone, dayOf }
}

export function NewPromotionPage() {
  const t = useT()
  const navigate = useNavigate()
  const place = usePlace()
  const { send } = useSend(createPromotion, { invalidates: [listPromotions] })
  useTitle(t('commerce.promotions.new'))
  return (
    <Page title={t('commerce.promotions.new')} back={list}>
      <PromotionForm
        start={newDraft(t('commerce.promotions.usual_group'))}
        place={place}
        promotion={null}
        save={async (input) => {
          const made = await send(input)
          void toast({ text: t(made.needsCoupon ? 'commerce.promotions.created_coupon' : 'commerce.promotions.created') })
          // Who needs codes goes on where they are made.
          void navigate({ to: made.needsCoupon ? `${list}/${made.id}` : list, ignoreBlocker: true })
        }}
      />
    </Page>
  )
}

export function PromotionPage() {
  const t = useT()
  const { id = '' } = useParams({ strict: false }) as { id?: string }
  const { data, error, refetch } = useApi(getPromotion, { id })
  const mayManage = useMay()(canManagePromotions)
  useTitle(data?.name ?? t('commerce.promotions.one'))
  return (
    <Page title={data?.name ?? t('commerce.promotions.one')} back={list} {...(data && { actions: <StateChip state={data.state} /> })}>
      {error && !data ? (
        <ErrorState error={error} onRetry={() => void refetch()} />
      ) : !data ? (
        <PageBones kind="record" />
      ) : mayManage && data.archivedAt === null ? (
        <Known key={data.id} promotion={data} />
      ) : (
        <Shown promotion={data} mayManage={mayManage} />
      )}
    </Page>
  )
}

function Known({ promotion }: { promotion: Promotion }) {
  const t = useT()
  const region = usePlace()
  const place = { ...region, currency: promotion.currency ?? region.currency }
  const { send } = useSend(updatePromotion, {
    invalidates: [listPromotions, getPromotion],
    rereads: [getPromotion],
    onDone: () => void toast({ text: t('commerce.promotions.saved') }),
  })
  return (
    <>
      <Figures promotion={promotion} />
      {promotion.needsCoupon && <CouponSection promotion={promotion} />}
      <PromotionForm
        start={draftOf(promotion, t('commerce.promotions.usual_group'), place)}
        place={place}
        promotion={promotion}
        save={(input, begun) => send({ id: promotion.id, ...input }, begun)}
      />
    </>
  )
}

/** For who may look at it and not change it, and for what is put away. */
function Shown({ promotion, mayManage }: { promotion: Promotion; mayManage: boolean }) {
  const t = useT()
  const telling = useTelling()
  const { send, sending } = useSend(setPromotionArchival, {
    invalidates: [listPromotions, getPromotion],
    onProblem: (_problem, text) => void toast({ text, tone: 'bad' }),
  })
  return (
    <>
      {promotion.archivedAt !== null && (
        <Notice
          action={
            mayManage && (
              <Button
                variant="default"
                loading={sending}
                onClick={() => void send({ id: promotion.id, isArchived: false }).catch(() => {})}
              >
                {t('commerce.promotions.restore')}
              </Button>
            )
          }
        >
          {t('commerce.promotions.is_archived')}
        </Notice>
      )}
      <p className={s.sentence}>{sentenceOf(promotion, telling(promotion.names))}</p>
      <Figures promotion={promotion} />
    </>
  )
}

function Figures({ promotion }: { promotion: Promotion }) {
  const t = useT()
  const format = useFormat()
  const { used, usesTotal, spentMinor, budgetMinor, currency, startsAt, endsAt } = promotion
  const money = (minor: number): string => format.money(minor, currency ?? undefined)
  const of = (value: string, total: string | null): string =>
    total === null ? value : t('commerce.promotions.used_of', { used: value, total })
  return (
    <div className={s.figures}>
      <Facts
        rows={[
          { label: t('commerce.promotions.used'), value: of(format.number(used), usesTotal === null ? null : format.number(usesTotal)) },
          { label: t('commerce.promotions.spent'), value: of(money(spentMinor), budgetMinor === null ? null : money(budgetMinor)) },
          ...(startsAt ? [{ label: t('commerce.promotions.since'), value: format.day(startsAt) }] : []),
          ...(endsAt ? [{ label: t('commerce.promotions.until'), value: format.day(new Date(Date.parse(endsAt) - 1).toISOString()) }] : []),
        ]}
      />
    </div>
  )
}
