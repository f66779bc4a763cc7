import { useEffect, useState } from 'react'
import type { Pipeline } from '#sales/contract/pipeline.ts'
import { closings, dealStates } from '#sales/web/deals/board-columns.ts'
import { filterOf, type PipelineSearch } from '#sales/web/deals/board-search.ts'
import type { View } from '#sales/web/deals/views.ts'
import { useColleagues } from '#sales/web/pipelines/pipelines.queries.ts'
import { useT } from '#web/i18n/i18n.tsx'
import { useSession } from '#web/session.ts'
import { type Filter, FilterBar } from '#web/ui/filter-bar.tsx'

type Search = PipelineSearch & Record<string, unknown>
type Props = { pipeline: Pipeline; kinds: View['filters']; search: Search; onSearch: (change: Partial<Search>) => void }

/** What is typed narrows at once; the address follows when somebody rests. */
export function PipelineFilters({ pipeline, kinds, search, onSearch }: Props) {
  const t = useT()
  const filter = filterOf(search)
  const filters = useFilters({ pipeline, search, onSearch })
  const [typed, setTyped] = useState(filter.words)
  useEffect(() => {
    const timer = setTimeout(() => {
      if (typed !== filter.words) onSearch({ buscar: typed || undefined })
    }, 120)
    return () => clearTimeout(timer)
    // Only what is typed moves the address; cleared from elsewhere it is taken over below.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [typed])
  useEffect(() => {
    if (filter.words === '') setTyped('')
  }, [filter.words])
  const words = { value: typed, onChange: setTyped, placeholder: t('sales.board.search') }
  return (
    <FilterBar
      {...(kinds === 'all' && { search: words })}
      filters={kinds === 'all' ? [...filters.whose, ...filters.what] : filters.whose}
    />
  )
}

const some = (values: string[]) => (values.length > 0 ? values : undefined)

/** Whose deals, which every view can be narrowed to; and which of them. */
function useFilters({ pipeline, search, onSearch }: Omit<Props, 'kinds'>): { whose: Filter[]; what: Filter[] } {
  const t = useT()
  const { brands } = useSession()
  const { colleagues } = useColleagues()
  const filter = filterOf(search)
  const whose: Filter[] = [
    {
      name: 'responsable',
      label: t('sales.form.owner'),
      options: [
        ...colleagues.filter(({ isActive }) => isActive).map(({ id, name }) => ({ value: id, label: name })),
        { value: 'nobody', label: t('sales.form.nobody') },
      ],
      value: filter.owners,
      onChange: (values) => onSearch({ responsable: some(values) }),
    },
  ]
  if (brands.length > 1)
    whose.push({
      name: 'marca',
      label: t('sales.form.brand'),
      options: [...brands.map(({ id, name }) => ({ value: id, label: name })), { value: 'none', label: t('sales.form.no_brand') }],
      value: filter.brands,
      onChange: (values) => onSearch({ marca: some(values) }),
    })
  const what: Filter[] = [
    {
      name: 'etapa',
      label: t('sales.form.stage'),
      options: pipeline.stages.map(({ id, name }) => ({ value: id, label: name })),
      value: filter.stages,
      onChange: (values) => onSearch({ etapa: some(values) }),
    },
    {
      name: 'estado',
      label: t('sales.filter.state'),
      options: dealStates.map((value) => ({ value, label: t(`sales.filter.${value}`) })),
      value: filter.states,
      onChange: (values) => onSearch({ estado: some(values) }),
    },
    {
      name: 'cierre',
      label: t('sales.form.expected_close'),
      options: closings.map((value) => ({ value, label: t(`sales.filter.${value}`) })),
      value: filter.closing === null ? [] : [filter.closing],
      onChange: ([value]) => onSearch({ cierre: closings.find((one) => one === value) }),
      isSingle: true,
    },
  ]
  return { whose, what }
}
