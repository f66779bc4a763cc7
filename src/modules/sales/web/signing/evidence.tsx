import { Button } from '@mantine/core'
import { IconCertificate, IconShieldCheck } from '@tabler/icons-react'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { verifyProposal, writeCertificate } from '#sales/contract/signing-api.ts'
import type { ChainVerdict, Fact } from '#sales/contract/signing.ts'
import { useFormat, useT } from '#web/i18n/i18n.tsx'
import { apiQuery, useSend } from '#web/query.ts'
import { FactGroup } from '#web/ui/record-page.tsx'
import { Notice } from '#web/ui/states.tsx'
import { toast } from '#web/ui/toast.ts'
import s from '#sales/web/signing/signing.module.css'

/** Every fact with its fingerprint, and whether all of it is still what was written. */
export function Evidence({ proposalId, facts, hasDecision }: { proposalId: string; facts: readonly Fact[]; hasDecision: boolean }) {
  const t = useT()
  const format = useFormat()
  const queryClient = useQueryClient()
  const [verdict, setVerdict] = useState<ChainVerdict | 'asking' | null>(null)
  const { send: write, sending: isWriting } = useSend(writeCertificate, {
    onDone: ({ fileUrl }) => window.location.assign(fileUrl),
    onProblem: (_problem, text) => void toast({ text, tone: 'bad' }),
  })
  const verify = () => {
    setVerdict('asking')
    queryClient
      .fetchQuery({ ...apiQuery(verifyProposal, { id: proposalId }), staleTime: 0 })
      .then(setVerdict)
      .catch((error: { title?: string }) => {
        setVerdict(null)
        void toast({ text: error.title ?? t('web.error.unknown'), tone: 'bad' })
      })
  }
  return (
    <FactGroup title={t('sales.signing.evidence')}>
      <ol className={s.facts}>
        {facts.map((fact) => (
          <li
            key={fact.id}
            data-broken={(verdict !== null && verdict !== 'asking' && !verdict.isIntact && verdict.seq === fact.seq) || undefined}
          >
            <span>
              <b>{t(`sales.signing.facts.${fact.type}`)}</b>
              {fact.actorName && <span className={s.who}>{fact.actorName}</span>}
              <time className="num" dateTime={fact.at} title={format.full(fact.at)}>
                {format.day(fact.at)} {format.hour(fact.at)}
              </time>
            </span>
            <code title={fact.hash}>{fact.hash.slice(0, 16)}</code>
          </li>
        ))}
      </ol>
      <p className={s.hint}>{t('sales.signing.chain')}</p>
      <div role="status">
        {verdict !== null && verdict !== 'asking' && (
          <Notice tone={verdict.isIntact ? 'ok' : 'bad'}>
            {verdict.isIntact
              ? t('sales.signing.intact', { length: verdict.length })
              : t('sales.signing.broken', { seq: verdict.seq, damage: t(`sales.signing.damage.${verdict.damage}`) })}
          </Notice>
        )}
      </div>
      <div className={s.doing}>
        <Button
          size="xs"
          variant="default"
          leftSection={<IconShieldCheck size={15} stroke={1.7} />}
          loading={verdict === 'asking'}
          onClick={verify}
        >
          {t('sales.signing.verify')}
        </Button>
        {hasDecision && (
          <Button
            size="xs"
            variant="default"
            leftSection={<IconCertificate size={15} stroke={1.7} />}
            loading={isWriting}
            onClick={() => void write({ id: proposalId }).catch(() => {})}
          >
            {t('sales.signing.certificate')}
          </Button>
        )}
      </div>
    </FactGroup>
  )
}
