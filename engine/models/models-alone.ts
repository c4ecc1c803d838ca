import { existsSync } from 'node:fs'
import { BadInput } from '../errors.ts'
import { lockFolder } from '../folder-lock.ts'
import type { Keyring } from '../sealed-log/keyring.ts'
import { databaseFile, openDatabase } from '../store/database.ts'
import { SettingsStore } from '../store/settings-store.ts'
import { SourceStore } from '../store/source-store.ts'
import { ActiveModel } from './active.ts'
import { Models } from './models.ts'
import { Shelf } from './shelf.ts'
import type { WorkOptions } from './work.ts'

/** The models of a data folder on which no engine runs. */
export interface ModelsAlone {
  readonly models: Models
  /** sources whose lines may be retained */
  readonly sources: readonly { readonly id: number; readonly name: string }[]
  close(): Promise<void>
}

/**
 * Opens the models of a data folder without an engine: a switch counts for the next one that starts.
 * @param limits of the heap of the thread that trains
 * @throws BadInput where there is no Vedette; one sentence where one runs on it
 */
export async function openModelsAlone(
  dataDir: string,
  keyring: Keyring,
  limits?: WorkOptions['limits'],
): Promise<ModelsAlone> {
  const file = databaseFile(dataDir)
  if (!existsSync(file))
    throw new BadInput(`There is no Vedette in ${dataDir}: name its folder with --data-dir.`)
  const unlock = lockFolder(dataDir)
  try {
    const db = openDatabase(file)
    const settings = new SettingsStore(db, keyring)
    const sources = new SourceStore(db)
    const shelf = new Shelf(dataDir)
    const active = await ActiveModel.open(shelf, settings)
    const switchTo = async (choose: () => { close(): Promise<void> }) => choose().close()
    const models = new Models({
      ...{ shelf, active, db, keyring, settings, sources, dataDir, limits },
      switchTo: (_, choose) => switchTo(choose),
    })
    return {
      models,
      sources: sources.everKnown(),
      async close() {
        await models.close()
        await active.scorer.close()
        db.close()
        unlock()
      },
    }
  } catch (error) {
    unlock()
    throw error
  }
}
