import { contactClassified, leadReceived, leadStageChanged, leadUpdated } from '#crm/contract/events.ts'
import { listForms } from '#crm/contract/form-api.ts'
import { getStanding, listLeads } from '#crm/contract/lead-api.ts'
import { liveHandler } from '#web/module.ts'

let isWaiting = false

/** A busy shop classifies many a second: what is open asks again once in a while. */
export const leadHandlers = [leadReceived, leadUpdated, leadStageChanged, contactClassified].map((event) =>
  liveHandler(event, (queryClient) => {
    if (isWaiting) return
    isWaiting = true
    setTimeout(() => {
      isWaiting = false
      for (const { path } of [listLeads, getStanding, listForms]) void queryClient.invalidateQueries({ queryKey: [path] })
    }, 300)
  }),
)
