import { Autocomplete } from '@mantine/core'
import { listTags } from '#crm/contract/api.ts'
import { useApi } from '#web/query.ts'

type Props = { label: string; hint?: string; placeholder?: string; value: string; hidesLabel?: boolean; onChange: (name: string) => void }

/** A tag by its name, those of the shop at hand: one that nobody has yet may be written too. */
export function TagField({ label, hint, placeholder, value, hidesLabel = false, onChange }: Props) {
  const { data } = useApi(listTags, {})
  const names = [...new Set((data?.items ?? []).map(({ name }) => name))]
  return (
    <Autocomplete
      {...(hidesLabel ? { 'aria-label': label } : { label })}
      {...(hint && { description: hint })}
      {...(placeholder && { placeholder })}
      data={names}
      value={value}
      maxLength={40}
      onChange={onChange}
    />
  )
}
