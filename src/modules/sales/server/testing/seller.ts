import { anOrg, type TestOrg } from '#kernel/testing/org.ts'
import type { DealCard } from '#sales/contract/deal.ts'
import type { Pipeline, Stage } from '#sales/contract/pipeline.ts'

export type Given = Record<string, unknown>

/** A shop with the usual pipeline, and its stages by their kind in their order. */
export async function aSeller(t: Parameters<typeof anOrg>[0]) {
  const shop = await anOrg(t)
  const pipeline = (await shop.http.get('/pipelines')).body.items[0] as Pipeline
  const [fresh, qualified, proposal, negotiation, won, lost] = pipeline.stages as [Stage, Stage, Stage, Stage, Stage, Stage]
  return { shop, pipeline, fresh, qualified, proposal, negotiation, won, lost }
}

export const make = async (shop: TestOrg, given: Given) => (await shop.http.post('/deals', given)).body

export const put = (shop: Pick<TestOrg, 'http'>, id: string, stageId: string, more: Given = {}) =>
  shop.http.put(`/deals/${id}/place`, { stageId, ...more })

/** The titles of a stage, from the top. */
export const order = async (shop: TestOrg, pipelineId: string, stageId: string): Promise<string[]> =>
  ((await shop.http.get(`/pipelines/${pipelineId}/board`)).body.cards as DealCard[])
    .filter((card) => card.stageId === stageId)
    .toSorted((a, b) => (a.rankKey < b.rankKey ? -1 : 1))
    .map(({ title }) => title)

export const contact = async (shop: TestOrg, name: string): Promise<string> =>
  (await shop.http.post('/contacts', { kind: 'person', name })).body.id
