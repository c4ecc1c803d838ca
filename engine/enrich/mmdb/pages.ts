import { closeSync, fstatSync, openSync, readSync } from 'node:fs'

const pageBytes = 4096
const keptPages = 512

/** A file read here and there: pages are read when they are asked for, and the 2 MiB asked for last are kept. */
export class FilePages {
  readonly size: number
  readonly #fd: number
  readonly #kept = Buffer.allocUnsafeSlow(pageBytes * keptPages)
  /** where in `kept` a page begins, by its number; the one asked for last comes last */
  readonly #places = new Map<number, number>()
  #page = -1
  #place = 0

  /** @throws where there is no such file, or it cannot be read */
  constructor(path: string) {
    this.#fd = openSync(path, 'r')
    this.size = fstatSync(this.#fd).size
  }

  close(): void {
    closeSync(this.#fd)
  }

  /** @throws behind the end of the file, as every read does */
  byte(offset: number): number {
    const page = Math.floor(offset / pageBytes)
    if (page !== this.#page) this.#turnTo(page)
    const value = offset < this.size ? this.#kept[this.#place + (offset % pageBytes)] : undefined
    if (value === undefined) throw new Error(`it ends before byte ${offset}`)
    return value
  }

  /** An unsigned number of at most six bytes, the highest first. */
  uint(offset: number, length: number): number {
    let value = 0
    for (let i = 0; i < length; i++) value = value * 256 + this.byte(offset + i)
    return value
  }

  /** A copy. */
  bytes(offset: number, length: number): Buffer {
    if (length > this.size - offset) throw new Error(`it ends before byte ${offset + length}`)
    const copy = Buffer.alloc(length)
    for (let i = 0; i < length; i++) copy[i] = this.byte(offset + i)
    return copy
  }

  #turnTo(page: number): void {
    const known = this.#places.get(page)
    const place = known ?? this.#freePlace()
    this.#places.delete(page)
    // Not a page any more until it is read whole.
    this.#page = -1
    if (known === undefined) this.#read(page, place)
    this.#places.set(page, place)
    this.#page = page
    this.#place = place
  }

  #freePlace(): number {
    if (this.#places.size < keptPages) return this.#places.size * pageBytes
    const [oldest = [0, 0]] = this.#places
    this.#places.delete(oldest[0])
    return oldest[1]
  }

  #read(page: number, place: number): void {
    const start = page * pageBytes
    const wanted = Math.min(pageBytes, this.size - start)
    for (let read = 0; read < wanted; ) {
      const more = readSync(this.#fd, this.#kept, place + read, wanted - read, start + read)
      if (more === 0) throw new Error(`it was cut short before byte ${start + read}`)
      read += more
    }
  }
}
