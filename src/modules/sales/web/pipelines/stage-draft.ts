import type { ReactNode } from 'react'
import type { RequirableField, Stage, StageColor, StageKind, WriteStage } from '#sales/contract/pipeline.ts'
import type { T } from '#web/i18n/i18n.tsx'

/** The contract says the same; its schemas are not worth their weight here. */
export const kinds = ['open', 'proposal', 'negotiation', 'won', 'lost'] as const satisfies readonly StageKind[]
export const fields = ['amount', 'expectedClose', 'nextStep', 'contact', 'owner', 'products'] as const satisfies readonly RequirableField[]
export const colors = ['blue', 'violet', 'amber', 'orange', 'green', 'red', 'teal', 'pink', 'gray'] as const satisfies readonly StageColor[]

/** A stage as it is edited. `key` tells new ones apart. */
export type StageDraft = Omit<WriteStage, 'id' | 'probability' | 'rottingDays'> & {
  key: string
  id: string | null
  probability: number | string
  rottingDays: number | string
}

export const draftOf = (stage: Stage): StageDraft => ({ ...stage, key: stage.id, rottingDays: stage.rottingDays ?? '' })

let made = 0
export const newDraft = (name = '', kind: StageKind = 'open', color: StageColor = 'blue', probability: number = 10): StageDraft => ({
  key: `new-${made++}`,
  id: null,
  name,
  kind,
  color,
  probability,
  rottingDays: '',
  requiredFields: [],
})

export const usualDrafts = (t: T): StageDraft[] => [
  newDraft(t('sales.usual.new'), 'open', 'blue', 10),
  newDraft(t('sales.usual.proposal'), 'proposal', 'amber', 60),
  newDraft(t('sales.usual.won'), 'won', 'green', 100),
  newDraft(t('sales.usual.lost'), 'lost', 'gray', 0),
]

export const writtenStages = (drafts: readonly StageDraft[]): WriteStage[] =>
  drafts.map(({ key: _key, id, probability, rottingDays, ...stage }) => ({
    ...stage,
    ...(id && { id }),
    probability: probability === '' ? 0 : Number(probability),
    rottingDays: rottingDays === '' ? null : Number(rottingDays),
  }))

/** What the server refuses of the stages, by its path: `stages.2.name`. */
export type Refusals = Readonly<Record<string, ReactNode>>

/** What is refused of a field of a stage, or of one of the things in it. */
export function refusalOf(refusals: Refusals, at: number, field: keyof StageDraft): ReactNode {
  const path = `stages.${at}.${field}`
  return Object.entries(refusals).find(([one]) => one === path || one.startsWith(`${path}.`))?.[1]
}

/** A refusal goes where its stage goes, and is over when its field is changed. */
export function movedRefusals(refusals: Refusals, before: readonly StageDraft[], after: readonly StageDraft[]): Record<string, ReactNode> {
  const places = Object.entries(refusals).flatMap(([path, words]): [string, ReactNode][] => {
    const [list, at, field, ...rest] = path.split('.')
    if (list !== 'stages') return [[path, words]]
    const stage = before[Number(at)]
    const to = after.findIndex(({ key }) => key === stage?.key)
    const isSame = stage?.[field as keyof StageDraft] === after[to]?.[field as keyof StageDraft]
    return to >= 0 && isSame ? [[[list, to, field, ...rest].join('.'), words]] : []
  })
  return Object.fromEntries(places)
}
