type Point = { at: number[]; cost: number }

const mostSteps = 4_000
const close = 1e-10

/**
 * Where a function of few numbers is lowest, near a beginning (J. Nelder, R. Mead, 1965): begun once more where it ended, so
 * that a simplex that fell in on itself does not pass for an answer.
 */
export function lowest(cost: (at: readonly number[]) => number, start: readonly number[]): number[] {
  let best = descend(cost, start)
  for (let turn = 0; turn < 4; turn++) {
    const again = descend(cost, best.at)
    if (best.cost - again.cost < close) return again.at
    best = again
  }
  return best.at
}

function descend(cost: (at: readonly number[]) => number, start: readonly number[]): Point {
  const measured = (at: number[]): Point => {
    const value = cost(at)
    return { at, cost: Number.isFinite(value) ? value : Infinity }
  }
  const points = [measured([...start]), ...start.map((_, i) => measured(start.map((value, k) => (k === i ? value + 0.4 : value))))]
  for (let step = 0; step < mostSteps; step++) {
    points.sort((a, b) => a.cost - b.cost)
    const [best, worst] = [points[0] as Point, points.at(-1) as Point]
    if (worst.cost - best.cost < close && spread(points) < 1e-6) break
    const others = points.slice(0, -1)
    const middle = start.map((_, i) => others.reduce((sum, { at }) => sum + (at[i] ?? 0), 0) / others.length)
    const along = (share: number): Point => measured(middle.map((value, i) => value + share * ((worst.at[i] ?? 0) - value)))
    const mirrored = along(-1)
    const tried =
      mirrored.cost < best.cost
        ? along(-2)
        : mirrored.cost < (others.at(-1)?.cost ?? 0)
          ? mirrored
          : along(mirrored.cost < worst.cost ? -0.5 : 0.5)
    const next = tried.cost < mirrored.cost ? tried : mirrored
    if (next.cost < worst.cost) points[points.length - 1] = next
    else
      for (const [i, point] of points.entries())
        if (i > 0) points[i] = measured(point.at.map((value, k) => (value + (best.at[k] ?? 0)) / 2))
  }
  return points.toSorted((a, b) => a.cost - b.cost)[0] as Point
}

const spread = (points: readonly Point[]): number => {
  const [best, ...rest] = points
  return Math.max(...rest.flatMap(({ at }) => at.map((value, i) => Math.abs(value - (best?.at[i] ?? 0)))))
}
