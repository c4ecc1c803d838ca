import { partBins, type ScoreChange } from '../store/anomaly/changes.ts'
import type { ScoreStore } from '../store/anomaly/score-store.ts'
import { dayMs, floorTo } from '../store/time-steps.ts'
import { windowDays } from './calibration.ts'
import { binOf, type DayScores, scoreBins } from './score-histogram.ts'

/** Sources that have histograms of their own; those beyond share one. */
const sourcesKept = 256
/** No source has this number. */
const others = 0

/** A day that is being counted: all of it, with what the store does not hold yet. */
interface OpenDay {
  readonly key: number
  readonly day: number
  readonly counts: Uint32Array
  requests: number
  first: number
  firstEvent: number
  lastEvent: number
  /** of the parts touched since the last commit */
  touched: Uint8Array
  isTouched: boolean
}

/** A request without a reporting finding. */
export interface Scored {
  readonly sourceId: number
  readonly arrival: number
  readonly time: number
  readonly score: number
}

/** Counts the scores of one model by source and day of arrival. */
export class Scores {
  readonly #store: ScoreStore
  readonly #model: string
  readonly #sources: Set<number>
  #open = new Map<string, OpenDay>()
  /** the one counted in last: most lines follow their like */
  #last: OpenDay | undefined

  constructor(store: ScoreStore, model: string) {
    this.#store = store
    this.#model = model
    this.#sources = new Set(store.sources(model))
  }

  /** The sources of which there are scores; `others` stands for those beyond the most that are told apart. */
  get sources(): ReadonlySet<number> {
    return this.#sources
  }

  /** What a source is counted as. */
  keyOf(sourceId: number): number {
    if (this.#sources.has(sourceId)) return sourceId
    return this.#sources.size < sourcesKept ? sourceId : others
  }

  count({ sourceId, arrival, time, score }: Scored): void {
    const day = floorTo(arrival, dayMs)
    const key = this.keyOf(sourceId)
    const last = this.#last
    const open = last && last.key === key && last.day === day ? last : this.#openDay(key, day)
    this.#last = open
    const bin = binOf(score)
    open.counts[bin] = (open.counts[bin] ?? 0) + 1
    open.touched[Math.floor(bin / partBins)] = 1
    open.isTouched = true
    if (open.requests === 0) {
      open.first = arrival
      open.firstEvent = time
      open.lastEvent = time
    } else {
      if (time < open.firstEvent) open.firstEvent = time
      if (time > open.lastEvent) open.lastEvent = time
    }
    open.requests++
  }

  #openDay(key: number, day: number): OpenDay {
    const name = `${key} ${day}`
    const known = this.#open.get(name)
    if (known) return known
    const [stored] = this.#store.days(this.#model, key, day, day)
    const none = { counts: new Uint32Array(scoreBins), requests: 0, first: 0, firstEvent: 0, lastEvent: 0 }
    const touched = new Uint8Array(scoreBins / partBins)
    const open: OpenDay = { ...none, ...stored, key, day, touched, isTouched: false }
    this.#open.set(name, open)
    this.#sources.add(key)
    return open
  }

  /** The days of a source that a calibration at `at` rests on, with all that was counted so far; oldest first. */
  days(key: number, at: number): DayScores[] {
    const today = floorTo(at, dayMs)
    const from = today - windowDays * dayMs
    const days = new Map<number, DayScores>()
    for (const stored of this.#store.days(this.#model, key, from, today)) days.set(stored.day, stored)
    for (const open of this.#open.values()) {
      if (open.key === key && open.day >= from && open.day <= today) days.set(open.day, open)
    }
    return [...days.values()].sort((a, b) => a.day - b.day)
  }

  /** What was counted since the last commit. */
  changes(): ScoreChange[] {
    return [...this.#open.values()]
      .filter(({ isTouched }) => isTouched)
      .map(({ key: sourceId, day, requests, first, firstEvent, lastEvent, counts, touched }) => {
        const parts: [number, Uint32Array][] = []
        touched.forEach((isTouched, part) => {
          if (isTouched === 1) parts.push([part, counts.slice(part * partBins, (part + 1) * partBins)])
        })
        return { sourceId, day, requests, first, firstEvent, lastEvent, parts }
      })
  }

  /** All is stored: days that are over leave the memory. */
  committed(): void {
    const latest = new Map<number, number>()
    for (const { key, day } of this.#open.values()) latest.set(key, Math.max(day, latest.get(key) ?? day))
    for (const [name, open] of this.#open) {
      if (open.day !== latest.get(open.key)) this.#open.delete(name)
      else if (open.isTouched) {
        open.touched.fill(0)
        open.isTouched = false
      }
    }
    this.#last = undefined
  }
}
