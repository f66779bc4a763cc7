import { spawn, spawnSync } from 'node:child_process'
import { constants } from 'node:os'
import { root } from './place.mjs'

const farewellMs = 5_000

let lifeline
/**
 * Words to put in front of a command so that the kernel asks it to end when we are killed ourselves: nothing outlives
 * whoever started it. Empty where there is no such thing.
 */
export function findLifeline() {
  if (lifeline) return lifeline
  const words = ['setpriv', '--pdeathsig', 'TERM', '--']
  const works = process.platform === 'linux' && spawnSync(words[0], [...words.slice(1), 'true'], { stdio: 'ignore' }).status === 0
  return (lifeline = works ? words : [])
}

/**
 * Runs a command to its end and hands on the signals that reach us. What it writes is shown, unless `quiet` (collected only) or
 * `onOutput` asks for it. With `alone` it leads a process group of its own, swept when it ends or after `limitMs`.
 * Resolves to its exit code (128 + signal when a signal ended it; 124 at the limit) and what was collected.
 */
export function runChild(file, args, { env = process.env, quiet = false, cwd = root, onOutput, alone = false, limitMs } = {}) {
  const [program, ...rest] = [...findLifeline(), file, ...args]
  const stream = quiet || onOutput ? 'pipe' : 'inherit'
  return new Promise((resolve) => {
    const child = spawn(program, rest, { cwd, env, detached: alone, stdio: ['ignore', stream, stream] })
    let output = ''
    let isLate = false
    const collect = (chunk) => {
      output += chunk
      onOutput?.(chunk)
    }
    child.stdout?.setEncoding('utf8').on('data', collect)
    child.stderr?.setEncoding('utf8').on('data', collect)
    const forward = (signal) => child.kill(signal)
    const signals = ['SIGTERM', 'SIGINT', 'SIGHUP']
    for (const signal of signals) process.on(signal, forward)
    // First asked, so that a test runner can still say what it was doing.
    const ask = () => {
      isLate = true
      child.kill('SIGTERM')
      setTimeout(() => sweep(child), farewellMs).unref()
    }
    const limit = limitMs && setTimeout(ask, limitMs)
    const finish = (code) => {
      clearTimeout(limit)
      for (const signal of signals) process.off(signal, forward)
      resolve({ code: isLate ? 124 : code, output })
    }
    child.on('error', (error) => {
      output += error.message
      finish(127)
    })
    // On exit, not on close: a grandchild that keeps the pipe open must not keep us waiting.
    child.on('exit', () => alone && sweep(child))
    child.on('close', (code, signal) => finish(code ?? 128 + (constants.signals[signal] ?? 0)))
  })
}

function sweep(child) {
  try {
    process.kill(-child.pid, 'SIGKILL')
  } catch {
    // Nobody of the group is left.
  }
}

/** Becomes the command where this Node can (one process less to keep in memory); otherwise runs it and exits as it does. */
export async function become(file, args, env) {
  if (process.execve) process.execve(file, [file, ...args], env)
  // Where the caller stands: `bin/yapa restore ./copia` names a folder of theirs, not of ours.
  const { code } = await runChild(file, args, { env, cwd: process.cwd() })
  process.exit(code)
}
