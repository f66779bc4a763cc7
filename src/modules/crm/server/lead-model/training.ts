import type { FactorWeight, GateCheck, LeadModel } from '#crm/contract/lead-model.ts'
import { crossCalibrated, platt, uncalibrated, type Calibration } from '#crm/server/lead-model/calibration.ts'
import { auc, baseRate, brier, reliability } from '#crm/server/lead-model/evaluation.ts'
import { encode, learnEncoding, type Column, type Encoding, type LeadFacts } from '#crm/server/lead-model/features.ts'
import { chanceOfLead, countFrequencies } from '#crm/server/lead-model/naive-bayes.ts'
import { fitRidge, logOdds, sigmoid, type Weights } from '#crm/server/lead-model/logistic.ts'

/** A lead that was closed, and how. `at` (ISO) is when it came in: what is newest is kept for testing. */
export type ClosedLead = { id: string; at: string; won: boolean; facts: LeadFacts }

/** What is needed to say a probability. */
export type Learned = { columns: Column[]; weights: Weights; calibration: Calibration }

export type Training = Pick<
  LeadModel,
  | 'passes'
  | 'leads'
  | 'won'
  | 'lost'
  | 'trainingLeads'
  | 'validationLeads'
  | 'validationFrom'
  | 'auc'
  | 'brier'
  | 'baseRate'
  | 'baseBrier'
  | 'simpleAuc'
  | 'checks'
  | 'reliability'
  | 'weights'
  | 'leftOut'
  | 'milliseconds'
> & { learned: Learned | null }

const lambda = 1
const trainingShare = 0.8
export const gate = { won: 50, lost: 50, positivesPerFeature: 10, auc: 0.65 } as const

/**
 * Learns from the oldest 80 % and tests with the newest 20 %, never at random: a model must be good at what comes after.
 * Whatever the data, the answer says which conditions of the gate hold; numbers that cannot be measured are null.
 */
export function train(closed: readonly ClosedLead[]): Training {
  const started = performance.now()
  const leads = closed.toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : a.id < b.id ? -1 : 1))
  const cut = Math.floor(leads.length * trainingShare)
  const older = leads.slice(0, cut)
  const newer = leads.slice(cut)
  const won = leads.filter((lead) => lead.won).length
  const positives = older.filter((lead) => lead.won).length
  const encoding = learnEncoding(
    older.map(({ facts }) => facts),
    positives,
  )
  const weights = fitted(encoding, older)
  const tested = test(encoding, weights, newer)
  const checks: GateCheck[] = [
    atLeast('won', gate.won, won),
    atLeast('lost', gate.lost, leads.length - won),
    atLeast('positives', gate.positivesPerFeature * Math.max(1, encoding.columns.length), positives),
    { code: 'auc', needed: gate.auc, found: tested.auc, passes: tested.auc !== null && tested.auc >= gate.auc },
    {
      code: 'brier',
      needed: tested.baseBrier ?? 0,
      found: tested.brier,
      passes: tested.brier !== null && tested.baseBrier !== null && tested.brier < tested.baseBrier,
    },
  ]
  return {
    passes: checks.every((check) => check.passes),
    leads: leads.length,
    won,
    lost: leads.length - won,
    trainingLeads: older.length,
    validationLeads: newer.length,
    validationFrom: newer[0]?.at ?? null,
    auc: tested.auc,
    brier: tested.brier,
    baseRate: tested.baseRate,
    baseBrier: tested.baseBrier,
    simpleAuc: simply(older, newer),
    checks,
    reliability: tested.reliability,
    weights: weights ? weightsOf(encoding, weights) : [],
    leftOut: encoding.leftOut,
    milliseconds: Math.round(performance.now() - started),
    learned: weights && { columns: encoding.columns, weights, calibration: tested.calibration },
  }
}

const atLeast = (code: 'won' | 'lost' | 'positives', needed: number, found: number): GateCheck => ({
  code,
  needed,
  found,
  passes: found >= needed,
})

function fitted(encoding: Encoding, leads: readonly ClosedLead[]): Weights | null {
  if (encoding.columns.length === 0) return null
  const matrix = encode(
    encoding.columns,
    leads.map(({ facts }) => facts),
  )
  const fit = fitRidge(matrix, outcomes(leads), lambda)
  return fit.isFitted ? fit.weights : null
}

function simply(older: readonly ClosedLead[], newer: readonly ClosedLead[]): number | null {
  const frequencies = countFrequencies(older)
  return auc(
    outcomes(newer),
    newer.map(({ facts }) => chanceOfLead(frequencies, facts)),
  )
}

const outcomes = (leads: readonly ClosedLead[]): number[] => leads.map((lead) => Number(lead.won))

type Tested = Pick<Training, 'auc' | 'brier' | 'baseRate' | 'baseBrier' | 'reliability'> & { calibration: Calibration }

function test(encoding: Encoding, weights: Weights | null, newer: readonly ClosedLead[]): Tested {
  const y = outcomes(newer)
  const rate = baseRate(y)
  const base = { baseRate: rate, baseBrier: rate === null ? null : rate * (1 - rate) }
  if (!weights || newer.length === 0) return { ...base, auc: null, brier: null, reliability: [], calibration: uncalibrated }
  const matrix = encode(
    encoding.columns,
    newer.map(({ facts }) => facts),
  )
  const z = newer.map((_, i) => logOdds(weights, matrix.values.subarray(i * matrix.columns, (i + 1) * matrix.columns)))
  return {
    ...base,
    auc: auc(y, z),
    // Before calibration: what was fitted to these leads must not be praised with them.
    brier: brier(y, z.map(sigmoid)),
    reliability: reliability(y, crossCalibrated(z, y)),
    calibration: platt(z, y),
  }
}

const weightsOf = ({ columns }: Encoding, { beta }: Weights): FactorWeight[] =>
  columns
    .map((column, j) => ({
      factor: column.factor,
      level: column.kind === 'level' ? column.level : null,
      reference: column.kind === 'level' ? column.reference : null,
      weight: beta[j] as number,
    }))
    .toSorted((a, b) => Math.abs(b.weight) - Math.abs(a.weight))
