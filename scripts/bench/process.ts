import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import { writeSealedLines } from './sealed-lines.ts'

/** What `headless.ts` prints: of a start for no lines only how long it took. */
export const ProcessFigures = z.object({
  memory: z
    .object({
      lines: z.number(),
      linesPerSecond: z.number(),
      peakRssMb: z.number(),
      /** the highest while each tenth of the lines was read: flat where nothing is kept of a line */
      rssMbByTenth: z.array(z.number()),
    })
    .optional(),
  idle: z
    .object({
      seconds: z.number(),
      cpuPercent: z.number(),
      wakeUpsPerSecond: z.number(),
      rssMb: z.number(),
    })
    .optional(),
  cold: z.object({
    firstAlertMs: z.number(),
    /** the same of the very first start, which compiles every file */
    firstStartMs: z.number().optional(),
  }),
})
export type ProcessFigures = z.infer<typeof ProcessFigures>

/** A file of more lines is read again and again. */
const mostInFile = 300_000

/**
 * Starts the real headless Vedette in a process of its own on a sealed file, and answers what was asked: the highest
 * resident memory while it reads at full speed, CPU and wake-ups while it has nothing to do, and the time from the
 * start of the process to its first alert.
 */
export async function measureProcess(
  asked: readonly (keyof ProcessFigures)[],
  lines: number,
): Promise<Partial<ProcessFigures>> {
  const dir = mkdtempSync(join(tmpdir(), 'vedette-bench-'))
  try {
    const { path, keyFile, lines: inFile } = writeSealedLines(dir, Math.min(lines, mostInFile))
    const program = fileURLToPath(new URL('./headless.ts', import.meta.url))
    const env = { ...process.env, XDG_CACHE_HOME: join(dir, 'cache') }
    const run = async (data: string, toRead: number) => {
      const given = [join(dir, data), keyFile, path, String(inFile), String(toRead)]
      const child = spawn(process.execPath, [program, ...given], {
        stdio: ['ignore', 'pipe', 'inherit'],
        env,
      })
      let printed = ''
      child.stdout.setEncoding('utf8').on('data', (text: string) => {
        printed += text
      })
      await once(child, 'close')
      return ProcessFigures.parse(JSON.parse(printed))
    }
    const firstStartMs = asked.includes('cold') ? (await run('first', 0)).cold.firstAlertMs : undefined
    const measured = await run('data', lines)
    const figures = { ...measured, cold: { ...measured.cold, firstStartMs } }
    return Object.fromEntries(asked.map((name) => [name, figures[name]]))
  } finally {
    rmSync(dir, { recursive: true, force: true })
  }
}
