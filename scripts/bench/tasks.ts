import type { CDPSession, Page } from 'playwright-core'
import { z } from 'zod'

/** One task of a page's thread, both in milliseconds. */
export interface Task {
  /** by the clock: other programs may have had the processor meanwhile */
  readonly wall: number
  /** of the processor */
  readonly processor: number
}

/** Of Chromium's trace: names of threads, and what ran on them for how long (µs). */
const TraceEvent = z.union([
  z.object({
    name: z.literal('thread_name'),
    pid: z.number(),
    tid: z.number(),
    args: z.object({ name: z.string() }),
  }),
  z.object({
    name: z.enum(['RunTask', 'ThreadControllerImpl::RunTask']),
    pid: z.number(),
    tid: z.number(),
    dur: z.number(),
    tdur: z.number().default(0),
  }),
])
type TraceEvent = z.infer<typeof TraceEvent>

const keyOf = ({ pid, tid }: TraceEvent): string => `${pid}:${tid}`

/**
 * Every task that the page's thread ran while something was done, by Chromium's own trace.
 * @see https://chromedevtools.github.io/devtools-protocol/tot/Tracing/
 */
export async function tasksWhile(page: Page, act: () => Promise<void>): Promise<Task[]> {
  const session = await page.context().newCDPSession(page)
  const events: TraceEvent[] = []
  session.on('Tracing.dataCollected', ({ value }) => {
    for (const event of value) {
      const { data } = TraceEvent.safeParse(event)
      if (data) events.push(data)
    }
  })
  await session.send('Tracing.start', {
    transferMode: 'ReportEvents',
    traceConfig: { includedCategories: ['toplevel', '__metadata'] },
  })
  await act()
  await ended(session)
  await session.detach()
  return ofBusiest(events)
}

async function ended(session: CDPSession): Promise<void> {
  const complete = new Promise<unknown>((resolve) => session.once('Tracing.tracingComplete', resolve))
  await session.send('Tracing.end')
  await complete
}

/** The tasks of the page's thread: of all pages' threads (Chromium keeps one ready) the one that did most. */
function ofBusiest(events: readonly TraceEvent[]): Task[] {
  const tasks = new Map<string, Task[]>()
  for (const event of events) {
    if (event.name === 'thread_name' && event.args.name === 'CrRendererMain') tasks.set(keyOf(event), [])
  }
  for (const event of events) {
    if (event.name === 'thread_name') continue
    tasks.get(keyOf(event))?.push({ wall: event.dur / 1000, processor: event.tdur / 1000 })
  }
  const sum = (list: readonly Task[]) => list.reduce((all, { wall }) => all + wall, 0)
  return [...tasks.values()].sort((a, b) => sum(b) - sum(a))[0] ?? []
}

export interface TaskFigures {
  /** tasks of over 50 ms, by the clock */
  readonly longTasks: number
  readonly longestTaskMs: number
  /** the same in processor time, which no other program can take */
  readonly longTasksOfProcessor: number
  readonly longestTaskProcessorMs: number
}

/** From where on a task delays what a person does: as browsers and the W3C's Long Tasks have it. */
const longMs = 50

export function figuresOf(tasks: readonly Task[]): TaskFigures {
  const longest = (of: keyof Task) => Math.round(tasks.reduce((most, task) => Math.max(most, task[of]), 0))
  return {
    longTasks: tasks.filter(({ wall }) => wall > longMs).length,
    longestTaskMs: longest('wall'),
    longTasksOfProcessor: tasks.filter(({ processor }) => processor > longMs).length,
    longestTaskProcessorMs: longest('processor'),
  }
}

/** The time of a share of the frames, one decimal. */
export function frameAt(frames: readonly number[], share: number): number {
  const sorted = frames.toSorted((a, b) => a - b)
  return Math.round((sorted[Math.floor(share * (sorted.length - 1))] ?? 0) * 10) / 10
}
