import { ActionIcon, Button, Menu } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { IconDots } from '@tabler/icons-react'
import { canApproveProposals, canWriteProposals } from '#sales/contract/permissions.ts'
import * as api from '#sales/contract/proposal-api.ts'
import type { Proposal } from '#sales/contract/proposal.ts'
import { SendButton } from '#sales/web/signing/signing-panel.tsx'
import { useT } from '#web/i18n/i18n.tsx'
import { useSend } from '#web/query.ts'
import { useMay } from '#web/session.ts'
import { confirm } from '#web/ui/dialog.ts'
import { askReason } from '#web/ui/reason.tsx'
import { toast } from '#web/ui/toast.ts'

type Props = { proposal: Proposal; isDirty: boolean; isSaving: boolean; onSave: (isParting?: boolean) => Promise<boolean> }

/** What can be done with it where it stands; the one filled button is the next step. */
export function ProposalActions({ proposal, isDirty, isSaving, onSave }: Props) {
  const t = useT()
  const may = useMay()
  const navigate = useNavigate()
  const { id, state } = proposal
  const seen = { ifMatch: proposal.version }
  const invalidates = [api.getProposal, api.listProposals, api.countProposals, api.listProposalVersions]
  const asks = {
    invalidates,
    onProblem: (_problem: unknown, text: string) => void toast({ text, tone: 'bad' }),
  }
  const submitting = useSend(api.submitProposal, asks)
  const rereads = [api.getProposal]
  const approving = useSend(api.decideProposal, { ...asks, rereads })
  const returning = useSend(api.decideProposal, { invalidates, rereads })
  const revising = useSend(api.reviseProposal, asks)
  const archiving = useSend(api.archiveProposal, asks)
  const copying = useSend(api.copyProposal, { ...asks, onDone: (copy) => void navigate({ to: `/propuestas/${copy.id}` }) })
  const printing = useSend(api.printProposal, { onProblem: asks.onProblem })
  const mayWrite = may(canWriteProposals)
  const mayApprove = may(canApproveProposals)
  const isArchived = proposal.archivedAt !== null
  /** With what is on the screen, and not with what was saved last. */
  const upon = async (work: () => unknown, isParting = false): Promise<void> => {
    if (await onSave(isParting)) work()
  }
  const quietly = (work: Promise<unknown>): void => void work.catch(() => {})

  const giveBack = (): void =>
    askReason({
      title: t('sales.actions.return'),
      confirm: t('sales.actions.return'),
      label: t('sales.actions.reason'),
      hint: t('sales.actions.reason_hint'),
      most: 500,
      send: (reason) => returning.send({ id, isApproved: false, reason }, seen),
    })
  const revise = async (): Promise<void> => {
    const isOut = state !== 'waiting_approval' && state !== 'approved'
    if (
      isOut &&
      !(await confirm({ title: t('sales.actions.revise'), text: t('sales.actions.revise_hint'), confirm: t('sales.actions.revise') }))
    )
      return
    quietly(revising.send({ id }))
  }
  const print = async (): Promise<void> => {
    // A window that is opened later than the press is taken for an intruder.
    const window = globalThis.open('about:blank', '_blank')
    try {
      if (!(await onSave())) return window?.close()
      const { url } = await printing.send({ id })
      if (window) window.location.href = url
      else globalThis.location.assign(url)
    } catch {
      window?.close()
    }
  }
  const waits = proposal.approval.isNeeded && !mayApprove
  return (
    <>
      {mayWrite && !isArchived && state === 'draft' && (
        <>
          <Button variant="default" disabled={!isDirty} loading={isSaving} onClick={() => void onSave()}>
            {t('web.action.save')}
          </Button>
          <Button loading={submitting.sending} onClick={() => void upon(() => quietly(submitting.send({ id })))}>
            {t(waits ? 'sales.actions.ask_approval' : 'sales.actions.finish')}
          </Button>
        </>
      )}
      {state === 'waiting_approval' && mayApprove && (
        <>
          <Button variant="default" onClick={() => void upon(giveBack)}>
            {t('sales.actions.return')}
          </Button>
          <Button loading={approving.sending} onClick={() => void upon(() => quietly(approving.send({ id, isApproved: true }, seen)))}>
            {t('sales.actions.approve')}
          </Button>
        </>
      )}
      {mayWrite && !isArchived && ['waiting_approval', 'approved'].includes(state) && (
        <Button variant="default" loading={revising.sending} onClick={() => void revise()}>
          {t('sales.actions.to_draft')}
        </Button>
      )}
      {mayWrite && !isArchived && ['sent', 'viewed', 'rejected', 'expired'].includes(state) && (
        <Button variant="default" loading={revising.sending} onClick={() => void revise()}>
          {t('sales.actions.revise')}
        </Button>
      )}
      {!isArchived && <SendButton proposal={proposal} upon={upon} />}
      <Menu position="bottom-end" withinPortal>
        <Menu.Target>
          <ActionIcon variant="default" size={36} aria-label={t('sales.actions.more')}>
            <IconDots size={17} stroke={1.7} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={() => void print()}>{t('sales.actions.print')}</Menu.Item>
          {mayWrite && <Menu.Item onClick={() => void upon(() => quietly(copying.send({ id })))}>{t('sales.proposals.copy')}</Menu.Item>}
          {mayWrite && (
            <Menu.Item onClick={() => void upon(() => quietly(archiving.send({ id, isArchived: !isArchived })), true)}>
              {t(isArchived ? 'sales.proposals.restore' : 'sales.proposals.archive')}
            </Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
    </>
  )
}
