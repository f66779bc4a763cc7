/**
 * Says what the understanding of messages and the reading of typed orders are worth on phrases that they have never seen.
 * `--write` publishes it in docs/reference/language.md and order-parsing.md; `--train` first trains the model again from the training half and keeps it.
 */
import { writeFileSync } from 'node:fs'
import { evaluate, evaluateOn } from '#bots/server/understanding/evaluation.ts'
import { keptModel, packed } from '#bots/server/understanding/model.ts'
import { halves, phrases } from '#bots/server/understanding/phrases.ts'
import { pageOf } from '#bots/server/understanding/report.ts'
import { train } from '#bots/server/understanding/training.ts'
import { understand } from '#bots/server/understanding/understand.ts'
import { evaluate as evaluateOrders } from '#orders/server/parsing/evaluation.ts'
import { pageOf as pageOfOrders } from '#orders/server/parsing/report.ts'

const own = new URL('../src/modules/bots/server/understanding/', import.meta.url)
const asked = new Set(process.argv.slice(2))
const { training } = halves(phrases())
let model = keptModel

if (asked.has('--train')) {
  const folds = 5
  const tried = Array.from({ length: folds }, (_none, fold) => {
    const seen = train(training.filter((_phrase, i) => i % folds !== fold))
    return evaluateOn(
      training.filter((_phrase, i) => i % folds === fold),
      seen,
    ).intent.macroF1
  })
  const mean = tried.reduce((sum, one) => sum + one, 0) / folds
  console.log(`Cross-validated within the training half: macro-F1 of the intent ${mean.toFixed(3)}\n`)
  model = train(training)
  writeFileSync(new URL('model.json', own), `${JSON.stringify(packed(model))}\n`)
}

const page = pageOf(evaluate(model))
console.log(page)

const orders = pageOfOrders(evaluateOrders())
console.log(orders)

const texts = phrases().map(({ text }) => text)
const longest = 'quería saber cuánto sale y si no está malo el que nunca llegó, gracias '.repeat(60).slice(0, 4_096)
const msOf = (text: string): number => {
  const began = performance.now()
  understand(text, model)
  return performance.now() - began
}
const times = texts.map(msOf)
const mean = times.reduce((sum, ms) => sum + ms, 0) / times.length
console.log(`${mean.toFixed(3)} ms per message on this machine (goal < 5), ${msOf(longest).toFixed(2)} ms for one of 4,096 letters.`)

if (asked.has('--write')) {
  writeFileSync(new URL('../docs/reference/language.md', import.meta.url), page)
  writeFileSync(new URL('../docs/reference/order-parsing.md', import.meta.url), orders)
}
