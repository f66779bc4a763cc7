/**
 * The answers of a form (a flow) as people read them. What the provider's form builder makes is full of its own marks:
 * fields are called `screen_0_Direcci_n_1`, chosen options `0_Retiro_en_el_local`.
 */
export function readableAnswers(answers: Record<string, unknown>): { question: string; answer: string }[] {
  return Object.entries(answers)
    .filter(([name]) => name !== 'flow_token')
    .map(([name, value]) => ({ question: questionOf(name), answer: answerOf(value) }))
}

function questionOf(name: string): string {
  const words = name
    .replace(/^screen_\d+_/i, '')
    .replace(/_\d+$/, '')
    .replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2')
    .replaceAll(/[_\s]+/g, ' ')
    .trim()
    .toLocaleLowerCase()
  return words === '' ? name : words.charAt(0).toLocaleUpperCase() + words.slice(1)
}

function answerOf(value: unknown): string {
  if (value === null || value === undefined) return ''
  if (Array.isArray(value)) return value.map(answerOf).filter(Boolean).join(', ')
  if (typeof value === 'object') {
    // A chosen option may come whole; a file is named.
    const { title, name, file_name: fileName } = value as Record<string, unknown>
    const word = title ?? name ?? fileName
    return typeof word === 'string' ? word : JSON.stringify(value)
  }
  const text = String(value)
  return /^\d+_\S/.test(text) ? text.replace(/^\d+_/, '').replaceAll('_', ' ') : text
}
