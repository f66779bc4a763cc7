import { lifecycleStages } from '#crm/contract/badge.ts'
import type { ContactSearch } from '#crm/web/contacts/contact-query.ts'
import { useSourceText } from '#crm/web/contacts/contact-columns.tsx'
import { hueOfTag, useColleagues, useTags } from '#crm/web/contacts/definitions.ts'
import { relationOrder } from '#crm/web/contacts/relation-order.ts'
import { useSegments } from '#crm/web/segments/terms.ts'
import { useT } from '#web/i18n/i18n.tsx'
import type { Filter } from '#web/ui/filter-bar.tsx'
import { StateDot } from '#web/ui/marks.tsx'

const gradeOrder = ['A1', 'A2', 'A3', 'B1', 'B2', 'B3', 'C1', 'C2', 'C3']

/** The filters over the list of contacts. */
export function useContactFilters(search: ContactSearch, set: (change: Partial<ContactSearch>) => void): Filter[] {
  const t = useT()
  const { tags } = useTags()
  const { colleagues } = useColleagues()
  const sourceText = useSourceText()
  const segments = useSegments()
  return [
    {
      name: 'etiqueta',
      label: t('crm.contact.tags'),
      value: search.etiqueta,
      onChange: (etiqueta) => set({ etiqueta: etiqueta.at(-1) === 'ninguna' ? ['ninguna'] : etiqueta.filter((one) => one !== 'ninguna') }),
      options: [
        ...tags.map((tag) => ({ value: tag.id, label: tag.name, mark: <StateDot hue={hueOfTag(tag)}>{''}</StateDot> })),
        { value: 'ninguna', label: t('crm.list.untagged') },
      ],
    },
    {
      name: 'responsable',
      label: t('crm.contact.owner'),
      value: search.responsable,
      onChange: (responsable) =>
        set({ responsable: responsable.at(-1) === 'nadie' ? ['nadie'] : responsable.filter((one) => one !== 'nadie') }),
      options: [...colleagues.map((one) => ({ value: one.id, label: one.name })), { value: 'nadie', label: t('crm.list.nobody') }],
    },
    {
      name: 'relacion',
      label: t('crm.contact.relations'),
      value: search.relacion,
      onChange: (relacion) => set({ relacion: relacion.at(-1) === 'ninguna' ? ['ninguna'] : relacion.filter((one) => one !== 'ninguna') }),
      options: [
        ...relationOrder.map((relation) => ({ value: relation, label: t(`crm.relation.${relation}`) })),
        { value: 'ninguna', label: t('crm.list.unrelated') },
      ],
    },
    {
      name: 'etapa',
      label: t('crm.leads.stage'),
      value: search.etapa,
      onChange: (etapa) => set({ etapa }),
      options: lifecycleStages.map((stage) => ({ value: stage, label: t(`crm.leads.stages.${stage}`) })),
    },
    {
      name: 'grado',
      isRare: true,
      label: t('crm.contact.grade'),
      value: search.grado,
      onChange: (grado) => set({ grado }),
      options: gradeOrder.map((grade) => ({ value: grade, label: grade })),
    },
    {
      name: 'origen',
      isRare: true,
      label: t('crm.contact.source'),
      value: search.origen,
      onChange: (origen) => set({ origen }),
      options: ['whatsapp', 'form', 'manual', 'import', 'api', 'demo'].map((source) => ({ value: source, label: sourceText(source) })),
    },
    {
      name: 'tipo',
      isRare: true,
      label: t('crm.contact.kind'),
      isSingle: true,
      value: search.tipo,
      onChange: (tipo) => set({ tipo }),
      options: (['person', 'company'] as const).map((kind) => ({ value: kind, label: t(`crm.kind.${kind}`) })),
    },
    ...(segments.length + search.segmento.length > 0
      ? [
          {
            name: 'segmento',
            isRare: true,
            label: t('crm.segment.one'),
            value: search.segmento,
            onChange: (segmento: string[]) => set({ segmento }),
            options: segments.map(({ id, name }) => ({ value: id, label: name })),
          },
        ]
      : []),
  ]
}
