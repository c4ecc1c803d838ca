import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { maxSamples, seeds, trees } from './learning.ts'

const program = fileURLToPath(new URL('./isolation_forest.py', import.meta.url))
/** Debian's Python, which Debian's packages are for, before another in the path. */
const pythons = ['/usr/bin/python3', 'python3']

/** The Python that has scikit-learn; undefined where none has. */
export const findSklearn = (among: readonly string[] = pythons): string | undefined =>
  among.find((python) => spawnSync(python, ['-c', 'import sklearn'], { stdio: 'ignore' }).status === 0)

/** The scores scikit-learn's IsolationForest gives, by seed. @throws where it fails */
export function scoreBySklearn(
  python: string,
  train: Float32Array,
  test: Float32Array,
  width: number,
): Float32Array[] {
  const asked = { width, train: train.length / width, trees, maxSamples, seeds }
  const { status, stdout, stderr } = spawnSync(python, [program], {
    input: Buffer.concat([Buffer.from(`${JSON.stringify(asked)}\n`), bytesOf(train), bytesOf(test)]),
    maxBuffer: 2 ** 30,
  })
  if (status !== 0) throw new Error(`scikit-learn failed: ${stderr.toString().trim().split('\n').at(-1)}`)
  const count = test.length / width
  const all = new Float32Array(new Uint8Array(stdout).buffer)
  return seeds.map((_, i) => all.subarray(i * count, (i + 1) * count))
}

const bytesOf = ({ buffer, byteOffset, byteLength }: Float32Array): Buffer =>
  Buffer.from(buffer, byteOffset, byteLength)
