import { readFile } from 'node:fs/promises'

/** What processes take of this machine, from /proc: Linux only, zeros elsewhere. */
const MiB = 1024
const ticksPerSecond = 100

const read = (path: string): Promise<string> => readFile(path, 'utf8').catch(() => '')

async function figure(pid: number, file: string, name: string): Promise<number> {
  return Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(await read(`/proc/${pid}/${file}`))?.[1] ?? 0) / MiB
}

/** A process and everything under it. */
async function familyOf(pid: number): Promise<number[]> {
  const all = [pid]
  for (const one of all) all.push(...(await read(`/proc/${one}/task/${one}/children`)).split(' ').filter(Boolean).map(Number))
  return all
}

/** Resident memory of one process, in MiB. */
export const residentOf = (pid: number): Promise<number> => figure(pid, 'status', 'VmRSS')

/** Memory of a process and everything under it, shared pages counted once (PSS), in MiB. */
export async function treeOf(pid: number): Promise<{ total: number; processes: number }> {
  const all = await familyOf(pid)
  const sizes = await Promise.all(all.map((one) => figure(one, 'smaps_rollup', 'Pss')))
  return { total: sizes.reduce((sum, size) => sum + size, 0), processes: all.length }
}

export type Spent = { own: number; below: number }

/** Seconds of processor so far: of the process itself, and of everything under it (its database), ended children included. */
export async function spentBy(pid: number): Promise<Spent> {
  const seconds = async (one: number): Promise<[own: number, ended: number]> => {
    const fields = (await read(`/proc/${one}/stat`))
      .replace(/^.*\) /, '')
      .split(' ')
      .map(Number)
    const [user = 0, system = 0, endedUser = 0, endedSystem = 0] = fields.slice(11, 15)
    return [(user + system) / ticksPerSecond, (endedUser + endedSystem) / ticksPerSecond]
  }
  const [self, ...children] = await Promise.all((await familyOf(pid)).map(seconds))
  const below = children.reduce((sum, [own, ended]) => sum + own + ended, self?.[1] ?? 0)
  return { own: self?.[0] ?? 0, below }
}

/** Processor time of each of `count` requests, in microseconds: it hardly depends on what else runs on the machine. */
export const each = (before: Spent, after: Spent, count: number): { own: number; below: number } => ({
  own: ((after.own - before.own) * 1e6) / count,
  below: ((after.below - before.below) * 1e6) / count,
})
