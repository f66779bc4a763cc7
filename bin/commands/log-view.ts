import { open, readFile, stat } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import { say } from './command.ts'

const levels: Record<number, string> = { 10: 'detalle', 20: 'detalle', 30: 'info', 40: 'AVISO', 50: 'ERROR', 60: 'FATAL' }

/** Prints the lines of a log: from a byte on, or the last ones. */
export async function showLines(file: string, { from = 0, last = Infinity, isRaw = false }): Promise<void> {
  for (const line of (await readLines(file, from)).slice(-last)) say(isRaw ? line : describeLine(line))
}

/** What the server wrote for people, from a byte of its log on. */
export const readPlainLines = async (file: string, from: number): Promise<string[]> =>
  (await readLines(file, from)).filter((line) => !line.startsWith('{'))

const readLines = async (file: string, from: number): Promise<string[]> =>
  (await readFile(file))
    .subarray(from)
    .toString()
    .split('\n')
    .filter((line) => line.trim() !== '')

/** Prints what is added, until interrupted; starts over when the log was cut. */
export async function follow(file: string, from: number, isRaw: boolean): Promise<void> {
  let rest = ''
  for (let position = from; ; await sleep(250)) {
    const size = (await stat(file).catch(() => undefined))?.size ?? 0
    if (size < position) position = 0
    if (size === position) continue
    const handle = await open(file)
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(size - position), 0, size - position, position)
    await handle.close()
    position += bytesRead
    const lines = (rest + buffer.subarray(0, bytesRead).toString()).split('\n')
    rest = lines.pop() ?? ''
    for (const line of lines) say(isRaw ? line : describeLine(line))
  }
}

/** A line of the server's log (JSON) as a person reads it; anything else stays as it is. */
export function describeLine(line: string): string {
  if (!line.startsWith('{')) return line
  try {
    const { time, level, msg, err, requestId } = JSON.parse(line) as {
      time?: number | string
      level?: number | string
      msg?: string
      err?: { message?: string; stack?: string }
      requestId?: string
    }
    const moment = time === undefined ? '' : new Date(time).toLocaleString('sv-SE')
    const word = typeof level === 'number' ? (levels[level] ?? String(level)) : (level ?? '')
    const details = [err?.stack ?? err?.message, requestId && `(${requestId})`].filter(Boolean).join(' ')
    return [moment, word.padEnd(7), msg ?? '', details].filter((part) => part !== '').join(' ')
  } catch {
    return line
  }
}
