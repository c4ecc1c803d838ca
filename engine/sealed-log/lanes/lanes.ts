import { compression } from './program.ts'

const constantBytes = 256
const pageBytes = 64 * 1024
const bitsOfWord = 2 ** 32

/** The first `count` primes. */
function primes(count: number): number[] {
  const found: number[] = []
  for (let n = 2; found.length < count; n++) if (found.every((prime) => n % prime !== 0)) found.push(n)
  return found
}

const fraction = (value: number): number => Math.floor((value % 1) * bitsOfWord)
/** As FIPS 180-4 makes them: first 32 bits of the fractions of the cube roots and square roots of primes. */
const constants = primes(64).map((prime) => fraction(Math.cbrt(prime)))
export const initialState: readonly number[] = primes(8).map((prime) => fraction(Math.sqrt(prime)))

/** SHA-256 of four messages side by side, in a memory that program and caller share. */
export class Lanes {
  /** What the caller may use of the memory begins here. */
  static readonly free = constantBytes
  readonly bytes: Buffer
  /** the same memory; the processor's order of bytes is little-endian, as that of WebAssembly */
  readonly words: Int32Array
  readonly #run: (...numbers: number[]) => void

  /** @param size bytes of memory */
  constructor(size: number) {
    const memory = new WebAssembly.Memory({ initial: Math.ceil(size / pageBytes) })
    const { exports } = new WebAssembly.Instance(new WebAssembly.Module(compression()), { env: { memory } })
    const { run } = exports
    if (typeof run !== 'function') throw new Error('The program of the lanes is broken.')
    this.#run = (...numbers) => run(...numbers)
    this.bytes = Buffer.from(memory.buffer)
    this.words = new Int32Array(memory.buffer)
    this.words.set(constants)
  }

  /** Hashes `blocks` blocks of 64 bytes of four messages into the state: eight words, each of four lanes. */
  compress(state: number, a: number, b: number, c: number, d: number, blocks: number): void {
    this.#run(state, a, b, c, d, blocks)
  }
}
