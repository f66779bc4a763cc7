import type { InputOf } from '#kernel/contract/declare.ts'
import type { updateContact } from '#crm/contract/api.ts'
import { type LifecycleStage, lifecycleStages } from '#crm/contract/badge.ts'
import type { ContactRow } from '#crm/contract/contact.ts'
import { useColleagues, useFields } from '#crm/web/contacts/definitions.ts'
import { relationOrder } from '#crm/web/contacts/relation-order.ts'
import { useT } from '#web/i18n/i18n.tsx'

/** What makes a card stand in a column: a change of the contact, or a step of their life cycle. */
export type Change = { contact: Omit<InputOf<typeof updateContact>, 'id'> } | { stage: LifecycleStage }

/** A column of a board: which contacts stand in it, and what becomes of one that comes from another column. */
export type BoardColumn = {
  /** Empty for those who have none of the others. */
  value: string
  label: string
  filter: string
  /** Absent where nobody is moved to by hand. */
  moveHere?: (row: ContactRow, from: string) => Change
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
        moveHere: () => ({ contact: { fields: { [field.key]: value || null } } }),
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
      contact: { relations: [...row.relations.filter((one) => one !== from && one !== relation), ...(relation ? [relation] : [])] },
    }),
  }))
  const owners = [{ id: '', name: t('crm.list.nobody') }, ...colleagues].map(({ id, name }) => ({
    value: id,
    label: name,
    filter: id ? `ownerId:eq:${id}` : 'ownerId:empty',
    moveHere: (): Change => ({ contact: { ownerId: id || null } }),
  }))
  const stages = [
    { value: '', label: t('crm.layout.none'), filter: 'lifecycleStage:empty' },
    ...lifecycleStages.map((stage) => ({
      value: stage,
      label: t(`crm.lifecycle.${stage}`),
      filter: `lifecycleStage:eq:${stage}`,
      moveHere: (): Change => ({ stage }),
    })),
  ]
  return [
    ...choices,
    { value: 'lifecycleStage', label: t('crm.term.lifecycleStage'), columns: stages },
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
