import { Button, type ButtonProps } from '@mantine/core'
import { type ReactNode, useRef } from 'react'

type Props = Pick<ButtonProps, 'variant' | 'size' | 'leftSection' | 'loading' | 'disabled'> & {
  /** What is asked for, for those who do not see where the button stands. */
  label: string
  accept?: string
  onFile: (file: File) => void
  children: ReactNode
}

/** A button that asks for a file. The same one may be chosen again. */
export function FileButton({ label, accept, onFile, ...button }: Props) {
  const input = useRef<HTMLInputElement>(null)
  return (
    <>
      <Button variant="default" {...button} onClick={() => input.current?.click()} />
      <input
        ref={input}
        type="file"
        hidden
        accept={accept}
        aria-label={label}
        onChange={(event) => {
          const [file] = event.currentTarget.files ?? []
          event.currentTarget.value = ''
          if (file) onFile(file)
        }}
      />
    </>
  )
}
