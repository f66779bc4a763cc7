import { listOrdering } from '#orders/contract/ordering-api.ts'
import type { OrderState } from '#orders/contract/order-state.ts'
import type { BrandSteps } from '#orders/contract/order-step.ts'
import { useT } from '#web/i18n/i18n.tsx'
import { useApi } from '#web/query.ts'

/** What the steps are called in a brand, and which of them it uses. Without a brand (all of them): as usual. */
export function useOrdering() {
  const t = useT()
  const { data } = useApi(listOrdering, {}, { staleTime: 5 * 60_000 })
  const of = (brandId: string | null) =>
    data?.items.find((one) => one.brandId === brandId) ?? (data?.items.length === 1 ? data.items[0] : undefined)
  return {
    isKnown: data !== undefined,
    stateName: (state: OrderState, brandId: string | null): string =>
      of(brandId)?.states.find((one) => one.state === state)?.name ?? t(`orders.states.${state}`),
    stepsOf: (brandId: string | null): BrandSteps => ({
      isUsed: (state) => of(brandId)?.states.find((one) => one.state === state)?.isUsed ?? true,
      mayGoBack: of(brandId)?.mayGoBack ?? false,
    }),
  }
}
