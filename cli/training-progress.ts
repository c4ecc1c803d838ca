import type { Training } from '../contract/model.ts'
import { duration } from './progress.ts'

const words: Readonly<Partial<Record<Training['phase'], string>>> = {
  reading: 'Reading the retained traffic',
  growing: 'Growing the trees',
  comparing: 'Comparing with the active model',
}

/** Tells on stderr how far a training is: on a terminal all the time, else once a phase. */
export class TrainingProgress {
  readonly #isTerminal: boolean = process.stderr.isTTY
  #phase: Training['phase'] = 'none'

  tell(training: Training): void {
    const { phase, share, requests, startedAt, secondsLeft } = training
    const word = words[phase] ?? phase
    if (!this.#isTerminal) {
      if (phase !== this.#phase) process.stderr.write(`${word} …\n`)
      this.#phase = phase
      return
    }
    const seconds = (Date.now() - (startedAt ?? Date.now())) / 1000
    const isReading = phase === 'reading' && seconds > 0
    const rate = isReading
      ? `, ${Math.round(training.linesRead / seconds).toLocaleString('en')} lines a second`
      : ''
    const left = secondsLeft === undefined ? '' : `, ${duration(secondsLeft)} left`
    const percent = `${Math.floor(share * 100)} %`
    this.clear()
    process.stderr.write(`${percent} ${word}: ${requests.toLocaleString('en')} requests${rate}${left}`)
  }

  /** Takes what was told away, so that other text can stand in its place. */
  clear(): void {
    if (this.#isTerminal) process.stderr.write('\r\x1b[K')
  }
}
