export type TaskSearch = { de: 'mias' | 'todas' | 'nadie'; ver: 'pendientes' | 'hechas'; nueva?: boolean | undefined }

export const taskSearch = (raw: Record<string, unknown>): TaskSearch => ({
  de: raw['de'] === 'todas' || raw['de'] === 'nadie' ? raw['de'] : 'mias',
  ver: raw['ver'] === 'hechas' ? 'hechas' : 'pendientes',
  nueva: raw['nueva'] === true || raw['nueva'] === 'true' ? true : undefined,
})

const whoseBy = { mias: 'mine', todas: 'all', nadie: 'nobody' } as const

export const taskInput = ({ de, ver }: TaskSearch) => ({
  whose: whoseBy[de],
  state: ver === 'hechas' ? ('done' as const) : ('open' as const),
})
