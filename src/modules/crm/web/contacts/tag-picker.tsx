import { Popover, TextInput } from '@mantine/core'
import { IconCheck, IconPlus } from '@tabler/icons-react'
import { type ReactNode, useState } from 'react'
import { createTag, listTags } from '#crm/contract/api.ts'
import { canWriteContacts } from '#crm/contract/permissions.ts'
import { hueOfTag, useTags } from '#crm/web/contacts/definitions.ts'
import { fits, plain } from '#web/fits.ts'
import { useT } from '#web/i18n/i18n.tsx'
import { useSend } from '#web/query.ts'
import { useMay } from '#web/session.ts'
import { StateDot } from '#web/ui/marks.tsx'
import { toast } from '#web/ui/toast.ts'
import s from '#crm/web/contacts/contacts.module.css'

type Props = {
  /** The button: gets what opens the list. */
  target: (open: () => void) => ReactNode
  chosen: readonly string[]
  onPick: (tagId: string, name: string) => void
  /** Stays open, for several in a row. */
  staysOpen?: boolean
}

/** Chooses a tag by typing, or makes the one that was typed. */
export function TagPicker({ target, chosen, onPick, staysOpen }: Props) {
  const t = useT()
  const may = useMay()
  const { tags } = useTags()
  const [isOpen, setOpen] = useState(false)
  const [typed, setTyped] = useState('')
  const { send, sending } = useSend(createTag, {
    invalidates: [listTags],
    onProblem: (_problem, text) => void toast({ text, tone: 'bad' }),
  })
  const words = plain(typed)
  const found = words ? tags.filter((tag) => fits(words, { label: tag.name })) : tags
  const isNew = typed.trim() !== '' && !tags.some((tag) => plain(tag.name) === plain(typed))

  const pick = ({ id, name }: { id: string; name: string }) => {
    onPick(id, name)
    setTyped('')
    if (!staysOpen) setOpen(false)
  }
  const make = () => {
    if (sending) return
    send({ name: typed.trim() }).then(pick, () => {})
  }
  return (
    <Popover position="bottom-start" width={230} opened={isOpen} onChange={setOpen} withRoles={false} trapFocus returnFocus>
      <Popover.Target>
        <span>{target(() => setOpen(!isOpen))}</span>
      </Popover.Target>
      <Popover.Dropdown role="dialog" aria-label={t('crm.contact.tags')}>
        <TextInput
          data-autofocus
          value={typed}
          maxLength={40}
          placeholder={t('crm.tags.find_or_make')}
          aria-label={t('crm.tags.find_or_make')}
          onChange={(event) => setTyped(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key !== 'Enter') return
            event.preventDefault()
            const [first] = found
            if (first && (!isNew || found.length === 1)) pick(first)
            else if (isNew && may(canWriteContacts)) make()
          }}
        />
        <div className={s.tagPicker} role="group" aria-label={t('crm.contact.tags')}>
          {found.map((tag) => (
            <button
              key={tag.id}
              type="button"
              className={s.tagOption}
              data-on={chosen.includes(tag.id) || undefined}
              aria-pressed={chosen.includes(tag.id)}
              onClick={() => pick(tag)}
            >
              <StateDot hue={hueOfTag(tag)}>{tag.name}</StateDot>
              {chosen.includes(tag.id) && <IconCheck size={14} aria-hidden />}
            </button>
          ))}
          {isNew && may(canWriteContacts) && (
            <button type="button" className={s.tagOption} onClick={make}>
              <IconPlus size={14} aria-hidden />
              {t('crm.tags.make', { name: typed.trim() })}
            </button>
          )}
        </div>
      </Popover.Dropdown>
    </Popover>
  )
}
