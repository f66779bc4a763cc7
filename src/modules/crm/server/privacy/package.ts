import type { Desk } from '#kernel/ctx.ts'
import type { PersonalData } from '#kernel/module.ts'
import { files, handedOut, rows, type Row } from '#kernel/privacy/collection.ts'
import type { Person } from '#kernel/privacy/person.ts'
import type { ZipEntry } from '#kernel/zip/zip.ts'
import * as identity from '#identity/server/public.ts'
import { withMerged } from '#crm/server/contacts/restriction.store.ts'
import { names } from '#crm/server/contacts/contacts.store.ts'
import { pageOf, type Section } from '#crm/server/privacy/package-page.ts'

const pageSize = 500

/**
 * The contents of the file that a contact is handed: `datos.json` with everything, table by table; `archivos/` with the
 * pictures, voices and documents; `index.html` to read it in a browser. `tell` hears how many kinds of data are done.
 */
export async function* packageOf(desk: Desk, contactId: string, tell: (done: number) => Promise<void>): AsyncGenerator<ZipEntry> {
  const at = desk.now()
  const declarations = handedOut(desk)
  const person: Person = { contactIds: await desk.transaction((ctx) => withMerged(ctx, contactId)), marks: [], names: [] }
  const sections: Section[] = []
  const fileIds = new Set<string>()
  for (const [place, declaration] of declarations.entries()) {
    const found = await allRows(desk, declaration, person)
    if (found.length > 0) sections.push({ declaration, rows: found })
    for (const id of await desk.transaction((ctx) => files(ctx, declaration, person))) fileIds.add(id)
    await tell(place + 1)
  }
  yield { name: 'datos.json', at, content: jsonOf(sections) }
  const pathById = new Map<string, string>()
  for (const id of fileIds) {
    const file = await desk.transaction((ctx) => desk.files.find(ctx, id))
    if (!file) continue
    const path = `archivos/${id.slice(-6)}-${file.name.replaceAll('/', '-')}`
    pathById.set(id, path)
    yield { name: path, at: new Date(file.createdAt), content: await desk.transaction((ctx) => desk.files.open(ctx, id)) }
  }
  const about = await desk.transaction(async (ctx) => {
    const [contact] = await names(ctx, [contactId])
    const { name } = await identity.organization(ctx)
    return { name: contact?.name ?? '', businessName: name, zone: ctx.zone, locale: ctx.locale, t: ctx.t }
  })
  yield { name: 'index.html', at, content: pageOf({ ...about, sections, pathById, at }) }
}

async function allRows(desk: Desk, declaration: PersonalData, person: Person): Promise<Row[]> {
  const all: Row[] = []
  for (;;) {
    const page = await desk.transaction((ctx) => rows(ctx, declaration, person, { offset: all.length, limit: pageSize }))
    all.push(...page)
    if (page.length < pageSize) return all
  }
}

function* jsonOf(sections: readonly Section[]): Generator<Uint8Array> {
  yield Buffer.from('{\n')
  for (const [place, { declaration, rows: found }] of sections.entries())
    yield Buffer.from(`${place > 0 ? ',\n' : ''}${JSON.stringify(declaration.table)}: ${JSON.stringify(found, null, 1)}`)
  yield Buffer.from('\n}\n')
}
