import { ActionIcon, TextInput, Tooltip } from '@mantine/core'
import { IconCheck, IconCopy } from '@tabler/icons-react'
import { useState } from 'react'
import { useT } from '#web/i18n/i18n.tsx'

/** Something to be pasted elsewhere. */
export function CopyField({ label, hint, value }: { label: string; hint?: string; value: string }) {
  const t = useT()
  const [isCopied, setCopied] = useState(false)
  const copy = () =>
    void navigator.clipboard?.writeText(value).then(
      () => {
        setCopied(true)
        setTimeout(() => setCopied(false), 2000)
      },
      () => {},
    )
  const word = t(isCopied ? 'web.action.copied' : 'web.action.copy')
  return (
    <TextInput
      label={label}
      description={hint}
      value={value}
      readOnly
      onFocus={(event) => event.currentTarget.select()}
      rightSection={
        <Tooltip label={word}>
          <ActionIcon size={26} aria-label={`${word}: ${label}`} onClick={copy}>
            {isCopied ? <IconCheck size={15} stroke={2} /> : <IconCopy size={15} stroke={1.7} />}
          </ActionIcon>
        </Tooltip>
      }
    />
  )
}
