import { hueOfTag, useTags } from '#crm/web/contacts/definitions.ts'
import { TagPicker } from '#crm/web/contacts/tag-picker.tsx'
import { useT } from '#web/i18n/i18n.tsx'
import { AddChip, Tag } from '#web/ui/marks.tsx'
import s from '#crm/web/contacts/contacts.module.css'

type Props = { tagIds: readonly string[]; onChange?: ((tagIds: string[]) => void) | undefined }

/** The tags of a contact; with `onChange` they can be taken off and put on. */
export function TagLine({ tagIds, onChange }: Props) {
  const t = useT()
  const { byId } = useTags()
  const toggle = (id: string) => onChange?.(tagIds.includes(id) ? tagIds.filter((other) => other !== id) : [...tagIds, id])
  return (
    <div className={s.tags} role="group" aria-label={t('crm.contact.tags')}>
      {tagIds.map((id) => {
        const tag = byId.get(id)
        return tag && <Tag key={id} name={tag.name} hue={hueOfTag(tag)} {...(onChange && { onRemove: () => toggle(id) })} />
      })}
      {onChange && (
        <TagPicker chosen={tagIds} staysOpen onPick={toggle} target={(open) => <AddChip onClick={open}>{t('crm.tags.add')}</AddChip>} />
      )}
    </div>
  )
}
