import { Button } from '@mantine/core'
import {
  IconMessage,
  IconMessageReply,
  IconRobot,
  IconBolt,
  IconUserShare,
  IconFlag,
  IconPlayerPause,
  IconPlayerPlay,
} from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { canReadBots } from '#bots/contract/permissions.ts'
import { listRuns, resumeRun } from '#bots/contract/run-api.ts'
import type { Run, RunLine } from '#bots/contract/run.ts'
import { wordsOfAction } from '#bots/web/flows/action-fields.tsx'
import s from '#bots/web/runs/runs.module.css'
import { getConversation } from '#conversations/contract/api.ts'
import { canReply } from '#conversations/contract/permissions.ts'
import { useT } from '#web/i18n/i18n.tsx'
import type { PanelProps } from '#web/module.ts'
import { useApi, useSend } from '#web/query.ts'
import { useMay } from '#web/session.ts'
import { Chip, type Tone } from '#web/ui/marks.tsx'
import { RelativeTime } from '#web/ui/time.tsx'
import { toast } from '#web/ui/toast.ts'

const tones: Record<Run['state'], Tone> = { active: 'info', paused: 'warn', 'handed-off': 'plain', ended: 'plain' }
const icons: Record<RunLine['kind'], typeof IconRobot> = {
  heard: IconMessage,
  said: IconMessageReply,
  did: IconBolt,
  'handed-off': IconUserShare,
  ended: IconFlag,
  paused: IconPlayerPause,
  resumed: IconPlayerPlay,
}
const fewLines = 5

/** What the bot did in this conversation and why, newest first, and the way to give it back. Nothing where no bot ever spoke. */
export function RunPanel({ conversationId, state, moved }: PanelProps['talk']) {
  const t = useT()
  const may = useMay()
  const { data, refetch } = useApi(listRuns, { id: conversationId })
  // The conversation went on: perhaps because of the bot.
  useEffect(() => void refetch(), [moved, refetch])
  const { send, sending } = useSend(resumeRun, {
    invalidates: [listRuns, getConversation],
    onDone: () => void toast({ text: t('bots.runs.given_back') }),
    onProblem: (_problem, text) => void toast({ text, tone: 'bad' }),
  })
  const [newest, ...older] = data?.items ?? []
  if (!newest) return null
  return (
    <section className={s.panel} aria-label={t('bots.runs.title')}>
      <h3>{t('bots.runs.title')}</h3>
      <OneRun run={newest} isNewest />
      {state === 'open' && newest.state !== 'active' && may(canReply) && (
        <Button
          variant="default"
          size="xs"
          loading={sending}
          leftSection={<IconRobot size={15} stroke={1.7} />}
          onClick={() => void send({ id: conversationId }).catch(() => {})}
        >
          {t('bots.runs.give_back')}
        </Button>
      )}
      {older.length > 0 && (
        <details className={s.older}>
          <summary>{t('bots.runs.older', { count: older.length })}</summary>
          {older.map((run) => (
            <OneRun key={run.id} run={run} />
          ))}
        </details>
      )}
    </section>
  )
}

function OneRun({ run, isNewest = false }: { run: Run; isNewest?: boolean }) {
  const t = useT()
  const may = useMay()
  const [showsAll, setShowsAll] = useState(false)
  const lines = run.lines.toReversed()
  const shown = showsAll ? lines : lines.slice(0, isNewest ? fewLines : 2)
  const name = t('bots.runs.version', { name: run.flowName, number: run.versionNumber })
  const values = Object.entries(run.values)
  return (
    <div className={s.run}>
      <div className={s.head}>
        {may(canReadBots) ? (
          <Link to={'/bots/$id' as never} params={{ id: run.flowId } as never}>
            {name}
          </Link>
        ) : (
          <b>{name}</b>
        )}
        <Chip tone={tones[run.state]}>{t(`bots.runs.states.${run.state.replace('-', '_')}`)}</Chip>
      </div>
      {run.reason && <p className={s.why}>{t('bots.runs.why', { reason: t(`bots.reasons.${run.reason}`) })}</p>}
      {values.length > 0 && (
        <dl className={s.values}>
          {values.map(([key, value]) => (
            <div key={key}>
              <dt>{key}</dt>
              <dd>{typeof value === 'number' ? String(value).replace('.', ',') : value}</dd>
            </div>
          ))}
        </dl>
      )}
      <ol className={s.lines}>
        {shown.map((line) => (
          <Line key={`${line.n} ${line.kind}`} line={line} />
        ))}
      </ol>
      {lines.length > shown.length && (
        <button type="button" className={s.more} onClick={() => setShowsAll(true)}>
          {t('bots.runs.all_steps', { count: lines.length })}
        </button>
      )}
    </div>
  )
}

function Line({ line }: { line: RunLine }) {
  const t = useT()
  const Icon = icons[line.kind]
  const isKnown = line.outcome !== null && t.has(`bots.runs.outcomes.${line.outcome}`)
  const words =
    line.kind === 'did'
      ? t(`${wordsOfAction(line.text)}.title`)
      : line.kind === 'handed-off'
        ? t('bots.runs.handed_off', { reason: t(`bots.reasons.${line.text}`) })
        : line.text || t(`bots.runs.kinds.${line.kind}`)
  return (
    <li data-kind={line.kind}>
      <Icon size={14} stroke={1.7} aria-hidden />
      <span>
        <span className="sr-only">{t(`bots.runs.kinds.${line.kind.replace('-', '_')}`)}: </span>
        {words}
        {line.outcome !== null && (
          <em data-bad={line.outcome !== 'done' && line.outcome !== 'waiting' ? true : undefined}>
            {isKnown ? t(`bots.runs.outcomes.${line.outcome}`) : line.outcome}
          </em>
        )}
        {line.kind !== 'heard' && line.nodeName !== '' && line.nodeName !== line.text.slice(0, 40) && (
          <small>{t('bots.runs.from_node', { name: line.nodeName })}</small>
        )}
      </span>
      <RelativeTime at={line.at} />
    </li>
  )
}
