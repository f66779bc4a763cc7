/** Pseudo-random numbers that are the same for the same seed, on every machine. */
export type Random = {
  /** 0 ≤ x < 1 */
  next(): number
  /** Whole number, both ends included. */
  int(min: number, max: number): number
  pick<T>(items: readonly T[]): T
  chance(probability: number): boolean
  /** `count` lower-case hex digits. */
  hex(count: number): string
  digits(count: number): string
  /** A stream of its own, so that drawing more here changes nothing elsewhere. */
  fork(label: string): Random
}

/** 32 bits of FNV-1a, finished with the mixing of murmur3 so that close texts give far numbers. */
export function hashOf(text: string): number {
  let hash = 0x811c9dc5
  for (let index = 0; index < text.length; index++) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193)
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return (hash ^ (hash >>> 16)) >>> 0
}

/** The generator sfc32, seeded from a text. */
export function randomFrom(seed: string): Random {
  let [a, b, c, counter] = [hashOf(`${seed}/a`), hashOf(`${seed}/b`), hashOf(`${seed}/c`), 1]
  const step = (): number => {
    const sum = (a + b + counter) | 0
    counter = (counter + 1) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = (((c << 21) | (c >>> 11)) + sum) | 0
    return sum >>> 0
  }
  // The first outputs still resemble the seed.
  for (let round = 0; round < 12; round++) step()
  const next = () => step() / 2 ** 32
  const int = (min: number, max: number) => min + Math.floor(next() * (max - min + 1))
  const from = (alphabet: string, count: number) => Array.from({ length: count }, () => alphabet[int(0, alphabet.length - 1)]).join('')
  return {
    next,
    int,
    pick: (items) => {
      if (items.length === 0) throw new RangeError('Nothing to pick from')
      return items[int(0, items.length - 1)] as (typeof items)[number]
    },
    chance: (probability) => next() < probability,
    hex: (count) => from('0123456789abcdef', count),
    digits: (count) => from('0123456789', count),
    fork: (label) => randomFrom(`${seed}/${label}`),
  }
}

export type Clock = {
  /** Milliseconds since 1970. */
  now(): number
  /** Runs once when the clock reaches the instant; the answer cancels it. */
  at(instant: number, run: () => void): () => void
  /** Jumps forward through everything that is due, in order; `settle` is awaited whenever something ran. */
  advance(ms: number, settle?: () => Promise<void>): Promise<void>
  /** Forgets all that is planned. */
  clear(): void
}

type Task = { at: number; order: number; run: () => void }

/** What is planned, earliest first; equal instants in the order of planning. */
function agenda() {
  let tasks: Task[] = []
  let orders = 0
  return {
    first: (): Task | undefined => tasks[0],
    take: (): Task | undefined => tasks.shift(),
    add(at: number, run: () => void): Task {
      const task = { at, order: orders++, run }
      let low = 0
      let high = tasks.length
      while (low < high) {
        const middle = (low + high) >>> 1
        if ((tasks[middle] as Task).at <= at) low = middle + 1
        else high = middle
      }
      tasks.splice(low, 0, task)
      return task
    },
    remove(task: Task) {
      tasks = tasks.filter((other) => other !== task)
    },
    clear() {
      tasks = []
    },
  }
}

/** Stands still until it is advanced: for tests. */
export function manualClock(start: number | Date): Clock {
  let now = Number(start)
  const plan = agenda()
  return {
    now: () => now,
    at(instant, run) {
      const task = plan.add(Math.max(instant, now), run)
      return () => plan.remove(task)
    },
    async advance(ms, settle = async () => {}) {
      const target = now + ms
      await settle()
      for (let task = plan.first(); task && task.at <= target; task = plan.first()) {
        plan.take()
        now = Math.max(now, task.at)
        task.run()
        if (plan.first()?.at !== now) await settle()
      }
      now = target
    },
    clear: plan.clear,
  }
}

/** Runs with real time and can also jump ahead of it: for the demo and for people. Its timers do not keep the process alive. */
export function liveClock(): Clock {
  let ahead = 0
  const plan = agenda()
  let timer: NodeJS.Timeout | undefined
  const now = () => Date.now() + ahead

  function runDue(): void {
    for (let task = plan.first(); task && task.at <= now(); task = plan.first()) {
      plan.take()
      task.run()
    }
    wait()
  }
  function wait(): void {
    clearTimeout(timer)
    const task = plan.first()
    if (!task) return
    // Longer waits than a timer can hold are cut; it looks again and waits on.
    timer = setTimeout(runDue, Math.min(Math.max(task.at - now(), 0), 2 ** 30))
    timer.unref()
  }
  return {
    now,
    at(instant, run) {
      const task = plan.add(instant, run)
      wait()
      return () => {
        plan.remove(task)
        wait()
      }
    },
    async advance(ms, settle = async () => {}) {
      const target = now() + ms
      await settle()
      for (let task = plan.first(); task && task.at <= target; task = plan.first()) {
        plan.take()
        ahead += Math.max(0, task.at - now())
        task.run()
        if ((plan.first()?.at ?? Infinity) > now()) await settle()
      }
      ahead += Math.max(0, target - now())
      wait()
    },
    clear() {
      clearTimeout(timer)
      plan.clear()
    },
  }
}
