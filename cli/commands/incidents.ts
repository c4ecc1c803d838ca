import { Command, Option } from 'commander'
import type { IncidentPage, IncidentQuery } from '../../contract/incident.ts'
import { triageStates } from '../../contract/triage.ts'
import { defaultDataDir } from '../../engine/sealed-log/key-store.ts'
import { asJson, asText, summary } from '../incident-report.ts'
import { keyFileOption, keysFor } from '../key.ts'
import { integerBetween } from '../options.ts'
import { say, standardOutput } from '../output.ts'

interface IncidentsOptions {
  readonly dataDir?: string
  readonly keyFile?: string
  readonly state?: (typeof triageStates)[number]
  readonly sort: IncidentQuery['sort']
  readonly limit: number
  readonly json?: boolean
}

export const incidentsCommand = (): Command =>
  new Command('incidents')
    .description('list incidents, also while Vedette runs')
    .option(
      '-d, --data-dir <folder>',
      'where alerts and the sealed log are kept (default: $VEDETTE_DATA, else your account’s)',
    )
    .addOption(keyFileOption())
    .addOption(new Option('-s, --state <state>', 'only those in this state').choices(triageStates))
    .addOption(new Option('--sort <order>', 'which come first').choices(['latest', 'risk']).default('latest'))
    .option('-n, --limit <number>', 'how many at most', integerBetween(1, 1_000_000), 100)
    .option('--json', 'print one JSON object a line for each incident')
    .action(async (options: IncidentsOptions) => {
      const { dataDir = defaultDataDir(), keyFile, state, sort, limit, json } = options
      // The store is loaded only here: the other commands start without it.
      const { Incidents } = await import('../../engine/incidents.ts')
      const { databaseFile, readDatabase } = await import('../../engine/store/database.ts')
      const db = readDatabase(databaseFile(dataDir))
      const incidents = new Incidents({ db, keyring: keysFor(keyFile) })
      const output = standardOutput()
      let shown = 0
      let first: IncidentPage | undefined
      let cursor: IncidentQuery['cursor']
      do {
        const query = { filter: {}, states: state ? [state] : [], sort, limit: Math.min(500, limit - shown) }
        const page = incidents.list({ ...query, ...(cursor && { cursor }) })
        first ??= page
        for (const incident of page.incidents) await output.write(json ? asJson(incident) : asText(incident))
        shown += page.incidents.length
        cursor = page.next ?? undefined
      } while (cursor && shown < limit)
      say(summary(shown, first))
      db.close()
    })
