/** Readers of codes at a USB port or by Bluetooth are keyboards that type faster than anybody, and press Enter. */

/** Nobody presses keys this quickly one after the other; cheap readers by Bluetooth need half of it. */
export const mostBetweenMs = 50
/** The shortest code that counts as one: two letters and Enter may be a word. */
const leastLength = 4

export type Burst = { code: string; startedAtMs: number }

/**
 * Takes keys with their moments and answers with the code when a burst ends in Enter. A pause begins anew, so that a
 * code that is scanned while somebody types is not mixed with what they typed.
 */
export function makeBursts() {
  let keys = ''
  let startedAtMs = 0
  let lastAtMs = Number.NEGATIVE_INFINITY
  const begin = () => {
    keys = ''
    lastAtMs = Number.NEGATIVE_INFINITY
  }
  return (key: string, atMs: number): Burst | null => {
    // Readers that send capitals press Shift for each; it is no key of the code, nor a pause.
    if (key === 'Shift') return null
    const isQuick = atMs - lastAtMs <= mostBetweenMs
    if (key === 'Enter') {
      const burst = isQuick && keys.length >= leastLength ? { code: keys, startedAtMs } : null
      begin()
      return burst
    }
    if (key.length !== 1) {
      begin()
      return null
    }
    if (!isQuick) {
      keys = ''
      startedAtMs = atMs
    }
    keys += key
    lastAtMs = atMs
    return null
  }
}
