import { TagsInput, type TagsInputProps } from '@mantine/core'
import { useState } from 'react'

/**
 * Words of one's own, with suggestions. Mantine opens these with the focus alone; here they open as those of every other
 * field do: for who clicks, types or presses an arrow.
 */
export function TagsField(props: Omit<TagsInputProps, 'dropdownOpened' | 'onSearchChange' | 'onClick'>) {
  const [isOpen, setOpen] = useState(false)
  return (
    <TagsInput
      {...props}
      openOnFocus={false}
      dropdownOpened={isOpen}
      onDropdownOpen={() => setOpen(true)}
      onDropdownClose={() => setOpen(false)}
      onClick={() => setOpen(true)}
      onSearchChange={(words) => words && setOpen(true)}
    />
  )
}
