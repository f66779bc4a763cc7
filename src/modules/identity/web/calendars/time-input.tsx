import { TextInput } from '@mantine/core'
import { useState } from 'react'
import { minuteOf, timeText } from '#identity/web/calendars/week-shifts.ts'

type Props = { label: string; minute: number; isReadOnly: boolean; onChange: (minute: number) => void }

/** An hour of the day in 24 hours, whatever the browser prefers: `9`, `930`, `9.30` and `09:30` are the same. */
export function TimeInput({ label, minute, isReadOnly, onChange }: Props) {
  const [typed, setTyped] = useState<string | null>(null)
  const keep = () => {
    const read = typed === null ? null : minuteOf(typed)
    if (read !== null && read !== minute % 1440) onChange(read)
    setTyped(null)
  }
  return (
    <TextInput
      size="xs"
      inputMode="numeric"
      maxLength={5}
      aria-label={label}
      value={typed ?? timeText(minute)}
      readOnly={isReadOnly}
      error={typed !== null && typed.length >= 4 && minuteOf(typed) === null}
      onFocus={(event) => event.currentTarget.select()}
      onChange={(event) => setTyped(event.currentTarget.value)}
      onBlur={keep}
      onKeyDown={(event) => event.key === 'Enter' && keep()}
    />
  )
}
