import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client'

export type Metrics = {
  /** Prometheus text, version 0.0.4. */
  text(): Promise<string>
  /** One answer over HTTP. `route` is the pattern (`/api/v1/contacts/:id`), never the address, whose ids would be without number. */
  answered(answer: { route: string; method: string; status: number; seconds: number }): void
  /** One try of a job. */
  worked(job: { name: string; outcome: 'done' | 'retried' | 'dead'; seconds: number }): void
  /** One step of the relay: how many events it moved and how long the oldest of them had waited. */
  relayed(step: { events: number; lagSeconds: number }): void
  /** One call to the outside. `outcome` is a status class (`2xx`) or a kind of failure. */
  called(call: { host: string; outcome: string; seconds: number }): void
  /** Anything else worth counting, such as a webhook with a bad signature: `what` comes from code, never from input. */
  counted(what: string): void
  /** A figure that is read when somebody looks, such as the open sockets. `labels` tell apart figures of one name. */
  watch(name: string, help: string, read: () => number | { labels: Record<string, string>; value: number }[]): void
}

const requestSeconds = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]
const workSeconds = [0.005, 0.025, 0.1, 0.5, 1, 5, 15, 60, 300]

/** A registry of its own, so that tests and several processes in one do not meet in a global one. */
export function openMetrics(): Metrics {
  const registry = new Registry()
  const registers = [registry]
  collectDefaultMetrics({ register: registry, eventLoopMonitoringPrecision: 20 })
  const http = new Histogram({
    name: 'yapa_http_seconds',
    help: 'Time to answer, by route',
    labelNames: ['route', 'method', 'status'],
    buckets: requestSeconds,
    registers,
  })
  const jobs = new Histogram({
    name: 'yapa_job_seconds',
    help: 'Time of a try of a job',
    labelNames: ['job', 'outcome'],
    buckets: workSeconds,
    registers,
  })
  const relayLag = new Histogram({
    name: 'yapa_relay_lag_seconds',
    help: 'Age of the oldest event when it was relayed',
    buckets: requestSeconds,
    registers,
  })
  const relayed = new Counter({ name: 'yapa_relayed_events_total', help: 'Events relayed', registers })
  const calls = new Histogram({
    name: 'yapa_egress_seconds',
    help: 'Calls to the outside',
    labelNames: ['host', 'outcome'],
    buckets: workSeconds,
    registers,
  })
  const counts = new Counter({ name: 'yapa_happened_total', help: 'Things worth counting', labelNames: ['what'], registers })
  const hosts = new Set<string>()

  return {
    text: () => registry.metrics(),
    answered: ({ route, method, status, seconds }) => http.observe({ route, method, status: String(status) }, seconds),
    worked: ({ name, outcome, seconds }) => jobs.observe({ job: name, outcome }, seconds),
    relayed({ events, lagSeconds }) {
      relayed.inc(events)
      relayLag.observe(lagSeconds)
    },
    called({ host, outcome, seconds }) {
      // Hosts come from what people configure: beyond a hundred they share one series.
      if (hosts.size < 100) hosts.add(host)
      calls.observe({ host: hosts.has(host) ? host : 'other', outcome }, seconds)
    },
    counted: (what) => counts.inc({ what }),
    watch(name, help, read) {
      const sample = read()
      const labelNames = Array.isArray(sample) ? [...new Set(sample.flatMap(({ labels }) => Object.keys(labels)))] : []
      new Gauge({
        name: `yapa_${name}`,
        help,
        labelNames,
        registers,
        collect() {
          const figures = read()
          if (typeof figures === 'number') return this.set(figures)
          this.reset()
          for (const { labels, value } of figures) this.set(labels, value)
        },
      })
    },
  }
}
