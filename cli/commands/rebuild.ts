import { Command } from 'commander'
import { defaultDataDir } from '../../engine/sealed-log/key-store.ts'
import { keyFileOption, keysFor } from '../key.ts'
import { say } from '../output.ts'

interface RebuildOptions {
  readonly dataDir?: string
  readonly keyFile?: string
}

export const rebuildCommand = (): Command =>
  new Command('rebuild')
    .description('set a damaged database aside and build it anew from the sealed log, with the same alerts')
    .option(
      '-d, --data-dir <folder>',
      'where alerts and the sealed log are kept (default: $VEDETTE_DATA, else your account’s)',
    )
    .addOption(keyFileOption())
    .action(async ({ dataDir = defaultDataDir(), keyFile }: RebuildOptions) => {
      // The engine is loaded only here: the other commands start without it.
      const { rebuild } = await import('../../engine/rebuild.ts')
      const onProgress = (step: string) => say(`Vedette: ${step} …`)
      const { aside, lines, alerts, losses } = await rebuild({
        dataDir,
        keyring: keysFor(keyFile),
        onProgress,
      })
      if (aside !== undefined) say(`The old database lies at ${aside}; delete it when you need it no more.`)
      for (const loss of losses) say(loss)
      process.stdout.write(`Rebuilt from the sealed log: ${lines} lines, ${alerts} alerts.\n`)
      if (losses.length > 0) process.exitCode = 1
    })
