/**
 * The WebAssembly instructions that `program.ts` is written in, each as its bytes
 * (webassembly.github.io/spec/core/binary). An operand is the code that puts it on the stack.
 */
export type Code = readonly number[]

const unsigned = (value: number): number[] =>
  value < 0x80 ? [value] : [(value & 0x7f) | 0x80, ...unsigned(value >>> 7)]

/** Not below zero. A last byte with bit 6 would count as below. */
const signed = (value: number): number[] =>
  value < 0x40 ? [value] : [(value & 0x7f) | 0x80, ...signed(value >>> 7)]

const onVectors = (operation: number): Code => [0xfd, ...unsigned(operation)]
/** At an address and so many bytes behind it. */
const at = (offset: number): Code => [0, ...unsigned(offset)]

export const local = (index: number): Code => [0x20, ...unsigned(index)]
export const assign = (index: number, value: Code): Code => [...value, 0x21, ...unsigned(index)]
export const number = (value: number): Code => [0x41, ...signed(value)]
export const sum = (a: Code, b: Code): Code => [...a, ...b, 0x6a]
export const difference = (a: Code, b: Code): Code => [...a, ...b, 0x6b]
/** Does `body`, and does it again while `condition` is not zero. */
export const loop = (body: Code, condition: Code): Code => [
  ...[0x03, 0x40],
  ...body,
  ...condition,
  ...[0x0d, 0],
  0x0b,
]

/** Vectors are four lanes of 32 bits. */
export const load = (address: Code, offset: number): Code => [...address, ...onVectors(0), ...at(offset)]
export const loadInAllLanes = (address: Code, offset: number): Code => [
  ...address,
  ...onVectors(9),
  ...at(offset),
]
export const store = (address: Code, offset: number, value: Code): Code => [
  ...address,
  ...value,
  ...onVectors(11),
  ...at(offset),
]
/** The bytes of `a` and `b` (16 to 31) that `order` names. */
export const shuffle = (a: Code, b: Code, order: readonly number[]): Code => [
  ...a,
  ...b,
  ...onVectors(13),
  ...order,
]
export const add = (a: Code, b: Code): Code => [...a, ...b, ...onVectors(0xae)]
export const xor = (a: Code, b: Code): Code => [...a, ...b, ...onVectors(0x51)]
/** Bits of `a` where `mask` has ones, of `b` where it has none. */
export const choose = (a: Code, b: Code, mask: Code): Code => [...a, ...b, ...mask, ...onVectors(0x52)]
export const shiftRight = (a: Code, bits: number): Code => [...a, ...number(bits), ...onVectors(0xad)]
export const rotateRight = (a: Code, bits: number): Code => [
  ...[...shiftRight(a, bits), ...a, ...number(32 - bits), ...onVectors(0xab)],
  ...onVectors(0x50),
]

const section = (id: number, content: Code): Code => [id, ...unsigned(content.length), ...content]
const name = (text: string): Code => [text.length, ...Buffer.from(text)]
const [numberType, vectorType, functionType] = [0x7f, 0x7b, 0x60]

export interface Program {
  /** how many numbers it is given: its first locals */
  readonly parameters: number
  /** how many further numbers it has: the next locals */
  readonly numbers: number
  /** how many vectors it has: the last locals */
  readonly vectors: number
  readonly body: Code
}

/** A module that imports `env.memory` and exports the program as `run`. */
export function moduleOf({ parameters, numbers, vectors, body }: Program): Uint8Array<ArrayBuffer> {
  const code = [2, ...unsigned(numbers), numberType, ...unsigned(vectors), vectorType, ...body, 0x0b]
  return Uint8Array.from([
    ...[0, ...Buffer.from('asm'), 1, 0, 0, 0],
    ...section(1, [1, functionType, parameters, ...new Array<number>(parameters).fill(numberType), 0]),
    ...section(2, [1, ...name('env'), ...name('memory'), 2, 0, 1]),
    ...section(3, [1, 0]),
    ...section(7, [1, ...name('run'), 0, 0]),
    ...section(10, [1, ...unsigned(code.length), ...code]),
  ])
}
