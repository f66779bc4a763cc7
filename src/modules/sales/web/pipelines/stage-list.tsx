import { ActionIcon, Button, Input, MultiSelect, Select, TextInput } from '@mantine/core'
import { IconArrowDown, IconArrowUp, IconPlus, IconTrash } from '@tabler/icons-react'
import { StageDot } from '#sales/web/deals/stage-dot.tsx'
import { isClosing } from '#sales/web/deals/stage-kinds.ts'
import { colors, fields, kinds, newDraft, refusalOf, type Refusals, type StageDraft } from '#sales/web/pipelines/stage-draft.ts'
import { useT } from '#web/i18n/i18n.tsx'
import type { RequirableField, StageColor, StageKind } from '#sales/contract/pipeline.ts'
import { NumberField } from '#web/ui/number-field.tsx'
import s from '#sales/web/pipelines/pipelines.module.css'

type Props = { stages: readonly StageDraft[]; refusals: Refusals; onChange: (stages: StageDraft[]) => void }

/** The stages of a pipeline in their order, each with what it asks and for how long a deal may rest there. */
export function StageList({ stages, refusals, onChange }: Props) {
  const t = useT()
  const set = (key: string, change: Partial<StageDraft>) =>
    onChange(stages.map((stage) => (stage.key === key ? { ...stage, ...change } : stage)))
  const swap = (at: number, by: number) => {
    const next = [...stages]
    const [moved] = next.splice(at, 1)
    if (moved) next.splice(at + by, 0, moved)
    onChange(next)
  }
  const add = () => {
    const at = stages.findIndex(({ kind }) => isClosing(kind))
    onChange(stages.toSpliced(at < 0 ? stages.length : at, 0, newDraft()))
  }
  return (
    <>
      <ol className={s.stages}>
        {stages.map((stage, at) => (
          <li key={stage.key}>
            <div className={s.stageHead}>
              <Select
                className={s.color}
                aria-label={t('sales.settings.color')}
                data={colors.map((color) => ({ value: color, label: t(`sales.colors.${color}`) }))}
                leftSection={<StageDot color={stage.color}>{''}</StageDot>}
                value={stage.color}
                error={refusalOf(refusals, at, 'color')}
                allowDeselect={false}
                onChange={(color) => color && set(stage.key, { color: color as StageColor })}
              />
              <TextInput
                className={s.stageName}
                aria-label={t('sales.settings.stage_name', { number: at + 1 })}
                placeholder={t('sales.settings.stage_placeholder')}
                maxLength={60}
                required
                value={stage.name}
                error={refusalOf(refusals, at, 'name')}
                onChange={(event) => set(stage.key, { name: event.currentTarget.value })}
              />
              <ActionIcon
                size={32}
                disabled={at === 0}
                aria-label={t('sales.settings.up', { name: stage.name })}
                onClick={() => swap(at, -1)}
              >
                <IconArrowUp size={16} stroke={1.7} />
              </ActionIcon>
              <ActionIcon
                size={32}
                disabled={at === stages.length - 1}
                aria-label={t('sales.settings.down', { name: stage.name })}
                onClick={() => swap(at, 1)}
              >
                <IconArrowDown size={16} stroke={1.7} />
              </ActionIcon>
              <ActionIcon
                size={32}
                aria-label={t('sales.settings.remove_stage', { name: stage.name })}
                onClick={() => onChange(stages.filter(({ key }) => key !== stage.key))}
              >
                <IconTrash size={16} stroke={1.7} />
              </ActionIcon>
            </div>
            <div className={s.stageBody}>
              <Select
                label={t('sales.settings.kind')}
                data={kinds.map((kind) => ({ value: kind, label: t(`sales.kinds.${kind}`) }))}
                value={stage.kind}
                error={refusalOf(refusals, at, 'kind')}
                allowDeselect={false}
                onChange={(kind) => kind && set(stage.key, { kind: kind as StageKind })}
              />
              {!isClosing(stage.kind) && (
                <>
                  <NumberField
                    label={t('sales.settings.probability')}
                    min={0}
                    max={100}
                    suffix=" %"
                    value={stage.probability}
                    error={refusalOf(refusals, at, 'probability')}
                    onChange={(probability) => set(stage.key, { probability })}
                  />
                  <NumberField
                    label={t('sales.settings.rotting')}
                    placeholder={t('sales.settings.rotting_never')}
                    min={1}
                    max={3650}
                    value={stage.rottingDays}
                    error={refusalOf(refusals, at, 'rottingDays')}
                    onChange={(rottingDays) => set(stage.key, { rottingDays })}
                  />
                </>
              )}
              <MultiSelect
                className={s.required}
                label={t('sales.settings.required')}
                placeholder={stage.requiredFields.length === 0 ? t('sales.settings.required_none') : ''}
                data={fields.map((field) => ({ value: field, label: t(`sales.fields.${field}`) }))}
                value={stage.requiredFields}
                error={refusalOf(refusals, at, 'requiredFields')}
                onChange={(chosen) => set(stage.key, { requiredFields: chosen as RequirableField[] })}
              />
            </div>
          </li>
        ))}
      </ol>
      {refusals['stages'] && (
        <Input.Error role="alert" className={s.refusal}>
          {refusals['stages']}
        </Input.Error>
      )}
      <Button variant="default" leftSection={<IconPlus size={15} stroke={1.8} />} disabled={stages.length >= 30} onClick={add}>
        {t('sales.settings.add_stage')}
      </Button>
    </>
  )
}
