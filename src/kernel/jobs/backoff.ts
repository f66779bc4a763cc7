const longestMs = 3_600_000

/**
 * How long a job rests after its n-th failed try: 2ⁿ seconds, an hour at most, spread over half to one and a half of
 * that, so that a thousand jobs that failed together do not come back together. `random` is in [0, 1).
 */
export const restMs = (tries: number, random: number): number =>
  Math.round(Math.min(longestMs, 2 ** Math.min(tries, 30) * 1000) * (0.5 + random))
