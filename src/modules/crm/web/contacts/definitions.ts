import { listColleagues } from '#identity/contract/api.ts'
import { contactViews, listFields, listTags } from '#crm/contract/api.ts'
import type { Field } from '#crm/contract/field.ts'
import type { Tag } from '#crm/contract/tag.ts'
import { useApi } from '#web/query.ts'
import type { Hue } from '#web/ui/marks.tsx'

/** Things that change seldom and are told when they do: every screen of contacts reads them from the cache. */
const seldom = { staleTime: 10 * 60_000 }

export function useTags(): { tags: readonly Tag[]; byId: ReadonlyMap<string, Tag> } {
  const { data } = useApi(listTags, {}, seldom)
  const tags = data?.items ?? []
  return { tags, byId: new Map(tags.map((tag) => [tag.id, tag])) }
}

/** Definitions of custom fields that are in use, in their order. */
export function useFields(): readonly Field[] {
  const { data } = useApi(listFields, {}, seldom)
  return data?.items.filter((field) => !field.isArchived) ?? []
}

export function useViews() {
  const { data } = useApi(contactViews.list, {}, seldom)
  return data?.items ?? []
}

export function useColleagues(): {
  colleagues: readonly { id: string; name: string; isActive: boolean }[]
  nameOf: (id: string) => string | undefined
} {
  const { data } = useApi(listColleagues, {}, seldom)
  const colleagues = data?.items ?? []
  return { colleagues, nameOf: (id) => colleagues.find((one) => one.id === id)?.name }
}

/** The hue in degrees of a tag's colour; grey has none and takes the paper's. */
export const hueOfTag = (tag: Pick<Tag, 'color'>): Hue => hues[tag.color]

const hues: Record<Tag['color'], Hue> = {
  grey: 'grey',
  red: 25,
  orange: 50,
  yellow: 90,
  green: 150,
  teal: 190,
  blue: 250,
  purple: 300,
  pink: 345,
}
