import type { Page } from 'playwright-core'

/** Milliseconds between the frames that Chromium drew while something went on. */
export type Frames = { perSecond: number; p50: number; p95: number }

export async function framesDuring(page: Page, work: () => Promise<void>): Promise<Frames> {
  await page.evaluate(() => {
    const times: number[] = []
    const look = (now: number): void => {
      times.push(now)
      requestAnimationFrame(look)
    }
    requestAnimationFrame(look)
    Object.assign(window, { times })
  })
  await work()
  const times = await page.evaluate(() => (window as unknown as { times: number[] }).times)
  const gaps = times
    .slice(1)
    .map((time, i) => time - (times[i] ?? time))
    .toSorted((a, b) => a - b)
  const at = (quantile: number): number => gaps[Math.floor(gaps.length * quantile)] ?? Number.NaN
  const spanMs = (times.at(-1) ?? 0) - (times[0] ?? 0)
  return { perSecond: (gaps.length / spanMs) * 1_000, p50: at(0.5), p95: at(0.95) }
}
