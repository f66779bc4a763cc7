import { screen, waitFor, within } from '@testing-library/react'
import { useState } from 'react'
import { expect, test, vi } from 'vitest'
import { initialsOf } from '#kernel/contract/initials.ts'
import { fits, plain } from '#web/fits.ts'
import { oneOf, parseSearch, stringifySearch } from '#web/search.ts'
import { safePath } from '#web/door.ts'
import { MoneyField } from '#web/ui/money-field.tsx'
import { render } from '#web/testing/render.tsx'
import { hueOf } from '#web/ui/avatar.tsx'
import { BarChart } from '#web/ui/chart.tsx'
import { confirm } from '#web/ui/dialog.ts'
import { type Filter, FilterBar } from '#web/ui/filter-bar.tsx'
import { Linked } from '#web/ui/linked.tsx'
import { keysText, Money, StateDot, Tag } from '#web/ui/marks.tsx'
import { SegmentedTabs, Tabs } from '#web/ui/tabs.tsx'
import { ticksOf } from '#web/ui/ticks.ts'
import { toast } from '#web/ui/toast.ts'

test.each([
  ['Martina Quiroga', 'MQ'],
  ['Grupo Sierra Hotelería', 'GS'],
  ['Club Atlético Los Talas', 'CA'],
  ['ana paz', 'AP'],
  ['Ñandú', 'Ñ'],
  ['+54 351 555 0142', '42'],
  ['', '·'],
])('the face of %s says %s', (name, initials) => expect(initialsOf(name)).toBe(initials))

test('an amount is typed under the sign of its currency, with the marks of the place', async () => {
  const onChange = vi.fn()
  const { user } = await render(<MoneyField label="Importe" valueMinor={1_250} currency="USD" onChange={onChange} />)
  const field = screen.getByLabelText<HTMLInputElement>('Importe')
  expect(field.value.replaceAll(/\s/g, ' ')).toBe('US$ 12,5')
  await user.clear(field)
  expect(onChange).toHaveBeenLastCalledWith(null)
  await user.type(field, '1234,56')
  expect(onChange).toHaveBeenLastCalledWith(123_456)
})

test('a tag that is grey is grey, and has no hue of its name', async () => {
  await render(
    <>
      <Tag name="Vecino" hue="grey" />
      <StateDot hue="grey">Gris</StateDot>
    </>,
  )
  for (const name of ['Vecino', 'Gris']) expect(screen.getByText(name).style.getPropertyValue('--dot-c')).toBe('0')
})

test('a person keeps one of eight hues', () => {
  expect(hueOf('Martina Quiroga')).toBe(hueOf('Martina Quiroga'))
  expect(new Set(Array.from({ length: 300 }, (_, i) => hueOf(`n${i}`))).size).toBe(8)
})

test('addresses in a message can be followed, and nothing else becomes one', async () => {
  await render(
    <Linked
      text={
        'Menú: https://gallo.example/menu?x=1. Escribí a ana@gallo.example\njavascript:alert(1) <b>no</b> https://banco.example@malo.example/'
      }
    />,
  )
  const links = screen.getAllByRole<HTMLAnchorElement>('link')
  expect(links.map((link) => link.getAttribute('href'))).toEqual(['https://gallo.example/menu?x=1', 'mailto:ana@gallo.example'])
  expect(links[0]?.rel).toContain('noopener')
  expect(document.querySelector('b')).toBeNull()
})

test('keys are written as they are on the keyboard', () => {
  expect(keysText('g b')).toBe('G B')
  expect(keysText('mod+k')).toBe('Ctrl K')
  expect(keysText('mod+enter')).toBe('Ctrl ⏎')
})

test('amounts stand in the currency of the organization', async () => {
  const { container } = await render(<Money amountMinor={11_803_600} />)
  expect(container.querySelector('.num')?.textContent).toBe('$\u202f118.036')
})

test('a tag is taken off by a button with its name', async () => {
  const remove = vi.fn()
  const { user } = await render(<Tag name="Mayorista" onRemove={remove} />)
  await user.click(screen.getByRole('button', { name: 'Quitar Mayorista' }))
  expect(remove).toHaveBeenCalledOnce()
})

test('ways of looking are one group of which one is on', async () => {
  const choose = vi.fn()
  const choices = [
    { value: 'a', label: 'Mi equipo' },
    { value: 'b', label: 'Todas' },
  ] as const
  const { user } = await render(<SegmentedTabs label="Cuáles" value="a" choices={choices} onChange={choose} />)
  expect(screen.getByRole<HTMLInputElement>('radio', { name: 'Mi equipo' }).checked).toBe(true)
  await user.click(screen.getByRole('radio', { name: 'Todas' }))
  expect(choose).toHaveBeenCalledWith('b')
})

test('tabs go round with the arrows', async () => {
  function Parts() {
    const [part, setPart] = useState('a')
    return (
      <Tabs
        label="Partes"
        value={part}
        onChange={setPart}
        choices={[
          { value: 'a', label: 'Uno' },
          { value: 'b', label: 'Dos' },
        ]}
      >
        parte {part}
      </Tabs>
    )
  }
  const { user } = await render(<Parts />)
  screen.getByRole('tab', { name: 'Uno' }).focus()
  await user.keyboard('{ArrowRight}')
  expect(screen.getByRole('tabpanel', { name: 'Dos' }).textContent).toBe('parte b')
  await user.keyboard('{ArrowRight}')
  expect(document.activeElement).toBe(screen.getByRole('tab', { name: 'Uno' }))
})

test('a search is one question after the last letter, and a filter is ticked and cleared', async () => {
  const asked = vi.fn()
  function Bar() {
    const [tags, setTags] = useState<string[]>([])
    const filter: Filter = {
      name: 'tag',
      label: 'Etiquetas',
      options: [
        { value: 'vip', label: 'VIP' },
        { value: 'b2b', label: 'B2B' },
      ],
      value: tags,
      onChange: setTags,
    }
    return <FilterBar search={{ value: '', onChange: asked, placeholder: 'Buscar' }} filters={[filter]} />
  }
  const { user } = await render(<Bar />)
  await user.keyboard('/')
  await user.keyboard('ana')
  await waitFor(() => expect(asked).toHaveBeenCalledExactlyOnceWith('ana'))
  await user.click(screen.getByRole('button', { name: 'Etiquetas' }))
  await user.click(screen.getByRole('checkbox', { name: 'VIP' }))
  expect(screen.getByRole('button', { name: 'Etiquetas VIP' })).toBeTruthy()
  await user.click(screen.getByRole('checkbox', { name: 'B2B' }))
  expect(screen.getByRole('button', { name: 'Etiquetas 2 elegidos' })).toBeTruthy()
  await user.click(screen.getByRole('button', { name: 'Quitar el filtro Etiquetas' }))
  expect(screen.getByRole('button', { name: 'Etiquetas' })).toBeTruthy()
})

test('a filter that is seldom wanted stands behind the others until something of it is chosen', async () => {
  function Bar() {
    const [tags, setTags] = useState<string[]>([])
    const [kinds, setKinds] = useState<string[]>([])
    const filters: Filter[] = [
      { name: 'tag', label: 'Etiquetas', options: [{ value: 'vip', label: 'VIP' }], value: tags, onChange: setTags },
      { name: 'kind', label: 'Tipo', isRare: true, options: [{ value: 'company', label: 'Empresa' }], value: kinds, onChange: setKinds },
    ]
    return <FilterBar filters={filters} more={<p>Campos propios</p>} />
  }
  const { user } = await render(<Bar />)
  const buttons = () => screen.getAllByRole('button').map(({ textContent }) => textContent)
  expect(buttons()).toEqual(['Etiquetas', 'Más filtros'])
  await user.click(screen.getByRole('button', { name: 'Más filtros' }))
  const others = within(await screen.findByRole('dialog', { name: 'Más filtros' }))
  expect(others.getByText('Campos propios')).toBeTruthy()
  await user.click(others.getByRole('checkbox', { name: 'Empresa' }))
  expect(buttons()).toContain('TipoEmpresa')
  await user.click(others.getByRole('button', { name: 'Quitar el filtro Tipo' }))
  expect(buttons()).toEqual(['Etiquetas', 'Más filtros'])
})

test('a chart can be read as a table', async () => {
  await render(<BarChart title="Mensajes por hora" labels={['9 h', '10 h']} values={[4, 12]} format={String} />)
  const table = screen.getByRole('table', { name: 'Mensajes por hora: valores' })
  expect(table.textContent).toContain('10 h12')
})

test.each([
  [3, [0, 1, 2, 3, 4]],
  [78, [0, 20, 40, 60, 80]],
  [1000, [0, 250, 500, 750, 1000]],
  [7, [0, 2, 4, 6, 8]],
])('the scale to %i stands on round numbers', (most, ticks) => expect(ticksOf(most)).toEqual(ticks))

test('a toast can be taken back while it stands', async () => {
  const undo = vi.fn()
  const { user } = await render(<p>página</p>)
  await toast({ text: 'Conversación resuelta', undo })
  await user.click(await screen.findByRole('button', { name: 'Deshacer' }))
  expect(undo).toHaveBeenCalledOnce()
  expect(screen.queryByText('Conversación resuelta')).toBeNull()
})

test('what cannot be undone is asked for, and typed', async () => {
  const { user } = await render(<p>página</p>)
  const answer = confirm({ title: '¿Eliminar?', confirm: 'Eliminar contacto', typeToConfirm: 'eliminar', isDangerous: true })
  const yes = await screen.findByRole<HTMLButtonElement>('button', { name: 'Eliminar contacto' })
  expect(yes.disabled).toBe(true)
  await user.type(screen.getByRole('textbox'), 'eliminar')
  await user.click(yes)
  expect(await answer).toBe(true)
})

test('leaving the question is a no', async () => {
  const { user } = await render(<p>página</p>)
  const answer = confirm({ title: '¿Eliminar?', confirm: 'Eliminar' })
  await user.click(await screen.findByRole('button', { name: 'Cancelar' }))
  expect(await answer).toBe(false)
})

test('filters are words in the address and come back as they were', () => {
  const search = { estado: 'abierta', etiqueta: ['vip', 'obra social'], vacio: '', nada: undefined }
  expect(stringifySearch(search)).toBe('?estado=abierta&etiqueta=vip&etiqueta=obra+social')
  expect(parseSearch(stringifySearch(search))).toEqual({ estado: 'abierta', etiqueta: ['vip', 'obra social'] })
  expect(oneOf(['abierta', 'resuelta'], 'otra', 'abierta')).toBe('abierta')
})

test.each([
  ['/contactos/1?x=2', '/contactos/1?x=2'],
  ['//malo.example', '/'],
  ['https://malo.example', '/'],
  ['/\\malo.example', '/'],
  ['javascript:alert(1)', '/'],
  [undefined, '/'],
])('after signing in one goes to %s only if it is ours', (wanted, path) => expect(safePath(wanted)).toBe(path))

test('people find things without accents, in any order of words', () => {
  const entry = { label: 'Respuestas rápidas', also: 'plantillas,atajos' }
  expect(fits(plain('rapid resp'), entry)).toBe(true)
  expect(fits(plain('Plant'), entry)).toBe(true)
  expect(fits(plain('pidas'), entry)).toBe(false)
})
