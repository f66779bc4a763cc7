/** The requests that are being answered right now. */
export type InFlight = {
  begin(request: object): void
  end(request: object): void
  /** Those that came within the last second: what takes longer waits for a slow client or for somebody outside. */
  count(): number
}

const busyMs = 1_000

export function openInFlight(now: () => number = () => performance.now()): InFlight {
  const begun = new Map<object, number>()
  return {
    begin: (request) => void begun.set(request, now()),
    end: (request) => void begun.delete(request),
    count() {
      const before = now() - busyMs
      // They are in the order in which they came. Nobody tells of the end of those whose client went away.
      for (const [request, at] of begun) {
        if (at > before) break
        begun.delete(request)
      }
      return begun.size
    },
  }
}
