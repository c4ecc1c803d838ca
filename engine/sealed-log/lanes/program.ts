import {
  add,
  assign,
  type Code,
  choose,
  difference,
  load,
  loadInAllLanes,
  local,
  loop,
  moduleOf,
  number,
  rotateRight,
  shiftRight,
  shuffle,
  store,
  sum,
  xor,
} from './instructions.ts'

const wordBytes = 4
const vectorBytes = 16
const blockBytes = 64
const roundBytes = 16 * wordBytes

/** What it is given: the addresses of the state and of four messages, and how many blocks each of them has. */
const [state, messages, blocks] = [0, [1, 2, 3, 4], 5] as const
/** A number of its own: the address of the constants of sixteen rounds. */
const constants = 6
/** Its vectors: the words a … h, the schedule's last sixteen words, and what is put down on the way. */
const [firstWord, firstScheduled, firstPutDown] = [7, 15, 31]
const vectors = 8 + 16 + 8

const [a, b, c, d, e, f, g, h] = [0, 1, 2, 3, 4, 5, 6, 7] as const
const each = <T>(list: readonly T[], code: (item: T) => Code): Code => list.flatMap(code)
const words = [a, b, c, d, e, f, g, h]
const rounds = Array.from({ length: 16 }, (_, t) => t)

/** Each round words change their roles. Nothing is moved: a role is another local in the next round. */
const roleOf = (role: number, t: number): number => firstWord + ((role - t) & 7)
const scheduled = (t: number): number => firstScheduled + (t & 15)
const putDown = (i: number): number => firstPutDown + i

const addAll = (...terms: Code[]): Code => terms.reduce(add)
const xorAll = (...terms: Code[]): Code => terms.reduce(xor)
const advance = (index: number, bytes: number): Code => assign(index, sum(local(index), number(bytes)))

function round(t: number): Code {
  const word = (role: number): Code => local(roleOf(role, t))
  const [made, choice] = [putDown(0), choose(word(f), word(g), word(e))]
  const majority = choose(word(c), word(b), xor(word(a), word(b)))
  const sum1 = xorAll(rotateRight(word(e), 6), rotateRight(word(e), 11), rotateRight(word(e), 25))
  const sum0 = xorAll(rotateRight(word(a), 2), rotateRight(word(a), 13), rotateRight(word(a), 22))
  const constant = loadInAllLanes(local(constants), t * wordBytes)
  return [
    ...assign(made, addAll(word(h), sum1, choice, add(constant, local(scheduled(t))))),
    ...assign(roleOf(d, t), add(word(d), local(made))),
    ...assign(roleOf(h, t), addAll(local(made), sum0, majority)),
  ]
}

/** The schedule's next word takes the place of the one sixteen before it. */
function extend(t: number): Code {
  const [early, late] = [local(scheduled(t - 15)), local(scheduled(t - 2))]
  const sigma0 = xorAll(rotateRight(early, 7), rotateRight(early, 18), shiftRight(early, 3))
  const sigma1 = xorAll(rotateRight(late, 17), rotateRight(late, 19), shiftRight(late, 10))
  return assign(scheduled(t), addAll(local(scheduled(t)), sigma0, local(scheduled(t - 7)), sigma1))
}

/** Bytes of two vectors in turn, `size` at a time, from the first half of each or from the second. */
const interleaved = (size: number, half: 0 | 1): number[] =>
  Array.from({ length: vectorBytes }, (_, i) => {
    const [piece, byte] = [Math.floor(i / size), i % size]
    return (piece % 2) * vectorBytes + half * 8 + Math.floor(piece / 2) * size + byte
  })
/** The first byte of a word is its highest. */
const reversed = Array.from({ length: vectorBytes }, (_, i) => i ^ 3)

/** Four words of each message, from word t on, turned into four vectors with one word of each. */
function read(t: number): Code {
  const p = (i: number): Code => local(putDown(i))
  return [
    ...messages.flatMap((message, i) => [
      ...assign(putDown(i), load(local(message), t * wordBytes)),
      ...assign(putDown(i), shuffle(p(i), p(i), reversed)),
    ]),
    ...assign(putDown(4), shuffle(p(0), p(1), interleaved(4, 0))),
    ...assign(putDown(5), shuffle(p(2), p(3), interleaved(4, 0))),
    ...assign(putDown(6), shuffle(p(0), p(1), interleaved(4, 1))),
    ...assign(putDown(7), shuffle(p(2), p(3), interleaved(4, 1))),
    ...assign(scheduled(t), shuffle(p(4), p(5), interleaved(8, 0))),
    ...assign(scheduled(t + 1), shuffle(p(4), p(5), interleaved(8, 1))),
    ...assign(scheduled(t + 2), shuffle(p(6), p(7), interleaved(8, 0))),
    ...assign(scheduled(t + 3), shuffle(p(6), p(7), interleaved(8, 1))),
  ]
}

const wordOf = (role: number): number => role * vectorBytes

/** One block of each message into the state. */
const block: Code = [
  ...each([0, 4, 8, 12], read),
  ...assign(constants, number(0)),
  ...each(rounds, round),
  ...loop(
    [...advance(constants, roundBytes), ...each(rounds, (t) => [...extend(t), ...round(t)])],
    difference(local(constants), number(3 * roundBytes)),
  ),
  ...each(words, (role) => [
    ...assign(roleOf(role, 0), add(local(roleOf(role, 0)), load(local(state), wordOf(role)))),
    ...store(local(state), wordOf(role), local(roleOf(role, 0))),
  ]),
]

/**
 * SHA-256's compression (FIPS 180-4, 6.2.2) of as many blocks of four messages, one in each lane. It reads the 64
 * constants at address 0; the state is eight vectors, word by word.
 */
export const compression = (): Uint8Array<ArrayBuffer> =>
  moduleOf({
    parameters: 6,
    numbers: 1,
    vectors,
    body: [
      ...each(words, (role) => assign(roleOf(role, 0), load(local(state), wordOf(role)))),
      ...loop(
        [
          ...block,
          ...each([...messages], (message) => advance(message, blockBytes)),
          ...assign(blocks, difference(local(blocks), number(1))),
        ],
        local(blocks),
      ),
    ],
  })
