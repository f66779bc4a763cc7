import { parentPort } from 'node:worker_threads'
import { train, type ClosedLead } from '#crm/server/lead-model/training.ts'

/** The body of the thread: it gathers leads until there are no more, learns once and answers. */
const leads: ClosedLead[] = []

parentPort?.on('message', (slice: ClosedLead[] | 'done') => {
  if (slice === 'done') parentPort?.postMessage(train(leads))
  else leads.push(...slice)
})
