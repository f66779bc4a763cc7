import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { pagesOf } from '#app/docs/pages.ts'
import { modules } from '#app/modules.ts'
import { evaluate } from '#bots/server/understanding/evaluation.ts'
import { evaluate as evaluateOrders } from '#orders/server/parsing/evaluation.ts'
import { pageOf as pageOfOrders } from '#orders/server/parsing/report.ts'
import { pageOf } from '#bots/server/understanding/report.ts'
import failureWords from '#conversations/server/channels/whatsapp/failure-words.es.json' with { type: 'json' }
import { withErrorTable } from '#conversations/server/channels/whatsapp/errors-guide.ts'
import { describeConfig } from '#kernel/config/config.ts'

const root = fileURLToPath(new URL('../../..', import.meta.url))
const onlyChecks = process.argv.includes('--check')
const guide = join('docs', 'guides', 'whatsapp.md')
const files = {
  ...Object.fromEntries(Object.entries(pagesOf(modules)).map(([name, text]) => [join('docs', 'reference', name), text])),
  [join('docs', 'reference', 'language.md')]: pageOf(evaluate()),
  [join('docs', 'reference', 'order-parsing.md')]: pageOfOrders(evaluateOrders()),
  '.env.example': describeConfig(),
  [guide]: withErrorTable(await readFile(join(root, guide), 'utf8'), failureWords.failures),
}

const behind: string[] = []
for (const [name, text] of Object.entries(files)) {
  const path = join(root, name)
  if ((await readFile(path, 'utf8').catch(() => '')) === text) continue
  behind.push(name)
  if (onlyChecks) continue
  await mkdir(join(path, '..'), { recursive: true })
  await writeFile(path, text)
}
if (onlyChecks && behind.length > 0) {
  console.log(`Behind the code: ${behind.join(', ')}. Run npm run docs and commit what it writes.`)
  process.exitCode = 1
}
