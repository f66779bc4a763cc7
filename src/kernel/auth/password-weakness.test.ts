import assert from 'node:assert/strict'
import { test } from 'node:test'
import { passwordWeakness } from './password-weakness.ts'
import type { PasswordWeakness } from './password-weakness.ts'

const ana = { email: 'ana.gutierrez@pollolandia.com.ar', name: 'Ana Gutiérrez' }

const rows: [string, PasswordWeakness | null][] = [
  ['', 'too_short'],
  ['corta', 'too_short'],
  ['123456789', 'too_short'],
  ['ñandú🐔🐔🐔', 'too_short'],
  ['x9$kQ'.repeat(41), 'too_long'],
  ['aaaaaaaaaaaa', 'too_simple'],
  ['1111111111', 'too_simple'],
  ['abcabcabcabc', 'too_simple'],
  ['1212121212', 'too_simple'],
  ['1234567890', 'too_simple'],
  ['0987654321', 'too_simple'],
  ['qwertyuiop', 'too_simple'],
  ['asdfghjklñ', 'too_simple'],
  ['abcdefghijkl', 'too_simple'],
  ['qwerty12345', 'too_simple'],
  ['contraseña123', 'too_common'],
  ['Contrasena2024', 'too_common'],
  ['password2026!', 'too_common'],
  ['P@ssw0rd1234', 'too_common'],
  ['bocajuniors1905', 'too_common'],
  ['Argentina2022', 'too_common'],
  ['messi campeon 10', 'too_common'],
  ['te amo mi amor', 'too_common'],
  ['administrador', 'too_common'],
  ['bienvenido123', 'too_common'],
  ['cambiame.2025', 'too_common'],
  ['4dm1n1str4d0r', 'too_common'],
  ['iloveyou123456', 'too_common'],
  ['guadalupe1985', 'too_common'],
  ['anagutierrez', 'contains_name'],
  ['gutierrez.1990', 'contains_name'],
  ['Pollolandia2026', 'contains_name'],
  ['anagutierrez@admin', 'contains_name'],
  ['tres gallinas cruzan la ruta', null],
  ['gutierrez compra tornillos', null],
  ['k7#mPq2!vX', null],
  ['mate amargo sin yerba', null],
  ['курица гриль вкусная', null],
  ['炸鸡很好吃我每天都想吃', null],
  ['84726159304', null],
  ['#%&/()=?~^|', null],
  ['correct horse battery staple', null],
  ['el asado de los domingos en lo de Rosa', null],
]

for (const [password, weakness] of rows) {
  test(`"${password.slice(0, 40)}" is ${weakness ?? 'accepted'}`, () => assert.equal(passwordWeakness(password, ana), weakness))
}

test('without anything known of the person only the password counts', () => {
  assert.equal(passwordWeakness('pollolandia2026'), null)
})
