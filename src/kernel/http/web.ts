import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { extname, join, relative } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Principal } from '#kernel/auth/principal.ts'
import type { Doorman } from '#kernel/http/authenticate.ts'
import { newNonce } from '#kernel/http/server.ts'
import { notFound } from '#kernel/problem.ts'

type Asset = { body: Buffer; mime: string; etag: string; isImmutable: boolean; encoded: Map<string, Promise<Buffer>> }

const mimeByExtension: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.webp': 'image/webp',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.json': 'application/json; charset=utf-8',
  '.webmanifest': 'application/manifest+json; charset=utf-8',
  '.wasm': 'application/wasm',
}

const encoders = {
  br: (body: Buffer) => promisify(brotliCompress)(body, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }),
  gzip: (body: Buffer) => promisify(gzip)(body, { level: 9 }),
}

/** Only our own scripts, styles, images and sockets: a page can reach no other origin, and injected markup cannot run. */
const pagePolicy = (nonce: string): string =>
  [
    "default-src 'none'",
    `script-src 'self' 'nonce-${nonce}'`,
    `style-src 'self' 'nonce-${nonce}'`,
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "media-src 'self' blob:",
    "font-src 'self'",
    "connect-src 'self'",
    "manifest-src 'self'",
    "worker-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ')

/** The policy of a worker is that of its own file, not of the page: without this it could not fetch the shell that it keeps. */
const workerPolicy = "default-src 'none'; connect-src 'self'"

export type WebParts = {
  /** Folder of the build. */
  folder: string
  /** What the app is called once installed: it wears the name and colour of the organization in use. */
  manifestFor: (principal: Principal | null) => Promise<object>
}

/** Serves the built staff app from memory: hashed files for ever, compressed once, and its page for every other address. */
export async function registerWeb(app: FastifyInstance, doorman: Doorman, { folder, manifestFor }: WebParts): Promise<void> {
  const assets = await loadAssets(folder)
  const page = assets.get('/index.html')
  if (!page) throw new Error(`no index.html in ${folder}`)
  const template = page.body.toString('utf8')
  const guestPage = template.replace('<html', '<html data-guest')

  app.get('/manifest.webmanifest', async (request, reply) => {
    const { principal } = await doorman.identify(request.headers)
    void reply.header('cache-control', 'private, max-age=300').type('application/manifest+json; charset=utf-8')
    return reply.send(JSON.stringify(await manifestFor(principal)))
  })

  app.get('/*', async (request, reply) => {
    const path = request.url.split('?')[0] ?? '/'
    const asset = assets.get(path)
    if (path === '/sw.js') void reply.header('content-security-policy', workerPolicy)
    if (asset && path !== '/index.html') return sendAsset(asset, request, reply)
    if (path.startsWith('/api/') || extname(path) !== '') throw notFound()
    const nonce = newNonce()
    const page = (await isGuest(doorman, request)) ? guestPage : template
    return reply
      .header('content-security-policy', pagePolicy(nonce))
      .header('cache-control', 'no-cache')
      .type('text/html; charset=utf-8')
      .send(page.replaceAll('__NONCE__', nonce))
  })
}

/**
 * The page of somebody who is not signed in says so, and spares them the question. Only when a person opens it: the copy
 * that a service worker keeps is for whoever comes later.
 */
async function isGuest(doorman: Doorman, { headers }: FastifyRequest): Promise<boolean> {
  if (headers['sec-fetch-mode'] !== 'navigate') return false
  const known = await doorman.identify(headers).catch(() => undefined)
  return known?.principal === null
}

const fingerprintOf = (body: Buffer): string => createHash('sha256').update(body).digest('base64url').slice(0, 22)

async function loadAssets(folder: string): Promise<Map<string, Asset>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const files = entries
    .filter((entry) => entry.isFile() && !join(entry.parentPath, entry.name).slice(folder.length).includes('/.'))
    .map((entry) => join(entry.parentPath, entry.name))
  const assets = new Map<string, Asset>()
  for (const file of files) {
    const path = `/${relative(folder, file).replaceAll('\\', '/')}`
    const body = await readFile(file)
    const mime = mimeByExtension[extname(file)] ?? 'application/octet-stream'
    assets.set(path, { body, mime, etag: `"${fingerprintOf(body)}"`, isImmutable: path.startsWith('/assets/'), encoded: new Map() })
  }
  return assets
}

async function sendAsset(asset: Asset, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  void reply
    .header('cache-control', asset.isImmutable ? 'public, max-age=31536000, immutable' : 'no-cache')
    .header('etag', asset.etag)
    .type(asset.mime)
  if (request.headers['if-none-match'] === asset.etag) return reply.code(304).send()
  const accepted = String(request.headers['accept-encoding'] ?? '')
  const encoding = /\bbr\b/.test(accepted) ? 'br' : /\bgzip\b/.test(accepted) ? 'gzip' : undefined
  if (!encoding || asset.body.length < 1_000 || /woff2|png|webp/.test(asset.mime)) return reply.send(asset.body)
  let encoded = asset.encoded.get(encoding)
  if (!encoded) asset.encoded.set(encoding, (encoded = encoders[encoding](asset.body)))
  return reply
    .header('content-encoding', encoding)
    .header('vary', 'accept-encoding')
    .send(await encoded)
}
