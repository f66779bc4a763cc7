/** What stands between us and a destination that is ill: a bounded number of calls at once and a breaker. */
export type Destination = {
  /** Waits for a place. Answers false when `deadline` passes first. */
  enter(deadline: number): Promise<boolean>
  leave(): void
  /** Whether the breaker lets a call through now. */
  mayTry(now: number): boolean
  succeeded(): void
  failed(now: number): void
}

const failuresToOpen = 5
const shortestPause = 5_000
const longestPause = 120_000

/**
 * After five failures in a row the destination is left alone for 5 s, then one call may try; each further failure doubles
 * the pause up to two minutes, one success ends it.
 */
export function newDestination(atOnce: number): Destination {
  const waiting: (() => void)[] = []
  let inside = 0
  let failures = 0
  let openUntil = 0
  let pause = shortestPause
  let isTrying = false

  return {
    async enter(deadline) {
      if (inside < atOnce) {
        inside++
        return true
      }
      return new Promise((resolve) => {
        const timer = setTimeout(
          () => {
            waiting.splice(waiting.indexOf(admit), 1)
            resolve(false)
          },
          Math.max(0, deadline - Date.now()),
        )
        const admit = (): void => {
          clearTimeout(timer)
          resolve(true)
        }
        waiting.push(admit)
      })
    },
    leave() {
      // Whoever leaves hands its place on: `inside` does not change.
      const next = waiting.shift()
      if (next) next()
      else inside--
    },
    mayTry(now) {
      if (failures < failuresToOpen) return true
      if (now < openUntil || isTrying) return false
      isTrying = true
      return true
    },
    succeeded() {
      failures = 0
      pause = shortestPause
      isTrying = false
    },
    failed(now) {
      failures++
      isTrying = false
      if (failures < failuresToOpen) return
      openUntil = now + pause
      pause = Math.min(pause * 2, longestPause)
    },
  }
}
