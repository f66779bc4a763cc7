import assert from 'node:assert/strict'
import { test } from 'node:test'
import { intentsOf, stemOf } from '#crm/contract/intent.ts'

const said: [text: string, intents: string][] = [
  ['Hola! ¿Cuánto sale el pollo entero?', 'price'],
  ['cuanto me salen dos docenas', 'price'],
  ['Precio?', 'price'],
  ['me pasás los precios por favor', 'price'],
  ['¿Qué promos tienen hoy?', 'price'],
  ['Necesito un presupuesto para 40 personas', 'price'],
  ['A cuánto está el kilo', 'price'],
  ['Cuánto cuesta el combo familiar', 'price'],
  ['podrías cotizarme 30 unidades? una cotización', 'price'],
  ['Oi, quanto custa o frango?', 'price'],
  ['¿Tienen pollo relleno?', 'stock'],
  ['te queda alguno de los grandes?', 'stock'],
  ['Hay stock del horno chico?', 'stock'],
  ['¿Está disponible para hoy?', 'stock'],
  ['venden huevos por maple?', 'stock'],
  ['Quiero reservar una mesa para cuatro', 'booking'],
  ['¿Me das un turno para el viernes?', 'booking'],
  ['puedo pasar el sábado a la tarde', 'booking'],
  ['Hola, quería agendar una cita', 'booking'],
  ['¿Tenés turnos y a cuánto están?', 'price stock booking'],
  ['Hola, buenas tardes', ''],
  ['Gracias!', ''],
  ['ok dale, ya salgo', ''],
  ['No me interesa, gracias por el precio', ''],
  ['Ya compré ayer y me cobraron de más', ''],
  ['Quiero cancelar la reserva', ''],
  ['¿Hay alguien?', ''],
  ['hay que esperar mucho?', ''],
  ['El pedido llegó frío, qué desastre', ''],
  ['tenés razón', ''],
  ['👍', ''],
  ['', ''],
  ['¿A qué hora cierran?', ''],
  ['El otro día pasé por ahí', ''],
]

for (const [text, intents] of said)
  test(`"${text}" asks for ${intents || 'nothing'}`, () => assert.equal(intentsOf(text).join(' '), intents))

test('words are cut to the stem that their forms share', () => {
  for (const [one, other] of [
    ['precios', 'precio'],
    ['turnos', 'turno'],
    ['cotizaciones', 'cotizar'.slice(0, 5)],
    ['disponibles', 'disponible'],
  ] as const)
    assert.equal(stemOf(one), stemOf(other))
})

test('a wall of text is read to a bound', () => {
  assert.deepEqual(intentsOf(`${'a '.repeat(500_000)} precio`), [])
})
