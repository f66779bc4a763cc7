import { ActionIcon, Button, Modal, Switch, TextInput, Tooltip } from '@mantine/core'
import { IconArrowBackUp, IconArrowForwardUp, IconSitemap } from '@tabler/icons-react'
import { type ReactNode, useState } from 'react'
import { getFlow, listFlows, listVersions, publishFlow, updateFlow } from '#bots/contract/flow-api.ts'
import type { Flow } from '#bots/contract/flows.ts'
import type { Draft } from '#bots/web/flows/draft.ts'
import { useT } from '#web/i18n/i18n.tsx'
import { bring } from '#web/late-code.ts'
import { useSend } from '#web/query.ts'
import { useShortcut } from '#web/shortcuts.ts'
import { CheckedForm } from '#web/ui/checked-form.tsx'
import { Fields, FormButtons } from '#web/ui/form.tsx'
import { useIsPhone } from '#web/ui/screen.ts'
import { toast } from '#web/ui/toast.ts'
import '#web/ui/mantine-forms-css.ts'
import s from '#bots/web/flows/flows.module.css'

type Props = { flow: Flow; draft: Draft; graveCount: number; isFixed: boolean; onCheck: () => void }

/** Whether it is saved, one step back or forward, in order, on or off, out. */
export function FlowActions({ flow, draft, graveCount, isFixed, onCheck }: Props) {
  const t = useT()
  const isPhone = useIsPhone()
  const [isPublishing, setPublishing] = useState(false)
  const { undo, redo, change, state } = draft
  const onProblem = (_problem: unknown, text: string) => void toast({ text, tone: 'bad' })
  const { send } = useSend(updateFlow, { invalidates: [listFlows, getFlow], onDone: (answer) => draft.take(answer, false), onProblem })
  useShortcut('mod+z', t('bots.editor.undo'), () => undo?.())
  useShortcut('mod+shift+z', t('bots.editor.redo'), () => redo?.())
  const tidy = async () => {
    const brought = await bring(() => import('#bots/web/flows/tidy.ts'))
    if ('code' in brought) change(brought.code.tidied)
    else void toast({ text: t(`web.part.${brought.hindrance}`), tone: 'bad' })
  }
  const flip = async () => {
    if (await draft.saveNow()) void send({ id: flow.id, isActive: !flow.isActive }, { ifMatch: draft.version.current })
  }
  if (isFixed && isPhone) return null
  return (
    <div className={s.actions}>
      {!isFixed && (
        <>
          <span className={s.saveState} role="status">
            {t(`bots.save.${state}`)}
          </span>
          <Step label={t('bots.editor.undo')} run={undo}>
            <IconArrowBackUp size={17} stroke={1.7} />
          </Step>
          <Step label={t('bots.editor.redo')} run={redo}>
            <IconArrowForwardUp size={17} stroke={1.7} />
          </Step>
          <Step label={t('bots.editor.tidy')} run={() => void tidy()}>
            <IconSitemap size={17} stroke={1.7} />
          </Step>
        </>
      )}
      <Switch
        label={t('bots.editor.answers')}
        checked={flow.isActive}
        disabled={isFixed || flow.publishedNumber === null}
        onChange={() => void flip()}
      />
      {!isFixed && (
        <Button
          onClick={() => {
            if (graveCount > 0) onCheck()
            else setPublishing(true)
          }}
          disabled={flow.publishedNumber !== null && !flow.hasChanges && state === 'saved'}
        >
          {t('bots.editor.publish')}
        </Button>
      )}
      {isPublishing && <PublishDialog flow={flow} draft={draft} onClose={() => setPublishing(false)} />}
    </div>
  )
}

function Step({ label, run, children }: { label: string; run: (() => void) | undefined; children: ReactNode }) {
  return (
    <Tooltip label={label}>
      <ActionIcon aria-label={label} disabled={!run} onClick={() => run?.()}>
        {children}
      </ActionIcon>
    </Tooltip>
  )
}

function PublishDialog({ flow, draft, onClose }: { flow: Flow; draft: Draft; onClose: () => void }) {
  const t = useT()
  const [note, setNote] = useState('')
  const { send, sending, problem } = useSend(publishFlow, {
    invalidates: [listFlows, listVersions, getFlow],
    onDone: (answer) => {
      draft.take(answer, false)
      onClose()
      void toast({ text: t('bots.editor.published', { number: answer.publishedNumber ?? 0 }) })
    },
  })
  const publish = async () => {
    if (await draft.saveNow()) void send({ id: flow.id, note })
  }
  return (
    <Modal opened onClose={onClose} title={t('bots.editor.publish_title')}>
      <CheckedForm
        onSubmit={(event) => {
          event.preventDefault()
          void publish()
        }}
      >
        <Fields>
          <p className={s.publishHint}>{t(flow.isActive ? 'bots.editor.publish_on' : 'bots.editor.publish_off')}</p>
          <TextInput
            label={t('bots.editor.version_note')}
            value={note}
            maxLength={200}
            data-autofocus
            error={problem}
            onChange={(event) => setNote(event.currentTarget.value)}
          />
          <FormButtons submit={t('bots.editor.publish')} isSaving={sending} onCancel={onClose} />
        </Fields>
      </CheckedForm>
    </Modal>
  )
}
