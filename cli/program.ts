import { Command, CommanderError } from 'commander'
import { BadInput } from '../engine/errors.ts'
import packageFile from '../package.json' with { type: 'json' }
import { commands } from './commands/index.ts'
import { say } from './output.ts'

const exitCodes = `
Exit codes: 0 done (with findings as well), 1 done in part or failed, 2 bad usage or input.`

/** Runs what the command line says; sets the exit code. */
export async function run(): Promise<void> {
  process.stdout.on('error', endAtClosedPipe)
  const program = new Command('vedette')
    .description('Guards web servers: finds attacks in their logs, and keeps the logs sealed.')
    .version(packageFile.version)
    .addHelpText('after', exitCodes)
    .exitOverride()
  for (const command of commands) {
    program.addCommand(command.copyInheritedSettings(program))
    for (const part of command.commands) part.copyInheritedSettings(command)
  }
  try {
    await program.parseAsync()
  } catch (error) {
    process.exitCode = tell(error)
  }
}

/** `vedette scan … | head`: the reader has what it wanted. */
function endAtClosedPipe(error: NodeJS.ErrnoException): never {
  if (error.code === 'EPIPE') process.exit(0)
  say(`vedette: Cannot write the results (${error.message}).`)
  process.exit(1)
}

/** Says what went wrong and answers the exit code. */
function tell(error: unknown): number {
  // Commander has said what is wrong itself; help and version end here too.
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2
  say(`vedette: ${error instanceof Error ? error.message : String(error)}`)
  return error instanceof BadInput ? 2 : 1
}
