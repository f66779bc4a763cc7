/** Milliseconds of many requests, and what they amount to. */
export type Latencies = { add(ms: number): void; count(): number; at(quantile: number): number }

export function latencies(): Latencies {
  const all: number[] = []
  let isSorted = true
  return {
    add(ms) {
      all.push(ms)
      isSorted = false
    },
    count: () => all.length,
    at(quantile) {
      if (!isSorted) all.sort((a, b) => a - b)
      isSorted = true
      return all[Math.min(all.length - 1, Math.floor(all.length * quantile))] ?? Number.NaN
    },
  }
}

export const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN

export const ms = (value: number): string => (value < 10 ? value.toFixed(1) : String(Math.round(value)))
export const perSecond = (value: number): string => Math.round(value).toLocaleString('en-US')

export type Row = { what: string; figure: string; p50?: string; p95?: string; p99?: string; ratio?: string; goal?: string; note?: string }

/** A Markdown table, as it goes into docs/reference/performance.md. */
export function table(rows: readonly Row[]): string {
  const columns: (keyof Row)[] = ['what', 'figure', 'p50', 'p95', 'p99', 'ratio', 'goal', 'note']
  const titles = ['what', 'figure', 'p50 ms', 'p95 ms', 'p99 ms', 'ratio', 'goal', 'note']
  const lines = rows.map((row) => `| ${columns.map((column) => row[column] ?? '').join(' | ')} |`)
  return [`| ${titles.join(' | ')} |`, `|${titles.map(() => '---').join('|')}|`, ...lines].join('\n')
}
