import { fork } from 'node:child_process'
import { createHash } from 'node:crypto'
import { readFileSync, renameSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { arch, platform } from 'node:process'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'

const longestMs = 30_000

/** What ONNX Runtime said, and of what: another model, other rows, another runtime or machine make it void. */
const Kept = z.object({ of: z.string(), scores: z.array(z.number()) })

export interface ReferenceQuestion {
  /** of the model, and what stands in it */
  readonly path: string
  readonly bytes: Uint8Array
  readonly rows: Float32Array
  /** where the answer is kept from start to start */
  readonly file: string
}

/**
 * The scores ONNX Runtime gives to rows. It is asked once for each model in a process of its own, because a library
 * stays in the memory of the process that loaded it; then its answer is read from `file`.
 * @throws where it cannot be asked
 */
export async function referenceScores({ path, bytes, rows, file }: ReferenceQuestion): Promise<Float32Array> {
  const of = nameOf(bytes, rows)
  const kept = readKept(file)
  if (kept?.of === of) return Float32Array.from(kept.scores)
  const scores = await ask(path, rows)
  keep(file, { of, scores: [...scores] })
  return scores
}

function nameOf(bytes: Uint8Array, rows: Float32Array): string {
  const { version } = z
    .object({ version: z.string() })
    .parse(createRequire(import.meta.url)('onnxruntime-node/package.json'))
  const hash = createHash('sha256')
    .update(bytes)
    .update(new Uint8Array(rows.buffer, rows.byteOffset, rows.byteLength))
    .digest('hex')
  return `${hash} onnxruntime ${version} ${platform} ${arch}`
}

function readKept(file: string): z.infer<typeof Kept> | undefined {
  try {
    return Kept.parse(JSON.parse(readFileSync(file, 'utf8')))
  } catch {
    // None yet, or none to be trusted: it is asked anew.
    return undefined
  }
}

function keep(file: string, kept: z.infer<typeof Kept>): void {
  try {
    writeFileSync(`${file}.new`, JSON.stringify(kept), { mode: 0o600 })
    renameSync(`${file}.new`, file)
  } catch {
    // A full disk: it is asked anew at the next start.
  }
}

function ask(path: string, rows: Float32Array): Promise<Float32Array> {
  // Bundled, the program stands beside this one.
  const program = import.meta.url.endsWith('.ts') ? './reference-process.ts' : './reference-process.mjs'
  return new Promise((resolve, reject) => {
    const child = fork(fileURLToPath(new URL(program, import.meta.url)), {
      serialization: 'advanced',
      execArgv: [],
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
      // Electron's program is a Node as well.
      env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
    })
    const timer = setTimeout(() => child.kill(), longestMs)
    let said = ''
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      said = (said + text).slice(-2000)
    })
    child.once('message', (data: unknown) => {
      const { data: scores } = z.instanceof(Float32Array).safeParse(data)
      if (scores) resolve(scores)
    })
    child.once('error', reject)
    child.once('close', () => {
      clearTimeout(timer)
      reject(new Error(`ONNX Runtime gave no answer: ${said}`))
    })
    child.send({ path, rows }, (error) => {
      if (error) reject(error)
    })
  })
}
