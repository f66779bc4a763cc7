import { RULES, type Outcome } from './errors.ts'

type Words = Record<string, { title: string; advice: string }>

const deeds: Record<Exclude<Outcome, 'unknown'>, string> = {
  retry: 'Se manda solo, más tarde',
  'alternate-number': 'Se prueba una vez la otra forma del número',
  fail: 'No se reintenta',
  'stop-channel': 'Se detiene el número; lo que espera sale al reanudarlo',
}

const codes = (from: number, to: number): string => (from === to ? String(from) : `${from} a ${to}`)

/** The provider's codes with what people read about them and what the system does, as a table for the guide. */
export function errorTable(words: Words): string {
  const rows = [...Map.groupBy(RULES, ({ rule }) => rule.reason)].map(([reason, rules]) => {
    const said = words[reason]
    const [first] = rules
    if (!said || !first) throw new Error(`the failure ${reason} has no words`)
    const numbers = rules.map(({ from, to }) => codes(from, to)).join(', ')
    return `| ${numbers} | ${said.title} | ${said.advice} | ${deeds[first.rule.outcome]} |`
  })
  return ['| código de Meta | qué se lee | qué hacer | qué hace Yapa |', '|---|---|---|---|', ...rows].join('\n')
}

export const guideMarks = { begin: '<!-- errores: lo escribe npm run docs -->', end: '<!-- fin de los errores -->' } as const

/** The guide with its table as the code has it now. */
export function withErrorTable(guide: string, words: Words): string {
  const [begin, end] = [guide.indexOf(guideMarks.begin), guide.indexOf(guideMarks.end)]
  if (begin < 0 || end < begin) throw new Error('the guide has no place for the table of errors')
  return `${guide.slice(0, begin + guideMarks.begin.length)}\n${errorTable(words)}\n${guide.slice(end)}`
}
