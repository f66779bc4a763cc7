import { companies } from '../../../demos/names.ts'
import { dollar, inflation, lostReasons, nextSteps, pipelines, sellers } from '../../../demos/chicken-shop/pipelines.ts'
import { logNormal, pick, pickWeighted, randomOf, type Random } from '#app/demo/random.ts'

/** A deal with all its steps; the last one says where it is now. Stages and people by their keys, contacts by their phones. */
export type DemoDeal = {
  pipeline: string
  title: string
  contactPhone: string | null
  by: string
  amountMinor: number | null
  currency: string
  steps: { stage: string; at: string }[]
  lostReason: string | null
  expectedClose: string | null
  nextStep: string | null
  nextStepAt: string | null
}
export type DemoRate = { day: string; currency: 'USD'; rateNanos: number }
type Contact = { phone: string; name: string }

const months = 18
const dayMs = 86_400_000
const monthMs = 30.4 * dayMs
const hourMs = 3_600_000
const offsetHours = -3

/** Eighteen months of three pipelines that end now: the same for the same seed and moment. */
export function dealHistoryOf(seed: number, now: Date, contacts: readonly Contact[]): DemoDeal[] {
  const random = randomOf(seed ^ 0xdea1)
  return pipelines.flatMap((pipeline) => [
    ...Array.from({ length: Math.round(pipeline.perMonth * months) }, (_, i) =>
      dealOf(random, pipeline, walk(random, pipeline, i, now), now, contacts),
    ),
    ...Array.from({ length: pipeline.openNow }, () => dealOf(random, pipeline, walkSoFar(random, pipeline, now), now, contacts)),
  ])
}

type Pipeline = (typeof pipelines)[number]

type Walk = { steps: DemoDeal['steps']; end: 'won' | 'lost' | null }
const openStages = (pipeline: Pipeline) => pipeline.stages.filter((stage) => 'goesOn' in stage)

/** From one stage to the next until it is won, lost, or has come as far as it could by now. */
function walk(random: Random, pipeline: Pipeline, index: number, now: Date): Walk {
  const count = Math.round(pipeline.perMonth * months)
  // Spread over the months, a little more of them lately.
  const age = months * monthMs * (1 - ((index + 0.2 + random() * 0.6) / count) ** 0.85)
  let at = atWork(random, now.getTime() - age, now)
  const steps: DemoDeal['steps'] = []
  const slowness = logNormal(random, 1, 0.35)
  const open = openStages(pipeline)
  for (const stage of open) {
    steps.push({ stage: stage.key, at: iso(at) })
    const isLost = random() > stage.goesOn
    at = atWork(random, at + logNormal(random, stage.days * (isLost ? 1.6 : 1), 0.6) * slowness * dayMs, now)
    if (at >= now.getTime()) return { steps, end: null }
    const end = isLost ? 'lost' : stage === open.at(-1) ? 'won' : null
    if (end) return { steps: [...steps, { stage: end, at: iso(at) }], end }
  }
  return { steps, end: null }
}

/** On its way these days: some have just come, some have stood too long where they are. */
function walkSoFar(random: Random, pipeline: Pipeline, now: Date): Walk {
  const open = openStages(pipeline)
  const reached = open.slice(0, 1 + Math.floor(random() * open.length))
  let at = now.getTime()
  const steps = reached.toReversed().map((stage, i) => {
    const days = i === 0 ? stage.rottingDays * random() ** 1.4 * 1.5 : logNormal(random, stage.days, 0.5)
    at = Math.min(at - hourMs, atWork(random, at - days * dayMs, now))
    return { stage: stage.key, at: iso(at) }
  })
  return { steps: steps.toReversed(), end: null }
}

function dealOf(random: Random, pipeline: Pipeline, { steps, end }: Walk, now: Date, contacts: readonly Contact[]): DemoDeal {
  const open = openStages(pipeline)
  const isForeign = random() < pipeline.foreignShare
  const amount = amountOf(random, pipeline, Date.parse(steps[0]?.at ?? ''), now, isForeign)
  const contact = random() < 0.85 ? pick(random, contacts) : null
  const isEvent = pipeline.key === 'catering'
  return {
    pipeline: pipeline.key,
    title:
      isEvent || pipeline.key === 'franchise'
        ? pick(random, pipeline.titles)
        : `${pick(random, pipeline.titles)} · ${pick(random, companies)}`,
    contactPhone: contact?.phone ?? null,
    by: pickWeighted(random, sellers).key,
    amountMinor: end === null && steps.length === 1 && random() < 0.3 ? null : amount,
    currency: isForeign ? 'USD' : pipeline.currency,
    steps,
    lostReason: end === 'lost' ? pickWeighted(random, lostReasons).name : null,
    ...(end === null ? comingOf(random, steps.length, open.length, now) : { expectedClose: null, nextStep: null, nextStepAt: null }),
  }
}

/** What is open has a day on which it should be closed and, most of it, something to do next: some late, some today. */
function comingOf(random: Random, reached: number, of: number, now: Date) {
  const days = Math.round((of - reached + 0.4) * 9 * (0.5 + random()) - 2)
  const isDated = reached > 1 || random() < 0.6
  const ahead = pick(random, [-3, -1, 0, 0, 0, 1, 1, 2, 4, 6])
  const midnight = Math.floor((now.getTime() + offsetHours * hourMs) / dayMs) * dayMs - offsetHours * hourMs
  const hours = 9 + Math.floor(random() * 18) / 2
  const isStepped = random() < 0.86
  return {
    expectedClose: isDated ? iso(now.getTime() + offsetHours * hourMs + days * dayMs).slice(0, 10) : null,
    nextStep: isStepped ? pick(random, nextSteps[Math.min(reached, nextSteps.length) - 1] ?? nextSteps[0]) : null,
    nextStepAt: isStepped ? iso(midnight + ahead * dayMs + hours * hourMs) : null,
  }
}

function amountOf(random: Random, pipeline: Pipeline, at: number, now: Date, isForeign: boolean): number {
  const monthsIn = months - (now.getTime() - at) / monthMs
  const raw = logNormal(random, pipeline.amountMinor, pipeline.spread)
  if (isForeign) return Math.max(1, Math.round(raw / dollar.from / 5_000)) * 5_000
  const risen = pipeline.currency === 'ARS' ? raw * (1 + inflation) ** Math.max(0, monthsIn) : raw
  return Math.max(1, Math.round(risen / pipeline.step)) * pipeline.step
}

/** Between nine and seven, on the day or the one after it; never later than now. */
function atWork(random: Random, moment: number, now: Date): number {
  if (moment >= now.getTime()) return moment
  const local = moment + offsetHours * hourMs
  const hour = (local / hourMs) % 24
  const shifted =
    hour >= 9 && hour < 19 ? moment : Math.floor(local / dayMs) * dayMs + (hour < 9 ? 9 : 33 + random() * 9) * hourMs - offsetHours * hourMs
  return shifted < now.getTime() ? shifted : moment
}

const iso = (ms: number): string => new Date(ms).toISOString()

/** A rate a week, rising a little unevenly. */
export function dollarRatesOf(seed: number, now: Date): DemoRate[] {
  const random = randomOf(seed ^ 0xd011a5)
  const weeks = Math.ceil((months * monthMs) / (7 * dayMs)) + 2
  return Array.from({ length: weeks }, (_, i) => {
    const share = i / (weeks - 1)
    const pesos = Math.round((dollar.from + (dollar.to - dollar.from) * share + (random() - 0.5) * 18) * 2) / 2
    const day = iso(now.getTime() + offsetHours * hourMs - (weeks - 1 - i) * 7 * dayMs).slice(0, 10)
    return { day, currency: 'USD' as const, rateNanos: pesos * 1_000_000_000 }
  })
}
