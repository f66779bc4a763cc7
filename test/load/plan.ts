import type { Ground } from './ground.ts'
import type { Product } from './product.ts'

/** How long to look. `full` is what the reference shows, `quick` is for whoever changes something and wants to know at once. */
export type Plan = {
  ground: 'full' | 'quick'
  desk: 'desk' | 'quick-desk'
  crowd: 'crowd' | 'quick-crowd'
  rounds: number
  seconds: number
  /** Before lists and webhooks are measured: V8 compiles for about ten thousand of them, and until then keeps their rows for longer than they live. */
  warmUpSeconds: number
  webhookSeconds: number
  liveSeconds: number
  jobs: number
  flood: number
  deskSeconds: number
  /** How often a thread is opened. */
  openings: number
  /** Conversations that all agents want. */
  claims: number
  /** Lines of the file of contacts. */
  importedRows: number
}

export const plans: Record<'full' | 'quick', Plan> = {
  full: {
    ground: 'full',
    desk: 'desk',
    crowd: 'crowd',
    rounds: 3,
    seconds: 5,
    warmUpSeconds: 10,
    webhookSeconds: 60,
    liveSeconds: 20,
    jobs: 20_000,
    flood: 100_000,
    deskSeconds: 20,
    openings: 9,
    claims: 157,
    importedRows: 100_000,
  },
  quick: {
    ground: 'quick',
    desk: 'quick-desk',
    crowd: 'quick-crowd',
    rounds: 1,
    seconds: 2,
    warmUpSeconds: 2,
    webhookSeconds: 6,
    liveSeconds: 4,
    jobs: 4_000,
    flood: 100_000,
    deskSeconds: 4,
    openings: 3,
    claims: 20,
    importedRows: 5_000,
  },
}

/** What every row needs. `restart` brings another process up on the same data. */
export type Stage = {
  plan: Plan
  ground: Ground
  product: Product
  restart(settings?: Record<string, string>): Promise<Product>
  say(line: string): void
}

/** Beside which a row is shown; requests a second, measured in the same run. */
export type Yardsticks = { hello: number; driver: number; pgbench: number | undefined }

export const ratioTo = (value: number, { hello, driver, pgbench }: Yardsticks): string =>
  [
    `${(value / hello).toFixed(2)} hello`,
    `${(value / driver).toFixed(2)} driver`,
    pgbench ? `${(value / pgbench).toFixed(2)} pgbench` : 'no pgbench here',
  ].join(' · ')
