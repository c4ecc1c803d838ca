const mostLeaves = 200
const deepest = 32

let lastText: string | undefined
let lastLeaves: readonly string[] | undefined

/** The texts and names inside a JSON object or array; undefined if the text is none. The last answer is kept. */
export function leavesOf(text: string): readonly string[] | undefined {
  if (text === lastText) return lastLeaves
  lastText = text
  const parsed = parseJson(text)
  lastLeaves = parsed === undefined ? undefined : collect(parsed, [], 0)
  return lastLeaves
}

/** The object or array that the text is, or undefined. */
export function parseJson(text: string): unknown {
  const trimmed = text.trim()
  const isFramed = /^[{[]/.test(trimmed) && /[}\]]$/.test(trimmed)
  if (!isFramed) return undefined
  try {
    return JSON.parse(trimmed)
  } catch {
    return undefined
  }
}

function collect(value: unknown, into: string[], depth: number): string[] {
  if (into.length >= mostLeaves || depth > deepest) return into
  if (typeof value === 'string') into.push(value)
  else if (Array.isArray(value)) for (const item of value) collect(item, into, depth + 1)
  else if (typeof value === 'object' && value !== null) {
    for (const [key, item] of Object.entries(value)) {
      into.push(key)
      collect(item, into, depth + 1)
    }
  }
  return into
}
