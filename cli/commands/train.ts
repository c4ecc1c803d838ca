import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { Command } from 'commander'

const script = fileURLToPath(new URL('../../scripts/train.ts', import.meta.url))

export const trainCommand = (): Command =>
  new Command('train')
    .description('train the anomaly model on the generator’s normal traffic and write it with its card')
    .option('--seed <number>', 'same seed, same model')
    .option('--trees <number>', 'trees of the forest')
    .option('--rows <number>', 'requests to train on')
    .option('--out <file>', 'where to write the model (default: in the place of the shipped one)')
    .action((options: Readonly<Record<string, string>>) => {
      const args = Object.entries(options).map(([name, value]) => `--${name}=${value}`)
      const { status } = spawnSync(process.execPath, [script, ...args], { stdio: 'inherit' })
      process.exitCode = status === 0 ? 0 : 1
    })
