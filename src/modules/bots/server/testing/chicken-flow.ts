import { FlowDocument } from '#bots/contract/flow.ts'

/** A flow with one node of every kind, as a shop would draw it. */
export const chickenFlow = (): FlowDocument =>
  FlowDocument.parse({
    start: 'menu',
    nodes: [
      {
        id: 'menu',
        kind: 'menu',
        text: 'Hola {{clientName}}, ¿en qué te ayudo?',
        options: [
          { id: 'hours', title: 'Horarios', words: ['abren'], intent: 'schedule', next: 'is-open' },
          { id: 'order', title: 'Hacer un pedido', words: ['pedido', 'pedir'], intent: 'order', next: 'how-many' },
          { id: 'place', title: 'Ubicación', words: ['donde'], next: 'where' },
          { id: 'person', title: 'Hablar con alguien', intent: 'human', next: 'person' },
        ],
      },
      {
        id: 'is-open',
        kind: 'condition',
        cases: [{ id: 'open', name: 'Abierto', tests: [{ subject: 'hours', op: 'is', value: 'open' }], next: 'we-are-open' }],
        otherwise: 'we-are-closed',
      },
      { id: 'we-are-open', kind: 'answer', text: 'Estamos abiertos: {{openingHours}}.', next: 'back' },
      { id: 'we-are-closed', kind: 'answer', text: 'Ahora está cerrado. Abrimos {{openingHours}}.', next: 'back' },
      { id: 'back', kind: 'go-to', to: 'menu' },
      {
        id: 'where',
        kind: 'answer',
        text: 'San Martín 1200.',
        link: { text: 'Ver el mapa', url: 'https://maps.example/gallo' },
        next: 'bye',
      },
      {
        id: 'how-many',
        kind: 'question',
        text: '¿Cuántos pollos?',
        answer: { type: 'number', min: 0.5, max: 50 },
        variable: 'pollos',
        next: 'name',
      },
      { id: 'name', kind: 'question', text: '¿A nombre de quién?', answer: { type: 'text' }, variable: 'nombre', next: 'tag' },
      { id: 'tag', kind: 'action', action: 'crm.add-tag', input: { tag: 'Pedido de {{pollos}}' }, next: 'taken', failed: 'person' },
      { id: 'taken', kind: 'answer', text: 'Anoté {{pollos}} para {{nombre}}.', next: 'person' },
      { id: 'person', kind: 'hand-off', text: 'Te paso con el mostrador.', note: 'Quiere {{pollos}} pollos' },
      { id: 'bye', kind: 'end', text: '¡Gracias!' },
    ],
  })
