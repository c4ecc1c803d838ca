import { readFile } from 'node:fs/promises'
import { extname, join, normalize, sep } from 'node:path'
import { contentSecurityPolicy } from '../contract/csp.ts'
import { isOwnPage } from './security.ts'

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
}

const notFound = (): Response => new Response('Not found', { status: 404 })

/** Answers vedette://console/… from the built console; addresses of its pages get its one page. */
export async function serveConsole(
  root: string,
  { url, method = 'GET' }: { readonly url: string; readonly method?: string },
): Promise<Response> {
  if (method !== 'GET' || !isOwnPage(url)) return notFound()
  try {
    const { pathname } = new URL(url)
    // A page's address may have a dot in it (/actor/address/192.0.2.1): a file is what ends like one of the console's.
    const name = types[extname(pathname)] === undefined ? '/index.html' : decodeURIComponent(pathname)
    const file = normalize(join(root, name))
    if (!file.startsWith(root + sep)) return notFound()
    return new Response(new Uint8Array(await readFile(file)), {
      headers: {
        'content-type': types[extname(file)] ?? 'application/octet-stream',
        'content-security-policy': contentSecurityPolicy,
        'x-content-type-options': 'nosniff',
      },
    })
  } catch {
    return notFound()
  }
}
