import { listAgents } from '#conversations/contract/availability-api.ts'
import { useApi } from '#web/query.ts'

/** Every skill that somebody has, by name. */
export function useSkills(): string[] {
  const { data } = useApi(listAgents, {})
  const bySpelling = new Map((data?.items ?? []).flatMap(({ skills }) => skills).map((skill) => [skill.toLocaleLowerCase(), skill]))
  return [...bySpelling.values()].toSorted((one, other) => one.localeCompare(other))
}
