/** The word behind an @ that the caret stands in, so that people can be offered for it. Null: none is being written. */
export function mentionWord(text: string, caret: number): { word: string; from: number } | null {
  const found = /(?:^|[\s(])@([\p{L}\p{M}'-]*(?: [\p{L}\p{M}'-]*)?)$/u.exec(text.slice(0, caret))
  if (!found || found[1] === undefined) return null
  return { word: found[1], from: caret - found[1].length - 1 }
}
