import { z } from 'zod'
import { type AddSource, SourceKind } from '../../contract/engine-status.ts'
import { FormatId } from '../../contract/event.ts'
import type { Database } from './database.ts'

const Start = z.enum(['beginning', 'end'])

/** A source as the engine keeps it; what it is doing right now is the collectors' to say. */
export interface StoredSource {
  readonly id: number
  readonly name: string
  readonly kind: z.infer<typeof SourceKind>
  readonly path: string | undefined
  readonly start: z.infer<typeof Start>
  /** the foreign file's own key, sealed with Vedette's */
  readonly sealedKey: string | undefined
  readonly enabled: boolean
  readonly lines: number
  readonly unparsed: number
  readonly tokensRead: number
  readonly tokensFailed: number
  readonly formats: { format: FormatId; lines: number }[]
  readonly lastLineAt: number | undefined
  /** the latest time in a line, and the mean gap between lines by these times (see source-pace.ts) */
  readonly lastEventAt: number | undefined
  readonly usualGapMs: number | undefined
}

interface SourceRow {
  id: number
  name: string
  kind: string
  path: string | null
  start: string
  sealed_key: string | null
  enabled: number
  lines: number
  unparsed: number
  tokens_read: number
  tokens_failed: number
  formats: string
  last_line_at: number | null
  last_event_at: number | null
  usual_gap_ms: number | null
}

const Formats = z.partialRecord(FormatId, z.number())

function toSource(row: SourceRow): StoredSource {
  const formats = Formats.parse(JSON.parse(row.formats))
  return {
    id: row.id,
    name: row.name,
    kind: SourceKind.parse(row.kind),
    path: row.path ?? undefined,
    start: Start.parse(row.start),
    sealedKey: row.sealed_key ?? undefined,
    enabled: row.enabled === 1,
    lines: row.lines,
    unparsed: row.unparsed,
    tokensRead: row.tokens_read,
    tokensFailed: row.tokens_failed,
    formats: FormatId.options.flatMap((format) => {
      const lines = formats[format]
      return lines === undefined ? [] : [{ format, lines }]
    }),
    lastLineAt: row.last_line_at ?? undefined,
    lastEventAt: row.last_event_at ?? undefined,
    usualGapMs: row.usual_gap_ms ?? undefined,
  }
}

const select = `SELECT id, name, kind, path, start, sealed_key, enabled, lines, unparsed, tokens_read, tokens_failed,
  formats, last_line_at, last_event_at, usual_gap_ms FROM source WHERE removed = 0`

/** The sources and the reading positions. A removed source stays as a name for the alerts it brought. */
export class SourceStore {
  readonly #db: Database

  constructor(db: Database) {
    this.#db = db
  }

  all(): StoredSource[] {
    return this.#db.prepare<[], SourceRow>(`${select} ORDER BY id`).all().map(toSource)
  }

  /** Sources there are and those that were removed: their lines may still be retained. */
  everKnown(): { readonly id: number; readonly name: string; readonly kind: string }[] {
    return this.#db
      .prepare<[], { id: number; name: string; kind: string }>(
        'SELECT id, name, kind FROM source ORDER BY id',
      )
      .all()
  }

  get(id: number): StoredSource | undefined {
    const row = this.#db.prepare<[number], SourceRow>(`${select} AND id = ?`).get(id)
    return row && toSource(row)
  }

  /** The demo source, made at the first call. */
  demo(): StoredSource {
    const known = this.all().find((source) => source.kind === 'demo')
    return known ?? this.#insert('Demo attacks', 'demo', null, 'beginning', null)
  }

  byPath(path: string): StoredSource | undefined {
    return this.all().find((source) => source.path === path)
  }

  add(source: AddSource & { name: string }, sealedKey: string | undefined): StoredSource {
    return this.#insert(source.name, source.kind, source.path, source.from, sealedKey ?? null)
  }

  #insert(name: string, kind: string, path: string | null, start: string, key: string | null): StoredSource {
    const { lastInsertRowid } = this.#db
      .prepare('INSERT INTO source (name, kind, path, start, sealed_key) VALUES (?, ?, ?, ?, ?)')
      .run(name, kind, path, start, key)
    const source = this.get(Number(lastInsertRowid))
    if (!source) throw new Error('The database did not keep the new source.')
    return source
  }

  setEnabled(id: number, enabled: boolean): void {
    this.#db.prepare('UPDATE source SET enabled = ? WHERE id = ?').run(enabled ? 1 : 0, id)
  }

  remove(id: number): void {
    this.#db.transaction(() => {
      this.#db
        .prepare('UPDATE source SET removed = 1, enabled = 0, path = NULL, sealed_key = NULL WHERE id = ?')
        .run(id)
      this.#db.prepare('DELETE FROM position WHERE input IN (?, ?)').run(`plain:${id}`, `sealed:${id}`)
    })()
  }

  /** Remembers until when the demo's data was removed: the sealed log keeps its lines. */
  setDemoCleared(at: number): void {
    this.#db
      .prepare("INSERT OR REPLACE INTO position (input, value) VALUES ('demo-cleared', ?)")
      .run(String(at))
  }

  demoCleared(): number {
    return z.number().catch(0).parse(this.position('demo-cleared'))
  }

  position(input: string): unknown {
    const row = this.#db
      .prepare<[string], { value: string }>('SELECT value FROM position WHERE input = ?')
      .get(input)
    return row ? JSON.parse(row.value) : undefined
  }

  /** Sums over all sources, removed ones too: they account for every line ever read. */
  totals(): { tokensRead: number; tokensFailed: number; lines: number; unparsed: number } {
    const row = this.#db
      .prepare<
        [],
        {
          tokensRead: number | null
          tokensFailed: number | null
          lines: number | null
          unparsed: number | null
        }
      >(
        `SELECT sum(tokens_read) AS tokensRead, sum(tokens_failed) AS tokensFailed, sum(lines) AS lines,
           sum(unparsed) AS unparsed FROM source`,
      )
      .get()
    return {
      tokensRead: row?.tokensRead ?? 0,
      tokensFailed: row?.tokensFailed ?? 0,
      lines: row?.lines ?? 0,
      unparsed: row?.unparsed ?? 0,
    }
  }
}
