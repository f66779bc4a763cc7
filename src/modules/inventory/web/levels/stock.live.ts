import type { QueryClient } from '@tanstack/react-query'
import { listLocations } from '#inventory/contract/location-api.ts'
import { listMovements } from '#inventory/contract/movement-api.ts'
import { getRecipe } from '#inventory/contract/recipe-api.ts'
import { getStock, listStock } from '#inventory/contract/stock-api.ts'
import { stockChanged, stockSettingChanged } from '#inventory/contract/stock-events.ts'
import { getTransfer, listTransfers } from '#inventory/contract/transfer-api.ts'
import { listWaiting } from '#inventory/contract/waiting-api.ts'
import { liveHandler } from '#web/module.ts'

/** A busy hour sells something every second: lists are asked again a moment after the last of it. */
const pauseMs = 600
const waiting = new WeakMap<QueryClient, ReturnType<typeof setTimeout>>()

export const stockHandlers = [
  liveHandler(stockChanged, (queryClient, { variantIds }: { variantIds: readonly string[] }) => {
    for (const id of variantIds) void queryClient.invalidateQueries({ queryKey: [getStock.path, { id }] })
    clearTimeout(waiting.get(queryClient))
    const ask = () => {
      for (const { path } of [listStock, listMovements, listTransfers, getTransfer, listWaiting])
        void queryClient.invalidateQueries({ queryKey: [path] })
    }
    waiting.set(queryClient, setTimeout(ask, pauseMs))
  }),
  liveHandler(stockSettingChanged, (queryClient) => {
    for (const { path } of [listLocations, listStock, getStock, getRecipe]) void queryClient.invalidateQueries({ queryKey: [path] })
  }),
]
