import { defineWebModule } from '#web/module.ts'

export default defineWebModule({ name: 'purchasing', pages: [] })
