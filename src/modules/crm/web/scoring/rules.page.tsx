import { Button } from '@mantine/core'
import { IconFlask, IconPlus } from '@tabler/icons-react'
import { useState } from 'react'
import { getScoreSettings, getScoreVersion, listScoreVersions, saveScoreSettings, simulateScores } from '#crm/contract/scoring-api.ts'
import type { SavedScoreSettings, ScoreAxis, ScoreSettings, ScoreSimulation } from '#crm/contract/scoring.ts'
import { isComplete, mostGroups, newGroup } from '#crm/web/scoring/draft.ts'
import { GroupEditor } from '#crm/web/scoring/group-editor.tsx'
import { RuleVersions } from '#crm/web/scoring/rule-versions.tsx'
import { SimulationResult } from '#crm/web/scoring/simulation-result.tsx'
import { call } from '#web/api.ts'
import { useT } from '#web/i18n/i18n.tsx'
import { useApi, useSend } from '#web/query.ts'
import { UnsavedGuard } from '#web/ui/form.tsx'
import { NumberField } from '#web/ui/number-field.tsx'
import { isFaultless } from '#web/ui/own-fault.ts'
import { Page, Section } from '#web/ui/page.tsx'
import { ErrorState, Notice, PageBones } from '#web/ui/states.tsx'
import { toast } from '#web/ui/toast.ts'
import '#web/ui/mantine-forms-css.ts'
import s from '#crm/web/scoring/rules.module.css'

/** The rules by which contacts are scored: edited, tried on what happened, saved as a new version. */
export function ScoreRulesPage() {
  const t = useT()
  const { data, error, refetch } = useApi(getScoreSettings, {})
  // Whoever edits keeps what they began with; somebody else's version is told when it matters, on saving.
  const [begun, begin] = useState<SavedScoreSettings | null>(null)
  const saved = begun ?? data
  if (error && !saved) return <ErrorState error={error} onRetry={() => void refetch()} />
  if (!saved) return <PageBones kind="plain" />
  return (
    <Editor
      key={saved.version}
      saved={saved}
      onSaved={(next) => {
        begin(next)
        toast({ text: t('crm.scoring.editor.saved') })
      }}
      onBegin={() => begun ?? begin(saved)}
      onReload={() => {
        begin(null)
        void refetch()
      }}
    />
  )
}

type EditorProps = { saved: SavedScoreSettings; onSaved: (saved: SavedScoreSettings) => void; onBegin: () => void; onReload: () => void }

function Editor({ saved, onSaved, onBegin, onReload }: EditorProps) {
  const t = useT()
  const [draft, setDraft] = useState<ScoreSettings | null>(null)
  const [result, setResult] = useState<ScoreSimulation | null>(null)
  const simulation = useSend(simulateScores, { onDone: setResult, onProblem: (_problem, text) => void toast({ text, tone: 'bad' }) })
  const saving = useSend(saveScoreSettings, { invalidates: [getScoreSettings, listScoreVersions], onDone: onSaved })
  // Until something is changed: what is there now, in the words of now.
  const settings = draft ?? saved.settings
  const complete = isComplete(settings)
  const isChanged = draft !== null
  const isClash = saving.error?.code === 'kernel.changed_meanwhile'
  const change = (next: ScoreSettings) => {
    onBegin()
    setDraft(next)
  }
  const bring = async (version: number) => {
    const old = await call(getScoreVersion, { version })
    change({ ...old.settings })
    toast({ text: t('crm.scoring.editor.brought', { version }) })
  }
  return (
    <Page
      title={t('crm.scoring.title')}
      hint={t('crm.scoring.hint')}
      back="/ajustes"
      actions={
        <>
          <Button
            variant="default"
            leftSection={<IconFlask size={16} stroke={1.7} />}
            disabled={!complete}
            loading={simulation.sending}
            onClick={({ currentTarget }) => isFaultless(currentTarget.closest('section')) && void simulation.send({ settings })}
          >
            {t('crm.scoring.editor.try')}
          </Button>
          <Button
            disabled={!complete || !isChanged}
            loading={saving.sending}
            onClick={({ currentTarget }) =>
              isFaultless(currentTarget.closest('section')) && void saving.send({ settings }, { ifMatch: saved.version })
            }
          >
            {t('crm.scoring.editor.save')}
          </Button>
        </>
      }
    >
      <UnsavedGuard when={isChanged && !saving.sending} />
      {!complete && <Notice tone="warn">{t('crm.scoring.editor.invalid')}</Notice>}
      {isClash ? (
        <Notice tone="warn">
          {t('crm.scoring.editor.clash')}{' '}
          <Button variant="subtle" size="compact-sm" onClick={onReload}>
            {t('crm.scoring.editor.reload')}
          </Button>
        </Notice>
      ) : (
        saving.problem && <Notice tone="bad">{saving.problem}</Notice>
      )}
      {result && <SimulationResult result={result} />}
      {(['fit', 'engagement'] as const).map((axis) => (
        <Axis key={axis} axis={axis} settings={settings} onChange={change} />
      ))}
      <Section title={t('crm.scoring.editor.grades')} hint={t('crm.scoring.editor.grades_hint')}>
        <div className={s.grades}>
          <Grades axis="fit" high="A" middle="B" settings={settings} onChange={change} />
          <Grades axis="engagement" high="1" middle="2" settings={settings} onChange={change} />
        </div>
      </Section>
      <RuleVersions current={saved.version} onBring={(version) => void bring(version)} />
    </Page>
  )
}

type PartProps = { settings: ScoreSettings; onChange: (settings: ScoreSettings) => void }

function Axis({ axis, settings, onChange }: PartProps & { axis: ScoreAxis }) {
  const t = useT()
  return (
    <Section
      title={t(`crm.scoring.axis.${axis}`)}
      hint={t(`crm.scoring.axis_hint.${axis}`)}
      actions={
        <Button
          variant="default"
          leftSection={<IconPlus size={15} />}
          disabled={settings.groups.length >= mostGroups}
          onClick={() => onChange({ ...settings, groups: [...settings.groups, newGroup(axis, t('crm.scoring.editor.new_group'))] })}
        >
          {t('crm.scoring.editor.add_group')}
        </Button>
      }
    >
      <div className={s.groups}>
        {settings.groups
          .filter((group) => group.axis === axis)
          .map((group) => (
            <GroupEditor
              key={group.id}
              group={group}
              onChange={(next) => onChange({ ...settings, groups: settings.groups.map((one) => (one.id === next.id ? next : one)) })}
              onRemove={() => onChange({ ...settings, groups: settings.groups.filter(({ id }) => id !== group.id) })}
            />
          ))}
      </div>
    </Section>
  )
}

function Grades({ axis, high, middle, settings, onChange }: PartProps & { axis: ScoreAxis; high: string; middle: string }) {
  const t = useT()
  const set = (change: Partial<ScoreSettings['fit']>) => onChange({ ...settings, [axis]: { ...settings[axis], ...change } })
  const isWrong = settings[axis].high <= settings[axis].middle
  return (
    <>
      <NumberField
        label={t('crm.scoring.editor.from', { grade: high })}
        min={1}
        max={100}
        value={settings[axis].high}
        error={isWrong}
        isLive
        required
        withAsterisk={false}
        onChange={(value) => typeof value === 'number' && set({ high: value })}
      />
      <NumberField
        label={t('crm.scoring.editor.from', { grade: middle })}
        min={0}
        max={99}
        value={settings[axis].middle}
        error={isWrong}
        isLive
        required
        withAsterisk={false}
        onChange={(value) => typeof value === 'number' && set({ middle: value })}
      />
    </>
  )
}
