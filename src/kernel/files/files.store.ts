import { sql as statement, type Execute } from '#kernel/db/sql.ts'
import type { StoredFile } from '#kernel/files/files.ts'

const columns = statement`id, encode(sha256, 'hex') as sha256, name, mime, kind, bytes, width, height, created_at as "createdAt"`

export async function insert(sql: Execute, file: StoredFile, expiresAt: string | null): Promise<void> {
  await sql`
    insert into kernel.file (id, sha256, name, mime, kind, bytes, width, height, created_at, expires_at)
    values (${file.id}, decode(${file.sha256}, 'hex'), ${file.name}, ${file.mime}, ${file.kind}, ${file.bytes}, ${file.width}, ${file.height},
      ${file.createdAt}, ${expiresAt})`
}

export async function find(sql: Execute, id: string): Promise<StoredFile | undefined> {
  const [file] = await sql<StoredFile>`select ${columns} from kernel.file where id = ${id}`
  return file
}

export async function keep(sql: Execute, ids: readonly string[]): Promise<void> {
  await sql`update kernel.file set expires_at = null where id = any (${ids}::uuid[]) and expires_at is not null`
}

export async function remove(sql: Execute, ids: readonly string[]): Promise<void> {
  await sql`delete from kernel.file where id = any (${ids}::uuid[])`
}

export async function usedBytes(sql: Execute): Promise<number> {
  const [row] = await sql<{ bytes: number }>`select coalesce(sum(bytes), 0)::bigint as bytes from kernel.file`
  return row?.bytes ?? 0
}

export async function needed(platform: Execute, org: string, hashes: readonly string[]): Promise<ReadonlySet<string>> {
  const rows = await platform<{ hash: string }>`
    select h.hash from unnest(${hashes}::text[]) h (hash)
    where exists (select from kernel.file f where f.org_id = ${org} and f.sha256 = decode(h.hash, 'hex'))`
  return new Set(rows.map(({ hash }) => hash))
}

export async function removeExpired(platform: Execute, now: Date): Promise<number> {
  return (await platform<{ id: string }>`delete from kernel.file where expires_at < ${now.toISOString()}::timestamptz returning id`).length
}
