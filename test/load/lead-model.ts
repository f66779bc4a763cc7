/**
 * Trains the demo shop's model on a date that never changes and says how far it can be believed; then measures a training on
 * 20,000 leads and the scoring of single events. `node test/load/lead-model.ts --write` puts it into docs/reference.
 */
import { writeFileSync } from 'node:fs'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { z } from 'zod'
import { leadHistoryOf } from '#app/demo/lead-history.ts'
import type { LeadModel } from '#crm/contract/lead-model.ts'
import { CreateContact } from '#crm/contract/contact.ts'
import * as activities from '#crm/server/activities/activities.ts'
import * as contacts from '#crm/server/contacts/contacts.ts'
import * as cases from '#crm/server/lead-model/cases.ts'
import { DemoLead, loadLeads } from '#crm/server/lead-model/demo-leads.ts'
import * as models from '#crm/server/lead-model/models.ts'
import { inTenant } from '#kernel/context.ts'
import { newId } from '#kernel/contract/ids.ts'
import { percentile } from '#kernel/contract/statistics.ts'
import type { DemoBusiness } from '#kernel/module.ts'
import { anOrg, type TestOrg } from '#kernel/testing/org.ts'

const seed = 20_261_121
const manyLeads = 20_000
const events = 300
const hourMs = 3_600_000

const demo = await anOrg(undefined, { isDemo: true })
const published = await trainDemo(demo)
const busy = await anOrg(undefined)
const training = await trainMany(busy)
const event = await scoreEvents(busy)
const text = pageOf(published, training, event)
if (process.argv.includes('--write')) writeFileSync(new URL('../../docs/reference/lead-model.md', import.meta.url), text)
console.log(text)
process.exit()

async function trainDemo(shop: TestOrg): Promise<LeadModel> {
  const all = z.array(DemoLead).parse(leadHistoryOf(seed, shop.clock.now()))
  const at: DemoBusiness['at'] = (now, actor, run) =>
    inTenant(shop.kernel, { org: shop.id, actor, locale: 'es', zone: 'America/Argentina/Cordoba', requestId: newId(), now }, run)
  const business = { slug: 'chicken-shop', seed, days: 60, data: {}, made: new Map(), at }
  await shop.read((ctx) => loadLeads({ ...ctx, actor: { kind: 'system', name: 'demo' } }, business, all, 'ARS'))
  await shop.settle()
  return newest(shop)
}

async function newest(shop: TestOrg): Promise<LeadModel> {
  const { items } = await shop.read((ctx) => models.list(ctx))
  return shop.read((ctx) => models.get(ctx, { id: items[0]?.id ?? '' }))
}

/** Leads of an invented law: whoever asks for the price and is answered soon buys more often. */
async function trainMany(shop: TestOrg): Promise<{ seconds: number; longestPauseMs: number; model: LeadModel }> {
  const ids = await makeContacts(shop, 400)
  const start = shop.clock.now().getTime() - (manyLeads + 48) * hourMs
  for (let from = 0; from < manyLeads; from += 1_000) {
    const slice = Array.from({ length: 1_000 }, (_, i) => leadAt(from + i, start, ids))
    await shop.run(async (ctx) => {
      await activities.recordAll(
        ctx,
        slice.flatMap(({ said }) => said),
        { isPast: true },
      )
      await cases.open(
        ctx,
        slice.map(({ lead }) => lead),
      )
      await cases.close(
        ctx,
        slice.map(({ end }) => end),
      )
    })
  }
  await shop.run((ctx) => models.train(ctx))
  const delay = monitorEventLoopDelay({ resolution: 1 })
  delay.enable()
  const started = performance.now()
  await shop.settle()
  const seconds = (performance.now() - started) / 1_000
  delay.disable()
  return { seconds, longestPauseMs: delay.max / 1e6, model: await newest(shop) }
}

function makeContacts(shop: TestOrg, count: number): Promise<string[]> {
  return shop.run(async (ctx) => {
    const ids: string[] = []
    for (let i = 0; i < count; i++) ids.push((await contacts.create(ctx, CreateContact.parse({ name: `Cliente ${i}` }))).id)
    return ids
  })
}

function leadAt(i: number, start: number, ids: readonly string[]) {
  const contactId = ids[i % ids.length] as string
  const at = start + i * hourMs
  const hasAsked = (i * 7) % 5 < 2
  const minutes = 2 + ((i * 37) % 211)
  const luck = ((i * 7_919) % 1_000) / 1_000
  const leadId = newId()
  const iso = (moment: number): string => new Date(moment).toISOString()
  const sources = ['anuncio', 'google', 'recomendado', 'instagram']
  const lead = { leadId, contactId, openedAt: iso(at), channel: i % 4 === 0 ? 'form' : 'whatsapp', source: sources[i % 3] ?? null }
  return {
    lead,
    said: [
      { contactId, kind: 'message.in' as const, at: iso(at), source: `lead:${i}:in` },
      { contactId, kind: 'message.out' as const, at: iso(at + minutes * 60_000), source: `lead:${i}:out`, value: { endsWait: true } },
      ...(hasAsked ? [{ contactId, kind: 'intent.price' as const, at: iso(at + 60_000), source: `lead:${i}:price` }] : []),
    ],
    end: { leadId, at: iso(at + 26 * hourMs), won: luck < 0.12 + (hasAsked ? 0.35 : 0) + 20 / (40 + minutes) },
  }
}

/** A message of somebody with an open lead: sums, standing, rules and the chance, in one transaction. */
async function scoreEvents(shop: TestOrg): Promise<{ p50: number; p95: number }> {
  const [contactId = ''] = await makeContacts(shop, 1)
  const now = shop.clock.now().getTime()
  const lead = { leadId: newId(), contactId, openedAt: new Date(now).toISOString(), channel: 'whatsapp', source: 'google' }
  await shop.run((ctx) => cases.open(ctx, [lead]))
  const taken: number[] = []
  for (let i = 0; i < events; i++) {
    const started = performance.now()
    await shop.run((ctx) =>
      activities.record(ctx, { contactId, kind: 'message.in', at: new Date(now + i * 1_000).toISOString(), source: `event:${i}` }),
    )
    taken.push(performance.now() - started)
  }
  return { p50: percentile(taken, 0.5) ?? 0, p95: percentile(taken, 0.95) ?? 0 }
}

function pageOf(
  model: LeadModel,
  { seconds, longestPauseMs, model: many }: Awaited<ReturnType<typeof trainMany>>,
  { p50, p95 }: { p50: number; p95: number },
): string {
  const percent = (value: number | null): string => (value === null ? '–' : `${(100 * value).toFixed(1)} %`)
  const number = (value: number | null): string => (value === null ? '–' : value.toFixed(4))
  const row = (cells: readonly (string | number)[]): string => `| ${cells.join(' | ')} |`
  return `# The learned lead model, measured

Written by \`node test/load/lead-model.ts --write\`: the chicken shop's eighteen months of invented leads as of 2026-11-21, loaded and
trained by the product itself. The model learns from the oldest 80 % and is judged by the newest 20 %, which it has not seen.
The table's probabilities are calibrated crosswise: each half of the unseen leads by the other half.

${row(['what', 'value'])}
${row(['---', '---'])}
${row(['closed leads (won, lost)', `${model.leads} (${model.won}, ${model.lost})`])}
${row(['learned from, judged by', `${model.trainingLeads}, ${model.validationLeads}`])}
${row(['AUC of the unseen leads (needed: 0.65)', number(model.auc)])}
${row(['Brier score before calibration', number(model.brier)])}
${row(['Brier score of the base rate alone', number(model.baseBrier)])}
${row(['gate', model.passes ? 'passed' : 'failed: the rules stand'])}

## Reliability

${row(['said', 'leads', 'said on average', 'bought'])}
${row(['---', '---', '---', '---'])}
${model.reliability.map((bin) => row([`${Math.round(bin.from * 100)}–${Math.round(bin.to * 100)} %`, bin.count, percent(bin.meanPredicted), percent(bin.observed)])).join('\n')}

## What weighs most

${row(['factor', 'level', 'instead of', 'log-odds'])}
${row(['---', '---', '---', '---'])}
${model.weights
  .slice(0, 10)
  .map((one) => row([one.factor, one.level ?? 'one deviation more', one.reference ?? '–', one.weight.toFixed(3)]))
  .join('\n')}

## Time, on the machine that wrote this

${row(['what', 'value'])}
${row(['---', '---'])}
${row([`training on ${many.leads.toLocaleString('en')} leads, reading, saving and saying included`, `${seconds.toFixed(2)} s`])}
${row(['of it in the training thread', `${(many.milliseconds / 1_000).toFixed(2)} s`])}
${row(['longest pause of the process that answers requests, meanwhile', `${longestPauseMs.toFixed(0)} ms`])}
${row(['one message recorded, classified and scored, with an open lead (median, p95)', `${p50.toFixed(1)} ms, ${p95.toFixed(1)} ms`])}
`
}
