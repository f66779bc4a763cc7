import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openMetrics } from './metrics.ts'

test('answers are counted by route and status, with their time', async () => {
  const metrics = openMetrics()
  metrics.answered({ route: '/api/v1/contacts/:id', method: 'GET', status: 200, seconds: 0.02 })
  metrics.answered({ route: '/api/v1/contacts/:id', method: 'GET', status: 200, seconds: 0.3 })
  metrics.answered({ route: '/api/v1/contacts/:id', method: 'GET', status: 404, seconds: 0.001 })
  const text = await metrics.text()
  assert.match(text, /yapa_http_seconds_count\{route="\/api\/v1\/contacts\/:id",method="GET",status="200"\} 2/)
  assert.match(text, /yapa_http_seconds_bucket\{le="0.025",route="\/api\/v1\/contacts\/:id",method="GET",status="200"\} 1/)
  assert.match(text, /yapa_http_seconds_count\{route="\/api\/v1\/contacts\/:id",method="GET",status="404"\} 1/)
})

test('jobs, the relay and calls to the outside have their figures', async () => {
  const metrics = openMetrics()
  metrics.worked({ name: 'crm.import-contacts', outcome: 'retried', seconds: 2 })
  metrics.relayed({ events: 7, lagSeconds: 0.004 })
  metrics.called({ host: 'graph.facebook.com', outcome: '2xx', seconds: 0.2 })
  metrics.counted('conversations.bad_signature')
  const text = await metrics.text()
  assert.match(text, /yapa_job_seconds_count\{job="crm.import-contacts",outcome="retried"\} 1/)
  assert.match(text, /yapa_relayed_events_total 7/)
  assert.match(text, /yapa_relay_lag_seconds_bucket\{le="0.005"\} 1/)
  assert.match(text, /yapa_egress_seconds_count\{host="graph.facebook.com",outcome="2xx"\} 1/)
  assert.match(text, /yapa_happened_total\{what="conversations.bad_signature"\} 1/)
})

test('a watched figure is read when somebody looks', async () => {
  const metrics = openMetrics()
  let open = 3
  let pool = [{ labels: { state: 'idle' }, value: 5 }]
  metrics.watch('sockets', 'Open sockets', () => open)
  metrics.watch('pool_connections', 'Connections', () => pool)
  assert.match(await metrics.text(), /^yapa_sockets 3$/m)
  open = 9
  pool = [{ labels: { state: 'waiting' }, value: 1 }]
  const text = await metrics.text()
  assert.match(text, /^yapa_sockets 9$/m)
  assert.match(text, /^yapa_pool_connections\{state="waiting"\} 1$/m)
  assert.doesNotMatch(text, /state="idle"/)
})

test('hosts that people configure cannot grow the figures without end', async () => {
  const metrics = openMetrics()
  for (let i = 0; i < 500; i++) metrics.called({ host: `host-${i}.test`, outcome: '2xx', seconds: 0.1 })
  const series = (await metrics.text()).split('\n').filter((line) => line.startsWith('yapa_egress_seconds_count'))
  assert.equal(series.length, 101)
  assert.ok(series.includes('yapa_egress_seconds_count{host="other",outcome="2xx"} 400'))
})

test('two registries in one process do not see each other, and the process figures are there', async () => {
  const [one, other] = [openMetrics(), openMetrics()]
  one.counted('x')
  const text = await other.text()
  assert.doesNotMatch(text, /what="x"/)
  assert.match(text, /nodejs_eventloop_lag_p99_seconds/)
  assert.match(text, /process_resident_memory_bytes/)
})
