/** Two letters at most: of the capitalized words, else of the first ones; the last digits of a number that has no name. */
export function initialsOf(name: string): string {
  const words = name
    .trim()
    .split(/\s+/)
    .filter((word) => /^\p{L}/u.test(word))
  const proper = words.filter((word) => /^\p{Lu}/u.test(word))
  const letters = (proper.length > 0 ? proper : words).slice(0, 2).map((word) => word.charAt(0))
  return letters.join('').toLocaleUpperCase() || name.replace(/\D/g, '').slice(-2) || '·'
}
