import { Select } from '@mantine/core'
import { listDeals } from '#sales/contract/deal-api.ts'
import { canReadDeals } from '#sales/contract/permissions.ts'
import { useFormat, useT } from '#web/i18n/i18n.tsx'
import { useApi } from '#web/query.ts'
import { useMay } from '#web/session.ts'

type Props = { contactId: string; value: string | null; isDisabled?: boolean; onChange: (dealId: string | null) => void }

/** Open deals of somebody, the newest first. */
export function useOpenDeals(contactId: string | null) {
  const mayRead = useMay()(canReadDeals)
  const { data } = useApi(
    listDeals,
    { contactId: contactId ?? '', state: 'all', limit: 50 },
    { enabled: contactId !== null && mayRead, staleTime: 30_000 },
  )
  return data?.items
}

/** Which deal is won when the proposal is accepted. Nothing to choose where nothing is being negotiated. */
export function DealChoice({ contactId, value, isDisabled = false, onChange }: Props) {
  const t = useT()
  const format = useFormat()
  const deals = useOpenDeals(contactId)?.filter(({ id, closedAt }) => closedAt === null || id === value)
  if (!deals || deals.length === 0) return null
  return (
    <Select
      label={t('sales.proposals.deal')}
      description={t('sales.proposals.deal_hint')}
      placeholder={t('sales.proposals.no_deal')}
      data={deals.map(({ id, title, amountMinor, currency }) => ({
        value: id,
        label: amountMinor === null ? title : `${title} · ${format.money(amountMinor, currency, true)}`,
      }))}
      value={deals.some(({ id }) => id === value) ? value : null}
      disabled={isDisabled}
      clearable
      onChange={onChange}
    />
  )
}
