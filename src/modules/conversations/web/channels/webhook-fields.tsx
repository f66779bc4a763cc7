import type { Channel } from '#conversations/contract/channel.ts'
import { useT } from '#web/i18n/i18n.tsx'
import { CopyField } from '#web/ui/copy-field.tsx'
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
