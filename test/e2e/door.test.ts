import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Locator, Page } from 'playwright-core'
import { browser, product } from './opened.ts'
import { arrive, assertClean, codeOf, demoPassword, heading, isInside, knock, people, press, signIn } from './person.ts'
import { openWindow, startProduct } from './product.ts'

/** How wrong passwords and codes are answered, used links, and a door that was tried too often. */
const refused = /status of (403|410|429) /

const refusal = (page: Page): Locator => page.getByRole('alert')

async function leave(page: Page): Promise<void> {
  await page.getByRole('button', { name: /Tu cuenta y apariencia/ }).click()
  await page.getByRole('menuitem', { name: 'Cerrar sesión' }).click()
  await page.waitForURL('**/entrar')
}

/** The link of the newest letter to somebody, as the operator finds it where there is no mail server. */
async function linkInOutbox(page: Page, subject: RegExp): Promise<string> {
  await page.goto('/ajustes/correo-de-salida')
  await page.getByRole('row', { name: subject }).first().click()
  const link = page.getByRole('dialog').getByRole('link').first()
  return (await link.getAttribute('href')) ?? ''
}

test('who comes before the demo is in is asked to wait, and is not offered to set up an empty installation', () => {
  assert.equal(product.firstAnswer?.status, 503)
  assert.match(product.firstAnswer.text, /<h1>Yapa está arrancando<\/h1>/)
})

test('the door lets in who has the right password and brings them where they were going', async () => {
  const visitor = await openWindow(browser, product.url)
  const { page } = visitor
  await page.goto('/contactos')
  await heading(page, 'Entrá a Pollos El Gallo').waitFor()
  await knock(page, people.julia.email, 'no-es-esta-clave')
  await refusal(page).getByText('El correo o la contraseña no coinciden. Revisalos y probá de nuevo.').waitFor()
  assert.equal(await page.getByLabel('Contraseña', { exact: true }).inputValue(), '', 'a refused password is taken out of the field')
  assert.equal(await page.getByLabel('Correo', { exact: true }).inputValue(), people.julia.email)

  await knock(page, people.julia.email, demoPassword)
  await heading(page, 'Contactos').waitFor()
  assert.equal(new URL(page.url()).pathname, '/contactos')

  await leave(page)
  await page.goBack()
  await heading(page, 'Entrá a Pollos El Gallo').waitFor()
  assertClean(visitor, refused)
  await visitor.context.close()
})

test('who forgot their password chooses another one through the letter, once', async () => {
  const [julia, paula] = await Promise.all([arrive(browser, product.url, 'julia'), openWindow(browser, product.url)])
  await paula.page.goto('/entrar')
  await paula.page.getByRole('link', { name: 'Olvidé mi contraseña' }).click()
  await heading(paula.page, 'Olvidé mi contraseña').waitFor()
  await paula.page.getByLabel('Correo', { exact: true }).fill(people.paula.email)
  await press(paula.page, 'Mandar el enlace')
  await heading(paula.page, 'Pedí tu enlace').waitFor()

  const link = await linkInOutbox(julia.page, /paula@elgallo\.example.*Elegí una contraseña nueva/)
  await paula.page.goto(link)
  await heading(paula.page, 'Elegí una contraseña nueva').waitFor()
  assert.ok(!paula.page.url().includes('#'), 'the secret does not stay in the address')
  const chosen = 'milanesa con puré a la noche'
  await paula.page.getByLabel('Contraseña nueva', { exact: true }).fill(chosen)
  await press(paula.page, 'Guardar contraseña')
  await paula.page.getByText('Contraseña guardada. Ya podés entrar.').waitFor()

  await knock(paula.page, people.paula.email, demoPassword)
  await refusal(paula.page).waitFor()
  await knock(paula.page, people.paula.email, chosen)
  await isInside(paula.page)

  const again = await openWindow(browser, product.url)
  await again.page.goto(link)
  await again.page.getByLabel('Contraseña nueva', { exact: true }).fill('otra frase que nadie dice')
  await press(again.page, 'Guardar contraseña')
  await heading(again.page, 'Este enlace ya no sirve').waitFor()
  for (const one of [julia, paula, again]) {
    assertClean(one, refused)
    await one.context.close()
  }
})

test('an invited person comes in from another browser and the owner sees them arrive', async () => {
  const [julia, nora] = await Promise.all([
    arrive(browser, product.url, 'julia', { to: '/ajustes/personas' }),
    openWindow(browser, product.url),
  ])
  await press(julia.page, 'Invitar')
  const dialog = julia.page.getByRole('dialog', { name: 'Invitar a alguien' })
  await dialog.getByLabel('Correo', { exact: true }).fill('nora@elgallo.example')
  await dialog.getByRole('button', { name: 'Mandar invitación' }).click()
  await julia.page.getByText(/La invitación está lista.* pasale vos el enlace a nora@elgallo\.example/).waitFor()

  await nora.page.goto(await linkInOutbox(julia.page, /nora@elgallo\.example.*Julia Lucero te invita a Pollos El Gallo/))
  await heading(nora.page, 'Sumate a Pollos El Gallo').waitFor()
  await nora.page.getByLabel('Nombre', { exact: true }).fill('Nora Ibáñez')
  const password = nora.page.getByLabel('Elegí una contraseña', { exact: true })
  await password.fill('1234567890')
  await press(nora.page, 'Sumarme')
  await nora.page.getByText(/Elegí (algo menos previsible|una frase que solo vos dirías)\.$/).waitFor()
  await password.fill('empanadas de los domingos')
  await press(nora.page, 'Sumarme')
  await isInside(nora.page)

  await julia.page.goto('/ajustes/personas')
  const row = julia.page.getByRole('row', { name: /Nora Ibáñez/ })
  await row.getByText('Agente (su equipo)').waitFor()
  for (const one of [julia, nora]) {
    assertClean(one, refused)
    await one.context.close()
  }
})

test('a second step is switched on, asked for at the next visit, and a recovery code opens once', async () => {
  const visitor = await openWindow(browser, product.url)
  const { page } = visitor
  const { email } = people.lautaro
  await signIn(page, email, { to: '/ajustes/cuenta' })
  await press(page, 'Activar')
  const dialog = page.getByRole('dialog', { name: 'Activar el segundo paso' })
  await dialog.getByLabel('Contraseña actual', { exact: true }).fill(demoPassword)
  await dialog.getByRole('button', { name: 'Seguir' }).click()
  await dialog.getByRole('img', { name: 'Código QR para tu aplicación' }).waitFor()
  const secret = await dialog.getByText(/^[A-Z2-7]{4}( [A-Z2-7]{1,4})+$/).innerText()
  await dialog.getByLabel('Código de la aplicación').fill(codeOf(secret))
  await dialog.getByRole('button', { name: 'Activar' }).click()
  await dialog.getByText('Guardalos fuera del teléfono').waitFor()
  const [recovery = ''] = await dialog.getByRole('listitem').allInnerTexts()
  await dialog.getByRole('button', { name: 'Ya los guardé' }).click()
  await page.getByText('Activado', { exact: true }).waitFor()
  await leave(page)

  await knock(page, email, demoPassword)
  await heading(page, 'Falta un paso').waitFor()
  await page.getByLabel('Código de la aplicación').fill('000000')
  await press(page, 'Confirmar')
  await refusal(page).getByText('Ese código no sirve.').waitFor()
  // The step that enrolled is spent, so the application's next one is what opens.
  await page.getByLabel('Código de la aplicación').fill(codeOf(secret, 1))
  await press(page, 'Confirmar')
  await isInside(page)
  await leave(page)

  for (const isFirst of [true, false]) {
    await knock(page, email, demoPassword)
    await press(page, 'Usar un código de recuperación')
    await page.getByLabel('Código de recuperación').fill(recovery)
    await press(page, 'Confirmar')
    if (!isFirst) await refusal(page).getByText('Ese código no sirve.').waitFor()
    else {
      await isInside(page)
      await leave(page)
    }
  }
  assertClean(visitor, refused)
  await visitor.context.close()
})

/** Red, green and blue as they reach the eye, and the WCAG contrast between the two. */
async function coloursOf(button: Locator): Promise<{ fill: number[]; contrast: number }> {
  return button.evaluate((element) => {
    const toRgb = (colour: string): number[] => {
      const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true })
      if (!canvas) throw new Error('no canvas')
      canvas.fillStyle = colour
      canvas.fillRect(0, 0, 1, 1)
      return Array.from(canvas.getImageData(0, 0, 1, 1).data.slice(0, 3))
    }
    const luminance = (rgb: number[]): number => {
      const [r = 0, g = 0, b = 0] = rgb.map((value) =>
        value / 255 <= 0.040_45 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4,
      )
      return 0.2126 * r + 0.7152 * g + 0.0722 * b
    }
    const style = getComputedStyle(element)
    const [fill, text] = [toRgb(style.backgroundColor), toRgb(style.color)]
    const [light = 0, dark = 0] = [luminance(fill), luminance(text)].toSorted((a, b) => b - a)
    return { fill, contrast: (light + 0.05) / (dark + 0.05) }
  })
}

test('one colour dresses the whole business, and every button stays readable in it', async () => {
  const julia = await arrive(browser, product.url, 'julia', { to: '/contactos' })
  const { page } = julia
  const button = page.getByRole('button', { name: 'Nuevo contacto' })
  const before = await coloursOf(button)
  assert.ok(before.contrast >= 4.5)

  // Yellow and a pale cyan: white on them as they are would not be readable.
  for (const colour of ['#ffd400', '#7fe7ff']) {
    await page.goto('/ajustes/marcas')
    await page
      .getByRole('link', { name: /Pollos El Gallo/ })
      .first()
      .click()
    const input = page.getByLabel('Color', { exact: true })
    await input.fill(colour)
    await input.press('Tab')
    await page.getByText(/Lo oscurecimos un poco para que el texto blanco se lea/).waitFor()
    await press(page, 'Guardar')
    await page.getByText('Guardado', { exact: true }).waitFor()
    for (const theme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme: theme })
      await page.goto('/contactos')
      await button.waitFor()
      const { fill, contrast } = await coloursOf(button)
      assert.notDeepEqual(fill, before.fill, `${colour} reaches the button`)
      assert.ok(contrast >= 4.5, `${colour} in ${theme}: ${contrast.toFixed(2)} to 1`)
    }
    await page.emulateMedia({ colorScheme: 'light' })
  }
  const stranger = await openWindow(browser, product.url)
  await stranger.page.goto('/entrar')
  await heading(stranger.page, 'Entrá a Pollos El Gallo').waitFor()
  assert.notDeepEqual((await coloursOf(stranger.page.getByRole('button', { name: 'Entrar', exact: true }))).fill, before.fill)
  for (const one of [julia, stranger]) {
    assertClean(one, refused)
    await one.context.close()
  }
})

test('whoever guesses passwords is told to wait, in words, even with the right one in the end', async () => {
  const visitor = await openWindow(browser, product.url)
  const { page } = visitor
  await page.goto('/entrar')
  const wait = refusal(page).getByText(/^Demasiados intentos seguidos\. Esperá \d+ segundos y probá de nuevo\.$/)
  const wrong = refusal(page).getByText(/no coinciden/)
  for (let i = 0; i < 11; i++) {
    const answer = page.waitForResponse((response) => response.request().method() === 'POST')
    await knock(page, people.camila.email, `intento-numero-${i}`)
    await answer
    await wrong.or(wait).waitFor()
    if (await wait.isVisible()) break
  }
  await wait.waitFor()
  await knock(page, people.camila.email, demoPassword)
  await wait.waitFor()
  await wrong.waitFor({ state: 'hidden' })
  assert.equal(new URL(page.url()).pathname, '/entrar')
  assertClean(visitor, refused)
  await visitor.context.close()
})

test('on an empty installation the wizard makes the business and ends in an empty product', async () => {
  const fresh = await startProduct({ YAPA_DEMO: 'none' })
  try {
    const visitor = await openWindow(browser, fresh.url)
    const { page } = visitor
    await page.goto('/')
    await heading(page, 'Contanos de tu negocio').waitFor()
    await page.getByLabel('Nombre de la empresa').fill('Panadería La Espiga')
    await press(page, 'Seguir')
    await heading(page, 'Tu marca').waitFor()
    assert.equal(await page.getByLabel('Nombre para tus clientes').inputValue(), 'Panadería La Espiga')
    await press(page, 'Seguir')
    await heading(page, 'Y vos, ¿quién sos?').waitFor()
    await page.getByLabel('Tu nombre').fill('Elena Ríos')
    await page.getByLabel('Correo', { exact: true }).fill('elena@laespiga.example')
    await page.getByLabel('Elegí una contraseña', { exact: true }).fill('facturas y medialunas')
    await press(page, 'Crear mi empresa')
    await isInside(page)
    await page.getByRole('button', { name: /Panadería La Espiga/ }).waitFor()
    await page.goto('/contactos')
    await heading(page, 'Acá van a estar tus contactos').waitFor()
    await page.goto('/telefono')
    await heading(page, 'Esta página no existe').waitFor()
    assertClean(visitor, /web\.no_page/)

    const second = await openWindow(browser, fresh.url)
    await second.page.goto('/empezar')
    await heading(second.page, 'Entrá a Panadería La Espiga').waitFor()
  } finally {
    await fresh.stop()
  }
})
