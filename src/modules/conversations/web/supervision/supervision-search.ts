import { textOf } from '#web/search.ts'

/** What the address of the supervision says: `/supervision?equipo=<id>`. */
export type SupervisionSearch = { equipo?: string; marca?: string }

export function supervisionSearch(raw: Record<string, unknown>): SupervisionSearch {
  const [equipo, marca] = [textOf(raw['equipo']), textOf(raw['marca'])]
  return { ...(equipo && { equipo }), ...(marca && { marca }) }
}
