import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sureFrom } from '#bots/contract/sureness.ts'
import { fillNamed, unknownNames } from '#bots/contract/variables.ts'
import { likenessOf, partsOf } from './likeness.ts'

const fits = (asked: string, question: string): number => likenessOf(partsOf(asked), question).confidence

test('a question is recognised with other endings, without accents, with mistakes, in the words of other countries and among greetings', () => {
  const same: readonly (readonly [string, string])[] = [
    ['hacen envios?', '¿Hacen envíos a domicilio?'],
    ['Hola buenas tardes, quería saber si hacen delivery', '¿Hacen envíos?'],
    ['cual es el orario de atencion', '¿Cuál es el horario de atención?'],
    ['a q hora abren', '¿A qué hora abren?'],
    ['tienen opciones sin tacc?', '¿Tienen algo para celíacos?'],
    ['aceptan tarjetas de credito', '¿Aceptan tarjeta?'],
    ['acen embios?', '¿Hacen envíos?'],
    ['donde estan ubicados', '¿Cuál es la dirección?'],
    ['cuánto demora el envío', '¿Cuánto demoran los envíos?'],
  ]
  for (const [asked, question] of same) assert.ok(fits(asked, question) >= sureFrom, `${asked} / ${question}: ${fits(asked, question)}`)
})

test('what only shares a word or two is not taken for the same question', () => {
  const others: readonly (readonly [string, string])[] = [
    ['tienen wifi', '¿Tienen envíos?'],
    ['cuánto sale el pollo', '¿Cuánto demora el envío?'],
    ['quiero dos pollos con papas para las nueve a nombre de Julieta', '¿Los pollos vienen con papas?'],
    ['hola', '¿Hacen envíos?'],
    ['', '¿Hacen envíos?'],
    ['👍', '¿Hacen envíos?'],
    ['busco un constructor', '¿Hacen envíos?'],
  ]
  for (const [asked, question] of others) assert.ok(fits(asked, question) < sureFrom, `${asked} / ${question}: ${fits(asked, question)}`)
})

test('a text says which of its names stand for nothing, and leaves no hole where a value is missing', () => {
  const names = ['clientName', 'nextOpening']
  assert.deepEqual(unknownNames('Hola {{clientName}}, {{ nombre }} y {{otra cosa}} y {{nombre}}', names), ['nombre', 'otra cosa'])
  assert.equal(
    fillNamed('Hola {{ clientName }}. Abrimos {{nextOpening}}.', names, { clientName: 'Ana {{nextOpening}}', nextOpening: null }),
    'Hola Ana {{nextOpening}}. Abrimos.',
  )
})
