import { ActionIcon, Button, TextInput } from '@mantine/core'
import { IconPlus, IconTrash } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import type { Interactive } from '#conversations/contract/interactive.ts'
import { useT } from '#web/i18n/i18n.tsx'
import s from '#conversations/web/composer/interactive.module.css'

/** What every kind of fields gets. */
export type FieldsOf<M = Interactive> = { message: M; fault: (where: string) => string | null; onChange: (message: Interactive) => void }

type LineProps = {
  label: string
  value: string
  max: number
  error: string | null
  isOptional?: boolean
  onChange: (value: string) => void
}

/** One line with how much of its room is taken. */
export const Line = ({ label, value, max, error, isOptional = false, onChange }: LineProps) => (
  <TextInput
    label={<Label text={label} length={value.length} max={max} isOptional={isOptional} />}
    value={value}
    error={error}
    onChange={({ currentTarget }) => onChange(currentTarget.value)}
  />
)

export function Label({ text, length, max, isOptional }: { text: string; length: number; max: number; isOptional: boolean }) {
  const t = useT()
  return (
    <span className={s.label}>
      {text}
      {isOptional && <small>{t('conversations.interactive.optional')}</small>}
      <small className="num" data-over={length > max || undefined} aria-hidden>
        {length}/{max}
      </small>
    </span>
  )
}

type GroupProps = { title: string; error: string | null; onRemove?: (() => void) | null; children: ReactNode }

export function Group({ title, error, onRemove = null, children }: GroupProps) {
  const t = useT()
  return (
    <fieldset className={s.group}>
      <legend>
        {title}
        {onRemove && (
          <ActionIcon size={22} aria-label={t('web.action.remove_named', { name: title })} onClick={onRemove}>
            <IconTrash size={14} stroke={1.7} />
          </ActionIcon>
        )}
      </legend>
      {error && <p className={s.error}>{error}</p>}
      {children}
    </fieldset>
  )
}

export function Removable({ label, onRemove, children }: { label: string; onRemove: (() => void) | null; children: ReactNode }) {
  return (
    <div className={s.removable}>
      <div>{children}</div>
      {onRemove && (
        <ActionIcon size={28} aria-label={label} onClick={onRemove}>
          <IconTrash size={15} stroke={1.7} />
        </ActionIcon>
      )}
    </div>
  )
}

export const Add = ({ text, onClick }: { text: string; onClick: () => void }) => (
  <div>
    <Button variant="subtle" color="gray" size="compact-sm" leftSection={<IconPlus size={14} stroke={2} />} onClick={onClick}>
      {text}
    </Button>
  </div>
)
