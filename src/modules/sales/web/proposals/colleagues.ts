import { listColleagues } from '#identity/contract/api.ts'
import { useApi } from '#web/query.ts'

/** Who works here now, by name. */
export const useColleagueNames = (): { id: string; name: string }[] => {
  const { data } = useApi(listColleagues, {}, { staleTime: 5 * 60_000 })
  return (data?.items ?? []).filter(({ isActive }) => isActive).map(({ id, name }) => ({ id, name }))
}
