import type { ContactRow } from '#crm/contract/contact.ts'
import { shownPhone } from '#kernel/contract/phone-text.ts'
import { shownTaxId } from '#crm/contract/tax-id.ts'
import { hueOfTag, useColleagues, useFields, useTags } from '#crm/web/contacts/definitions.ts'
import { FieldText } from '#crm/web/contacts/field-text.tsx'
import { useFormat, useT } from '#web/i18n/i18n.tsx'
import { Avatar } from '#web/ui/avatar.tsx'
import type { Column } from '#web/ui/data-grid.tsx'
import { Tag } from '#web/ui/marks.tsx'
import { useIsPhone } from '#web/ui/screen.ts'
import { RelativeTime } from '#web/ui/time.tsx'
import s from '#crm/web/contacts/contacts.module.css'
import score from '#crm/web/scoring/score.module.css'

export const usualColumns = ['phone', 'email', 'tags', 'score', 'owner', 'createdAt']
const shownTags = 2

/** The word of a source: a channel, an import, a person. */
export function useSourceText(): (source: string) => string {
  const t = useT()
  return (source) => (t.has(`crm.source.${source}`) ? t(`crm.source.${source}`) : source)
}

/** Every column there is, those of custom fields included. The name is always first. */
export function useAllColumns(): (Column<ContactRow> & { label: string })[] {
  const t = useT()
  const format = useFormat()
  const { byId } = useTags()
  const { nameOf } = useColleagues()
  const sourceText = useSourceText()
  const isPhone = useIsPhone()
  const definitions = useFields()
  const column = (name: string, header: string, rest: Omit<Column<ContactRow>, 'name' | 'header'>) => ({
    name,
    header,
    label: header,
    ...rest,
  })
  return [
    column('name', t('crm.contact.name'), {
      width: 'grow',
      sort: 'name',
      card: 'title',
      cell: (row) => (
        <span className={s.nameCell}>
          {!isPhone && <Avatar name={row.name} size={26} />}
          <span className={s.cut}>{row.name}</span>
        </span>
      ),
    }),
    column('phone', t('crm.contact.phone'), {
      width: 156,
      cell: (row) => row.phone && <span className="num">{shownPhone(row.phone)}</span>,
    }),
    column('email', t('crm.contact.email'), {
      width: 204,
      card: 'none',
      cell: (row) => row.email && <span className={s.cut}>{row.email}</span>,
    }),
    column('stage', t('crm.leads.stage'), { width: 130, cell: (row) => row.lifecycleStage && t(`crm.leads.stages.${row.lifecycleStage}`) }),
    column('taxId', t('crm.contact.tax_id'), {
      width: 160,
      card: 'none',
      cell: (row) => row.taxId && <span className="num">{shownTaxId(row.taxId).shown}</span>,
    }),
    column('tags', t('crm.contact.tags'), {
      width: 180,
      cell: (row) =>
        row.tagIds.length > 0 && (
          <span className={s.tagsCell}>
            {row.tagIds.slice(0, shownTags).map((id) => {
              const tag = byId.get(id)
              return tag && <Tag key={id} name={tag.name} hue={hueOfTag(tag)} />
            })}
            {row.tagIds.length > shownTags && <span className={s.more}>+{row.tagIds.length - shownTags}</span>}
          </span>
        ),
    }),
    column('score', t('crm.contact.score'), {
      width: 92,
      sort: 'score',
      align: 'end',
      card: 'named',
      cell: (row) =>
        row.score && (
          <span className={score.mark}>
            <i>{row.score.grade}</i>
            <span className="num">{row.score.score}</span>
          </span>
        ),
    }),
    column('win', t('crm.contact.win'), {
      width: 120,
      align: 'end',
      card: 'none',
      cell: (row) => row.score?.winPercent != null && <span className="num">{format.percent(row.score.winPercent / 100)}</span>,
    }),
    column('relations', t('crm.contact.relations'), {
      width: 150,
      card: 'none',
      cell: (row) => <span className={s.cut}>{row.relations.map((relation) => t(`crm.relation.${relation}`)).join(', ')}</span>,
    }),
    column('owner', t('crm.contact.owner'), {
      width: 130,
      card: 'none',
      cell: (row) => row.ownerId && <span className={s.cut}>{nameOf(row.ownerId) ?? t('crm.contact.somebody_gone')}</span>,
    }),
    column('source', t('crm.contact.source'), { width: 130, card: 'none', cell: (row) => sourceText(row.source) }),
    column('kind', t('crm.contact.kind'), { width: 110, card: 'none', cell: (row) => t(`crm.kind.${row.kind}`) }),
    column('createdAt', t('crm.contact.created_at'), {
      width: 100,
      sort: 'createdAt',
      align: 'end',
      card: 'corner',
      cell: (row) => <RelativeTime at={row.createdAt} />,
    }),
    column('updatedAt', t('crm.contact.updated_at'), {
      width: 140,
      sort: 'updatedAt',
      align: 'end',
      card: 'none',
      cell: (row) => <RelativeTime at={row.updatedAt} />,
    }),
    ...definitions.map((field) =>
      column(`fields.${field.key}`, field.label, {
        width: field.type === 'text' || field.type === 'link' ? 200 : 150,
        card: 'none',
        ...((field.type === 'number' || field.type === 'money') && { align: 'end' as const }),
        cell: (row) => {
          const value = row.fields[field.key]
          return value === undefined ? null : (
            <span className={s.cut}>
              <FieldText field={field} value={value} />
            </span>
          )
        },
      }),
    ),
  ]
}
