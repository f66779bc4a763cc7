import { join } from 'node:path'
import { runChild } from './child.mjs'
import { root } from './place.mjs'
import { countsMark } from './test-reporter.mjs'

/**
 * Runs test files with node:test; shows what failed, and what the tests wrote. Answers { passed, failed, failures: [{ name, file }] },
 * or undefined when there are no files. After `limitMs` everything that still runs is ended, and counts as failed.
 */
export async function runNodeTests(files, options, { env, limitMs }) {
  if (files.length === 0) return undefined
  let counts
  const onOutput = lineByLine((line) => {
    if (line.startsWith(countsMark)) counts = JSON.parse(line.slice(countsMark.length))
    else if (line.trim() !== '') console.log(line)
  })
  const reporter = join(root, 'bin', 'test-reporter.mjs')
  const args = ['--test', `--test-reporter=${reporter}`, '--test-reporter-destination=stdout', ...options, ...files]
  const { code } = await runChild(process.execPath, args, { env, onOutput, alone: true, limitMs })
  onOutput('\n')
  if (code === 124) console.log('It took too long and was stopped: a test that hangs, or a handle (timer, socket, server) left open.')
  else if (counts === undefined) console.log(`The test process ended with code ${code} before it could count.`)
  if (counts?.skipped > 0) console.log(`  ${counts.skipped} skipped`)
  // A process that fails after all its tests passed (an unhandled rejection, a leak) is a failure too.
  const isUnexplained = counts === undefined || (code !== 0 && counts.failed === 0)
  return { passed: counts?.passed ?? 0, failed: (counts?.failed ?? 0) + (isUnexplained ? 1 : 0), failures: counts?.failures ?? [] }
}

function lineByLine(take) {
  let rest = ''
  return (chunk) => {
    const lines = (rest + chunk).split('\n')
    rest = lines.pop() ?? ''
    for (const line of lines) take(line)
  }
}
