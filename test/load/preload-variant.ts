import { registerHooks } from 'node:module'
import { type Variant, variants } from './variants.ts'

const name = process.env['YAPA_LOAD_VARIANT'] ?? ''
if (!Object.hasOwn(variants, name)) throw new Error(`there is no variant ${name}`)
const changes = variants[name as Variant]

registerHooks({
  load(url, context, nextLoad) {
    const loaded = nextLoad(url, context)
    const source = changes
      .filter(({ file }) => url.endsWith(`/${file}`))
      .reduce((text, { from, to }) => text.replace(from, to), String(loaded.source))
    return source === String(loaded.source) ? loaded : { ...loaded, source }
  },
})
