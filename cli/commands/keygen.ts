import { fchmodSync, fstatSync } from 'node:fs'
import { Command } from 'commander'
import { generateKey } from '../../engine/sealed-log/fernet.ts'

const stdout = 1

export const keygenCommand = (): Command =>
  new Command('keygen')
    .description('print a fresh Fernet key; a file it is sent to (`> FILE`) becomes readable by you alone')
    .action(() => {
      if (process.platform !== 'win32' && fstatSync(stdout).isFile()) fchmodSync(stdout, 0o600)
      process.stdout.write(`${generateKey()}\n`)
    })
