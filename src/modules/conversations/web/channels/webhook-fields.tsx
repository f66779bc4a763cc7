import { ActionIcon, TextInput, Tooltip } from '@mantine/core'
import { IconCheck, IconCopy } from '@tabler/icons-react'
import { useState } from 'react'
import type { Channel } from '#conversations/contract/channel.ts'
import { useT } from '#web/i18n/i18n.tsx'
import { Fields } from '#web/ui/form.tsx'
import { Notice } from '#web/ui/states.tsx'

/** What has to be pasted into Meta's console so that messages reach this installation. */
export function WebhookFields({ channel }: { channel: Pick<Channel, 'webhookPath' | 'verifyToken' | 'isSimulator'> }) {
  const t = useT()
  const isPublic = location.protocol === 'https:' && !/^(localhost|127\.|192\.168\.|10\.)/.test(location.hostname)
  return (
    <Fields>
      {!isPublic && !channel.isSimulator && <Notice tone="warn">{t('conversations.channels.not_public')}</Notice>}
      <CopyField label={t('conversations.channels.webhook_url')} value={`${location.origin}${channel.webhookPath}`} />
      <CopyField label={t('conversations.channels.verify_token')} value={channel.verifyToken} />
    </Fields>
  )
}

/** Something to be pasted elsewhere. */
export function CopyField({ label, value }: { label: string; value: string }) {
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
