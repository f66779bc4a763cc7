import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { parentPort } from 'node:worker_threads'
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler'
import type { Sheet, Typeset } from '#kernel/pdf/pdf.ts'

/** The body of the worker: one compiler, whose fonts and caches serve all documents. */

const fontFiles = [
  '@expo-google-fonts/geist/400Regular/Geist_400Regular.ttf',
  '@expo-google-fonts/geist/400Regular_Italic/Geist_400Regular_Italic.ttf',
  '@expo-google-fonts/geist/600SemiBold/Geist_600SemiBold.ttf',
  // Its signs are drawn in the colour of the text; a colour font would add megabytes to every document.
  '@expo-google-fonts/noto-emoji/400Regular/NotoEmoji_400Regular.ttf',
]
const locate = createRequire(import.meta.url)
const compiler = NodeCompiler.create({
  workspace: import.meta.dirname,
  fontArgs: [{ fontBlobs: fontFiles.map((file) => readFileSync(locate.resolve(file))) }],
})

const preamble = `#let data = json(bytes(sys.inputs.data))
#set text(font: ("Geist", "Noto Emoji"), size: 10pt, lang: sys.inputs.language)
`

function typeset({ source, data, language, files }: Sheet): Uint8Array {
  for (const [path, content] of Object.entries(files)) compiler.mapShadow(`${import.meta.dirname}/${path}`, Buffer.from(content))
  try {
    const compiled = compiler.compile({ mainFileContent: preamble + source, inputs: { data: JSON.stringify(data), language } })
    if (!compiled.result) throw new Error(JSON.stringify(compiled.takeError()?.shortDiagnostics ?? 'no document'))
    return compiler.pdf(compiled.result)
  } finally {
    compiler.resetShadow()
    compiler.evictCache(10)
  }
}

parentPort?.on('message', ({ id, sheet }: { id: number; sheet: Sheet }) => {
  const answer = attempt(id, sheet)
  parentPort?.postMessage(answer)
})

function attempt(id: number, sheet: Sheet): Typeset {
  try {
    return { id, pdf: typeset(sheet) }
  } catch (error) {
    return { id, failure: error instanceof Error ? error.message : String(error) }
  }
}
