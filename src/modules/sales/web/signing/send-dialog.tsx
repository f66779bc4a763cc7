import { Button, Checkbox, Modal, Select, Textarea, TextInput } from '@mantine/core'
import { IconCopy } from '@tabler/icons-react'
import { useState } from 'react'
import { getSendWays, getSigning, sendProposal } from '#sales/contract/signing-api.ts'
import { getProposal, listProposals, listProposalVersions } from '#sales/contract/proposal-api.ts'
import type { SendWays } from '#sales/contract/signing.ts'
import { TemplateChoice, type Filled } from '#sales/web/signing/template-choice.tsx'
import { useT } from '#web/i18n/i18n.tsx'
import { useApi, useSend } from '#web/query.ts'
import '#web/ui/mantine-forms-css.ts'
import { CheckedForm } from '#web/ui/checked-form.tsx'
import { ErrorState, ListBones, Notice } from '#web/ui/states.tsx'
import { SegmentedTabs } from '#web/ui/tabs.tsx'
import { toast } from '#web/ui/toast.ts'
import s from '#sales/web/signing/signing.module.css'

export type Sendable = { id: string; number: string }
type Channel = 'whatsapp' | 'email' | 'link'

/** By which way a proposal leaves, and with what words. */
export function SendDialog({ proposal, onClose }: { proposal: Sendable; onClose: () => void }) {
  const t = useT()
  const { data: ways, error, refetch } = useApi(getSendWays, { id: proposal.id })
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('sales.signing.send_title', { number: proposal.number })}
      size={520}
      closeButtonProps={{ 'aria-label': t('web.action.close') }}
    >
      {error && !ways ? (
        <ErrorState error={error} onRetry={() => void refetch()} />
      ) : ways ? (
        <SendForm proposal={proposal} ways={ways} onClose={onClose} />
      ) : (
        <ListBones rows={4} face={false} />
      )}
    </Modal>
  )
}

function SendForm({ proposal, ways, onClose }: { proposal: Sendable; ways: SendWays; onClose: () => void }) {
  const t = useT()
  const [channel, setChannel] = useState<Channel>(ways.numbers.length > 0 ? 'whatsapp' : ways.email ? 'email' : 'link')
  const [channelId, setChannelId] = useState(ways.numbers[0]?.channelId ?? null)
  const [to, setTo] = useState(ways.email ?? '')
  const [text, setText] = useState('')
  const [withPdf, setWithPdf] = useState(true)
  const [template, setTemplate] = useState<Filled | null>(null)
  const [url, setUrl] = useState<string | null>(null)
  const { send, sending, problem } = useSend(sendProposal, {
    invalidates: [getSigning, getProposal, listProposals, listProposalVersions],
    onDone: (output) => {
      if (channel === 'link') return setUrl(output.url)
      void toast({ text: t('sales.signing.sent_toast') })
      onClose()
    },
  })
  const number = ways.numbers.find((one) => one.channelId === channelId)
  const needsTemplate = number?.block === 'window-closed' || number?.block === 'never-wrote'
  // Which its notice explains; what is only missing is said at its field.
  const isShut = channel === 'whatsapp' && !needsTemplate && number?.block !== null
  if (url !== null) return <ReadyLink url={url} onClose={onClose} />
  return (
    <CheckedForm
      className={s.sending}
      onSubmit={(event) => {
        event.preventDefault()
        if (isShut || (channel === 'whatsapp' && needsTemplate && template === null)) return
        const way =
          channel === 'whatsapp'
            ? { channelId: channelId ?? undefined, withPdf, ...(needsTemplate && template && { template }) }
            : channel === 'email'
              ? { to }
              : {}
        send({ id: proposal.id, channel, text, ...way }).catch(() => {})
      }}
    >
      <SegmentedTabs
        label={t('sales.signing.channel')}
        value={channel}
        onChange={setChannel}
        fullWidth
        choices={(['whatsapp', 'email', 'link'] as const).map((value) => ({ value, label: t(`sales.signing.by.${value}`) }))}
      />
      {channel === 'whatsapp' &&
        (number === undefined ? (
          <Notice tone="warn">{t('sales.signing.no_number')}</Notice>
        ) : (
          <>
            {ways.numbers.length > 1 && (
              <Select
                label={t('sales.signing.number')}
                data={ways.numbers.map((one) => ({ value: one.channelId, label: `${one.name} · ${one.displayPhone}` }))}
                value={channelId}
                onChange={(value) => {
                  setChannelId(value)
                  setTemplate(null)
                }}
                allowDeselect={false}
              />
            )}
            {number.block && <Notice tone="warn">{t(`sales.signing.blocks.${number.block}`)}</Notice>}
            {needsTemplate && <TemplateChoice key={number.channelId} channelId={number.channelId} onChange={setTemplate} />}
          </>
        ))}
      {channel === 'email' && (
        <>
          {!ways.hasMailServer && <Notice>{t('sales.signing.no_mail')}</Notice>}
          <TextInput
            type="email"
            label={t('sales.signing.to')}
            value={to}
            onChange={(event) => setTo(event.currentTarget.value)}
            maxLength={200}
            required
          />
        </>
      )}
      {channel === 'link' ? (
        <p className={s.hint}>{t('sales.signing.link_hint')}</p>
      ) : (
        !(channel === 'whatsapp' && (needsTemplate || number === undefined)) && (
          <Textarea
            label={t('sales.signing.message')}
            description={t('sales.signing.message_hint')}
            value={text}
            onChange={(event) => setText(event.currentTarget.value)}
            autosize
            minRows={2}
            maxRows={8}
            maxLength={2000}
          />
        )
      )}
      {channel === 'whatsapp' && number?.block === null && (
        <Checkbox label={t('sales.signing.with_pdf')} checked={withPdf} onChange={(event) => setWithPdf(event.currentTarget.checked)} />
      )}
      {problem && (
        <p className={s.problem} role="alert">
          {problem}
        </p>
      )}
      <div className={s.buttons}>
        <Button variant="default" onClick={onClose}>
          {t('sales.signing.cancel')}
        </Button>
        <Button type="submit" loading={sending} disabled={isShut}>
          {t(channel === 'link' ? 'sales.signing.create_link' : 'sales.signing.send')}
        </Button>
      </div>
    </CheckedForm>
  )
}

function ReadyLink({ url, onClose }: { url: string; onClose: () => void }) {
  const t = useT()
  const [isCopied, setCopied] = useState(false)
  return (
    <div className={s.sending}>
      <TextInput
        label={t('sales.signing.link_ready')}
        description={t('sales.signing.link_once')}
        value={url}
        readOnly
        onFocus={(event) => event.currentTarget.select()}
      />
      <div className={s.buttons}>
        <Button variant="default" onClick={onClose}>
          {t('sales.signing.done')}
        </Button>
        <Button
          leftSection={<IconCopy size={16} stroke={1.7} />}
          onClick={() => void navigator.clipboard.writeText(url).then(() => setCopied(true))}
        >
          {t(isCopied ? 'sales.signing.copied' : 'sales.signing.copy')}
        </Button>
      </div>
    </div>
  )
}
