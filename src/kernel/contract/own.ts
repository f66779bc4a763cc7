/** What a table says of a word that somebody else wrote. A plain look-up also finds what every object has, and «busco un constructor» is an ordinary sentence. */
export const own = <T>(table: Readonly<Record<string, T>>, word: string): T | undefined =>
  Object.hasOwn(table, word) ? table[word] : undefined
