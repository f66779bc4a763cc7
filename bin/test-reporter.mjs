import { relative } from 'node:path'
import { root } from './place.mjs'

/** First characters of the line that carries the counts to bin/test.mjs. */
export const countsMark = '##counts '

/** Files that take longer are told of, so that whoever waits sees that it goes on, and where the time goes. */
const slowMs = 8_000

/** A reporter of node:test that shows what failed, in full, what the tests wrote, which files took long, and ends with the counts. */
export default async function* report(events) {
  const failures = []
  for await (const { type, data } of events) {
    if (type === 'test:fail' && !isOfItsChildren(data)) {
      failures.push({ name: data.name, file: relative(root, data.file ?? '') })
      yield describe(data)
    }
    if (type === 'test:stderr' || type === 'test:stdout') yield data.message
    if (type === 'test:diagnostic' && data.level === 'error') yield `${data.message}\n`
    if (type === 'test:interrupted')
      yield data.tests.map(({ name, file, line }) => `\n✖ still running: ${name}  (${relative(root, file ?? '')}:${line ?? 0})\n`).join('')
    if (type === 'test:summary' && data.file !== undefined && data.duration_ms >= slowMs) yield progressOf(data)
    if (type === 'test:summary' && data.file === undefined) yield countsOf(data.counts, failures)
  }
}

// A suite or a file fails because of a test already shown.
const isOfItsChildren = ({ details }) => details.error?.failureType === 'subtestsFailed'

const progressOf = ({ file, duration_ms, counts }) =>
  `  · ${relative(root, file)}: ${counts.passed} of ${counts.tests} passed, ${Math.round(duration_ms / 1000)} s\n`

function countsOf({ passed, failed, cancelled, skipped, todo }, failures) {
  return `\n${countsMark}${JSON.stringify({ passed, failed: failed + cancelled, skipped: skipped + todo, failures })}\n`
}

function describe({ name, file, line, details }) {
  const error = details.error?.cause ?? details.error
  const told = typeof error === 'object' && error !== null ? (error.stack ?? error.message ?? String(error)) : String(error)
  const differs = error?.code === 'ERR_ASSERTION' && !told.includes(error.message) ? `${error.message}\n` : ''
  return `\n✖ ${name}  (${relative(root, file ?? '')}:${line ?? 0})\n${indent(differs + told)}\n`
}

const indent = (text) =>
  text
    .split('\n')
    .map((line) => `    ${line}`)
    .join('\n')
