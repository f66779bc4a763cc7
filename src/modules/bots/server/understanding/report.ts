import type { Evaluation, Score } from './evaluation.ts'

/** The published figures, as a page. Nothing in it depends on the machine, so that it can be compared with the code. */
export const pageOf = ({ trained, tested, intent, mood, language }: Evaluation): string => `# Understanding of messages

Written by \`npm run eval -- --write\`; \`npm run docs\` and its check hold it. Language, mood and intent of a message are found on
the machine itself, without a key and without the network (\`src/modules/bots/server/understanding\`).

- **Phrases**: ${trained + tested} written for this purpose, as customers of food, telephone, hair and irrigation shops in several countries
  write, with their shortenings and mistakes, each with intent, mood and language (\`understanding/phrases\`). They are not messages of
  real customers, and the lexicon of moods was written by the same hands: expect less of a shop with words of its own.
- **Split**: ${trained} to train, ${tested} held out. Phrases that are nearly the same always stay in one half, whose choice is a hash
  (\`phrases.ts\`). Everything was chosen by cross-validation within the training half; below is what the held-out half gave.
- **Method**: intent by multinomial logistic regression over words, pairs of words, pieces of words and plain cues; mood by a lexicon with
  denials, degrees, signs and irony; language by words and how they look.

| | macro-F1 | right |
|---|---|---|
| intent | ${three(intent.macroF1)} | ${percent(intent.accuracy)} |
| mood | ${three(mood.macroF1)} | ${percent(mood.accuracy)} |
| language | ${three(language.macroF1)} | ${percent(language.accuracy)} |

## Intent

${measures(intent)}

${confusion(intent)}

## Mood

${measures(mood)}

${confusion(mood)}

## Language

${confusion(language)}
`

const three = (value: number): string => value.toFixed(3)
const percent = (value: number): string => `${(value * 100).toFixed(1)} %`

const measures = ({ perName }: Score): string =>
  table(
    ['', 'phrases', 'precision', 'recall', 'F1'],
    perName.map(({ name, count, precision, recall, f1 }) => [name, String(count), three(precision), three(recall), three(f1)]),
  )

/** Rows: what it is. Columns: what it was taken for. */
const confusion = ({ names, matrix }: Score): string =>
  table(
    ['is \\ taken for', ...names],
    names.map((name, i) => [name, ...(matrix[i] ?? []).map((count) => (count === 0 ? '·' : String(count)))]),
  )

const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n')
