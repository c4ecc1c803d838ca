import { Command } from 'commander'
import { limitArenas } from '../../server/few-arenas.ts'
import { integerBetween } from '../options.ts'
import { say } from '../output.ts'

interface ServeCommandOptions {
  readonly dataDir?: string
  readonly keyFile?: string
  readonly port?: number
  readonly host?: string
  readonly allowRemote?: boolean
}

export const serveCommand = (): Command =>
  new Command('serve')
    .description('run the engine and serve console and API to the browsers of this machine')
    .option(
      '-d, --data-dir <folder>',
      'where alerts and the sealed log are kept (default: $VEDETTE_DATA, else your account’s)',
    )
    .option(
      '-k, --key-file <file>',
      'key file, made where it does not exist (default: $VEDETTE_KEY, else your account’s)',
    )
    .option(
      '-p, --port <number>',
      'port to listen on, 0 for any free one (default: 7700)',
      integerBetween(0, 65_535),
    )
    .option('--host <address>', 'address to listen on (default: 127.0.0.1)')
    .option('--allow-remote', 'listen on an address that other machines reach')
    .action(async (options: ServeCommandOptions) => {
      limitArenas()
      // The server is loaded only here: the other commands start without it.
      const { serve } = await import('../../server/main.ts')
      const served = await serve({ ...options, onProgress: (step) => say(`Vedette: ${step} …`) })
      const stop = () => void served.close().then(() => process.exit(0))
      process.once('SIGINT', stop)
      process.once('SIGTERM', stop)
      // Whoever reads the link may stop the server at once.
      process.stdout.write(`${served.loginUrl}\n`)
      say('Open this link once, within ten minutes. Stop with Ctrl+C.')
    })
