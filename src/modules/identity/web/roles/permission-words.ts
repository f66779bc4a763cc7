import { listPermissions } from '#identity/contract/api.ts'
import type { PermissionEntry } from '#identity/contract/role.ts'
import { useT } from '#web/i18n/i18n.tsx'
import { useApi } from '#web/query.ts'

export type PermissionGroup = { module: string; title: string; entries: (PermissionEntry & { words: string })[] }

/** Every right in words, by the part of the product it belongs to. */
export function usePermissionGroups(): PermissionGroup[] | undefined {
  const t = useT()
  const { data } = useApi(listPermissions, {}, { staleTime: 5 * 60_000 })
  if (!data) return undefined
  const byModule = Map.groupBy(data.items, (entry) => entry.module)
  return [...byModule].map(([module, entries]) => ({
    module,
    title: t.has(`identity.roles.module.${module}`) ? t(`identity.roles.module.${module}`) : module,
    entries: entries.map((entry) => ({ ...entry, words: wordsOf(t, entry.code) })),
  }))
}

const wordsOf = (t: ReturnType<typeof useT>, code: string): string => {
  const [module = '', verb = ''] = code.split('.')
  const key = `${module}.permissions.${verb}`
  return t.has(key) ? t(key) : code
}
