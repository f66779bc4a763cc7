import { MultiSelect, Select, Switch, TagsInput, TextInput } from '@mantine/core'
import { useState } from 'react'
import { getFlow, listFlows, updateFlow } from '#bots/contract/flow-api.ts'
import type { Flow } from '#bots/contract/flows.ts'
import type { Draft } from '#bots/web/flows/draft.ts'
import { TagField } from '#bots/web/flows/tag-field.tsx'
import { TextField } from '#bots/web/flows/parts.tsx'
import { listChannelNames } from '#conversations/contract/channel-api.ts'
import { listBrands, listTeams } from '#identity/contract/api.ts'
import { useT } from '#web/i18n/i18n.tsx'
import { useApi, useSend } from '#web/query.ts'
import { CheckedForm } from '#web/ui/checked-form.tsx'
import { FormButtons, Fields } from '#web/ui/form.tsx'
import { NumberField } from '#web/ui/number-field.tsx'
import { Section } from '#web/ui/page.tsx'
import { toast } from '#web/ui/toast.ts'
import '#web/ui/mantine-forms-css.ts'
import s from '#bots/web/flows/parts.module.css'

type Props = { flow: Flow; draft: Draft; isFixed: boolean }

/** Which messages are the bot's, when it speaks again, and when people get the customer. */
export function SettingsForm({ flow, draft, isFixed }: Props) {
  const t = useT()
  const { data: channels } = useApi(listChannelNames, {})
  const { data: brands } = useApi(listBrands, {})
  const [name, setName] = useState(flow.name)
  const [trigger, setTrigger] = useState(flow.trigger)
  const [resume, setResume] = useState(flow.resume)
  const { send, sending, problem } = useSend(updateFlow, {
    invalidates: [listFlows, getFlow],
    onDone: (answer) => {
      draft.take(answer, false)
      void toast({ text: t('bots.editor.settings_saved') })
    },
  })
  const asChoices = (items: readonly { id: string; name: string }[] | undefined) =>
    (items ?? []).map(({ id, name: label }) => ({ value: id, label }))
  const save = async () => {
    // What is drawn and not saved yet has its own version: first one, then the other.
    if (await draft.saveNow()) void send({ id: flow.id, name, trigger, resume }, { ifMatch: draft.version.current })
  }
  return (
    <fieldset className={s.settings} disabled={isFixed}>
      <Section title={t('bots.editor.when')}>
        <CheckedForm
          onSubmit={(event) => {
            event.preventDefault()
            void save()
          }}
        >
          <Fields>
            <TextInput
              label={t('bots.list.name')}
              required
              withAsterisk={false}
              value={name}
              maxLength={80}
              onChange={(event) => setName(event.currentTarget.value)}
            />
            <MultiSelect
              label={t('bots.editor.channels')}
              placeholder={trigger.channelIds.length === 0 ? t('bots.editor.all_channels') : ''}
              data={asChoices(channels?.items)}
              value={trigger.channelIds}
              onChange={(channelIds) => setTrigger({ ...trigger, channelIds })}
            />
            {(brands?.items.length ?? 0) > 1 && (
              <MultiSelect
                label={t('bots.editor.brands')}
                placeholder={trigger.brandIds.length === 0 ? t('bots.editor.all_brands') : ''}
                data={asChoices(brands?.items)}
                value={trigger.brandIds}
                onChange={(brandIds) => setTrigger({ ...trigger, brandIds })}
              />
            )}
            <Select
              label={t('bots.editor.hours')}
              data={(['always', 'open', 'closed'] as const).map((value) => ({ value, label: t(`bots.hours.${value}`) }))}
              value={trigger.hours}
              allowDeselect={false}
              onChange={(hours) => setTrigger({ ...trigger, hours: (hours ?? 'always') as typeof trigger.hours })}
            />
            <TagsInput
              label={t('bots.editor.trigger_words')}
              description={t('bots.editor.trigger_words_hint')}
              value={trigger.words}
              maxTags={30}
              onChange={(words) => setTrigger({ ...trigger, words: words.map((word) => word.slice(0, 60)) })}
            />
            <Select
              label={t('bots.editor.resume')}
              data={(['resolved', 'minutes', 'never'] as const).map((value) => ({ value, label: t(`bots.resume.${value}`) }))}
              value={resume.rule}
              allowDeselect={false}
              onChange={(rule) => setResume({ ...resume, rule: (rule ?? 'resolved') as typeof resume.rule })}
            />
            {resume.rule === 'minutes' && (
              <NumberField
                label={t('bots.editor.minutes')}
                min={1}
                max={10_080}
                value={resume.minutes}
                required
                withAsterisk={false}
                onChange={(minutes) => minutes !== '' && setResume({ ...resume, minutes })}
              />
            )}
            {problem && <p className={s.problem}>{problem}</p>}
            {!isFixed && <FormButtons submit={t('web.action.save')} isSaving={sending} />}
          </Fields>
        </CheckedForm>
      </Section>
      <Rules draft={draft} />
    </fieldset>
  )
}

const switches = ['onComplaint', 'onPayment', 'onNegative', 'onVip'] as const

/** Part of what is drawn, so that they come and go with a version. */
function Rules({ draft: { document, change } }: { draft: Draft }) {
  const t = useT()
  const { data: teams } = useApi(listTeams, {})
  const { rules } = document
  const set = (part: Partial<typeof rules>, name: string) =>
    change((before) => ({ ...before, rules: { ...before.rules, ...part } }), `rules.${name}`)
  return (
    <Section title={t('bots.editor.rules')} hint={t('bots.editor.rules_hint')}>
      <Fields>
        {switches.map((name) => (
          <Switch
            key={name}
            label={t(`bots.rules.${name}`)}
            checked={rules[name]}
            onChange={(event) => set({ [name]: event.currentTarget.checked }, name)}
          />
        ))}
        <TagField
          label={t('bots.editor.vip_tag')}
          hint={t('bots.editor.vip_tag_hint')}
          placeholder="VIP"
          value={rules.vipTag ?? ''}
          onChange={(name) => set({ vipTag: name.trim() === '' ? undefined : name }, 'vipTag')}
        />
        <Select
          label={t('bots.editor.team')}
          placeholder={t('bots.editor.any_team')}
          data={(teams?.items ?? []).map(({ id, name }) => ({ value: id, label: name }))}
          value={rules.teamId}
          clearable
          onChange={(teamId) => set({ teamId }, 'team')}
        />
        <TextField
          label={t('bots.editor.fallback')}
          hint={t('bots.editor.fallback_hint')}
          value={rules.fallback}
          document={document}
          onChange={(fallback) => set({ fallback: fallback.slice(0, 1024) }, 'fallback')}
        />
      </Fields>
    </Section>
  )
}
