import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readableAnswers } from '#conversations/contract/form-answers.ts'

test('what a form builder calls its fields and options becomes questions and answers, and our own mark is left out', () => {
  const answers = {
    flow_token: '0192f0c1-0000-7000-8000-000000000001',
    screen_0_Nombre_0: 'Ana Pérez',
    screen_1_Forma_de_entrega_2: '0_Retiro_en_el_local',
    cantidadDePersonas: 12,
    extras: ['1_Sin_TACC', 'Picante'],
    comprobante: [{ file_name: 'pago.pdf', mime_type: 'application/pdf' }],
    acepta: true,
    vacio: null,
    barrio: { id: '7', title: 'Güemes' },
  }
  assert.deepEqual(
    readableAnswers(answers).map(({ question, answer }) => `${question}: ${answer}`),
    [
      'Nombre: Ana Pérez',
      'Forma de entrega: Retiro en el local',
      'Cantidad de personas: 12',
      'Extras: Sin TACC, Picante',
      'Comprobante: pago.pdf',
      'Acepta: true',
      'Vacio: ',
      'Barrio: Güemes',
    ],
  )
})

test('a number with a dash, a phone or a date is no option and stays as it is', () => {
  assert.deepEqual(
    readableAnswers({ a: '2026-11-21', b: '3 de Febrero 120', c: '351_', d: '' }).map(({ answer }) => answer),
    ['2026-11-21', '3 de Febrero 120', '351_', ''],
  )
})
