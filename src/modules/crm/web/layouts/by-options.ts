import type { InputOf } from '#kernel/contract/declare.ts'
import type { updateContact } from '#crm/contract/api.ts'
import type { ContactRow } from '#crm/contract/contact.ts'
import { useColleagues, useFields } from '#crm/web/contacts/definitions.ts'
import { relationOrder } from '#crm/web/contacts/relation-order.ts'
import { useT } from '#web/i18n/i18n.tsx'

type Change = Omit<InputOf<typeof updateContact>, 'id'>

/** A column of a board: which contacts stand in it, and what becomes of one that comes from another column. */
export type BoardColumn = {
  /** Empty for those who have none of the others. */
  value: string
  label: string
  filter: string
  moveHere: (row: ContactRow, from: string) => Change
}
export type BoardOption = { value: string; label: string; columns: readonly BoardColumn[] }

/** What a board of contacts may be cut by: relations, who answers for them, and each field that is a choice. */
export function useBoardOptions(): BoardOption[] {
  const t = useT()
  const fields = useFields()
  const { colleagues } = useColleagues()
  const none = t('crm.layout.none')
  const choices = fields
    .filter(({ type }) => type === 'choice')
    .map((field) => {
      const column = (value: string, label: string, filter: string): BoardColumn => ({
        value,
        label,
        filter,
        moveHere: () => ({ fields: { [field.key]: value || null } }),
      })
      return {
        value: `fields.${field.key}`,
        label: field.label,
        columns: [
          column('', none, `fields.${field.key}:empty`),
          ...field.options.map(({ id, label }) => column(id, label, `fields.${field.key}:eq:${id}`)),
        ],
      }
    })
  const relations = (['', ...relationOrder] as const).map((relation) => ({
    value: relation,
    label: relation ? t(`crm.relation.${relation}`) : none,
    filter: relation ? `relations:has:${relation}` : 'relations:empty',
    moveHere: (row: ContactRow, from: string): Change => ({
      relations: [...row.relations.filter((one) => one !== from && one !== relation), ...(relation ? [relation] : [])],
    }),
  }))
  const owners = [{ id: '', name: t('crm.list.nobody') }, ...colleagues].map(({ id, name }) => ({
    value: id,
    label: name,
    filter: id ? `ownerId:eq:${id}` : 'ownerId:empty',
    moveHere: (): Change => ({ ownerId: id || null }),
  }))
  return [
    ...choices,
    { value: 'relations', label: t('crm.contact.relations'), columns: relations },
    { value: 'ownerId', label: t('crm.contact.owner'), columns: owners },
  ]
}

/** Which days a calendar may show. */
export function useCalendarOptions(): { value: string; label: string }[] {
  const t = useT()
  const dates = useFields().filter(({ type }) => type === 'date')
  return [
    ...dates.flatMap(({ key, label }) => [
      { value: `yearly.${key}`, label: t('crm.layout.every_year', { label }) },
      { value: `fields.${key}`, label },
    ]),
    ...['lastInboundAt', 'lastOrderAt', 'createdAt', 'updatedAt'].map((name) => ({ value: name, label: t(`crm.term.${name}`) })),
  ]
}
