import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseSync } from 'vite'

const root = fileURLToPath(new URL('../../renderer', import.meta.url))

/** A node of a source file's syntax tree, as ESTree with JSX names it. */
export type Node = Readonly<Record<string, unknown>> & { readonly type: string }

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string'

export const nodeOf = (value: unknown): Node | undefined => (isNode(value) ? value : undefined)
export const nodesOf = (value: unknown): Node[] => (Array.isArray(value) ? value.filter(isNode) : [])
export const textOf = (value: unknown): string => (typeof value === 'string' ? value : '')

/** The node and all below it. */
export function* walk(node: Node): Generator<Node> {
  yield node
  for (const value of Object.values(node)) {
    for (const child of Array.isArray(value) ? value : [value]) if (isNode(child)) yield* walk(child)
  }
}

export interface SourceFile {
  /** from the renderer's folder */
  readonly path: string
  readonly nodes: readonly Node[]
}

/** All sources of the console, read into their syntax trees. */
export const consoleSources: readonly SourceFile[] = readdirSync(root, { recursive: true, encoding: 'utf8' })
  .filter((path) => /\.tsx?$/.test(path))
  .map((path) => {
    const program: unknown = parseSync(path, readFileSync(join(root, path), 'utf8')).program
    return { path, nodes: isNode(program) ? [...walk(program)] : [] }
  })

/** The strings an expression may come to, as far as they are written in it: `${}` of a template reads as '*'. */
export function stringsIn(node: Node | undefined): string[] {
  if (node === undefined) return []
  if (node.type === 'Literal') return typeof node.value === 'string' ? [node.value] : []
  if (node.type === 'TemplateLiteral') {
    return [
      nodesOf(node.quasis)
        .map((quasi) => textOf(Object(quasi.value).cooked))
        .join('*'),
    ]
  }
  if (node.type === 'JSXExpressionContainer') return stringsIn(nodeOf(node.expression))
  // What is compared is not shown: of `a === 'x' && b` only b is.
  const isJoined = node.type === 'BinaryExpression' && node.operator === '+'
  if (!isJoined && !/^(?:Conditional|Logical)Expression$/.test(node.type)) return []
  return ['consequent', 'alternate', 'left', 'right'].flatMap((name) => stringsIn(nodeOf(node[name])))
}
