import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { Engine, type EngineOptions } from './engine.ts'
import { BadInput } from './errors.ts'
import { lockFolder } from './folder-lock.ts'
import { databaseFile, openDatabase } from './store/database.ts'
import { removeEmptyIncidents } from './store/incidents/remove-incidents.ts'
import { restore, salvage, setAside } from './store/salvage.ts'

export interface Rebuilt {
  /** where the old database lies now; absent where there was none */
  readonly aside?: string
  readonly lines: number
  readonly alerts: number
  /** sentences about what could not be brought over */
  readonly losses: readonly string[]
}

const decisions = 'What was decided of incidents could be read in part or not at all: look through them.'

const tableWords: Readonly<Record<string, string>> = {
  source:
    'The list of sources could be read in part or not at all: name the missing files again under Sources.',
  setting: 'The settings could be read in part or not at all: look through them.',
  expectation:
    'What was called expected could be read in part or not at all: look through the expectations on the page Anomalies.',
  incident: decisions,
  incident_triage: decisions,
  triage_step: decisions,
  position: 'Whether demo data was removed could not be read: remove it again if it shows.',
}

/**
 * Sets the database of a data folder aside and builds it anew from the sealed log: the same lines in the same order
 * give the same alerts. Sources, settings and triage are salvaged from the old one as far as it can be read.
 * @throws BadInput where the folder holds no Vedette, or one that runs
 */
export async function rebuild(options: EngineOptions): Promise<Rebuilt> {
  const file = databaseFile(options.dataDir)
  if (!existsSync(file) && !existsSync(join(options.dataDir, 'sealed'))) {
    throw new BadInput(`There is no Vedette in ${options.dataDir}: name its folder with --data-dir.`)
  }
  const { salvaged, aside } = replace(options.dataDir, file)
  const engine = await Engine.open({ ...options, follows: false })
  try {
    await engine.idle()
    await engine.purge()
    removeEmptyIncidents(engine.db)
    const { counters, problems } = engine.status()
    const lost = salvaged.filter(({ isWhole }) => !isWhole).map(({ table }) => tableWords[table] ?? table)
    const losses = [...new Set(lost)]
    return {
      ...(aside !== undefined && { aside }),
      lines: counters.linesRead,
      alerts: counters.alerts,
      losses: [...losses, ...problems],
    }
  } finally {
    await engine.close()
  }
}

/** Puts a fresh database with what could be salvaged in the place of the old one, while no engine may have it. */
function replace(dataDir: string, file: string) {
  const unlock = lockFolder(dataDir)
  try {
    const salvaged = salvage(file)
    const aside = existsSync(file) ? setAside(file) : undefined
    const db = openDatabase(file)
    restore(db, salvaged)
    db.close()
    return { salvaged, aside }
  } finally {
    unlock()
  }
}
