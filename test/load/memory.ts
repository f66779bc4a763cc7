import { readFile } from 'node:fs/promises'

const MiB = 1024

async function figure(pid: number, file: string, name: string): Promise<number> {
  const text = await readFile(`/proc/${pid}/${file}`, 'utf8').catch(() => '')
  return Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(text)?.[1] ?? 0) / MiB
}

/** Resident memory of one process, in MiB. Linux only, like the rest of this file: 0 elsewhere. */
export const residentOf = (pid: number): Promise<number> => figure(pid, 'status', 'VmRSS')

/** Memory of a process and everything under it, shared pages counted once (PSS), in MiB. */
export async function treeOf(pid: number): Promise<{ total: number; processes: number }> {
  const all = [pid]
  for (const one of all) {
    const text = await readFile(`/proc/${one}/task/${one}/children`, 'utf8').catch(() => '')
    all.push(...text.split(' ').filter(Boolean).map(Number))
  }
  const sizes = await Promise.all(all.map((one) => figure(one, 'smaps_rollup', 'Pss')))
  return { total: sizes.reduce((sum, size) => sum + size, 0), processes: all.length }
}
