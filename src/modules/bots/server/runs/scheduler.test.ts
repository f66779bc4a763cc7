import assert from 'node:assert/strict'
import { test } from 'node:test'
import { newRun, type RunState } from '#bots/contract/run.ts'
import { chickenFlow } from '#bots/server/testing/chicken-flow.ts'
import { mostTimes, step } from './engine.ts'
import type { Effect, Facts, Heard, Incoming } from './heard.ts'

/**
 * The way messages, jobs and actions reach the engine, without a database: what is committed changes together, whatever
 * else happens in between. A seed decides who comes first, who comes twice, and where the power goes.
 */
const flow = chickenFlow()
const start = Date.parse('2026-11-21T15:00:00.000Z')

const factsAt = (now: string): Facts => ({
  now,
  today: '2026-11-21',
  isOpen: true,
  openingHours: '',
  companyName: 'El Gallo',
  country: 'AR',
  locale: 'es',
  contact: { name: 'Marta', isReturning: false, tags: [] },
})

/** A number between 0 and 1, the same for the same seed (mulberry32). */
function chance(seed: number): () => number {
  let a = seed
  return () => {
    a = (a + 0x6d2b79f5) | 0
    let t = Math.imul(a ^ (a >>> 15), 1 | a)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
}

type World = { place: RunState; heardSeq: number; said: Map<number, Effect>; done: Set<number>; waiting: number[] }
type Job = { kind: 'hear' } | { kind: 'act'; n: number }

const messages = (texts: readonly string[]): Heard[] =>
  texts.map((text, i) => ({
    id: String(i),
    at: new Date(start + i * 60_000).toISOString(),
    said: { kind: 'text', text },
    understood: null,
    known: null,
  }))

/** One transaction: what it finds, what it leaves. `sameWorld` when the power went before the commit. */
function work(world: World, thread: readonly Heard[], job: Job, guard: boolean): World {
  const next: World = { ...world, said: new Map(world.said), done: new Set(world.done), waiting: [...world.waiting] }
  const take = (incoming: Incoming, at: string): void => {
    const stepped = step(flow, next.place, incoming, factsAt(at))
    next.place = stepped.state
    for (const effect of stepped.effects) {
      // What was written under this number is not written again.
      if (guard) assert.ok(!next.said.has(effect.n), `effect ${effect.n} twice`)
      next.said.set(guard ? effect.n : next.said.size + 1, effect)
      if (effect.kind === 'act') next.waiting.push(effect.n)
    }
  }
  if (job.kind === 'act') {
    if (guard && next.done.has(job.n)) return world
    next.done.add(job.n)
    const at = thread[next.heardSeq - 1]?.at ?? ''
    take({ kind: 'acted', n: job.n, ok: true, values: {} }, at)
  }
  for (const heard of thread.slice(guard ? next.heardSeq : 0)) {
    if (next.place.waits === 'action') break
    take({ kind: next.place.at === null ? 'begin' : 'heard', heard }, heard.at)
    next.heardSeq = thread.indexOf(heard) + 1
  }
  return next
}

/** `fateOf` a job: below a quarter the power goes before its commit, below 0.4 after it. Drawn by the seed unless it is said. */
function run(texts: readonly string[], seed: number, guard = true, fateOf?: (job: number) => number): string[] {
  const random = chance(seed)
  const all = messages(texts)
  let arrived = 0
  let world: World = { place: newRun, heardSeq: 0, said: new Map(), done: new Set(), waiting: [] }
  let jobs: Job[] = []
  let worked = 0
  for (let turns = 0; turns < 2_000 && (arrived < all.length || jobs.length > 0); turns++) {
    if (arrived < all.length && (jobs.length === 0 || random() < 0.4)) {
      arrived += 1
      // Told by the provider once, twice or three times.
      for (let times = random() * 3; times > 0; times -= 1) jobs.push({ kind: 'hear' })
      continue
    }
    const i = Math.floor(random() * jobs.length)
    const job = jobs[i] as Job
    const after = work(world, all.slice(0, arrived), job, guard)
    const fate = fateOf ? fateOf(worked++) : random()
    if (fate < 0.25) continue // The power went before the commit: nothing of it is left, the job neither.
    const made = after.waiting.filter((n) => !world.waiting.includes(n)).map((n): Job => ({ kind: 'act', n }))
    world = after
    jobs.push(...made)
    // The power went after the commit: the job comes again.
    if (fate > 0.4) jobs = jobs.filter((_, j) => j !== i)
  }
  return [...world.said.entries()]
    .toSorted(([a], [b]) => a - b)
    .map(([n, effect]) => `${n} ${effect.kind} ${'text' in effect ? effect.text : ''}`)
}

const talks = [
  ['hola', '2', 'dos y medio', 'Marta', '¿y?'],
  ['pedido', 'muchos', '3', 'Marta Díaz', 'gracias', 'hola?'],
  ['hola', 'asdf', 'qwerty', 'hola'],
  ['¿abren?', '¿abren?', '¿abren?', '¿abren?'],
  ['quiero hacer un pedido', '🍗🍗', '4', 'Ana', 'listo'],
  ['x'.repeat(4096), 'donde', 'chau'],
]

test('crashes at any step, repetitions and any order of jobs give the same transcript', () => {
  for (const texts of talks) {
    const expected = run(texts, 1)
    assert.ok(expected.length > 0)
    for (let seed = 2; seed < 400; seed++) assert.deepEqual(run(texts, seed), expected, `seed ${seed}: ${texts[0]?.slice(0, 20)}`)
  }
})

test('the power goes before or after the commit of each step in turn, and the transcript is the same', () => {
  for (const texts of talks) {
    const expected = run(texts, 1)
    let steps = 0
    const calm = run(texts, 7, true, () => (steps++, 1))
    assert.deepEqual(calm, expected)
    for (let at = 0; at < steps; at++)
      for (const fate of [0, 0.3])
        assert.deepEqual(
          run(texts, 7, true, (job) => (job === at ? fate : 1)),
          expected,
          `step ${at} of ${steps}: ${texts[0]?.slice(0, 20)}`,
        )
  }
})

test('the control: without what remembers how far was heard, some order says something twice', () => {
  const expected = run(talks[0] ?? [], 1).length
  assert.ok(Array.from({ length: 50 }, (_, seed) => run(talks[0] ?? [], seed, false)).some((said) => said.length > expected))
})

test('whatever customers write, the engine ends its turn, numbers its effects once, and nothing comes a third time in a row', () => {
  const words = ['hola', '1', '2', 'pedido', 'asdf', '¿abren?', '🍗', 'dos', 'Marta', 'persona', '', 'a'.repeat(4096), 'volver']
  for (let seed = 1; seed < 300; seed++) {
    const random = chance(seed)
    let place = newRun
    const said: string[] = []
    const numbers = new Set<number>()
    for (let i = 0; i < 30; i++) {
      const text = words[Math.floor(random() * words.length)] ?? ''
      const at = new Date(start + i * 60_000).toISOString()
      const heard: Heard = { id: String(i), at, said: { kind: 'text', text }, understood: null, known: null }
      const stepped =
        place.waits === 'action'
          ? step(flow, place, { kind: 'acted', n: place.calling ?? 0, ok: random() < 0.5, values: {} }, factsAt(at))
          : step(flow, place, { kind: place.at === null ? 'begin' : 'heard', heard }, factsAt(at))
      place = stepped.state
      for (const { n } of stepped.effects) assert.ok(!numbers.has(n) && numbers.add(n))
      const spoken = stepped.effects.flatMap((effect) => ('text' in effect && effect.kind !== 'hand-off' ? [effect.text] : [])).join('\n')
      if (spoken !== '') said.push(`${text}\n${spoken}`)
    }
    for (let i = mostTimes; i < said.length; i++) assert.ok(new Set(said.slice(i - mostTimes, i + 1)).size > 1, `seed ${seed}`)
  }
})
