/** What a table is called: `crm.contact` is `crm.personal-data.tables.contact`. */
export const wordsOf = (table: string): string => table.replace('.', '.personal-data.tables.')
