import { Button } from '@mantine/core'
import { IconExternalLink, IconSend } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { canWriteProposals } from '#sales/contract/permissions.ts'
import { getSigning } from '#sales/contract/signing-api.ts'
import type { Decision, Send, Signing } from '#sales/contract/signing.ts'
import { Comments } from '#sales/web/signing/comments.tsx'
import { Evidence } from '#sales/web/signing/evidence.tsx'
import { SendDialog, type Sendable } from '#sales/web/signing/send-dialog.tsx'
import { useFormat, useT } from '#web/i18n/i18n.tsx'
import { useTopic } from '#web/live-hooks.ts'
import { useApi } from '#web/query.ts'
import { useMay } from '#web/session.ts'
import { Chip, type Tone } from '#web/ui/marks.tsx'
import { FactGroup } from '#web/ui/record-page.tsx'
import { ErrorState, ListBones } from '#web/ui/states.tsx'
import { RelativeTime } from '#web/ui/time.tsx'
import s from '#sales/web/signing/signing.module.css'

type Props = { proposal: Sendable & { state: string } }

/** What became of a proposal since it left: sends, looks, comments, the answer and what proves it. */
export function SigningPanel({ proposal }: Props) {
  const t = useT()
  const { data, error, refetch } = useApi(getSigning, { id: proposal.id })
  useTopic(`sales.proposal:${proposal.id}`)
  // The ticks of the message with the link move in its conversation.
  useTopic(data?.sends[0]?.conversationId ? `conversations.thread:${data.sends[0].conversationId}` : null)
  if (error && !data) return <ErrorState error={error} onRetry={() => void refetch()} />
  if (!data) return <ListBones rows={4} face={false} />
  return (
    <div className={s.panel}>
      {data.decision && <Answer decision={data.decision} />}
      {data.made.length > 0 && <Made made={data.made} />}
      <FactGroup title={t('sales.signing.title')}>
        {data.sends.length === 0 ? (
          <p className={s.none}>
            <b>{t('sales.signing.nothing')}</b> {t('sales.signing.nothing_hint')}
          </p>
        ) : (
          <>
            <Looks views={data.views} />
            <Sends sends={data.sends} />
          </>
        )}
      </FactGroup>
      {data.sends.length > 0 && <Comments proposalId={proposal.id} comments={data.comments} />}
      {data.facts.length > 0 && <Evidence proposalId={proposal.id} facts={data.facts} hasDecision={data.decision !== null} />}
    </div>
  )
}

const sendable = ['approved', 'sent', 'viewed']

type SendProps = Props & { upon: (open: () => void) => Promise<void> }

/** The button that sends, wherever a proposal can leave the house; `upon` that it is on the screen as it leaves. */
export function SendButton({ proposal, upon }: SendProps) {
  const t = useT()
  const may = useMay()
  const [isOpen, setOpen] = useState(false)
  if (!may(canWriteProposals) || !sendable.includes(proposal.state)) return null
  const isFirst = proposal.state === 'approved'
  return (
    <>
      <Button
        variant={isFirst ? 'filled' : 'default'}
        leftSection={<IconSend size={16} stroke={1.7} />}
        onClick={() => void upon(() => setOpen(true))}
      >
        {t(isFirst ? 'sales.signing.send' : 'sales.signing.send_again')}
      </Button>
      {isOpen && <SendDialog proposal={proposal} onClose={() => setOpen(false)} />}
    </>
  )
}

function Answer({ decision }: { decision: Decision }) {
  const t = useT()
  const format = useFormat()
  const { signature, verification } = decision
  const facts: [string, string | null][] = [
    ['reason', decision.reason],
    [
      'verified',
      verification.to === null
        ? t('sales.signing.verified_by_hand')
        : t('sales.signing.verified_link', { via: t(`sales.signing.channels.${verification.channel}`), to: verification.to }),
    ],
    ['address', decision.ip],
    ['browser', decision.userAgent],
    ['document', decision.pdfSha256],
  ]
  return (
    <section className={s.answer} data-outcome={decision.outcome}>
      <h2>{t(`sales.signing.decision.${decision.outcome}`, { name: decision.name })}</h2>
      <p className="num">
        {format.full(decision.at)} · {t('sales.signing.version', { version: decision.version })}
      </p>
      {signature?.kind === 'drawn' && (
        <svg className={s.drawn} viewBox="0 0 600 200" role="img" aria-label={t('sales.signing.signature')}>
          <path d={signature.path} fill="none" stroke="currentColor" strokeWidth="3" strokeLinecap="round" strokeLinejoin="round" />
        </svg>
      )}
      {signature?.kind === 'typed' && <p className={s.typed}>{signature.text}</p>}
      <dl className={s.proofs}>
        {facts.flatMap(([key, value]) =>
          value === null ? [] : [<dt key={`t${key}`}>{t(`sales.signing.${key}`)}</dt>, <dd key={key}>{value}</dd>],
        )}
      </dl>
    </section>
  )
}

/** What other modules made of the yes, each a step away. */
function Made({ made }: Pick<Signing, 'made'>) {
  const t = useT()
  return (
    <FactGroup title={t('sales.signing.made')}>
      <ul className={s.made}>
        {made.map(({ code, name, href, at }) => {
          const [module = '', action = ''] = code.split('.')
          return (
            <li key={code}>
              <Link to={href}>{t(`${module}.on_acceptance.${action}.made`, { name })}</Link>
              <small>
                <RelativeTime at={at} />
              </small>
            </li>
          )
        })}
      </ul>
    </FactGroup>
  )
}

function Looks({ views }: { views: Signing['views'] }) {
  const t = useT()
  const format = useFormat()
  return (
    <p className={s.looks}>
      {t('sales.signing.views', { count: views.count })}
      {views.lastAt && (
        <small className="num">
          {t('sales.signing.last_view', { at: `${format.day(views.lastAt)} ${format.hour(views.lastAt)}` })}
          {views.seconds > 0 && ` · ${t('sales.signing.reading', { time: format.duration(views.seconds) })}`}
        </small>
      )}
    </p>
  )
}

const tones: Record<Send['state'], Tone> = {
  made: 'plain',
  queued: 'plain',
  sending: 'plain',
  sent: 'plain',
  delivered: 'info',
  read: 'ok',
  failed: 'bad',
  unknown: 'warn',
}

function Sends({ sends }: { sends: readonly Send[] }) {
  const t = useT()
  return (
    <ul className={s.sends} aria-label={t('sales.signing.sends')}>
      {sends.map((one) => (
        <li key={one.id}>
          <span className={s.way}>
            <b>{t(`sales.signing.by.${one.channel === 'link' ? 'link' : one.channel}`)}</b>
            {one.to && <span>{one.to}</span>}
          </span>
          <Chip tone={tones[one.state]}>{t(`sales.signing.states.${one.state}`)}</Chip>
          <small>
            {t('sales.signing.version', { version: one.version })} · {one.byName} · <RelativeTime at={one.at} />
            {one.conversationId && (
              <Link to={`/bandeja/${one.conversationId}`} aria-label={t('sales.signing.open_conversation')}>
                <IconExternalLink size={14} stroke={1.7} aria-hidden />
              </Link>
            )}
          </small>
        </li>
      ))}
    </ul>
  )
}
