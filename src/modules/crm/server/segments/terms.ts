import type { Ctx } from '#kernel/ctx.ts'
import type { Facet } from '#kernel/module.ts'
import * as identity from '#identity/server/public.ts'
import { lifecycleStages } from '#crm/contract/badge.ts'
import { ConsentChannel, ConsentPurpose, ConsentState } from '#crm/contract/consent.ts'
import { ContactKind, Relation } from '#crm/contract/contact.ts'
import type { Field } from '#crm/contract/field.ts'
import type { TermType } from '#crm/contract/segment-term.ts'
import type { SegmentTerm } from '#crm/contract/segment.ts'
import * as fields from '#crm/server/fields/fields.ts'

/** A term, and where its values are kept. */
export type KnownTerm = SegmentTerm & { field?: Field; facet?: Facet }
export type Terms = ReadonlyMap<string, KnownTerm>

const typeOfField: Record<Field['type'], TermType> = {
  text: 'text',
  link: 'link',
  number: 'number',
  money: 'money',
  date: 'day',
  choice: 'choice',
  'multi-choice': 'set',
  boolean: 'boolean',
  user: 'choice',
}

const sources = ['whatsapp', 'manual', 'import', 'api', 'demo'] as const

/**
 * Everything that conditions can be about in this organization, for whoever asks. Fields that are put away are no longer
 * offered, but what was saved about them still holds.
 */
export async function terms(ctx: Ctx, { withArchived }: { withArchived: boolean }): Promise<Terms> {
  const { currency } = await identity.organization(ctx)
  const definitions = await fields.all(ctx)
  const all = [
    ...ownTerms(currency),
    ...definitions.filter(({ isArchived }) => withArchived || !isArchived).map(fieldTerm),
    ...ctx.modules.flatMap((module) => module.facets ?? []).flatMap((facet) => (ctx.can(facet.permission) ? facetTerm(facet) : [])),
  ]
  return new Map(all.map((one) => [one.name, one]))
}

/** What every organization has. */
export const ownTerms = (currency: string): KnownTerm[] => [
  ...contactTerms(),
  ...behaviourTerms(currency),
  ...consentTerms(),
  term('segment', 'state', 'segment', { options: 'segment' }),
]

export const list = async (ctx: Ctx): Promise<{ items: SegmentTerm[] }> => ({
  items: [...(await terms(ctx, { withArchived: false })).values()].map(({ field: _field, facet: _facet, ...shown }) => shown),
})

const term = (name: string, type: TermType, group: SegmentTerm['group'], rest: Partial<KnownTerm> = {}): KnownTerm => ({
  name,
  type,
  group,
  words: `crm.term.${name.replaceAll('.', '_')}`,
  label: null,
  options: [],
  currency: null,
  ...rest,
})

const worded = (values: readonly string[], prefix: string): SegmentTerm['options'] =>
  values.map((value) => ({ value, words: `${prefix}.${value}`, label: null }))

const contactTerms = (): KnownTerm[] => [
  term('tags', 'set', 'contact', { options: 'tag' }),
  term('relations', 'set', 'contact', { options: worded(Relation.options, 'crm.relation') }),
  term('kind', 'state', 'contact', { options: worded(ContactKind.options, 'crm.kind') }),
  term('lifecycleStage', 'choice', 'contact', { options: worded(lifecycleStages, 'crm.lifecycle') }),
  term('stageEnteredAt', 'instant', 'contact'),
  term('source', 'state', 'contact', { options: worded(sources, 'crm.source') }),
  term('owner', 'choice', 'contact', { options: 'person' }),
  term('name', 'text', 'contact'),
  term('phone', 'link', 'contact'),
  term('email', 'link', 'contact'),
  term('city', 'text', 'contact'),
  term('createdAt', 'instant', 'contact'),
  term('updatedAt', 'instant', 'contact'),
]

const behaviourTerms = (currency: string): KnownTerm[] => [
  term('lastInboundAt', 'instant', 'behaviour'),
  term('firstInboundAt', 'instant', 'behaviour'),
  term('inboundCount', 'number', 'behaviour'),
  term('replyCount', 'number', 'behaviour'),
  term('waitingSince', 'instant', 'behaviour'),
  term('lastOutboundAt', 'instant', 'behaviour'),
  term('outboundCount', 'number', 'behaviour'),
  term('lastActivityAt', 'instant', 'behaviour'),
  term('ordersCount', 'number', 'behaviour'),
  term('ordersTotal', 'money', 'behaviour', { currency }),
  term('lastOrderAt', 'instant', 'behaviour'),
  term('score', 'number', 'behaviour'),
  term('winPercent', 'number', 'behaviour'),
]

const consentTerms = (): KnownTerm[] =>
  ConsentPurpose.options.flatMap((purpose) =>
    ConsentChannel.options.map((channel) =>
      term(`consent.${channel}.${purpose}`, 'state', 'consent', { options: worded(ConsentState.options, 'crm.consent') }),
    ),
  )

const fieldTerm = (field: Field): KnownTerm =>
  term(`fields.${field.key}`, typeOfField[field.type], 'field', {
    field,
    label: field.label,
    options: field.type === 'user' ? 'person' : field.options.map(({ id, label }) => ({ value: id, words: null, label })),
    currency: field.currency,
  })

const facetTerm = (facet: Facet): KnownTerm[] => {
  const [module = '', ...name] = facet.code.split('.')
  const words = `${module}.facets.${name.join('_')}`
  return facet.subject === 'contact'
    ? [
        term(facet.code, facet.type, 'more', {
          facet,
          words,
          options: facet.options.map((value) => ({ value, words: `${words}_${value}`, label: null })),
        }),
      ]
    : []
}
