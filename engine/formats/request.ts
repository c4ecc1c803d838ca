/** `METHOD target HTTP/x` taken apart, and its target split at the first '?'. */
export interface Request {
  readonly method?: string
  readonly target?: string
  readonly path?: string
  readonly query?: string
  readonly httpVersion?: string
}

const method = /^[A-Za-z][A-Za-z-]{0,31}$/

export function splitTarget(target: string): Pick<Request, 'target' | 'path' | 'query'> {
  const mark = target.indexOf('?')
  if (mark === -1) return { target, path: target }
  return { target, path: target.slice(0, mark), query: target.slice(mark + 1) }
}

/**
 * Takes a request line apart. The target may hold blanks (attackers do not encode); what is no request line at all,
 * such as a TLS greeting on a plain port, is kept whole as the target.
 */
export function parseRequest(line: string): Request {
  if (line === '' || line === '-') return {}
  const first = line.indexOf(' ')
  if (first === -1 || !method.test(line.slice(0, first))) return splitTarget(line)
  const name = line.slice(0, first)
  const last = line.lastIndexOf(' ')
  if (last > first && line.startsWith('HTTP/', last + 1)) {
    return {
      method: name,
      ...splitTarget(line.slice(first + 1, last)),
      httpVersion: line.slice(last + 6, last + 16),
    }
  }
  return { method: name, ...splitTarget(line.slice(first + 1)) }
}
