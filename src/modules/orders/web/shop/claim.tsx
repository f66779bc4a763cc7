import { getShopClaim } from '#orders/contract/shop-api.ts'
import s from '#orders/web/shop/shop.module.css'
import { useT } from '#web/i18n/i18n.tsx'
import { useApi } from '#web/query.ts'
import { Chip, Facts } from '#web/ui/marks.tsx'
import { FactGroup } from '#web/ui/record-page.tsx'

/** Who the customer of the shop said they are: a number that is somebody's already may have been typed by anybody. */
export function Claim({ orderId }: { orderId: string }) {
  const t = useT()
  const { data } = useApi(getShopClaim, { id: orderId })
  const claim = data?.claim
  if (!claim) return null
  const rows = [
    { label: t('orders.web_shop.claim_name'), value: claim.name },
    {
      label: t('orders.web_shop.claim_phone'),
      value: (
        <span className={s.claim}>
          <a href={`tel:${claim.phone}`}>{claim.phone}</a>
          {claim.wasKnown && <Chip tone="warn">{t('orders.web_shop.unverified')}</Chip>}
        </span>
      ),
    },
    ...(claim.url === null
      ? []
      : [
          {
            label: t('orders.web_shop.claim_page'),
            value: (
              <a href={claim.url} target="_blank" rel="noopener">
                {t('orders.web_shop.claim_open')}
              </a>
            ),
          },
        ]),
  ]
  return (
    <FactGroup title={t('orders.web_shop.claim')}>
      <Facts rows={rows} />
    </FactGroup>
  )
}
