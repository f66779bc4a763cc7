import { busyMs } from '#kernel/busy.ts'

/** The requests that are being answered right now. */
export type InFlight = {
  begin(request: object): void
  end(request: object): void
  /** Those that came so short ago that they still need a processor. */
  count(): number
}

export function openInFlight(now: () => number = () => performance.now()): InFlight {
  const begun = new Map<object, number>()
  // They are in the order in which they came. Nobody tells of the end of those whose client went away, and a process without
  // a worker never counts.
  const forget = (): void => {
    const before = now() - busyMs
    for (const [request, at] of begun) {
      if (at > before) break
      begun.delete(request)
    }
  }
  return {
    begin(request) {
      forget()
      begun.set(request, now())
    },
    end: (request) => void begun.delete(request),
    count() {
      forget()
      return begun.size
    },
  }
}
