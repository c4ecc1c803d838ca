import { Command } from 'commander'
import { FernetError } from '../../engine/sealed-log/fernet.ts'
import { type Input, namesOf, openInput } from '../input.ts'
import { keyFileOption, keysFor } from '../key.ts'
import { linesOf } from '../lines.ts'
import { say, standardOutput } from '../output.ts'
import { openLines } from '../sealed-input.ts'

interface OpenOptions {
  readonly keyFile?: string
}

const lineFeed = Buffer.from('\n')

export const openCommand = (): Command =>
  new Command('open')
    .description('open sealed files (Vedette’s own segments as well) and print the lines in them')
    .argument('[SEALED...]', 'sealed files, also .gz; `-` or none for the standard input')
    .addOption(keyFileOption())
    .action(async (files: readonly string[], options: OpenOptions) => {
      const inputs = await Promise.all(namesOf(files).map(openInput))
      const keyring = keysFor(options.keyFile)
      const output = standardOutput()
      let opened = 0
      let failed = 0
      for (const input of inputs) {
        for await (const lines of linesOf(input.chunks())) {
          const plain: Buffer[] = []
          for (const token of openLines(keyring, lines)) {
            if (token.plain instanceof FernetError) {
              failed++
              report(input, token.number, token.plain)
            } else {
              opened++
              plain.push(token.plain, lineFeed)
            }
          }
          if (plain.length > 0) await output.write(Buffer.concat(plain))
        }
      }
      if (failed === 0) return
      process.exitCode = 1
      say(
        `${failed} of ${opened + failed} tokens did not open.${opened === 0 ? ' Is this the right key?' : ''}`,
      )
    })

const report = (input: Input, line: number, error: FernetError): void =>
  say(`${input.name}:${line}: ${error.message}`)
