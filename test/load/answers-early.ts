import { changeSource } from './changed-source.ts'

/** A product that says 200 to the provider before anything is durable. */
changeSource('test/load/answers-early.ts', [{ file: '/channels/whatsapp/intake.ts', from: 'await again(() =>', to: 'void again(() =>' }])
