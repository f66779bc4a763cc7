import type { Ground } from './ground.ts'
import type { Target } from './raw-client.ts'
import { firstNames, lastNames } from './seed.ts'

export type Imported = { readSeconds: number; checkSeconds: number; runSeconds: number; created: number; invalid: number; bytes: number }

type Progress = { id: string; status: string; failure: string | null; mapping: unknown; counts: { created: number; invalid: number } }
const statusEveryMs = 200

const mailHosts = ['gmail.com', 'hotmail.com', 'yahoo.com.ar', 'outlook.com', 'live.com.ar']

/** A list as a shop keeps it: two names and two surnames, number, e-mail, address, a note with a comma in quotes; every thousandth number is none. */
const fileOf = (rows: number, mark: string): string => {
  // Other numbers each time: a file that was imported before would only be compared.
  const firstNumber = 2_000_000 + Math.floor(Math.random() * 70) * 100_000
  const lines = ['Nombre;Teléfono;Correo;Dirección;Notas']
  for (let n = 0; n < rows; n++) {
    const phone = n % 1_000 === 999 ? 'no tiene' : `+54 9 351 ${String(firstNumber + n).replace(/(\d{3})(\d{4})/, '$1-$2')}`
    const pick = (list: readonly string[], step: number): string => list[Math.floor(n / step) % list.length] ?? ''
    const name = `${pick(firstNames, 1)} ${pick(firstNames, 37)} ${pick(lastNames, 5)} ${pick(lastNames, 191)}`
    lines.push(`${name};${phone};${mark}${n}@${pick(mailHosts, 3)};San Martín ${n % 4_000};"Pide ""sin sal"", los ${n % 28}"`)
  }
  return lines.join('\r\n')
}

/** Puts a file of contacts into the last organization as its owner's screen does: upload, dry run, the real one. Seconds of each step. */
export async function importContacts({ host, port }: Target, ground: Ground, rows: number): Promise<Imported> {
  const owner = ground.people.findLast((_one, i) => i % ground.amount.peoplePerOrg === 0)
  const origin = `http://${host}:${port}`
  const ask = async (method: string, path: string, body?: FormData | object): Promise<Progress> => {
    const isForm = body instanceof FormData
    const answer = await fetch(`${origin}/api/v1/contact-imports${path}`, {
      method,
      headers: {
        Cookie: `__Host-yapa_session=${owner?.token}`,
        Origin: origin,
        'Idempotency-Key': crypto.randomUUID(),
        ...(body && !isForm ? { 'Content-Type': 'application/json' } : {}),
      },
      ...(body ? { body: isForm ? body : JSON.stringify(body) } : {}),
    })
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`)
    return (await answer.json()) as Progress
  }
  const until = async (id: string, status: string): Promise<Progress> => {
    for (;;) {
      const now = await ask('GET', `/${id}`)
      if (now.status === status) return now
      if (now.status === 'failed') throw new Error(`the import failed: ${now.failure}`)
      await new Promise((resolve) => setTimeout(resolve, statusEveryMs))
    }
  }
  const text = fileOf(rows, Date.now().toString(36))
  const form = new FormData()
  form.append('file', new Blob([text], { type: 'text/csv' }), 'clientes.csv')
  const marks = [performance.now()]
  const { id } = await ask('POST', '', form)
  const { mapping } = await until(id, 'mapping')
  marks.push(performance.now())
  await ask('PUT', `/${id}/check`, { mapping })
  await until(id, 'checked')
  marks.push(performance.now())
  await ask('PUT', `/${id}/run`, {})
  const { counts } = await until(id, 'done')
  marks.push(performance.now())
  const [readSeconds = 0, checkSeconds = 0, runSeconds = 0] = marks.slice(1).map((mark, i) => (mark - (marks[i] ?? 0)) / 1_000)
  return { readSeconds, checkSeconds, runSeconds, created: counts.created, invalid: counts.invalid, bytes: Buffer.byteLength(text) }
}
