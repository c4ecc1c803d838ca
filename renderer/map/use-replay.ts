import { useDocumentVisibility } from '@mantine/hooks'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useMemo, useState } from 'react'
import type { AlertFilter } from '../../contract/index.ts'
import { firstFilled, type Step, stepAt } from './steps.ts'
import { ofStep, type Threats } from './threats.ts'
import { mapOf } from './use-threats.ts'

/** Steps a second. */
export const speeds = [2, 4, 8] as const
export type Speed = (typeof speeds)[number]

/** How many steps are asked for before they are shown. */
const ahead = 3

export interface Replay {
  readonly steps: readonly Step[]
  /** index of the step that is shown; undefined while the whole range is */
  readonly at: number | undefined
  readonly isPlaying: boolean
  readonly speed: Speed
  readonly map: Threats
  show(step: number): void
  showAll(): void
  playOrPause(): void
  setSpeed(speed: Speed): void
}

/** Shows the range step by step: by hand, or playing; it waits while nobody looks. */
export function useReplay(filter: AlertFilter, steps: readonly Step[], whole: Threats): Replay {
  const queries = useQueryClient()
  // A moment, not a number of a step: a range that ends now moves on.
  const [moment, setMoment] = useState<number>()
  const [isPlaying, setIsPlaying] = useState(false)
  const [speed, setSpeed] = useState<Speed>(speeds[0])
  const isSeen = useDocumentVisibility() === 'visible'
  const at = moment === undefined || steps.length === 0 ? undefined : stepAt(steps, moment)
  const step = at === undefined ? undefined : steps[at]
  const { data } = useQuery({
    ...mapOf({ ...filter, from: step?.from ?? 0, to: step?.to ?? 0 }),
    enabled: step !== undefined,
  })

  useEffect(() => {
    if (at === undefined) return
    for (const { from, to } of steps.slice(at + 1, at + 1 + ahead))
      void queries.prefetchQuery({ ...mapOf({ ...filter, from, to }), staleTime: 30_000 })
  }, [at, steps, filter, queries])

  const isLast = at !== undefined && at >= steps.length - 1
  useEffect(() => {
    if (!isPlaying || !isSeen || at === undefined) return
    if (isLast) {
      setIsPlaying(false)
      return
    }
    const timer = setTimeout(() => setMoment(steps[at + 1]?.from), 1000 / speed)
    return () => clearTimeout(timer)
  }, [isPlaying, isSeen, at, isLast, steps, speed])

  const map = useMemo((): Threats => {
    if (step === undefined || !data) return whole
    return { ...data, places: ofStep(whole.places, data.places) }
  }, [step, data, whole])

  const show = (index: number) => setMoment(steps[index]?.from)
  return {
    steps,
    at,
    isPlaying,
    speed,
    map,
    show,
    showAll() {
      setMoment(undefined)
      setIsPlaying(false)
    },
    playOrPause() {
      if (!isPlaying && (at === undefined || isLast)) show(firstFilled(steps))
      setIsPlaying(!isPlaying)
    },
    setSpeed,
  }
}
