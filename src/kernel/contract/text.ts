/** Combining marks: the accents that NFKD splits from their letters. */
const marks = /\p{M}+/gu
const spaces = /\s+/gu

/**
 * Text as search compares it: lower case, without accents (ñ becomes n, ç becomes c), ligatures and full-width forms
 * unfolded, runs of blanks as one space. Both the stored column and the typed query go through it, so that `Muñoz`
 * is found by `munoz` whatever the database's collation is.
 */
export const searchable = (text: string): string => text.normalize('NFKD').replace(marks, '').toLowerCase().replace(spaces, ' ').trim()

/** What somebody is called to their face; nothing of who is known by a number alone. */
export const firstNameOf = (name: string): string => (/^\+?[\d\s().-]+$/.test(name) ? '' : (name.trim().split(/\s+/)[0] ?? ''))

/** What was typed to be searched for, word by word. */
export const wordsIn = (text: string | undefined): string[] =>
  searchable(text ?? '')
    .split(' ')
    .filter(Boolean)
