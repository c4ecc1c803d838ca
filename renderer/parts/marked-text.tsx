import type { ReactNode } from 'react'

/** [start, end), UTF-16 offsets. */
export type TextSpan = readonly [number, number]

/** Characters that would hide or turn text round: shown by their code. */
const hidden = /([\u0000-\u001f\u007f-\u009f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff])/

/** Hostile text as text: control and bidi characters become visible signs. */
export function visibleText(text: string, key = ''): ReactNode[] {
  let at = 0
  return text.split(hidden).map((part) => {
    const from = at
    at += part.length
    if (!hidden.test(part)) return part
    return (
      <span key={`${key}${from}`} className="control-character">
        {`⟨${part.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}⟩`}
      </span>
    )
  })
}

/** Hostile text with its matched parts marked. Spans may overlap; they are joined. */
export function MarkedText({ text, spans }: { text: string; spans: readonly TextSpan[] }) {
  const parts: ReactNode[] = []
  let at = 0
  for (const [start, end] of [...spans].sort((a, b) => a[0] - b[0])) {
    const from = Math.max(start, at)
    if (end <= from) continue
    parts.push(...visibleText(text.slice(at, from), `t${at}`))
    parts.push(<mark key={`m${from}`}>{visibleText(text.slice(from, end), `m${from}`)}</mark>)
    at = end
  }
  parts.push(...visibleText(text.slice(at), `t${at}`))
  return <>{parts}</>
}
