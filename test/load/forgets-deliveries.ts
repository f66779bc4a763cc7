import { changeSource } from './changed-source.ts'

/** A product that never asks whether a delivery came before. The keys that would refuse it are dropped by whoever tests. */
changeSource('test/load/forgets-deliveries.ts', [
  { file: '/server/messages/receive.ts', from: 'new Set(known?.seen ?? [])', to: 'new Set<string>()' },
])
