/**
 * Which rows of a table are about a contact: those with its id in a column (`by`), those that belong to such rows of
 * another declared table (`of`, own column by its column), or copies that are known by what they say (`telling`: they
 * contain an id, a number or an address of the person in one of these columns). `orNaming`: the name is enough, for copies
 * that nobody misses when they were about somebody of the same name. `whereEmpty`: only rows without a value in this column.
 */
export type RowsOfContact =
  | { by: string }
  | { of: string; match: Readonly<Record<string, string>> }
  | { telling: readonly string[]; orNaming?: true; whereEmpty?: string }

/** A column with the id of a file, or a jsonb column in which it stands below any `fileId`. */
export type FileColumn = { table: string; column: string }

/**
 * Columns that hold data of persons. The register of processing, the export of a person's data and the erasure follow
 * from it; `src/app/personal-data.test.ts` compares it with the catalogue. A table may be declared more than once.
 */
export type PersonalData = {
  table: string
  /** Whose data it is: somebody's outside, or a person's who works with the product. */
  subject: 'contact' | 'user'
  columns: readonly string[]
  /** A key of the locales: what it is kept for. The table itself is called `<module>.personal-data.tables.<table>`. */
  purpose: string
  /** For `contact`. */
  rows?: RowsOfContact
  /** What the erasure of a contact does with these rows. What it leaves is said `because` of something, a key of the locales. */
  onErasure?: 'delete' | { blank: Readonly<Record<string, unknown>>; because: string }
  /** Their files go with the rows. */
  files?: readonly string[]
  /** By their values copies elsewhere are found: ids, numbers, addresses. Never names: two people may have the same. */
  marks?: readonly string[]
  names?: readonly string[]
  /** Columns that only repeat others (search texts): erased, and not handed out. */
  derived?: readonly string[]
  /** The order in which rows are handed out. */
  order?: string
}
