import { spawnSync } from 'node:child_process'
import { chmodSync, mkdirSync, readdirSync, rmSync, statfsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const name = /^yapa-test-(\d+)$/

/**
 * A folder in memory for what tests write, gone when this process ends; undefined where there is none with enough room in
 * which programs may run. Every test file brings a cluster of two thousand files, and none of them has to outlive the machine.
 */
export function quickFolder(shelf = '/dev/shm', leastFreeBytes = 4 * 1024 ** 3) {
  const folder = join(shelf, `yapa-test-${process.pid}`)
  try {
    forgetTheDead(shelf)
    const { bavail, bsize } = statfsSync(shelf)
    if (bavail * bsize < leastFreeBytes) return undefined
    mkdirSync(folder)
    process.on('exit', () => rmSync(folder, { recursive: true, force: true }))
    // As open as /tmp: a database that is started by root runs as somebody else.
    chmodSync(folder, 0o1777)
    return mayRunIn(folder) ? folder : undefined
  } catch {
    return undefined
  }
}

function mayRunIn(folder) {
  const probe = join(folder, 'probe')
  writeFileSync(probe, '#!/bin/sh\n', { mode: 0o755 })
  const { status } = spawnSync(probe)
  rmSync(probe)
  return status === 0
}

/** A run that was killed could not tidy up, and what it left takes memory. */
function forgetTheDead(shelf) {
  for (const left of readdirSync(shelf)) {
    const [, pid] = name.exec(left) ?? []
    if (pid !== undefined && !isAlive(Number(pid))) rmSync(join(shelf, left), { recursive: true, force: true })
  }
}

function isAlive(pid) {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    return error.code === 'EPERM'
  }
}
