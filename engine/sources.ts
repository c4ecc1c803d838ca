import { basename, isAbsolute, resolve } from 'node:path'
import type { AddSource, Source } from '../contract/engine-status.ts'
import { type CollectorState, PlainFileCollector } from './collectors/plain-file.ts'
import { BadInput, NotFound } from './errors.ts'
import { collectorInput } from './inputs/own-log-input.ts'
import { RecallingInput } from './inputs/recall.ts'
import { SealedFileInput } from './inputs/sealed-file-input.ts'
import type { Runner } from './runner.ts'
import { Keyring } from './sealed-log/keyring.ts'
import type { SealedLogWriter } from './sealed-log/writer.ts'
import type { SourceStore, StoredSource } from './store/source-store.ts'

export interface SourcesParts {
  readonly store: SourceStore
  readonly runner: Runner
  readonly writer: SealedLogWriter
  readonly keyring: Keyring
  readonly isGenerating: () => boolean
}

/** The sources a user has named: starts and stops what reads them, and tells how each is doing. */
export class Sources {
  readonly #parts: SourcesParts
  readonly #collectors = new Map<number, PlainFileCollector>()

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
    return this.#parts.store.all().map((source) => this.#describe(source))
  }

  get(id: number): Source {
    return this.#describe(this.#stored(id))
  }

  /** True when the first tokens of any source all failed to open. */
  hasWrongKey(): boolean {
    return (
      this.list().some((source) => source.state === 'wrong-key') || this.#parts.runner.hasWrongKey('own-log')
    )
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
    if (path === undefined) return
    const { store, runner, writer, keyring } = this.#parts
    if (source.kind === 'plain') {
      const position = store.position(collectorInput(sourceId))
      this.#collectors.set(sourceId, new PlainFileCollector({ sourceId, path, from, position }, writer))
      return
    }
    const own = source.sealedKey && keyring.open(source.sealedKey).toString('utf8')
    const file = { sourceId, path, from, key: own || undefined }
    runner.add(
      new RecallingInput({
        name: `sealed:${sourceId}`,
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
  }

  #describe(source: StoredSource): Source {
    const { id, name, kind, path, enabled, formats, lines, unparsed, tokensFailed, lastLineAt } = source
    const reading = this.#readingState(source)
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
    }
  }

  #readingState(source: StoredSource): Omit<CollectorState, 'state'> & { state: Source['state'] } {
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
