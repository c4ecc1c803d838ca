import { Command } from 'commander'
import type { Keyring } from '../../engine/sealed-log/keyring.ts'
import { namesOf, openInput } from '../input.ts'
import { keyFileOption, keysFor } from '../key.ts'
import { linesOf } from '../lines.ts'
import { type Output, say } from '../output.ts'
import { sealedOutput } from '../sealed-output.ts'

interface SealOptions {
  readonly keyFile?: string
  readonly out: string
}

export const sealCommand = (): Command =>
  new Command('seal')
    .description('seal lines: one Fernet token for each line, as Python’s cryptography reads and writes them')
    .argument('[FILE...]', 'files to seal, also .gz; `-` or none for the standard input')
    .addOption(keyFileOption())
    .option('-o, --out <SEALED>', 'sealed file to append to, `-` for the standard output', '-')
    .action(async (files: readonly string[], options: SealOptions) => {
      const inputs = await Promise.all(namesOf(files).map(openInput))
      const keyring = keysFor(options.keyFile, true)
      const output = await sealedOutput(options.out)
      let count = 0
      for (const input of inputs) count += await sealAll(input.chunks(), keyring, output)
      await output.close()
      say(`Sealed ${count.toLocaleString('en')} lines.`)
    })

async function sealAll(chunks: AsyncIterable<Buffer>, keyring: Keyring, output: Output): Promise<number> {
  let count = 0
  for await (const lines of linesOf(chunks)) {
    await output.write(lines.map(({ bytes }) => `${keyring.seal(bytes)}\n`).join(''))
    count += lines.length
  }
  return count
}
