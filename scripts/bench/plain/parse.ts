import type { LogEvent } from '../../../contract/event.ts'

const combined =
  /^(?<ip>\S+) \S+ (?<user>\S+) \[(?<time>[^\]]+)\] "(?<method>\S+) (?<target>\S*) HTTP\/(?<version>[\d.]+)" (?<status>\d{3}) (?<bytes>\d+|-) "(?<referer>[^"]*)" "(?<agent>[^"]*)"/

/** Named groups and Date.parse, as one would write it first. */
export function parsePlainly(line: string): LogEvent | undefined {
  const groups = combined.exec(line)?.groups
  if (!groups) return undefined
  const time = Date.parse((groups.time ?? '').replace(/^(\d+)\/(\w+)\/(\d+):/, '$1 $2 $3 '))
  const [path = '', query] = (groups.target ?? '').split('?', 2)
  return {
    time,
    kind: 'http',
    format: 'combined',
    sourceIp: groups.ip ?? '',
    ...(groups.method !== undefined && { method: groups.method }),
    target: groups.target ?? '',
    path,
    ...(query !== undefined && { query }),
    status: Number(groups.status),
    ...(groups.referer !== undefined && { referer: groups.referer }),
    ...(groups.agent !== undefined && { userAgent: groups.agent }),
  }
}
