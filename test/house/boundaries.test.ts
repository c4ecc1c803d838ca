import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'

const root = fileURLToPath(new URL('../..', import.meta.url))

/** What each room may import beside itself. */
const allowed: Readonly<Record<string, readonly string[]>> = {
  contract: [],
  detectors: ['contract'],
  ml: ['contract', 'data'],
  engine: ['contract', 'detectors', 'ml', 'package.json'],
  server: ['contract', 'engine', 'package.json'],
  electron: ['contract', 'engine', 'package.json'],
  cli: ['contract', 'detectors', 'ml', 'engine', 'server', 'package.json'],
  renderer: ['contract'],
}

const importedFrom =
  /(?:^|\n)\s*(?:import|export)\b[^'"\n;]*(?:\n[^'"\n;]*)*?from\s*['"]([^'"]+)['"]|(?:^|\n)\s*import\s*['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]\s*\)/g

function sourcesOf(room: string): string[] {
  return readdirSync(join(root, room), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name))
    .map((name) => join(root, room, name))
}

const importsOf = (file: string): string[] =>
  [...readFileSync(file, 'utf8').matchAll(importedFrom)].flatMap(([, a, b, c]) => a ?? b ?? c ?? [])

describe.each(Object.entries(allowed))('the room %s', (room, others) => {
  it('imports only the rooms it may', () => {
    const wrong = sourcesOf(room).flatMap((file) =>
      importsOf(file)
        .filter((target) => target.startsWith('.'))
        .map((target) => relative(root, resolve(dirname(file), target)).split(sep)[0] ?? '')
        .filter((target) => target !== room && !others.includes(target))
        .map((target) => `${relative(root, file)} imports ${target}`),
    )
    expect(wrong).toEqual([])
  })
})

describe('the renderer', () => {
  it('needs no Node, Electron or engine package', () => {
    const wrong = sourcesOf('renderer').flatMap((file) =>
      importsOf(file).filter((target) =>
        /^(?:node:|electron$|better-sqlite3|onnxruntime|fastify|maxmind)/.test(target),
      ),
    )
    expect(wrong).toEqual([])
  })
})
