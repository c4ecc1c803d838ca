import { basename, isAbsolute, resolve } from 'node:path'
import type { AddSource, Source } from '../contract/engine-status.ts'
import { type CollectorState, PlainFileCollector } from './collectors/plain-file.ts'
import { TailPosition } from './collectors/tail-position.ts'
import { BadInput, NotFound } from './errors.ts'
import { collectorInput } from './inputs/own-log-input.ts'
import { RecallingInput } from './inputs/recall.ts'
import { SealedFileInput } from './inputs/sealed-file-input.ts'
import type { Turn } from './pipeline/index.ts'
import type { Runner } from './runner.ts'
import { Keyring } from './sealed-log/keyring.ts'
import type { SealedLogWriter } from './sealed-log/writer.ts'
import { isSilent, SourceRates } from './source-activity.ts'
import type { SourceStore, StoredSource } from './store/source-store.ts'

export interface SourcesParts {
  readonly store: SourceStore
  readonly runner: Runner
  readonly writer: SealedLogWriter
  readonly keyring: Keyring
  readonly isGenerating: () => boolean
  /** entries of the quarantine by source */
  readonly quarantined: () => ReadonlyMap<number, number>
}

/** What reads a source, and how far it is. */
type Reading = Omit<CollectorState, 'state'> & { readonly state: Source['state'] }

/** The sources a user has named: starts and stops what reads them, and tells how each is doing. */
export class Sources {
  readonly #parts: SourcesParts
  readonly #collectors = new Map<number, PlainFileCollector>()
  readonly #rates = new SourceRates()
  /** since when each is read, epoch milliseconds */
  readonly #readSince = new Map<number, number>()

  constructor(parts: SourcesParts) {
    this.#parts = parts
  }

  /** Tails the enabled foreign sealed files. */
  startSealedFiles(): void {
    for (const source of this.#parts.store.all())
      if (source.enabled && source.kind === 'sealed') this.#start(source, true)
  }

  /** Follows the enabled plain files; call it once the own log is read to its end. */
  startCollectors(): void {
    for (const source of this.#parts.store.all())
      if (source.enabled && source.kind === 'plain') this.#start(source)
  }

  list(): Source[] {
    const quarantined = this.#parts.quarantined()
    return this.#parts.store.all().map((source) => this.#describe(source, quarantined))
  }

  get(id: number): Source {
    return this.#describe(this.#stored(id), this.#parts.quarantined())
  }

  /** Told of each turn of the pipeline. */
  count(turn: Turn): void {
    this.#rates.count(turn)
  }

  /** What the status says of all sources together. */
  summary(): { wrongKey: boolean; silentSources: number } {
    const all = this.#parts.store.all().map((source) => ({ source, reading: this.#readingState(source) }))
    const isWrong = all.some(({ source, reading }) => source.enabled && reading.state === 'wrong-key')
    return {
      // True when the first tokens of any source all failed to open.
      wrongKey: isWrong || this.#parts.runner.hasWrongKey('own-log'),
      silentSources: all.filter(({ source, reading }) => this.#isSilent(source, reading)).length,
    }
  }

  /** @throws BadInput for a relative or already known path, or a key that is none */
  add(input: AddSource): Source {
    if (!isAbsolute(input.path)) {
      throw new BadInput(
        `The path '${input.path}' is relative: give it from the root, e.g. /var/log/nginx/access.log.`,
      )
    }
    const path = resolve(input.path)
    const { store, keyring } = this.#parts
    if (store.byPath(path))
      throw new BadInput(`The file ${path} is a source already: remove it first to read it anew.`)
    const source = store.add(
      { ...input, path, name: input.name?.trim() || basename(path) },
      input.key ? keyring.seal(checkedKey(input.key)) : undefined,
    )
    this.#start(source)
    return this.get(source.id)
  }

  async setEnabled(id: number, enabled: boolean): Promise<Source> {
    const source = this.#stored(id)
    if (source.enabled !== enabled) {
      this.#parts.store.setEnabled(id, enabled)
      if (enabled) this.#start(this.#stored(id))
      else await this.#stop(source)
    }
    return this.get(id)
  }

  async remove(id: number): Promise<void> {
    const source = this.#stored(id)
    if (source.kind === 'demo') throw new BadInput('The demo source stays; remove its data instead.')
    await this.#stop(source)
    this.#parts.store.remove(id)
  }

  async close(): Promise<void> {
    await Promise.all([...this.#collectors.values()].map((collector) => collector.close()))
    this.#collectors.clear()
  }

  #stored(id: number): StoredSource {
    const source = this.#parts.store.get(id)
    if (!source) throw new NotFound(`There is no source ${id}: it may have been removed.`)
    return source
  }

  #start(source: StoredSource, isRestart = false): void {
    const { id: sourceId, path, start: from } = source
    const { store, runner, writer, keyring } = this.#parts
    const name = `sealed:${sourceId}`
    // One that was added while the engine was starting is read already.
    if (path === undefined || this.#collectors.has(sourceId) || runner.has(name)) return
    this.#readSince.set(sourceId, Date.now())
    if (source.kind === 'plain') {
      const position = store.position(collectorInput(sourceId))
      this.#collectors.set(sourceId, new PlainFileCollector({ sourceId, path, from, position }, writer))
      return
    }
    const own = source.sealedKey && keyring.open(source.sealedKey).toString('utf8')
    const file = { sourceId, path, from, key: own || undefined }
    runner.add(
      new RecallingInput({
        name,
        open: (committed) => new SealedFileInput(file, committed),
        position: (name) => store.position(name),
        isRestart,
      }),
    )
  }

  async #stop(source: StoredSource): Promise<void> {
    await this.#parts.runner.remove(`sealed:${source.id}`)
    await this.#collectors.get(source.id)?.close()
    this.#collectors.delete(source.id)
    this.#rates.forget(source.id)
  }

  #describe(source: StoredSource, quarantined: ReadonlyMap<number, number>): Source {
    const { id, name, kind, path, enabled, formats, lines, unparsed, tokensFailed } = source
    const { lastLineAt, lastEventAt, usualGapMs, sealedKey } = source
    const reading = this.#readingState(source)
    const bytes = this.#behind(source, reading)
    const age = lastEventAt === undefined ? null : Math.max(0, Date.now() - lastEventAt) / 1000
    return {
      id,
      name,
      kind,
      ...(path !== undefined && { path }),
      enabled,
      state: enabled ? reading.state : 'off',
      ...(reading.message !== undefined && { message: reading.message }),
      formats,
      lines,
      unparsed,
      tokensFailed,
      offset: reading.offset,
      size: reading.size,
      ...(lastLineAt !== undefined && { lastLineAt }),
      ...(lastEventAt !== undefined && { lastEventAt }),
      rate: this.#rates.perSecond(id),
      lag: { bytes, seconds: bytes === 0 ? 0 : age },
      ...(usualGapMs !== undefined && { usualGapMs }),
      silent: this.#isSilent(source, reading),
      quarantined: quarantined.get(id) ?? 0,
      keySet: sealedKey !== undefined,
    }
  }

  #isSilent(source: StoredSource, reading: Reading): boolean {
    const isWatched = source.enabled && source.kind !== 'demo'
    if (!isWatched || this.#behind(source, reading) > 0) return false
    return isSilent(source, this.#readSince.get(source.id) ?? Date.now())
  }

  /** Bytes of a source's file that are not analysed: of a plain one, what is sealed and still to be read counts too. */
  #behind({ id, kind }: StoredSource, { offset, size, ino }: Reading): number {
    const position = kind === 'plain' ? this.#parts.store.position(collectorInput(id)) : undefined
    const { data } = TailPosition.safeParse(position)
    const analysed = data && data.ino === ino ? Math.min(data.offset, offset) : offset
    return Math.max(0, size - analysed)
  }

  #readingState(source: StoredSource): Reading {
    const none: CollectorState = { state: 'idle', offset: 0, size: 0 }
    if (source.kind === 'demo') return { ...none, state: this.#parts.isGenerating() ? 'reading' : 'idle' }
    if (source.kind === 'plain') return this.#collectors.get(source.id)?.status ?? none
    const name = `sealed:${source.id}`
    if (this.#parts.runner.hasWrongKey(name)) {
      return {
        ...(this.#parts.runner.state(name) ?? none),
        state: 'wrong-key',
        message: 'None of its tokens opens: is this the right key?',
      }
    }
    return this.#parts.runner.state(name) ?? none
  }
}

function checkedKey(key: string): string {
  try {
    new Keyring([key])
    return key
  } catch {
    throw new BadInput('The key is no Fernet key: it must be 32 bytes in urlsafe base64 (44 characters).')
  }
}
