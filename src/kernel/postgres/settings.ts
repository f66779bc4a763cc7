import { freemem, totalmem } from 'node:os'
import type { Binaries } from './binaries.ts'

export type Tuning = 'standard' | 'test'
const MiB = 1024 * 1024

/** Memory we may count on: the container's limit where there is one. Bytes. */
export function availableMemory(limit = process.constrainedMemory()): number {
  return limit > 0 && limit < totalmem() ? limit : Math.max(totalmem(), freemem())
}

/**
 * The text of yapa.conf. Shared buffers stop at 128 MB so that an idle shop stays small; whoever has the memory raises
 * them with ALTER SYSTEM, which wins over this file. `memory` and `freeDisk` in bytes.
 */
export function describeSettings({
  tuning,
  memory,
  freeDisk,
  hasStatements,
}: { tuning: Tuning; memory: number; freeDisk: number } & Pick<Binaries, 'hasStatements'>): string {
  const sharedMiB = memory < 1.5 * 1024 * MiB ? 64 : 128
  const walMiB = Math.floor(Math.min(2048, Math.max(256, freeDisk / MiB / 10)))
  const settings: Record<string, string | number> = {
    max_connections: tuning === 'test' ? 100 : 60,
    shared_buffers: `${sharedMiB}MB`,
    effective_cache_size: `${Math.max(128, Math.floor(memory / MiB / 2))}MB`,
    work_mem: '8MB',
    maintenance_work_mem: '64MB',
    max_wal_size: `${walMiB}MB`,
    max_slot_wal_keep_size: `${walMiB * 2}MB`,
    // After each checkpoint the first change of a page writes all of it: the only compression that is built in takes a third of
    // what a message costs here, so pages are written as they are, and rarely.
    wal_compression: 'off',
    checkpoint_timeout: '15min',
    random_page_cost: 1.1,
    password_encryption: 'scram-sha-256',
    shared_preload_libraries: hasStatements ? 'pg_stat_statements' : '',
    timezone: 'UTC',
    log_timezone: 'UTC',
    lc_messages: 'C',
    log_destination: 'stderr',
    log_line_prefix: '',
    // People's data stays out of the log: no failed statements, no parameters, no "Key (email)=(...)" details.
    log_min_messages: 'log',
    log_min_error_statement: 'panic',
    log_error_verbosity: 'terse',
    log_parameter_max_length: 0,
    log_parameter_max_length_on_error: 0,
    log_min_duration_statement: tuning === 'test' ? -1 : 250,
    log_checkpoints: 'off',
    ...(tuning === 'test'
      ? { fsync: 'off', full_page_writes: 'off', synchronous_commit: 'off', autovacuum: 'off', max_wal_size: '1GB' }
      : {}),
  }
  const lines = Object.entries(settings).map(([name, value]) => `${name} = '${value}'`)
  return ['# Written at every start. Change settings with ALTER SYSTEM, which wins over this file.', ...lines, ''].join('\n')
}
