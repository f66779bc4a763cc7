import type { Random } from './clock-and-random.ts'

/** Where a fault strikes. `request` is any call to the interface. */
export type FaultPlace =
  | 'request'
  | 'send'
  | 'receipt'
  | 'upload'
  | 'media-info'
  | 'media-download'
  | 'media-delete'
  | 'template'
  | 'account'
  /** What becomes of an accepted message. */
  | 'outcome'
  | 'status'
  | 'webhook'

export type FaultEffect =
  /** An error of the interface with its code; nothing is done. */
  | { kind: 'error'; code: number; details?: string; retryAfterSeconds?: number }
  /** A gateway's answer without the interface's JSON. */
  | { kind: 'gateway'; status: number; isAccepted?: boolean }
  | { kind: 'latency'; ms: number }
  /** The connection stays open and nothing comes. */
  | { kind: 'silence'; isAccepted: boolean }
  /** The connection is cut: before doing anything, after doing it, or in the middle of the answer. */
  | { kind: 'reset'; when: 'before' | 'after' | 'mid-body' }
  /** 200, done, and a body that is no JSON. */
  | { kind: 'garbled' }
  /** Only at `status`. */
  | { kind: 'skip'; status: 'sent' | 'delivered' | 'read' }
  /** Only at `outcome`: a `failed` status instead of `sent`. */
  | { kind: 'fail'; code: number; details?: string }
  /** At `status` and `webhook`. */
  | { kind: 'delay'; ms: number }
  /** Only at `webhook`. */
  | { kind: 'duplicate'; copies: number }
  | { kind: 'shuffle'; withinMs: number }
  | { kind: 'batch'; size: number; withinMs?: number }
  | { kind: 'lose' }
  | { kind: 'bad-signature' }
  | { kind: 'unsigned' }

export type FaultSpec = {
  at: FaultPlace
  effect: FaultEffect
  /** How often it strikes; forever when absent. */
  times?: number
  /** 0 to 1, drawn from the seed; always when absent. */
  probability?: number
  phoneNumberId?: string
  /** Digits of a customer, any spelling. */
  customer?: string
}

export type Fault = FaultSpec & { id: string; struck: number }

export type Faults = {
  set(spec: FaultSpec): Fault
  clear(id?: string): void
  list(): Fault[]
  /** The effects that strike now, counted as used. */
  strike(at: FaultPlace, about?: { phoneNumberId?: string | undefined; customer?: string | undefined }): FaultEffect[]
}

export function faultsFrom(random: Random, sameCustomer: (one: string, other: string) => boolean): Faults {
  let faults: Fault[] = []
  let count = 0
  return {
    set(spec) {
      const fault: Fault = { ...spec, id: `fault-${++count}`, struck: 0 }
      faults.push(fault)
      return fault
    },
    clear(id) {
      faults = id === undefined ? [] : faults.filter((fault) => fault.id !== id)
    },
    list: () => faults.map((fault) => ({ ...fault })),
    strike(at, { phoneNumberId, customer } = {}) {
      const effects: FaultEffect[] = []
      const isCall = at !== 'status' && at !== 'webhook' && at !== 'outcome'
      for (const fault of faults) {
        if (fault.at !== at && !(fault.at === 'request' && isCall)) continue
        if (fault.times !== undefined && fault.struck >= fault.times) continue
        if (fault.phoneNumberId !== undefined && fault.phoneNumberId !== phoneNumberId) continue
        if (fault.customer !== undefined && (customer === undefined || !sameCustomer(fault.customer, customer))) continue
        if (fault.probability !== undefined && !random.chance(fault.probability)) continue
        fault.struck++
        effects.push(fault.effect)
      }
      return effects
    },
  }
}
