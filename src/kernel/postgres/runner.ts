import { spawn } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { platform, userInfo } from 'node:os'
import { noWayAsRoot } from './failures.ts'

/**
 * As whom PostgreSQL runs, for it refuses root. `self`: as the user we are. `namespace`: as root inside a user namespace
 * where root appears as nobody, so that files stay root's and any folder will do. `account`: as a system account without
 * privileges, which needs folders that it can enter.
 */
export type Runner = {
  readonly kind: 'self' | 'namespace' | 'account'
  /** Owner, on disk, of everything the server touches. */
  readonly uid: number
  readonly gid: number
  readonly command: (program: string, args: readonly string[]) => Command
}
export type Command = { file: string; args: string[]; options: { uid?: number; gid?: number; env: Record<string, string>; cwd: string } }
type Account = { name: string; uid: number; gid: number }

const env = { PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin', LANG: 'C', LC_ALL: 'C', TZ: 'UTC' }
const nobody = 65534

/** What this process is and may do; replaced in tests. */
export type Powers = {
  uid: number
  gid: number
  /** Reads the accounts of the machine (the lines of /etc/passwd). */
  accounts: () => Promise<Account[]>
  /** True when the command runs and ends well. */
  works: (command: Command) => Promise<boolean>
}

export const ownPowers = (): Powers => ({
  uid: process.geteuid?.() ?? 0,
  gid: process.getegid?.() ?? 0,
  accounts: readAccounts,
  works: async (command) => (await run(command)).code === 0,
})

/**
 * The first way that works of running `program`; one whose files are already `ownerUid`'s is tried first.
 * Throws GroundError when we are root and neither a namespace nor an account works.
 */
export async function chooseRunner(program: string, ownerUid?: number, powers = ownPowers()): Promise<Runner> {
  const lifeline = await findLifeline(powers)
  const self = direct('self', powers, lifeline)
  const accounts = await powers.accounts()
  if (powers.uid !== 0) {
    // A uid without a name (docker run --user 12345) is refused by initdb, but not behind a namespace's name.
    if (accounts.some((one) => one.uid === powers.uid) || hasName()) return self
    const named = namespaced(powers, accounts, lifeline)
    return (await powers.works(named.command(program, ['--version']))) ? named : self
  }
  const account = findServiceAccount(accounts)
  const candidates = [namespaced(powers, accounts, lifeline), ...(account ? [direct('account', account, lifeline)] : [])]
  candidates.sort((a, b) => Number(b.uid === ownerUid) - Number(a.uid === ownerUid))
  for (const candidate of candidates) {
    // An account may fail only because the program lies where it cannot enter, which a copy elsewhere cures.
    const probe = candidate.kind === 'account' ? candidate.command('true', []) : candidate.command(program, ['--version'])
    if (await powers.works(probe)) return candidate
  }
  throw noWayAsRoot(account ? `unshare, setuid ${account.name}` : 'unshare; ni yapa, ni postgres, ni nobody existen')
}

export const findServiceAccount = (accounts: readonly Account[]) =>
  ['yapa', 'postgres', 'nobody'].map((name) => accounts.find((one) => one.name === name)).find((one) => one !== undefined)

/** Whether the runner's user may enter a folder. */
export const canEnter = async (runner: Runner, folder: string) =>
  runner.kind !== 'account' || (await run(runner.command('test', ['-x', folder]))).code === 0

// With the death signal the kernel itself stops PostgreSQL when our process is killed: no orphan keeps the data.
async function findLifeline(powers: Powers): Promise<string[]> {
  if (platform() !== 'linux') return []
  const lifeline = ['setpriv', '--pdeathsig', 'INT', '--']
  return (await powers.works({ file: 'setpriv', args: [...lifeline.slice(1), 'true'], options: { env, cwd: '/' } })) ? lifeline : []
}

function direct(kind: 'self' | 'account', owner: { uid: number; gid: number }, lifeline: string[]): Runner {
  const identity = kind === 'account' ? { uid: owner.uid, gid: owner.gid } : {}
  return { kind, uid: owner.uid, gid: owner.gid, command: (program, args) => commandOf([...lifeline, program, ...args], identity) }
}

function namespaced(powers: Powers, accounts: readonly Account[], lifeline: string[]): Runner {
  const mask = accounts.some((one) => one.uid === nobody) ? nobody : (accounts.find((one) => one.uid !== 0)?.uid ?? nobody)
  const enter = ['unshare', '--user', `--map-user=${mask}`, `--map-group=${mask}`, '--']
  const command: Runner['command'] = (program, args) => commandOf([...enter, ...lifeline, program, ...args], {})
  return { kind: 'namespace', uid: powers.uid, gid: powers.gid, command }
}

function commandOf([file = '', ...args]: string[], identity: { uid?: number; gid?: number }): Command {
  return { file, args, options: { ...identity, env, cwd: '/' } }
}

/** Runs a command to its end, `input` being all it can read. Code -1: it could not even be started. */
export function run(command: Command, input = ''): Promise<{ code: number; output: string }> {
  return new Promise((resolve) => {
    const child = spawn(command.file, command.args, { ...command.options, stdio: ['pipe', 'pipe', 'pipe'] })
    let output = ''
    const collect = (chunk: Buffer) => (output += chunk.toString())
    // It may end before it has read anything.
    child.stdin.on('error', () => undefined)
    child.stdin.end(input)
    child.stdout.on('data', collect)
    child.stderr.on('data', collect)
    child.on('error', (error) => resolve({ code: -1, output: error.message }))
    child.on('close', (code) => resolve({ code: code ?? -1, output }))
  })
}

async function readAccounts(): Promise<Account[]> {
  const text = await readFile('/etc/passwd', 'utf8').catch(() => '')
  return text.split('\n').flatMap((line) => {
    const [name, , uid, gid] = line.split(':')
    return name && uid && gid ? [{ name, uid: Number(uid), gid: Number(gid) }] : []
  })
}

// Accounts may come from elsewhere than /etc/passwd (LDAP, macOS).
function hasName(): boolean {
  try {
    return userInfo().username !== ''
  } catch {
    return false
  }
}
