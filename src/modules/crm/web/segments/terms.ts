import { listSegments, listSegmentTerms } from '#crm/contract/segment-api.ts'
import type { Segment, SegmentTerm } from '#crm/contract/segment.ts'
import { useColleagues, useTags } from '#crm/web/contacts/definitions.ts'
import { type T, useT } from '#web/i18n/i18n.tsx'
import { useApi } from '#web/query.ts'

const seldom = { staleTime: 10 * 60_000 }

export function useSegments(options: { enabled?: boolean } = {}): readonly Segment[] {
  const { data } = useApi(listSegments, {}, { ...seldom, ...options })
  return data?.items ?? []
}

/** What conditions can be about, by name; undefined while it is not known. */
export function useTerms(): { terms: ReadonlyMap<string, SegmentTerm> | undefined; error: unknown; refetch: () => void } {
  const { data, error, refetch } = useApi(listSegmentTerms, {}, seldom)
  return { terms: data && new Map(data.items.map((term) => [term.name, term])), error, refetch: () => void refetch() }
}

export const termText = (t: T, term: SegmentTerm): string => term.label ?? t(term.words)

/** The options of a term in words. `exceptId`: the segment that is being edited, which cannot refer to itself. */
export function useOptions(): (term: SegmentTerm, exceptId?: string) => { value: string; label: string }[] {
  const t = useT()
  const { tags } = useTags()
  const { colleagues } = useColleagues()
  const segments = useSegments()
  return (term, exceptId) => {
    switch (term.options) {
      case 'tag':
        return tags.map(({ id, name }) => ({ value: id, label: name }))
      case 'person':
        return colleagues.map(({ id, name }) => ({ value: id, label: name }))
      case 'segment':
        return segments.filter(({ id }) => id !== exceptId).map(({ id, name }) => ({ value: id, label: name }))
      default:
        return term.options.map(({ value, words, label }) => ({ value, label: label ?? (words ? t(words) : value) }))
    }
  }
}
