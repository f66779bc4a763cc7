import { ActionIcon, Button, Switch, TextInput } from '@mantine/core'
import { IconFile, IconMapPin, IconMicrophone, IconRefresh, IconSend } from '@tabler/icons-react'
import { useEffect, useRef, useState } from 'react'
import { rehearse, type RehearsedLine } from '#bots/contract/flow-api.ts'
import type { RunState } from '#bots/contract/run.ts'
import { wordsOfAction } from '#bots/web/flows/action-fields.tsx'
import type { Draft } from '#bots/web/flows/draft.ts'
import { useT } from '#web/i18n/i18n.tsx'
import { useSend } from '#web/query.ts'
import { CheckedForm } from '#web/ui/checked-form.tsx'
import '#web/ui/mantine-forms-css.ts'
import s from '#bots/web/flows/phone.module.css'

type Said =
  | { kind: 'text'; text: string }
  | { kind: 'choice'; id: string; title: string }
  | { kind: 'voice' }
  | { kind: 'file'; name: string }
  | { kind: 'place' }
type Entry = { from: 'customer'; text: string } | { from: 'bot'; line: RehearsedLine }
type Props = { flowId: string; draft: Draft; onAt: (nodeId: string | null) => void }

/** Talks to what is drawn, with the engine that answers customers. Nothing of it reaches anybody. */
export function TestPhone({ flowId, draft, onAt }: Props) {
  const t = useT()
  const [entries, setEntries] = useState<Entry[]>([])
  const [state, setState] = useState<RunState | null>(null)
  const [isOpen, setOpen] = useState(true)
  const [text, setText] = useState('')
  const end = useRef<HTMLDivElement>(null)
  const { send, sending, problem } = useSend(rehearse)
  useEffect(() => {
    // Newer browsers answer with a promise, which is no clean-up.
    void end.current?.scrollIntoView({ block: 'nearest' })
  }, [entries])

  const say = async (said: Said, shown: string) => {
    setEntries((before) => [...before, { from: 'customer', text: shown }])
    // What is tried out is what is on the board, also what was drawn a moment ago.
    if (!(await draft.saveNow())) return
    const answer = await send({ id: flowId, state, said, isOpen }).catch(() => undefined)
    if (!answer) return
    setState(answer.state)
    onAt(answer.nodeId)
    setEntries((before) => [...before, ...answer.lines.map((line) => ({ from: 'bot' as const, line }))])
  }
  const restart = () => {
    setEntries([])
    setState(null)
    onAt(null)
  }
  const offered = entries.findLast((entry) => entry.from === 'bot' && entry.line.kind === 'ask')
  return (
    <div className={s.phone}>
      <header className={s.head}>
        <h2>{t('bots.phone.title')}</h2>
        <Switch size="xs" label={t('bots.phone.open')} checked={isOpen} onChange={(event) => setOpen(event.currentTarget.checked)} />
        <ActionIcon aria-label={t('bots.phone.restart')} onClick={restart}>
          <IconRefresh size={16} stroke={1.7} />
        </ActionIcon>
      </header>
      <div className={s.thread} role="log" aria-label={t('bots.phone.thread')} tabIndex={0}>
        {entries.length === 0 && <p className={s.empty}>{t('bots.phone.empty')}</p>}
        {entries.map((entry, i) =>
          entry.from === 'customer' ? (
            <p key={i} className={s.mine}>
              {entry.text}
            </p>
          ) : (
            <BotLine
              key={i}
              line={entry.line}
              isLast={entry === offered}
              onChoose={(id, title) => void say({ kind: 'choice', id, title }, title)}
            />
          ),
        )}
        {problem && <p className={s.problem}>{problem}</p>}
        <div ref={end} />
      </div>
      <CheckedForm
        className={s.composer}
        onSubmit={(event) => {
          event.preventDefault()
          const words = text.trim()
          if (words === '' || sending) return
          setText('')
          void say({ kind: 'text', text: words }, words)
        }}
      >
        <TextInput
          aria-label={t('bots.phone.write')}
          placeholder={t('bots.phone.write')}
          value={text}
          maxLength={4096}
          autoComplete="off"
          onChange={(event) => setText(event.currentTarget.value)}
        />
        <ActionIcon type="submit" aria-label={t('bots.phone.send')} loading={sending}>
          <IconSend size={17} stroke={1.7} />
        </ActionIcon>
      </CheckedForm>
      <div className={s.tools}>
        <ActionIcon aria-label={t('bots.phone.voice')} onClick={() => void say({ kind: 'voice' }, t('bots.phone.voice'))}>
          <IconMicrophone size={16} stroke={1.7} />
        </ActionIcon>
        <ActionIcon aria-label={t('bots.phone.file')} onClick={() => void say({ kind: 'file', name: 'foto.jpg' }, t('bots.phone.file'))}>
          <IconFile size={16} stroke={1.7} />
        </ActionIcon>
        <ActionIcon aria-label={t('bots.phone.place')} onClick={() => void say({ kind: 'place' }, t('bots.phone.place'))}>
          <IconMapPin size={16} stroke={1.7} />
        </ActionIcon>
      </div>
    </div>
  )
}

function BotLine({ line, isLast, onChoose }: { line: RehearsedLine; isLast: boolean; onChoose: (id: string, title: string) => void }) {
  const t = useT()
  if (line.kind === 'act')
    return <p className={s.done}>{t('bots.phone.would', { action: line.text === '' ? '?' : t(`${wordsOfAction(line.text)}.title`) })}</p>
  if (line.kind === 'end') return <p className={s.done}>{t('bots.phone.ended')}</p>
  return (
    <>
      {(line.text !== '' || line.fileName) && (
        <div className={s.theirs}>
          {line.fileName && <b>{line.fileName}</b>}
          {line.text}
          {line.link && <span className={s.link}>{line.link.text}</span>}
          {line.options.length > 0 && (
            <span className={s.options}>
              {line.options.map(({ id, title }) => (
                <Button key={id} variant="default" size="compact-sm" disabled={!isLast} onClick={() => onChoose(id, title)}>
                  {title}
                </Button>
              ))}
            </span>
          )}
        </div>
      )}
      {line.kind === 'hand-off' && (
        <p className={s.done}>{t('bots.phone.handed_off', { reason: t(`bots.reasons.${line.reason ?? 'flow'}`) })}</p>
      )}
    </>
  )
}
