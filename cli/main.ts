#!/usr/bin/env node
import { Command, CommanderError } from 'commander'
import { BadInput } from '../engine/errors.ts'
import packageFile from '../package.json' with { type: 'json' }
import { generateCommand } from './commands/generate.ts'
import { keygenCommand } from './commands/keygen.ts'
import { openCommand } from './commands/open.ts'
import { scanCommand } from './commands/scan.ts'
import { sealCommand } from './commands/seal.ts'
import { serveCommand } from './commands/serve.ts'
import { trainCommand } from './commands/train.ts'
import { say } from './output.ts'

const exitCodes = `
Exit codes: 0 done (with findings as well), 1 done in part or failed, 2 bad usage or input.`

const commands = [
  scanCommand(),
  sealCommand(),
  openCommand(),
  keygenCommand(),
  generateCommand(),
  serveCommand(),
  trainCommand(),
]

const program = new Command('vedette')
  .description('Guards web servers: finds attacks in their logs, and keeps the logs sealed.')
  .version(packageFile.version)
  .addHelpText('after', exitCodes)
  .exitOverride()
for (const command of commands) program.addCommand(command.copyInheritedSettings(program))

// `vedette scan … | head`: the reader has what it wanted.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0)
  say(`vedette: Cannot write the results (${error.message}).`)
  process.exit(1)
})

try {
  await program.parseAsync()
} catch (error) {
  if (error instanceof CommanderError) {
    // Commander has said what is wrong itself.
    process.exitCode = error.exitCode === 0 ? 0 : 2
  } else {
    say(`vedette: ${error instanceof Error ? error.message : String(error)}`)
    process.exitCode = error instanceof BadInput ? 2 : 1
  }
}
