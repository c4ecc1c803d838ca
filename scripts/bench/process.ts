import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import { writeSealedLines } from './sealed-lines.ts'

/** What `headless.ts` prints. */
export const ProcessFigures = z.object({
  memory: z.object({ lines: z.number(), linesPerSecond: z.number(), peakRssMb: z.number() }),
  idle: z.object({ seconds: z.number(), cpuPercent: z.number(), wakeUpsPerSecond: z.number() }),
  cold: z.object({ firstAlertMs: z.number() }),
})
export type ProcessFigures = z.infer<typeof ProcessFigures>

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
    const { path, keyFile } = writeSealedLines(dir, lines)
    const program = fileURLToPath(new URL('./headless.ts', import.meta.url))
    const child = spawn(process.execPath, [program, join(dir, 'data'), keyFile, path, String(lines)], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    let printed = ''
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      printed += text
    })
    await once(child, 'close')
    const figures = ProcessFigures.parse(JSON.parse(printed))
    return Object.fromEntries(asked.map((name) => [name, figures[name]]))
  } finally {
    rmSync(dir, { recursive: true, force: true })
  }
}
