import { Anchor, Button, Modal } from '@mantine/core'
import { useState } from 'react'
import { getProposalVersion, listProposalVersions } from '#sales/contract/proposal-api.ts'
import type { Proposal, VersionChange } from '#sales/contract/proposal.ts'
import { Paper } from '#sales/web/proposals/paper.tsx'
import { ProposalStateChip } from '#sales/web/proposals/proposal-state.tsx'
import { useFormat, useT } from '#web/i18n/i18n.tsx'
import { useApi } from '#web/query.ts'
import { ErrorState, ListBones } from '#web/ui/states.tsx'
import { DateTime, RelativeTime } from '#web/ui/time.tsx'
import s from '#sales/web/proposals/proposals.module.css'

/** Its versions, each with what is different from the one before, and every state it was in. */
export function ProposalHistory({ proposal }: { proposal: Proposal }) {
  const t = useT()
  const format = useFormat()
  const [opened, setOpened] = useState<number | null>(null)
  const { data, error, refetch } = useApi(listProposalVersions, { id: proposal.id })
  return (
    <div className={s.history}>
      <section>
        <h2>{t('sales.versions.title')}</h2>
        {error && !data ? (
          <ErrorState error={error} onRetry={() => void refetch()} />
        ) : !data ? (
          <ListBones rows={2} face={false} />
        ) : data.items.length === 0 ? (
          <p className={s.quiet}>{t('sales.versions.none')}</p>
        ) : (
          <ol className={s.versions}>
            {data.items.map((version) => (
              <li key={version.id} className={s.version}>
                <header>
                  <strong>{t('sales.versions.number', { number: version.no })}</strong>
                  <span className="num">{format.money(version.totals.totalMinor, version.currency)}</span>
                </header>
                <small>
                  <DateTime at={version.createdAt} /> {version.createdByName}
                </small>
                {version.changes.length > 0 && (
                  <ul>
                    {version.changes.map((change, i) => (
                      <li key={i}>
                        <ChangeText change={change} />
                      </li>
                    ))}
                  </ul>
                )}
                <div className={s.links}>
                  <Button size="xs" variant="default" onClick={() => setOpened(version.no)}>
                    {t('sales.versions.look')}
                  </Button>
                  <Button size="xs" variant="default" component="a" href={version.pdfUrl}>
                    {t('sales.versions.pdf')}
                  </Button>
                </div>
                <small>{t('sales.versions.hash', { hash: version.pdfSha256 })}</small>
              </li>
            ))}
          </ol>
        )}
      </section>
      <section>
        <h2>{t('sales.versions.steps')}</h2>
        <ol className={s.versions}>
          {proposal.steps.map((step) => (
            <li key={`${step.at}${step.to}`}>
              <ProposalStateChip state={step.to} />{' '}
              <span className={s.quiet}>
                <RelativeTime at={step.at} /> {step.actorName}
              </span>
              {step.reason && <p>{step.reason}</p>}
            </li>
          ))}
        </ol>
      </section>
      {opened !== null && <VersionDialog id={proposal.id} no={opened} onClose={() => setOpened(null)} />}
    </div>
  )
}

function ChangeText({ change: { what, name, from, to } }: { change: VersionChange }) {
  const t = useT()
  return t(`sales.changes.${what}`, { name, from, to })
}

function VersionDialog({ id, no, onClose }: { id: string; no: number; onClose: () => void }) {
  const t = useT()
  const { data, error, refetch } = useApi(getProposalVersion, { id, no })
  return (
    <Modal
      opened
      onClose={onClose}
      size={860}
      title={t('sales.versions.number', { number: no })}
      closeButtonProps={{ 'aria-label': t('web.action.close') }}
    >
      {error && !data ? (
        <ErrorState error={error} onRetry={() => void refetch()} />
      ) : !data ? (
        <ListBones rows={6} face={false} />
      ) : (
        <>
          <Paper html={data.html} css={data.css} label={t('sales.versions.number', { number: no })} />
          <Anchor href={data.pdfUrl}>{t('sales.versions.pdf')}</Anchor>
        </>
      )}
    </Modal>
  )
}
