import { listColleagues } from '#identity/contract/api.ts'
import { listLostReasons, listPipelines } from '#sales/contract/pipeline-api.ts'
import type { Pipeline, Stage } from '#sales/contract/pipeline.ts'
import { useApi } from '#web/query.ts'

/** Told when they change: every screen of deals reads them from the cache. */
const seldom = { staleTime: 10 * 60_000 }

export function usePipelines() {
  const { data, error, refetch } = useApi(listPipelines, {}, seldom)
  const all: readonly Pipeline[] | undefined = data?.items
  return { pipelines: all?.filter(({ archivedAt }) => archivedAt === null), all, error, refetch: () => void refetch() }
}

/** A stage of any pipeline by its id. */
export function useStages(): (id: string) => { stage: Stage; pipeline: Pipeline } | undefined {
  const { all = [] } = usePipelines()
  const byId = new Map(all.flatMap((pipeline) => pipeline.stages.map((stage) => [stage.id, { stage, pipeline }] as const)))
  return (id) => byId.get(id)
}

export function useLostReasons() {
  const { data } = useApi(listLostReasons, {}, seldom)
  return { reasons: data?.items ?? [], version: data?.version ?? 0 }
}

export function useColleagues() {
  const { data } = useApi(listColleagues, {}, seldom)
  const colleagues: readonly { id: string; name: string; isActive: boolean }[] = data?.items ?? []
  return { colleagues, nameOf: (id: string | null) => (id === null ? undefined : colleagues.find((one) => one.id === id)?.name) }
}

const lastKey = 'yapa.pipeline'

/** The one looked at last on this machine, where nobody said which. */
export const lastPipeline = (): string | null => localStorage.getItem(lastKey)
export const rememberPipeline = (id: string): void => localStorage.setItem(lastKey, id)
